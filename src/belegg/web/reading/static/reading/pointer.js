// The mouse and the finger: a click on coded words shows what they are under; buttons of the bar and the lists.

/**
 * @param {any} hands
 * @param {import("./turns.js").Turns} turns
 * @param {import("./store.js").Store} store
 */
export function point(hands, turns, store) {
  // The bar of the passage before must not lie in the way of the next.
  turns.root.addEventListener("pointerdown", () => hands.bar.close());
  turns.root.addEventListener("click", (event) => {
    const turn = turns.holding(/** @type {Node} */ (event.target));
    if (!turn || !(event.target instanceof Node)) return;
    if (event.target instanceof Element && event.target.closest(".turn-codings")) return void hands.dialogs.turn(turn);
    if (!turn.words.contains(event.target) || !getSelection()?.isCollapsed) return;
    hands.passage.clear();
    const at = pointAt(event, turn);
    const here = at === null ? [] : store.inOrder().filter((coding) => coding.start <= at && at < coding.end);
    if (at !== null && here.length) show(here.sort((a, b) => a.end - a.start - (b.end - b.start)), at);
    else hands.leave();
  });

  /**
   * @param {import("./store.js").Coding[]} codings
   * @param {number} at
   */
  function show(codings, at) {
    hands.current.choose(codings[0]);
    hands.bar.showCodings(codings);
    hands.bar.open({ start: at, end: at + 1 }, "codings");
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-act], [data-apply]") : null;
    if (!(button instanceof HTMLElement)) return;
    if (button.dataset.apply) return void hands.apply(button.dataset.apply);
    const coding = store.codings.get(button.dataset.coding ?? "");
    const acts = {
      pick: () => hands.pick(), pickNew: () => hands.pickNew(), inVivo: () => hands.inVivo(), belongs: () => hands.belongs(), answers: () => hands.answers(), cite: () => hands.cite(coding),
      goto: () => coding && (button.closest("dialog")?.close(), hands.current.choose(coding), hands.current.reveal(coding)),
      unmark: () => coding && (hands.current.choose(coding), hands.uncode(), button.closest(".coding-row")?.remove()),
      recode: () => coding && (button.closest("dialog")?.close(), hands.recode(coding)), memo: () => coding && hands.memo(coding),
      leave: () => hands.leave(),
    }; // prettier-ignore
    acts[/** @type {keyof typeof acts} */ (button.dataset.act)]?.();
  });

  document.addEventListener("copy", (event) => {
    const { span } = hands.passage;
    if (!span || String(getSelection()) || document.activeElement instanceof HTMLInputElement) return;
    event.clipboardData?.setData("text/plain", turns.said(span));
    event.preventDefault();
  });

  return { show };
}

/**
 * The point of the text under the pointer.
 * @param {MouseEvent} event
 * @param {import("./turns.js").Turn} turn
 */
function pointAt(event, turn) {
  const { caretPositionFromPoint, caretRangeFromPoint } = /** @type {any} */ (document);
  const place = caretPositionFromPoint?.call(document, event.clientX, event.clientY);
  const range = place ? null : caretRangeFromPoint?.call(document, event.clientX, event.clientY);
  const [node, offset] = place ? [place.offsetNode, place.offset] : [range?.startContainer, range?.startOffset];
  return node === turn.node ? turn.point(offset) : null;
}
