// Stripes in the right margin: lanes by the order in the text, one SVG path per colour, names on hover. Codings beyond the lanes become "+n".

import { Heights } from "./heights.js";
import { lanes } from "./segments.js";
import { word } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST_LANES = 12;
// How many screens before and after the one in sight are drawn.
const REACH = 2;

export class Stripes {
  #frame = 0;
  /** @type {{lanes: import("./store.js").Coding[][], beyond: import("./store.js").Coding[]}|null} */
  #laid = null;
  /** @type {{coding: import("./store.js").Coding, top: number, bottom: number}[][]} */
  #drawn = [];
  /** The stretch of the margin that is drawn. */
  #from = 0;
  #to = 0;
  #width = 0;
  /** @type {{coding: import("./store.js").Coding, top: number}|null} */
  #at = null;
  current = "";

  /**
   * @param {HTMLElement} margin
   * @param {import("./turns.js").Turns} turns
   * @param {import("./store.js").Store} store
   * @param {{choose: (coding: import("./store.js").Coding) => void, open: (turn: import("./turns.js").Turn) => void}} told
   */
  constructor(margin, turns, store, told) {
    this.margin = margin;
    this.turns = turns;
    this.store = store;
    this.heights = new Heights(turns);
    this.svg = document.createElementNS(SVG, "svg");
    this.svg.setAttribute("aria-hidden", "true");
    this.name = document.createElement("div");
    this.name.className = "stripe-name";
    this.name.hidden = true;
    margin.append(this.svg, this.name);
    store.addEventListener("change", () => {
      this.#laid = null;
      this.draw();
    });
    new ResizeObserver(() => this.measure()).observe(turns.root);
    addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.svg.addEventListener("pointermove", (event) => this.#hover(event));
    this.svg.addEventListener("pointerleave", () => this.#nameCurrent());
    this.svg.addEventListener("click", (event) => {
      const hit = this.#hit(event);
      if (hit) told.choose(hit);
      else if (event.target instanceof SVGTextElement) told.open(turns.all[Number(event.target.dataset.turn)]);
    });
  }

  /** Read where the turns stand; needed again only when the text is laid out anew. */
  measure() {
    this.heights.measure();
    this.#width = this.margin.clientWidth;
    this.#laid = null;
    this.paint();
  }

  /** Draw in the next frame, however often asked. */
  draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.paint());
  }

  #scrolled() {
    const top = -this.margin.getBoundingClientRect().top;
    if (top - innerHeight / 2 < this.#from || top + 1.5 * innerHeight > this.#to) this.draw();
  }

  get #step() {
    return this.#width < 60 ? 6 : 8;
  }

  get #most() {
    return Math.max(2, Math.min(MOST_LANES, Math.floor((this.#width - (this.#step < 8 ? 10 : 22)) / this.#step)));
  }

  /** Draw the stripes within two screens of what is in sight: what a coding changes is then a few paths, however long the text. */
  paint() {
    if (!this.heights.known) return;
    this.#laid ??= lanes(this.store.inOrder(), this.#most);
    const sight = -this.margin.getBoundingClientRect().top;
    this.#from = Math.max(0, sight - REACH * innerHeight);
    this.#to = Math.max(this.#from + 1, Math.min(this.heights.height, sight + (REACH + 1) * innerHeight));
    const part = this.heights.part(this.#from, this.#to);
    const isNear = (/** @type {import("./store.js").Coding} */ coding) => coding.start < part.end && part.start < coding.end;
    /** @type {Map<string, string[]>} */
    const paths = new Map();
    this.#at = null;
    this.#drawn = this.#laid.lanes.map((row, lane) => row.filter(isNear).map((coding) => this.#stripe(coding, lane, paths)));
    this.#nameCurrent();
    const height = this.#to - this.#from;
    this.svg.setAttribute("viewBox", `0 ${this.#from} ${this.#width} ${height}`);
    this.svg.style.top = `${this.#from}px`;
    this.svg.style.height = `${height}px`;
    const more = this.#more(this.#laid.beyond.filter(isNear), this.#laid.lanes.length);
    this.svg.replaceChildren(...[...paths].map(([name, parts]) => path(name, parts.join(""))), ...more);
  }

  /**
   * @param {import("./store.js").Coding} coding
   * @param {number} lane
   * @param {Map<string, string[]>} paths
   */
  #stripe(coding, lane, paths) {
    if (this.turns.within(coding).every((turn) => turn.element.hidden)) return { coding, top: -1, bottom: -1 };
    const [x, width] = [lane * this.#step + 1, this.#step - 3];
    const top = this.heights.down(coding.start, false);
    const bottom = Math.max(top + 7, this.heights.down(coding.end, true));
    const faded = this.store.layer(coding) === "beside" ? " beside" : coding.pending ? " pending" : "";
    const name = this.store.codeOf(coding).colour + faded;
    const d = `M${x} ${(top + 1).toFixed(1)}h${width}V${(bottom - 1).toFixed(1)}h-${width}z`;
    const list = paths.get(name);
    if (list) list.push(d);
    else paths.set(name, [d]);
    if (coding.key === this.current) {
      this.#at = { coding, top };
      paths.set("current", [`M${x - 1.5} ${top.toFixed(1)}h${width + 3}V${bottom.toFixed(1)}h-${width + 3}z`]);
    }
    return { coding, top, bottom };
  }

  /**
   * "+n" at the turns where codings found no lane.
   * @param {import("./store.js").Coding[]} beyond
   * @param {number} used
   */
  #more(beyond, used) {
    const counts = new Map();
    for (const coding of beyond) {
      const turn = this.turns.of(coding);
      counts.set(turn, (counts.get(turn) ?? 0) + 1);
    }
    return [...counts].map(([turn, count]) => {
      const label = document.createElementNS(SVG, "text");
      label.setAttribute("x", String(used * this.#step + 2));
      label.setAttribute("y", String(this.heights.top(turn) + 14));
      label.dataset.turn = String(turn.index);
      label.textContent = `+${count}`;
      return label;
    });
  }

  /** @param {MouseEvent} event */
  #hit(event) {
    const box = this.margin.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return this.#drawn[Math.floor(x / this.#step)]?.find(({ top, bottom }) => top <= y && y <= bottom)?.coding;
  }

  /** @param {MouseEvent} event */
  #hover(event) {
    const coding = this.#hit(event);
    this.svg.classList.toggle("over", Boolean(coding));
    if (coding) this.#say(coding, event.clientY - this.margin.getBoundingClientRect().top);
    else this.#nameCurrent();
  }

  /** The coding at hand has its name beside its stripe, also without a mouse. */
  #nameCurrent() {
    this.name.hidden = !this.#at;
    if (this.#at) this.#say(this.#at.coding, this.#at.top + 12);
  }

  /**
   * @param {import("./store.js").Coding} coding
   * @param {number} down
   */
  #say(coding, down) {
    this.name.hidden = false;
    const code = this.store.codeOf(coding);
    this.name.className = `stripe-name chip ${code.colour}`;
    this.name.textContent = `${code.name} · ${word("by", { coder: this.store.coderName(coding.coder) })}`;
    // Right of the lanes where there is room for a name, else over the ends of the lines.
    const used = this.#drawn.length * this.#step + 6;
    this.name.classList.toggle("right", this.#width - used > 60);
    this.name.style.setProperty("--used", `${used}px`);
    this.name.style.top = `${down}px`;
  }
}

/**
 * @param {string} name
 * @param {string} d
 */
function path(name, d) {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("class", name);
  element.setAttribute("d", d);
  return element;
}
