// Highlights on the words, by the CSS Custom Highlight API: only for turns near the window, overlaps as one tint per depth. The words stay untouched.

import { segments } from "./segments.js";

const COLOURS = Array.from({ length: 12 }, (_, n) => `c${n + 1}`);
const DEEPEST = 4;

/** Whether this browser can paint so. */
export const canPaint = () => "highlights" in CSS && typeof Highlight === "function";

export class Painter {
  /** @type {Map<string, Highlight>} */
  #paints = new Map();
  /** @type {Map<import("./turns.js").Turn, [string, AbstractRange][]>} */
  #painted = new Map();
  /** @type {Set<import("./turns.js").Turn>} */
  #near = new Set();
  /** @type {Map<import("./turns.js").Turn, Set<import("./store.js").Coding>>} */
  #codings = new Map();

  /**
   * @param {import("./turns.js").Turns} turns
   * @param {import("./store.js").Store} store
   */
  constructor(turns, store) {
    this.turns = turns;
    this.store = store;
    const depths = Array.from({ length: DEEPEST - 1 }, (_, n) => `depth-${n + 2}`);
    for (const [place, name] of ["beside", ...COLOURS, ...depths, "asked", "current", "picked"].entries()) {
      const paint = new Highlight();
      paint.priority = place;
      this.#paints.set(name, paint);
      CSS.highlights.set(name, paint);
    }
    this.#sort();
    const seer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "100% 0px" });
    for (const turn of turns.all) seer.observe(turn.element);
    store.addEventListener("change", (event) => this.#changed(/** @type {import("./store.js").Change} */ (event)));
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #seen(entries) {
    for (const entry of entries) {
      const turn = this.turns.byElement.get(/** @type {HTMLElement} */ (entry.target));
      if (!turn) continue;
      if (entry.isIntersecting) {
        this.#near.add(turn);
        this.#paint(turn);
      } else if (this.#near.delete(turn)) {
        this.#wipe(turn);
      }
    }
  }

  /** @param {import("./store.js").Change} change */
  #changed(change) {
    if (change.codings === null) {
      this.#sort();
      for (const turn of this.#near) this.#paint(turn);
      return;
    }
    const touched = new Set();
    for (const coding of change.codings) {
      const stands = this.store.codings.get(coding.key) === coding;
      for (const turn of this.turns.within(coding)) {
        const here = this.#codings.get(turn) ?? new Set();
        if (stands) here.add(coding);
        else here.delete(coding);
        this.#codings.set(turn, here);
        touched.add(turn);
      }
    }
    for (const turn of touched) if (this.#near.has(turn)) this.#paint(turn);
  }

  /** Put every coding to its turns. */
  #sort() {
    this.#codings.clear();
    for (const coding of this.store.codings.values()) {
      for (const turn of this.turns.within(coding)) {
        const here = this.#codings.get(turn);
        if (here) here.add(coding);
        else this.#codings.set(turn, new Set([coding]));
      }
    }
  }

  /**
   * The codings shown on a turn, in text order.
   * @param {import("./turns.js").Turn} turn
   */
  on(turn) {
    const here = [...(this.#codings.get(turn) ?? [])].filter((coding) => this.store.layer(coding));
    return here.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** @param {import("./turns.js").Turn} turn */
  #paint(turn) {
    this.#wipe(turn);
    const shown = this.on(turn);
    if (!shown.length) return;
    /** @type {[string, AbstractRange][]} */
    const done = [];
    for (const segment of segments(shown, turn.start, turn.end)) {
      const main = segment.over.filter((coding) => this.store.layer(coding) === "main");
      const name = this.#nameOf(main);
      const range = turn.range(segment.start, segment.end);
      this.#paints.get(name)?.add(range);
      done.push([name, range]);
    }
    this.#painted.set(turn, done);
  }

  /** @param {import("./store.js").Coding[]} main */
  #nameOf(main) {
    if (!main.length) return "beside";
    const codes = new Set(main.map((coding) => coding.code));
    // Two coders who agree are one colour; different codes on the same words are a depth.
    if (codes.size === 1) return this.store.codeOf(main[0]).colour;
    return `depth-${Math.min(codes.size, DEEPEST)}`;
  }

  /** @param {import("./turns.js").Turn} turn */
  #wipe(turn) {
    for (const [name, range] of this.#painted.get(turn) ?? []) this.#paints.get(name)?.delete(range);
    this.#painted.delete(turn);
  }

  /**
   * Lay one of the special paints ("picked", "current", "asked") over a passage, or take it off.
   * @param {string} name
   * @param {{start: number, end: number}|null} passage
   */
  lay(name, passage) {
    const paint = this.#paints.get(name);
    paint?.clear();
    if (passage) for (const range of this.turns.ranges(passage)) paint?.add(range);
  }

  /** Paint every turn, near or not (for paper). */
  paintAll() {
    for (const turn of this.turns.all) this.#paint(turn);
  }
}
