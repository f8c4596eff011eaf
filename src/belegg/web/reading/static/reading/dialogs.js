// The list of a turn's codings, the memo on a coding, and what a code means: three dialogs whose frames are in text.html.

import { open } from "../base/dialog.js";
import { codingRow, element } from "./bar.js";
import { short, word } from "./words.js";

/**
 * @param {import("./store.js").Store} store
 * @param {import("./turns.js").Turns} turns
 * @param {import("./acts.js").Acts} acts
 * @param {{on: (turn: import("./turns.js").Turn) => import("./store.js").Coding[]}} codings
 */
export function dialogs(store, turns, acts, codings) {
  const list = /** @type {HTMLDialogElement} */ (document.getElementById("turn-dialog"));
  const memoDialog = /** @type {HTMLDialogElement} */ (document.getElementById("memo-dialog"));
  const codeDialog = /** @type {HTMLDialogElement} */ (document.getElementById("code-dialog"));
  const form = /** @type {HTMLFormElement} */ (memoDialog.querySelector("form"));
  /** @type {import("./store.js").Coding|null} */
  let about = null;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const memo = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    if (about && (await acts.memo(about, memo))) {
      form.reset();
      memoDialog.close();
    }
  });

  /** @param {import("./turns.js").Turn} turn */
  function openTurn(turn) {
    const shown = codings.on(turn);
    const title = [word("turn", { turn: turn.n }), turn.speaker, turn.time].filter(Boolean).join(", ");
    /** @type {HTMLElement} */ (list.querySelector("h2")).textContent = title;
    const rows = shown.map((coding) => codingRow(coding, store, short(turns.said(coding), 220)));
    const nothing = element("p", "soft", word("noCodings"));
    list.querySelector(".dialog-body")?.replaceChildren(...(rows.length ? rows : [nothing]));
    list.dataset.turn = String(turn.index);
    open(list);
  }

  /** @param {import("./store.js").Coding} coding */
  function openMemo(coding) {
    about = coding;
    const params = { code: store.codeOf(coding).name, turn: turns.of(coding).n };
    /** @type {HTMLElement} */ (memoDialog.querySelector("h2")).textContent = word("memoOn", params);
    /** @type {HTMLElement} */ (memoDialog.querySelector(".memo-words")).textContent = short(turns.said(coding), 300);
    const there = store.memos.filter((memo) => memo.coding === coding.key);
    memoDialog.querySelector(".memos-there")?.replaceChildren(...there.map((memo) => memoCard(memo)));
    open(memoDialog);
  }

  /** @param {string} key */
  function openCode(key) {
    const code = store.byKey.get(key);
    if (!code) return;
    codeDialog.dataset.code = key;
    /** @type {HTMLElement} */ (codeDialog.querySelector("h2")).textContent = code.name;
    /** @type {HTMLElement} */ (codeDialog.querySelector(".code-definition")).textContent = code.definition || word("noDefinition");
    const said = store.looked.filter((looked) => looked.code === key);
    codeDialog.querySelector(".code-looked")?.replaceChildren(...said.map((looked) => element("li", "", looked.words)));
    const link = codeDialog.querySelector("a[data-template]");
    link?.setAttribute("href", (link.getAttribute("data-template") ?? "").replace("CODE", key));
    const mine = said.find((looked) => looked.coder === store.page.me.key && looked.round === store.page.round);
    for (const button of codeDialog.querySelectorAll("[data-state]")) {
      button.ariaPressed = String((mine?.state ?? "") === button.getAttribute("data-state"));
    }
    open(codeDialog);
  }

  codeDialog.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-state]") : null;
    if (!button) return;
    acts.looked(codeDialog.dataset.code ?? "", button.getAttribute("data-state") ?? "");
    codeDialog.close();
  });

  return { turn: openTurn, memo: openMemo, code: openCode, list };
}

/** @param {any} memo */
export function memoCard(memo) {
  const card = element("article", "memo-card");
  if (memo.title) card.append(element("h3", "", memo.title));
  card.append(element("p", "memo-text", memo.text), element("p", "soft small", `${memo.kind}, ${word("by", { coder: memo.by })}`));
  return card;
}
