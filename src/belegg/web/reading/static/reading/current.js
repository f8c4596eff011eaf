// The coding one stands at: found with j and k, by a click, or made just now. Its words are underlined, its stripe framed, its name is said.

import { announce } from "../base/toast.js";
import { edgeTo } from "./units.js";
import { short, word } from "./words.js";

export class Current {
  key = "";

  /**
   * @param {import("./store.js").Store} store
   * @param {import("./turns.js").Turns} turns
   * @param {{lay: (name: string, span: any) => void}|null} painter
   * @param {import("./stripes.js").Stripes} stripes
   */
  constructor(store, turns, painter, stripes) {
    this.store = store;
    this.turns = turns;
    this.painter = painter;
    this.stripes = stripes;
    store.addEventListener("change", () => this.#show());
    document.addEventListener("reading:named", (event) => {
      const { was, now } = /** @type {CustomEvent} */ (event).detail;
      if (this.key === was) this.key = now;
    });
  }

  get coding() {
    return this.store.codings.get(this.key);
  }

  /** @param {import("./store.js").Coding|null} coding */
  choose(coding) {
    this.key = coding?.key ?? "";
    this.#show();
    this.stripes.draw();
  }

  #show() {
    this.painter?.lay("current", this.coding ?? null);
    this.stripes.current = this.key;
  }

  /**
   * Go to the next or the previous coding shown, from the one at hand or from where one stands.
   * @param {1|-1} step
   * @param {number} from a point of the text
   * @returns {boolean}
   */
  go(step, from) {
    const order = this.store.inOrder().filter((coding) => !this.turns.of(coding).element.hidden);
    const here = this.coding;
    const at = here ? order.indexOf(here) : -1;
    let next;
    if (at >= 0) next = order[at + step];
    else next = step > 0 ? order.find((coding) => coding.start >= from) : order.findLast((coding) => coding.start < from);
    if (!next) return false;
    this.choose(next);
    this.reveal(next);
    const said = { code: this.store.codeOf(next).name, coder: this.store.coderName(next.coder), turn: this.turns.of(next).n };
    announce(word("codingAt", { ...said, at: order.indexOf(next) + 1, n: order.length, words: short(this.turns.said(next)) }));
    return true;
  }

  /**
   * Bring the words of a passage into view, if they are not, and the focus to their turn.
   * @param {{start: number, end: number}} span
   */
  reveal(span) {
    const turn = this.turns.of(span);
    turn.element.focus({ preventScroll: true });
    bringIntoView(turn, span);
  }

  /**
   * Where a border of the coding would move by one word.
   * @param {"start"|"end"} which
   * @param {1|-1} step
   * @returns {{start: number, end: number}|null}
   */
  stretched(which, step) {
    const coding = this.coding;
    if (!coding) return null;
    const edge = coding[which];
    const inside = this.turns.after(which === "end" ? edge - 1 : edge);
    for (let at = Math.min(inside, this.turns.all.length - 1); this.turns.all[at]; at += step) {
      const turn = this.turns.all[at];
      const border = edgeTo(wordsOf(turn), edge, which, step);
      if (border === undefined) continue;
      const span = { start: coding.start, end: coding.end, [which]: border };
      return span.start < span.end ? span : null;
    }
    return null;
  }
}

/** @param {import("./turns.js").Turn} turn */
const wordsOf = (turn) =>
  [...turn.string.matchAll(/\S+/gu)].map((found) => /** @type {[number, number]} */ ([turn.point(found.index), turn.point(found.index + found[0].length)]));

/**
 * Scroll only where the words are out of sight.
 * @param {import("./turns.js").Turn} turn
 * @param {{start: number, end: number}} span
 */
export function bringIntoView(turn, span) {
  const range = document.createRange();
  range.setStart(turn.node, turn.unit(span.start));
  range.setEnd(turn.node, turn.unit(Math.min(span.end, turn.end)));
  const box = range.getBoundingClientRect();
  const top = (document.querySelector(".frame-top")?.getBoundingClientRect().bottom ?? 0) + 24;
  // A player may lie over the lower edge.
  const bottom = Math.min(innerHeight, document.querySelector("[data-player]")?.getBoundingClientRect().top ?? innerHeight);
  if (box.top >= top && box.bottom <= bottom - 24) return;
  scrollBy({ top: box.top - top - Math.max(0, (bottom - top) / 3 - Math.min(box.height, 200) / 2) });
}
