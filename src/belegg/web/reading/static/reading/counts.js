// At each coded turn a button "3 codings" that opens their list: the way to every coding without a mouse and without seeing colours.

import { element } from "./bar.js";
import { word } from "./words.js";

/**
 * @param {import("./store.js").Store} store
 * @param {import("./turns.js").Turns} turns
 * @param {{on: (turn: import("./turns.js").Turn) => any[]}} codings
 */
export function countAtTurns(store, turns, codings) {
  /** @type {Set<import("./turns.js").Turn>} */
  let waiting = new Set(turns.all);
  const later = window.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, 30));

  function count() {
    const now = waiting;
    waiting = new Set();
    for (const turn of now) show(turn, codings.on(turn).length);
  }

  /**
   * @param {import("./turns.js").Turn} turn
   * @param {number} n
   */
  function show(turn, n) {
    let button = turn.element.querySelector(".turn-codings");
    if (!n) return button?.remove();
    if (!button) {
      button = element("button", "turn-codings link small");
      button.setAttribute("type", "button");
      turn.element.querySelector(".gutter")?.append(button);
    }
    button.textContent = n === 1 ? word("coding") : word("codings", { n });
  }

  store.addEventListener("change", (event) => {
    const { codings: changed } = /** @type {import("./store.js").Change} */ (event);
    if (changed && !changed.length) return;
    if (!waiting.size) later(count);
    for (const turn of changed ? changed.flatMap((coding) => turns.within(coding)) : turns.all) waiting.add(turn);
  });
  later(count);
}
