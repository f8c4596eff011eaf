// The passage that is selected now, in code points: by the browser's own selection (mouse, touch, caret browsing), or unit by unit with the keys.
// Says "passage" when it changes.

import { nextTo, sentencesIn, wordsIn } from "./units.js";

/** @typedef {{start: number, end: number}} Span */
/** @typedef {"turn"|"sentence"|"word"} Unit */

export class Passage extends EventTarget {
  /** @type {Span|null} */
  span = null;
  /** Where a selection by keys began; shift moves the other end. @type {Span|null} */
  #anchor = null;
  /** @type {Span|null} */
  #focus = null;
  #byPointer = false;
  #pressed = false;
  #timer = 0;

  /**
   * @param {import("./turns.js").Turns} turns
   * @param {string} language
   */
  constructor(turns, language) {
    super();
    this.turns = turns;
    this.language = language;
    document.addEventListener("pointerdown", () => (this.#pressed = true), true);
    document.addEventListener("pointerup", () => {
      this.#pressed = false;
      setTimeout(() => this.#read(), 0);
    }, true);
    document.addEventListener("pointercancel", () => (this.#pressed = false), true);
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.#timer);
      // Touch handles and caret browsing tell of themselves only here; while a button is down the selection is still growing.
      if (!this.#pressed) this.#timer = setTimeout(() => this.#read(), 150);
    });
  }

  get byPointer() {
    return this.#byPointer;
  }

  /** Take over what the browser has selected, where that is words of the text. */
  #read() {
    const selection = getSelection();
    if (!selection || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.turns.root)) return;
    const span = this.trim({ start: this.#place(range.startContainer, range.startOffset, 1), end: this.#place(range.endContainer, range.endOffset, -1) });
    if (!span || (this.span && span.start === this.span.start && span.end === this.span.end)) return;
    this.#byPointer = true;
    this.#anchor = { start: span.start, end: span.start };
    this.#focus = { start: span.end, end: span.end };
    this.#set(span);
  }

  /**
   * The code point of a place in the document: exact inside words, else the nearest words in the direction of the passage.
   * @param {Node} node
   * @param {number} offset
   * @param {1|-1} inward
   */
  #place(node, offset, inward) {
    const turn = this.turns.holding(node);
    if (turn && node === turn.node) return turn.point(offset);
    if (turn?.words.contains(node)) return offset === 0 ? turn.start : turn.end;
    const probe = document.createRange();
    probe.setStart(node, offset);
    const all = this.turns.all.filter((one) => !one.element.hidden);
    if (inward > 0) {
      const next = all.find((one) => probe.comparePoint(one.node, 0) >= 0);
      return next ? next.start : Infinity;
    }
    const last = all.findLast((one) => probe.comparePoint(one.node, one.string.length) <= 0);
    return last ? last.end : -Infinity;
  }

  /**
   * A span without white space at its ends; null where nothing is left.
   * @param {Span} span
   * @returns {Span|null}
   */
  trim(span) {
    const touched = this.turns.within(span);
    const first = touched.find((turn) => turn.slice(span.start, span.end).trim());
    const last = touched.findLast((turn) => turn.slice(span.start, span.end).trim());
    if (!first || !last) return null;
    const head = first.slice(span.start, span.end);
    const tail = last.slice(span.start, span.end);
    const from = first.unit(Math.max(span.start, first.start)) + head.length - head.trimStart().length;
    const to = last.unit(Math.min(span.end, last.end)) - tail.length + tail.trimEnd().length;
    return { start: first.point(from), end: last.point(to) };
  }

  /** @param {Span|null} span */
  #set(span) {
    this.span = span;
    this.dispatchEvent(new Event("passage"));
  }

  /** Select nothing. */
  clear() {
    this.#anchor = this.#focus = null;
    if (this.#byPointer) getSelection()?.removeAllRanges();
    this.#byPointer = false;
    if (this.span) this.#set(null);
  }

  /**
   * Select a span by keys or by a button.
   * @param {Span} span
   */
  take(span) {
    this.#anchor = this.#focus = span;
    if (this.#byPointer) getSelection()?.removeAllRanges();
    this.#byPointer = false;
    this.#set(span);
  }

  /**
   * The units of a turn, as spans of the text.
   * @param {import("./turns.js").Turn} turn
   * @param {Unit} unit
   * @returns {[number, number][]}
   */
  units(turn, unit) {
    if (unit === "turn") return [[turn.start, turn.end]];
    // Where lines were cut to a page's width, a sentence goes on over their ends.
    const string = this.turns.root.classList.contains("joined") ? turn.string.replaceAll("\n", " ") : turn.string;
    const found = unit === "word" ? wordsIn(string) : sentencesIn(string, this.language);
    return found.map(([start, end]) => [turn.point(start), turn.point(end)]);
  }

  /**
   * Go to the next or the previous unit in a turn; with `extend` the passage grows or shrinks there, over the turn's border if need be.
   * @param {Unit} unit
   * @param {1|-1} step
   * @param {import("./turns.js").Turn} turn the turn in which one stands
   * @param {boolean} extend
   * @returns {boolean} whether there was one
   */
  step(unit, step, turn, extend) {
    const focus = this.#focus ?? (extend ? { start: turn.start, end: turn.start } : null);
    const at = focus ? (step > 0 ? focus.end : focus.start) : turn.start;
    const found = this.#unitFrom(turn, unit, at, step, extend);
    if (!found) return false;
    if (!extend) {
      this.take(found);
      return true;
    }
    const anchor = (this.#anchor ??= found);
    this.#focus = found;
    // Going back towards the anchor gives up the unit left behind.
    if (step > 0 && found.start < anchor.start) this.#focus = { start: found.end, end: found.end };
    if (step < 0 && found.start >= anchor.start && found.end > anchor.start) this.#focus = { start: found.start, end: found.start };
    const span = this.trim({ start: Math.min(anchor.start, this.#focus.start), end: Math.max(anchor.end, this.#focus.end) });
    this.#set(span ?? anchor);
    return true;
  }

  /**
   * @param {import("./turns.js").Turn} turn
   * @param {Unit} unit
   * @param {number} at
   * @param {1|-1} step
   * @param {boolean} beyond
   * @returns {Span|null}
   */
  #unitFrom(turn, unit, at, step, beyond) {
    const here = beyond ? this.turns.all[Math.min(this.turns.after(step > 0 ? at : at - 1), this.turns.all.length - 1)] : turn;
    for (let index = here.index; this.turns.all[index]; index += step) {
      const found = nextTo(this.units(this.turns.all[index], unit), at, step);
      if (found) return { start: found[0], end: found[1] };
      if (!beyond) return null;
    }
    return null;
  }
}
