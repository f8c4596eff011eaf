// The chips above the text: round, an earlier round beside it, one code, one coder, only coded, only informants. They stand in the address.

import { post } from "../base/request.js";
import { word } from "./words.js";

/**
 * @param {HTMLFormElement} form
 * @param {import("./store.js").Store} store
 * @param {import("./turns.js").Turns} turns
 * @param {{on: (turn: import("./turns.js").Turn) => any[]}} codings
 * @param {() => void} laidOut called when turns were hidden or shown
 */
export function filters(form, store, turns, codings, laidOut) {
  const field = (/** @type {string} */ name) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
  const check = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  const asked = new URLSearchParams(location.search);

  function fill() {
    options(field("code"), [["", word("allCodes")], ...store.codes.map((code) => [code.key, `${"  ".repeat(code.depth)}${code.name}`])], store.shown.code);
    options(field("coder"), [["", word("everyone")], ...store.coders.map((coder) => [coder.key, coder.name])], store.shown.coder);
    const rounds = store.rounds.map((round) => [round.key, round.name]);
    options(field("round"), rounds, store.shown.round);
    const others = rounds.filter(([key]) => key !== store.shown.round);
    options(field("beside"), [["", word("none")], ...others, ...(others.length > 1 ? [["*", word("allRounds")]] : [])], store.shown.beside);
    for (const name of ["round", "beside"]) /** @type {HTMLElement} */ (field(name).closest("label")).hidden = rounds.length < 2;
  }

  /** Show what the form says, and let the address say it too. */
  function show() {
    const before = store.page.round;
    store.page.round = field("round").value || before;
    // Told to the server too, so that the next text opens in the same round.
    if (store.page.round !== before) post(store.page.urls.round, { round: store.page.round }, { quiet: true }).catch(() => {});
    store.show({ round: store.page.round, beside: field("beside").value, code: field("code").value, coder: field("coder").value });
    hide();
    const query = new URLSearchParams(asked.has("at") ? { at: asked.get("at") ?? "" } : {});
    for (const name of ["round", "beside", "code", "coder"]) if (field(name).value && !(name === "round" && store.rounds.length < 2)) query.set(name, field(name).value);
    if (check("only").checked) query.set("only", "coded");
    if (check("who").checked) query.set("who", "informants");
    for (const link of document.querySelectorAll("a[data-plain]")) link.setAttribute("href", `${store.page.urls.plain}&${query}`);
    history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    fill();
  }

  function hide() {
    const [only, who] = [check("only").checked, check("who").checked];
    let changed = false;
    for (const turn of turns.all) {
      const hidden = (only && !codings.on(turn).length) || (who && turn.role === "interviewer");
      if (turn.element.hidden !== hidden) {
        turn.element.hidden = hidden;
        changed = true;
      }
    }
    if (changed) laidOut();
    count();
  }

  function count() {
    const shown = store.inOrder().length;
    const output = form.querySelector("output");
    if (output) output.textContent = shown === store.codings.size ? "" : word("shown", { n: shown, all: store.codings.size });
  }

  fill();
  for (const name of ["code", "coder", "beside"]) if (asked.get(name)) field(name).value = asked.get(name) ?? "";
  check("only").checked = asked.get("only") === "coded";
  check("who").checked = asked.get("who") === "informants";
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  store.addEventListener("change", (event) => {
    if (/** @type {any} */ (event).names) fill();
    setTimeout(count, 60); // after the frame in which the coding is painted
  });
  show();

  return {
    /** @param {string} key */
    onlyCode(key) {
      field("code").value = key;
      show();
    },
  };
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[][]} choices
 * @param {string} chosen
 */
function options(select, choices, chosen) {
  select.replaceChildren(...choices.map(([value, label]) => new Option(label, value, false, value === chosen)));
}
