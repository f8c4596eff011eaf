// The page's keys. Each is one line of the table below; the list that `?` opens is in text.html.

import { isTyping } from "../base/undo.js";

const CHORD_WAIT = 1500;

/**
 * @param {any} page what can be done (reading.js)
 */
export function listen(page) {
  let chordAt = 0;
  const plain = {
    j: () => page.next(1), ".": () => page.next(1), k: () => page.next(-1), ",": () => page.next(-1),
    c: () => page.pick(), n: () => page.pickNew(), v: () => page.inVivo(), u: () => page.uncode(), Delete: () => page.uncode(),
    Backspace: () => page.uncode(), m: () => page.memo(), t: () => page.codedThrough(), y: () => page.cite(), "=": () => page.belongs(), "#": () => page.answers(),
    "]": () => page.stretch("end", 1), "+": () => page.stretch("end", 1), "[": () => page.stretch("end", -1), "-": () => page.stretch("end", -1),
    "{": () => page.stretch("start", -1), "<": () => page.stretch("start", -1), "}": () => page.stretch("start", 1), ">": () => page.stretch("start", 1),
    Escape: () => page.leave(),
  }; // prettier-ignore

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target) || document.querySelector("dialog[open]")) return;
      if (Date.now() - chordAt < CHORD_WAIT) {
        chordAt = 0;
        return; // the second letter of "g c" belongs to the frame
      }
      if (handle(event)) {
        event.preventDefault();
        event.stopPropagation();
      } else if (event.key === "g") {
        chordAt = Date.now();
      }
    },
    true,
  );

  /** @param {KeyboardEvent} event */
  function handle(event) {
    const inText = page.isInText(event.target);
    const control = event.ctrlKey || event.metaKey;
    // AltGr, with which brackets are typed on many keyboards, tells of itself as Control + Alt.
    const altGraph = event.getModifierState("AltGraph") || (control && event.altKey);
    if (inText && !event.altKey && arrows(event, control)) return true;
    if ((control || event.altKey) && !altGraph) return false;
    if (event.key === "Enter") return inText && page.openTurn();
    if (/^[1-9]$/.test(event.key)) return page.applyRecent(Number(event.key) - 1);
    const letter = /^\p{L}$/u.test(event.key);
    // Words just selected: every letter but these begins the name of a code, so that "ut…" never uncodes.
    if (letter && page.isFresh() && !"cnv".includes(event.key.toLowerCase())) return page.pick(event.key) !== false;
    const act = plain[/** @type {keyof typeof plain} */ (event.key.length === 1 ? event.key.toLowerCase() : event.key)];
    if (act) return act() !== false;
    if (letter && event.key !== "g" && page.hasPassage()) return page.pick(event.key) !== false;
    return false;
  }

  /**
   * @param {KeyboardEvent} event
   * @param {boolean} control
   */
  function arrows(event, control) {
    const step = /** @type {1|-1|undefined} */ ({ ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key]);
    if (!step) return false;
    const unit = event.key === "ArrowUp" || event.key === "ArrowDown" ? "turn" : control ? "word" : "sentence";
    return page.step(unit, step, event.shiftKey);
  }
}
