// The columns beside the text: the texts at the left, codebook or memos at the right. On a narrow window they are sheets over the text.

import { element } from "./bar.js";
import { memoCard } from "./dialogs.js";
import { filterCodes } from "./filter.js";
import { short, word } from "./words.js";

const KEPT = "belegg-reading-panels";
const STATE = { looked: "codedThrough", not_asked: "notAsked", skipped: "skipped" };

/**
 * @param {import("./store.js").Store} store
 * @param {import("./turns.js").Turns} turns
 * @param {any} hands
 */
export function panels(store, turns, hands) {
  const page = /** @type {HTMLElement} */ (document.querySelector(".reading-page"));
  const list = /** @type {HTMLElement} */ (document.getElementById("codes-list"));
  const memos = /** @type {HTMLElement} */ (document.getElementById("memos-list"));
  const find = /** @type {HTMLInputElement} */ (document.getElementById("codes-find"));
  const kept = read();

  for (const button of document.querySelectorAll("[data-panel]")) {
    const name = button.getAttribute("data-panel") ?? "";
    const panel = /** @type {HTMLElement} */ (document.getElementById(`${name}-panel`));
    const isWide = () => matchMedia("(min-width: 64rem)").matches;
    const isShown = () => getComputedStyle(panel).display !== "none";
    if (kept[name] !== undefined && isWide()) page.dataset[name] = kept[name] ? "shown" : "hidden";
    button.ariaExpanded = String(isShown());
    button.addEventListener("click", () => {
      const shown = !isShown();
      page.dataset[name] = shown ? "shown" : "hidden";
      button.ariaExpanded = String(shown);
      if (isWide()) localStorage.setItem(KEPT, JSON.stringify({ ...read(), [name]: shown }));
      else if (shown) panel.querySelector(/** @type {any} */ ("input, a, button"))?.focus();
      else button.focus();
    });
  }
  for (const button of document.querySelectorAll("[data-closes-panel]")) {
    button.addEventListener("click", () => /** @type {HTMLElement|null} */ (document.querySelector(`[data-panel=${button.getAttribute("data-closes-panel")}]`))?.click());
  }
  for (const tab of document.querySelectorAll("[data-shows]")) {
    tab.addEventListener("click", () => {
      for (const other of document.querySelectorAll("[data-shows]")) {
        other.ariaPressed = String(other === tab);
        /** @type {HTMLElement} */ (document.getElementById(other.getAttribute("data-shows") ?? "")).hidden = other !== tab;
      }
    });
  }

  function showCodes() {
    const counts = new Map();
    for (const coding of store.codings.values()) if (store.layer(coding) || store.shown.code) counts.set(coding.code, (counts.get(coding.code) ?? 0) + 1);
    const said = new Map(store.looked.filter((one) => one.code && one.coder === store.page.me.key && one.round === store.page.round).map((one) => [one.code, one.state]));
    const wanted = filterCodes(find.value, store.codes);
    const rows = wanted.map((code) => keptRow(code, counts.get(code.key) ?? 0, said.get(code.key), !find.value));
    lay(list, rows.length || store.codes.length ? rows : [element("li", "soft small", word("noCodes"))]);
  }

  /** @type {Map<string, {row: HTMLElement, says: string}>} */
  const codeRows = new Map();

  /**
   * The row as it stands in the list where it would say the same: with 300 codes, making all of them anew costs several frames.
   * @param {import("./filter.js").Code} code
   * @param {number} count
   * @param {string|undefined} state
   * @param {boolean} asTree
   */
  function keptRow(code, count, state, asTree) {
    const says = JSON.stringify([code, count, state, asTree, hands.recents.keys.indexOf(code.key), store.shown.code === code.key]);
    let kept = codeRows.get(code.key);
    if (kept?.says !== says) codeRows.set(code.key, (kept = { row: codeRow(code, count, state, asTree), says }));
    return kept.row;
  }

  /**
   * @param {import("./filter.js").Code} code
   * @param {number} count
   * @param {string|undefined} state
   * @param {boolean} asTree
   */
  function codeRow(code, count, state, asTree) {
    const row = element("li", `code-row ${code.colour} deep-${asTree ? Math.min(code.depth, 4) : 0}`);
    const name = element("button", "code-name quiet");
    name.setAttribute("type", "button");
    name.dataset.code = code.key;
    name.append(element("span", "swatch"), element("span", "", code.name));
    const digit = hands.recents.keys.indexOf(code.key);
    if (digit >= 0) name.append(element("kbd", "", String(digit + 1)));
    if (store.shown.code === code.key) name.ariaPressed = "true";
    row.append(name);
    if (state) row.append(element("span", "tag", word(STATE[/** @type {keyof typeof STATE} */ (state)])));
    if (count) row.append(element("span", "count", String(count)));
    const more = element("button", "icon small quiet more", "⋯");
    more.setAttribute("type", "button");
    more.ariaLabel = word("more", { code: code.name });
    more.dataset.about = code.key;
    row.append(more);
    return row;
  }

  list.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.dataset.about) hands.dialogs.code(button.dataset.about);
    else if (button?.dataset.code && hands.passage.span) hands.apply(button.dataset.code);
    else if (button?.dataset.code) hands.onlyCode(store.shown.code === button.dataset.code ? "" : button.dataset.code);
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the selected words stay selected

  let memosSaid = "";

  function showMemos() {
    const placed = store.memos.map((memo) => ({ memo, coding: store.codings.get(memo.coding) }));
    placed.sort((a, b) => (a.coding?.start ?? -1) - (b.coding?.start ?? -1));
    const says = JSON.stringify(placed.map(({ memo, coding }) => [memo, coding?.start, coding?.end, coding && store.codeOf(coding)]));
    if (says === memosSaid && memos.firstChild) return;
    memosSaid = says;
    memos.replaceChildren(...(placed.length ? placed.map(memoRow) : [element("p", "soft small", word("noMemos"))]));
  }

  /** @param {{memo: any, coding: import("./store.js").Coding|undefined}} placed */
  function memoRow({ memo, coding }) {
    const card = memoCard(memo);
    if (!coding) {
      card.prepend(element("p", "soft small", word("memoOnSource")));
      return card;
    }
    const code = store.codeOf(coding);
    const go = element("button", "link small", `${word("turn", { turn: turns.of(coding).n })}: ${short(turns.said(coding), 60)}`);
    go.setAttribute("type", "button");
    go.dataset.act = "goto";
    go.dataset.coding = coding.key;
    card.prepend(element("span", `chip ${code.colour}`, code.name), go);
    return card;
  }

  let frame = 0;
  const renew = () => {
    cancelAnimationFrame(frame);
    // After the frame in which a new coding is painted, so that the lists never hold it up.
    frame = requestAnimationFrame(() => setTimeout(() => (showCodes(), showMemos()), 0));
  };
  store.addEventListener("change", renew);
  find.addEventListener("input", showCodes);
  showCodes();
  showMemos();
}

/**
 * Make `rows` the children of the list and touch only what differs.
 * @param {HTMLElement} list
 * @param {HTMLElement[]} rows
 */
function lay(list, rows) {
  const changed = rows.flatMap((row, at) => (list.children[at] === row ? [] : [at]));
  const moved = list.children.length !== rows.length || changed.some((at) => rows[at].parentNode === list);
  if (moved) list.replaceChildren(...rows);
  else for (const at of changed) list.children[at].replaceWith(rows[at]);
}

/** @returns {Record<string, boolean>} */
function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {};
  }
}
