// The small bar at the selected words: recent codes, finding a code, a new one, in vivo. Beside a click on coded words it lists what they are under.

import { word } from "./words.js";

export class Bar {
  /**
   * @param {HTMLElement} root
   * @param {import("./turns.js").Turns} turns
   * @param {import("./store.js").Store} store
   */
  constructor(root, turns, store) {
    this.root = root;
    this.turns = turns;
    this.store = store;
    this.recents = /** @type {HTMLElement} */ (root.querySelector(".bar-recents"));
    this.here = /** @type {HTMLElement} */ (root.querySelector(".bar-codings"));
    this.forWords = /** @type {HTMLElement} */ (root.querySelector(".bar-words"));
    // A press on the bar must not take the browser's selection away.
    root.addEventListener("pointerdown", (event) => {
      if (!(event.target instanceof Element && event.target.closest("input"))) event.preventDefault();
    });
  }

  get isOpen() {
    return !this.root.hidden;
  }

  /**
   * Open the bar under the last line of a passage.
   * @param {{start: number, end: number}} span
   * @param {"words"|"codings"} what
   */
  open(span, what) {
    this.forWords.hidden = what !== "words";
    this.here.hidden = what !== "codings";
    this.root.hidden = this.forWords.hidden && this.here.hidden;
    this.place(span);
  }

  close() {
    this.root.hidden = true;
  }

  /** @param {{start: number, end: number}} span */
  place(span) {
    const frame = /** @type {HTMLElement} */ (this.root.offsetParent ?? document.body).getBoundingClientRect();
    const turn = this.turns.within(span).at(-1) ?? this.turns.of(span);
    const range = document.createRange();
    range.setStart(turn.node, turn.unit(Math.max(span.start, turn.start)));
    range.setEnd(turn.node, turn.unit(span.end));
    const boxes = range.getClientRects();
    const last = boxes[boxes.length - 1] ?? turn.words.getBoundingClientRect();
    const room = frame.width - this.root.offsetWidth - 8;
    const left = Math.max(0, Math.min(last.left - frame.left, room));
    const first = boxes[0] ?? last;
    const below = last.bottom + this.root.offsetHeight + 12 < innerHeight || first.top < innerHeight / 2;
    this.root.style.left = `${left}px`;
    // Held at the edge that touches the words, so that it does not leave them when its list grows shorter.
    this.root.style.top = below ? `${last.bottom - frame.top + 8}px` : "auto";
    this.root.style.bottom = below ? "auto" : `${frame.bottom - first.top + 8}px`;
  }

  /**
   * The codes used last, with the digit that applies each. A code keeps its digit while it is among them.
   * @param {string[]} keys
   */
  showRecents(keys) {
    this.recents.replaceChildren(
      ...keys.flatMap((key, place) => {
        const code = this.store.byKey.get(key);
        if (!code) return [];
        const button = document.createElement("button");
        button.type = "button";
        button.className = `chip ${code.colour}`;
        button.dataset.apply = key;
        const digit = document.createElement("kbd");
        digit.textContent = String(place + 1);
        button.append(digit, code.name);
        return [button];
      }),
    );
  }

  /**
   * List codings, each with what can be done with it.
   * @param {import("./store.js").Coding[]} codings
   */
  showCodings(codings) {
    this.here.replaceChildren(...codings.map((coding) => codingRow(coding, this.store)));
  }
}

/**
 * A coding as a row: name, coder, and buttons that carry data-act and data-coding.
 * @param {import("./store.js").Coding} coding
 * @param {import("./store.js").Store} store
 * @param {string} [said] its words, where they are not beside it
 */
export function codingRow(coding, store, said = "") {
  const code = store.codeOf(coding);
  const row = document.createElement("div");
  row.className = "coding-row";
  row.dataset.coding = coding.key;
  const chip = element("span", `chip ${code.colour}`, code.name);
  const round = store.rounds.length > 1 ? store.rounds.find((one) => one.key === coding.round)?.name : "";
  const facts = [word("by", { coder: store.coderName(coding.coder) }), round, coding.memos ? word("memos", { n: coding.memos }) : ""];
  row.append(chip, element("span", "soft small", facts.filter(Boolean).join(" · ")));
  if (said) row.append(element("q", "coding-words", said));
  const acts = element("div", "button-row");
  const offers = [["goto", "goTo", Boolean(said)], ["unmark", "uncode", store.mayChange(coding)], ["recode", "changeCode", store.mayChange(coding)],
    ["memo", "memo", store.page.may.code], ["cite", "cite", true]]; // prettier-ignore
  for (const [act, label, offered] of offers) {
    if (!offered) continue;
    const button = element("button", "quiet small", word(String(label)));
    button.setAttribute("type", "button");
    button.dataset.act = String(act);
    button.dataset.coding = coding.key;
    acts.append(button);
  }
  row.append(acts);
  return row;
}

/**
 * @param {string} name
 * @param {string} [className]
 * @param {string} [text]
 */
export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
