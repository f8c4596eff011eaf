// Stripes in the right margin: lanes by the order in the text, one SVG path per colour, names on hover. Codings beyond the lanes become "+n".

import { lanes } from "./segments.js";
import { word } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST_LANES = 12;

export class Stripes {
  #frame = 0;
  /** @type {{coding: import("./store.js").Coding, top: number, bottom: number}[][]} */
  #drawn = [];
  /** @type {{top: number, height: number}[]} */
  #boxes = [];
  current = "";
  /** @type {{coding: import("./store.js").Coding, top: number}|null} */
  #at = null;

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
    this.svg = document.createElementNS(SVG, "svg");
    this.svg.setAttribute("aria-hidden", "true");
    this.name = document.createElement("div");
    this.name.className = "stripe-name";
    this.name.hidden = true;
    margin.append(this.svg, this.name);
    store.addEventListener("change", () => this.draw());
    new ResizeObserver(() => this.measure()).observe(turns.root);
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
    const top = this.turns.root.getBoundingClientRect().top;
    this.#boxes = this.turns.all.map((turn) => {
      const box = turn.words.getBoundingClientRect();
      return { top: box.top - top, height: box.height };
    });
    this.#height = this.turns.root.offsetHeight;
    this.paint();
  }

  #height = 0;

  /** Draw in the next frame, however often asked. */
  draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.paint());
  }

  /**
   * How far down a point of the text stands.
   * @param {number} point
   * @param {boolean} closes
   */
  #down(point, closes) {
    let at = this.turns.after(closes ? point - 1 : point);
    at = Math.min(at, this.turns.all.length - 1);
    // A filter may hide the turn where a coding begins or ends; the stripe then reaches to the nearest one shown.
    for (let step = at; this.turns.all[step]; step += closes ? -1 : 1) {
      if (this.turns.all[step].element.hidden) continue;
      at = step;
      break;
    }
    const turn = this.turns.all[at];
    const share = turn.end > turn.start ? (Math.min(Math.max(point, turn.start), turn.end) - turn.start) / (turn.end - turn.start) : 0;
    return this.#boxes[at].top + share * this.#boxes[at].height;
  }

  get #most() {
    return Math.max(2, Math.min(MOST_LANES, Math.floor((this.margin.clientWidth - (this.#step < 8 ? 10 : 22)) / this.#step)));
  }

  get #step() {
    return this.margin.clientWidth < 60 ? 6 : 8;
  }

  paint() {
    if (!this.#boxes.length) return;
    const { lanes: rows, beyond } = lanes(this.store.inOrder(), this.#most);
    /** @type {Map<string, string[]>} */
    const paths = new Map();
    const width = this.#step - 3;
    this.#at = null;
    this.#drawn = rows.map((row, lane) =>
      row.map((coding) => {
        if (this.turns.within(coding).every((turn) => turn.element.hidden)) return { coding, top: -1, bottom: -1 };
        const top = this.#down(coding.start, false);
        const bottom = Math.max(top + 7, this.#down(coding.end, true));
        const faded = this.store.layer(coding) === "beside" ? " beside" : coding.pending ? " pending" : "";
        const name = this.store.codeOf(coding).colour + faded;
        const x = lane * this.#step + 1;
        const d = `M${x} ${(top + 1).toFixed(1)}h${width}V${(bottom - 1).toFixed(1)}h-${width}z`;
        const list = paths.get(name);
        if (list) list.push(d);
        else paths.set(name, [d]);
        if (coding.key === this.current) this.#at = { coding, top };
        if (coding.key === this.current) paths.set("current", [`M${x - 1.5} ${top.toFixed(1)}h${width + 3}V${bottom.toFixed(1)}h-${width + 3}z`]);
        return { coding, top, bottom };
      }),
    );
    this.svg.setAttribute("height", String(this.#height));
    this.#nameCurrent();
    this.svg.replaceChildren(...[...paths].map(([name, parts]) => path(name, parts.join(""))), ...this.#more(beyond, rows.length));
  }

  /**
   * "+n" at the turns where codings found no lane.
   * @param {import("./store.js").Coding[]} beyond
   * @param {number} used
   */
  #more(beyond, used) {
    const counts = new Map();
    for (const coding of beyond) {
      const at = Math.min(this.turns.after(coding.start), this.turns.all.length - 1);
      counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    return [...counts].map(([at, count]) => {
      const label = document.createElementNS(SVG, "text");
      label.setAttribute("x", String(used * this.#step + 2));
      label.setAttribute("y", String(this.#boxes[at].top + 14));
      label.dataset.turn = String(at);
      label.textContent = `+${count}`;
      return label;
    });
  }

  /** @param {MouseEvent} event */
  #hit(event) {
    const box = this.svg.getBoundingClientRect();
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
    this.name.classList.toggle("right", this.margin.clientWidth - used > 60);
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
