// The text on the page: its turns, and the way from a code point to a place in the document and back.

import { doubles, toPoints, toUnits } from "./positions.js";

/** One turn: `[start, end)` are its words, in code points of the whole text. */
export class Turn {
  #places;

  /**
   * @param {HTMLElement} element
   * @param {number} index
   */
  constructor(element, index) {
    this.element = element;
    this.index = index;
    this.n = Number(element.dataset.n);
    this.start = Number(element.dataset.start);
    this.end = Number(element.dataset.end);
    this.role = element.dataset.role ?? "";
    this.speaker = element.dataset.speaker ?? "";
    this.time = element.dataset.time ?? "";
    this.words = /** @type {HTMLElement} */ (element.querySelector(".words"));
  }

  /** The one text node of the words; a parser cuts very long ones, which are joined here. */
  get node() {
    if (this.words.childNodes.length !== 1) this.words.normalize();
    return /** @type {Text} */ (this.words.firstChild ?? this.words.appendChild(document.createTextNode("")));
  }

  get string() {
    return this.node.data;
  }

  get places() {
    return (this.#places ??= doubles(this.string, this.end - this.start));
  }

  /** @param {number} point clipped to the turn */
  unit(point) {
    return toUnits(this.places, Math.min(Math.max(point, this.start), this.end) - this.start);
  }

  /** @param {number} unit */
  point(unit) {
    return this.start + toPoints(this.places, unit);
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  range(start, end) {
    const node = this.node;
    return new StaticRange({ startContainer: node, startOffset: this.unit(start), endContainer: node, endOffset: this.unit(end) });
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  slice(start, end) {
    return this.string.slice(this.unit(start), this.unit(end));
  }
}

/** All turns of the page. */
export class Turns {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.all = [...root.querySelectorAll(".turn")].map((element, index) => new Turn(/** @type {HTMLElement} */ (element), index));
    this.byElement = new Map(this.all.map((turn) => [turn.element, turn]));
  }

  /**
   * The index of the first turn that ends after a point (all.length when there is none).
   * @param {number} point
   */
  after(point) {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.all[middle].end > point) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /**
   * The turns whose words a passage touches.
   * @param {{start: number, end: number}} passage
   */
  within({ start, end }) {
    const found = [];
    for (let at = this.after(start); at < this.all.length && this.all[at].start < end; at++) found.push(this.all[at]);
    return found;
  }

  /**
   * The turn in which a passage begins.
   * @param {{start: number}} passage
   */
  of({ start }) {
    return this.all[Math.min(this.after(start), this.all.length - 1)];
  }

  /** @param {Node|null} node */
  holding(node) {
    const element = node instanceof Element ? node : node?.parentElement;
    const turn = element?.closest(".turn");
    return turn instanceof HTMLElement ? this.byElement.get(turn) : undefined;
  }

  /**
   * Ranges over the words of a passage, one per turn.
   * @param {{start: number, end: number}} passage
   */
  ranges(passage) {
    return this.within(passage).map((turn) => turn.range(passage.start, passage.end));
  }

  /**
   * The words of a passage as they are shown, turns parted by a line end.
   * @param {{start: number, end: number}} passage
   */
  said(passage) {
    const said = this.within(passage).map((turn) => turn.slice(passage.start, passage.end));
    return (this.root.classList.contains("joined") ? said.map((words) => words.replace(/\s*\n\s*/g, " ")) : said).join("\n");
  }

  /**
   * "Interview 3, turn 12, 00:04:10"
   * @param {string} title
   * @param {{start: number}} passage
   * @param {string} turnWord
   */
  citation(title, passage, turnWord) {
    const turn = this.of(passage);
    return [title, turnWord, turn?.time].filter(Boolean).join(", ");
  }
}
