// Where turns stand on the page, read once per layout, and how far down a point of the text lies.

export class Heights {
  /** @type {{top: number, bottom: number}[]} */
  #boxes = [];
  height = 0;

  /** @param {import("./turns.js").Turns} turns */
  constructor(turns) {
    this.turns = turns;
  }

  get known() {
    return this.#boxes.length > 0;
  }

  measure() {
    const { root, all } = this.turns;
    const top = root.getBoundingClientRect().top;
    this.#boxes = all.map((turn) => {
      const box = turn.words.getBoundingClientRect();
      return { top: box.top - top, bottom: box.bottom - top };
    });
    this.height = root.offsetHeight;
  }

  /** @param {import("./turns.js").Turn} turn */
  top(turn) {
    return this.#boxes[turn.index].top;
  }

  /**
   * How far down a point stands, by its share of its turn.
   * @param {number} point
   * @param {boolean} closes whether a passage ends there
   */
  down(point, closes) {
    const { all } = this.turns;
    let at = Math.min(this.turns.after(closes ? point - 1 : point), all.length - 1);
    // A filter may hide the turn where a coding begins or ends; the stripe then reaches to the nearest one shown.
    for (let near = at; all[near]; near += closes ? -1 : 1) {
      if (all[near].element.hidden) continue;
      at = near;
      break;
    }
    const turn = all[at];
    const share = turn.end > turn.start ? (Math.min(Math.max(point, turn.start), turn.end) - turn.start) / (turn.end - turn.start) : 0;
    const box = this.#boxes[at];
    return box.top + share * (box.bottom - box.top);
  }

  /**
   * The part of the text that stands between two heights.
   * @param {number} top
   * @param {number} bottom
   * @returns {{start: number, end: number}}
   */
  part(top, bottom) {
    const { all } = this.turns;
    const isIn = (/** @type {import("./turns.js").Turn} */ turn) => {
      const box = this.#boxes[turn.index];
      return !turn.element.hidden && box.top < bottom && top < box.bottom;
    };
    const first = all.find(isIn);
    return first ? { start: first.start, end: all.findLast(isIn)?.end ?? first.end } : { start: 0, end: 0 };
  }
}
