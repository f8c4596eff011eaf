// The reading page: puts its parts together.

import { say } from "../base/toast.js";
import { along } from "../recordings/along.js";
import { Acts } from "./acts.js";
import { answers } from "./answers.js";
import { Bar } from "./bar.js";
import { countAtTurns } from "./counts.js";
import { Current, bringIntoView } from "./current.js";
import { dialogs } from "./dialogs.js";
import { filters } from "./filters.js";
import { Hands } from "./hands.js";
import { listen } from "./keys.js";
import { Painter, canPaint } from "./painter.js";
import { panels } from "./panels.js";
import { parts as caseParts } from "./parts.js";
import { Passage } from "./passage.js";
import { Picker } from "./picker.js";
import { point } from "./pointer.js";
import { printed } from "./printed.js";
import { Recents } from "./recents.js";
import { Store } from "./store.js";
import { Stripes } from "./stripes.js";
import { keepInStep } from "./sync.js";
import { Turns } from "./turns.js";
import { useWords, word } from "./words.js";

const json = (/** @type {string} */ id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");
const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Build the page. */
function start() {
  const page = json("reading-page");
  useWords(page.words);
  if (!canPaint()) {
    say(word("plainInstead"), { kind: "danger" });
    return;
  }
  const store = new Store(json("reading-data"), page);
  const turns = new Turns(byId("text"));
  const painter = new Painter(turns, store);
  const acts = new Acts(store, turns);
  const passage = new Passage(turns, page.language);
  const bar = new Bar(byId("selection-bar"), turns, store);
  const picker = new Picker(byId("picker"), store);
  const parts = dialogs(store, turns, acts, painter);
  const told = { choose: (/** @type {any} */ coding) => chosen(coding), open: (/** @type {any} */ turn) => parts.turn(turn) };
  const stripes = new Stripes(byId("stripes"), turns, store, told);
  const current = new Current(store, turns, painter, stripes);
  const recents = new Recents(page.recent);
  const hands = /** @type {any} */ (new Hands({ store, turns, passage, painter, bar, picker, acts, current, recents, dialogs: parts }));
  const pointer = point(hands, turns, store);
  const shown = filters(/** @type {HTMLFormElement} */ (byId("filters")), store, turns, painter, () => stripes.measure());
  hands.askCase = caseParts(turns, page);
  hands.askQuestion = answers(turns, page);
  hands.onlyCode = (/** @type {string} */ key) => shown.onlyCode(key);

  /** @param {import("./store.js").Coding} coding */
  function chosen(coding) {
    current.reveal(coding);
    pointer.show([coding], coding.start);
  }

  panels(store, turns, hands);
  countAtTurns(store, turns, painter);
  keepInStep(store, acts);
  listen(hands);
  lookedButton(store, acts);
  turnDialog(parts.list, turns, passage, hands);
  printed(painter, turns, store);
  along(turns, () => hands.walk.turn);
  goToAddress(turns, painter);
  document.body.dataset.readingReady = "";
}

/**
 * @param {Store} store
 * @param {Acts} acts
 */
function lookedButton(store, acts) {
  const button = /** @type {HTMLButtonElement|null} */ (document.querySelector("[data-looked]"));
  const mine = () => store.looked.find((one) => !one.code && one.coder === store.page.me.key && one.round === store.page.round);
  const show = () => {
    if (button) button.ariaPressed = String(Boolean(mine()));
    const words = store.looked.filter((one) => !one.code).map((one) => one.words);
    byId("looked-words").textContent = words.join(" · ");
  };
  button?.addEventListener("click", () => acts.looked("", mine() ? "" : "looked"));
  store.addEventListener("change", show);
  show();
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {Turns} turns
 * @param {Passage} passage
 * @param {any} hands
 */
function turnDialog(dialog, turns, passage, hands) {
  dialog.querySelector("[data-code-turn]")?.addEventListener("click", () => {
    const span = passage.trim(turns.all[Number(dialog.dataset.turn)]);
    dialog.close();
    if (!span) return;
    passage.take(span);
    hands.pick();
  });
}

/**
 * ?at=START-END shows a passage and marks it; #t12 is the browser's own business.
 * @param {Turns} turns
 * @param {Painter} painter
 */
function goToAddress(turns, painter) {
  const at = byId("text").dataset.at?.match(/^(\d+)-(\d+)$/);
  if (at) {
    const span = { start: Number(at[1]), end: Number(at[2]) };
    const turn = turns.of(span);
    painter.lay("asked", span);
    turn?.element.focus({ preventScroll: true });
    if (turn) bringIntoView(turn, span);
  } else if (location.hash) {
    const turn = document.querySelector(`.turn${CSS.escape(location.hash).replace("\\#", "#")}`);
    if (turn instanceof HTMLElement) turn.focus({ preventScroll: true });
  }
}

start();
