// Walking through the text with the arrow keys: the focus goes from turn to turn, the passage by sentence or word; shift lets it grow.

import { bringIntoView } from "./current.js";

export class Walk {
  /** @type {import("./turns.js").Turn|null} */
  #turn = null;

  /** @param {{turns: import("./turns.js").Turns, passage: import("./passage.js").Passage, bar: import("./bar.js").Bar, current: import("./current.js").Current}} parts */
  constructor({ turns, passage, bar, current }) {
    Object.assign(this, { turns, passage, bar, current });
    turns.root.addEventListener("focusin", (event) => this.stand(turns.holding(/** @type {Node} */ (event.target))));
  }

  /**
   * One turn at a time is reached with Tab: the one where one stands.
   * @param {import("./turns.js").Turn|undefined} turn
   */
  stand(turn) {
    if (!turn || turn === this.#turn) return;
    (this.#turn ?? this.turns.all[0]).element.tabIndex = -1;
    this.#turn = turn;
    turn.element.tabIndex = 0;
  }

  /** The turn in focus, else the first one in sight. */
  get turn() {
    if (this.#turn && !this.#turn.element.hidden) return this.#turn;
    return this.turns.all.find((turn) => !turn.element.hidden && turn.element.getBoundingClientRect().bottom > 160) ?? this.turns.all[0];
  }

  /**
   * @param {import("./passage.js").Unit} unit
   * @param {1|-1} step
   * @param {boolean} extend
   */
  step(unit, step, extend) {
    const turn = this.turn;
    if (!turn) return false;
    if (unit === "turn" && !extend) return this.#toTurn(turn, step);
    if (unit === "sentence" && extend && this.passage.byPointer) unit = "word";
    const found = this.passage.step(unit, step, turn, extend);
    if (!found && step < 0 && !extend) this.passage.clear();
    const { span } = this.passage;
    if (span) this.#follow(span, turn, step);
    return true;
  }

  /**
   * @param {{start: number, end: number}} span
   * @param {import("./turns.js").Turn} turn
   * @param {1|-1} step
   */
  #follow(span, turn, step) {
    const at = this.turns.of(step > 0 ? { start: span.end - 1 } : span);
    if (at !== turn) at.element.focus({ preventScroll: true });
    bringIntoView(at, { start: step > 0 ? Math.max(span.start, at.start) : span.start, end: span.end });
    this.bar.place(span);
  }

  /**
   * @param {import("./turns.js").Turn} turn
   * @param {1|-1} step
   */
  #toTurn(turn, step) {
    const stands = document.activeElement === turn.element;
    let next = stands ? this.turns.all[turn.index + step] : turn;
    while (next?.element.hidden) next = this.turns.all[next.index + step];
    this.passage.clear();
    this.current.choose(null);
    if (!next) return true;
    next.element.focus({ preventScroll: true });
    bringIntoView(next, next);
    return true;
  }
}
