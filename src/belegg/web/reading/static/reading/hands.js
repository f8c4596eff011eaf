// What the keys, the bar and the lists do: one method per act of the person, on the passage selected, the coding at hand, or the turn in focus.

import { announce, say } from "../base/toast.js";
import { bringIntoView } from "./current.js";
import { short, word } from "./words.js";

export class Hands {
  /** @type {import("./turns.js").Turn|null} */
  #turn = null;

  /** @param {{store: import("./store.js").Store, turns: import("./turns.js").Turns, passage: import("./passage.js").Passage, painter: any, bar: import("./bar.js").Bar, picker: import("./picker.js").Picker, acts: import("./acts.js").Acts, current: import("./current.js").Current, recents: import("./recents.js").Recents, dialogs: any}} parts */
  constructor(parts) {
    Object.assign(this, parts);
    const { turns, passage } = parts;
    turns.root.addEventListener("focusin", (event) => this.#focused(turns.holding(/** @type {Node} */ (event.target))));
    passage.addEventListener("passage", () => this.#passageChanged());
  }

  /** @param {import("./turns.js").Turn|undefined} turn */
  #focused(turn) {
    if (!turn) return;
    if (this.#turn) this.#turn.element.tabIndex = -1;
    this.#turn = turn;
    turn.element.tabIndex = 0;
  }

  /** The turn in focus, else the first one in sight. */
  get turn() {
    if (this.#turn && !this.#turn.element.hidden) return this.#turn;
    return this.turns.all.find((turn) => !turn.element.hidden && turn.element.getBoundingClientRect().bottom > 160) ?? this.turns.all[0];
  }

  #passageChanged() {
    const { span } = this.passage;
    this.painter?.lay("picked", span);
    if (!span) {
      this.bar.close();
      this.picker.leave();
      return;
    }
    this.current.choose(null);
    this.#focused(this.turns.of(this.passage.byPointer ? span : { start: span.end - 1 }));
    this.bar.showRecents(this.recents.keys);
    this.bar.open(span, "words");
    if (!this.passage.byPointer) announce(word("selected", { words: short(this.turns.said(span), 240) }));
  }

  /** @param {EventTarget|null} target */
  isInText(target) {
    return target === document.body || (target instanceof Node && this.turns.root.contains(target) && !(target instanceof HTMLButtonElement));
  }

  hasPassage() {
    return Boolean(this.passage.span) && this.store.page.may.code;
  }

  /** Whether words are selected on which nothing has been done yet. */
  isFresh() {
    return this.hasPassage() && !this.current.coding;
  }

  /**
   * Arrow keys: by turn the focus moves, by sentence or word the passage; shift lets the passage grow.
   * @param {import("./passage.js").Unit} unit
   * @param {1|-1} step
   * @param {boolean} extend
   */
  step(unit, step, extend) {
    const turn = this.turn;
    if (!turn) return false;
    if (unit === "turn" && !extend) return this.#toTurn(turn, step);
    if (unit === "sentence" && extend && this.passage.byPointer) unit = "word";
    if (!this.passage.step(unit, step, turn, extend)) {
      if (step < 0 && !extend) this.passage.clear();
    }
    const { span } = this.passage;
    if (span) {
      const at = this.turns.of(step > 0 ? { start: span.end - 1 } : span);
      if (at !== turn) at.element.focus({ preventScroll: true });
      bringIntoView(at, { start: step > 0 ? Math.max(span.start, at.start) : span.start, end: span.end });
      this.bar.place(span);
    }
    return true;
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

  /** @param {number} place */
  applyRecent(place) {
    const key = this.recents.keys[place];
    if (!key || !this.hasPassage()) return false;
    this.apply(key);
    return true;
  }

  /** The passage selected, else the words of the turn in focus. */
  #span() {
    if (this.passage.span) return this.passage.span;
    return document.activeElement === this.#turn?.element && this.#turn ? this.passage.trim(this.#turn) : null;
  }

  /** @param {string} key */
  apply(key) {
    const span = this.#span();
    if (!span) return void say(word("selectFirst"));
    if (!this.store.page.may.code) return void say(word("mayNotCode"), { kind: "danger" });
    this.current.choose(this.acts.mark(span, key));
    this.recents.use(key);
    this.bar.showRecents(this.recents.keys);
  }

  /** @param {string} [first] a letter typed already */
  async pick(first = "") {
    const span = this.#span();
    if (!span) return void say(word("selectFirst"));
    if (!this.store.page.may.code) return void say(word("mayNotCode"), { kind: "danger" });
    if (!this.passage.span) this.passage.take(span);
    this.bar.open(span, "words");
    await this.#asked(span, this.picker.ask({ first }));
    return true;
  }

  async pickNew() {
    const span = this.#span();
    if (!span) return void say(word("selectFirst"));
    if (!this.store.page.may.code) return void say(word("mayNotCode"), { kind: "danger" });
    if (!this.passage.span) this.passage.take(span);
    this.bar.open(span, "words");
    await this.#asked(span, this.picker.ask({ onlyNew: true }));
  }

  /**
   * @param {{start: number, end: number}} span
   * @param {Promise<{key?: string, name?: string}|null>} asked
   */
  async #asked(span, asked) {
    this.bar.place(span);
    const choice = await asked;
    this.#back(span);
    if (choice?.key) this.apply(choice.key);
    else if (choice?.name) this.#made(await this.acts.markNew(span, { name: choice.name }));
  }

  /** @param {{start: number, end: number}} span */
  #back(span) {
    if (!this.passage.span) return;
    this.turns.of(span).element.focus({ preventScroll: true });
    this.bar.place(span);
  }

  async inVivo() {
    const span = this.#span();
    if (!span) return void say(word("selectFirst"));
    this.#made(await this.acts.markNew(span, { inVivo: true }));
  }

  /** @param {import("./store.js").Coding|null} coding */
  #made(coding) {
    if (!coding) return;
    this.current.choose(coding);
    this.recents.use(coding.code);
    this.bar.showRecents(this.recents.keys);
  }

  /** @param {1|-1} step */
  next(step) {
    const from = this.passage.span?.start ?? this.turn?.start ?? 0;
    if (!this.current.go(step, from)) say(word("noMore"));
    else this.passage.clear();
  }

  /** The coding at hand: the chosen one, or the only one of one's own on the selected words. */
  #atHand() {
    if (this.current.coding) return this.current.coding;
    const { span } = this.passage;
    const under = span ? this.store.inOrder().filter((one) => one.start < span.end && span.start < one.end) : [];
    return under.length === 1 ? under[0] : null;
  }

  uncode() {
    const coding = this.#atHand();
    if (!coding) return void say(word("codingFirst"));
    this.bar.close();
    this.acts.unmark(coding);
    this.current.choose(null);
  }

  /**
   * @param {"start"|"end"} which
   * @param {1|-1} step
   */
  stretch(which, step) {
    const coding = this.current.coding;
    if (!coding) return void say(word("codingFirst"));
    const span = this.current.stretched(which, step);
    if (!span) return;
    this.passage.clear();
    this.acts.reshape(coding, span);
    announce(short(this.turns.said(span), 240));
  }

  /** @param {import("./store.js").Coding|null} [coding] */
  memo(coding = this.#atHand()) {
    if (!coding || coding.pending) return void say(word(this.passage.span ? "codeFirst" : "codingFirst"));
    this.dialogs.memo(coding);
  }

  /** @param {import("./store.js").Coding} coding */
  async recode(coding) {
    this.passage.take({ start: coding.start, end: coding.end });
    const choice = await this.picker.ask({ hint: word("recodeHint", { code: this.store.codeOf(coding).name }) });
    this.#back(coding);
    if (choice?.key) this.acts.recode(coding, choice.key);
  }

  /** @param {{start: number, end: number}|null} [span] */
  async cite(span = this.current.coding ?? this.#span()) {
    if (!span) return void say(word("selectFirst"));
    const turn = this.turns.of(span);
    const said = `“${this.turns.said(span)}” (${this.turns.citation(this.store.page.title, span, word("turn", { turn: turn.n }))})`;
    await navigator.clipboard?.writeText(said).catch(() => {});
    say(word("copied", { words: short(said, 120) }));
  }

  openTurn() {
    this.dialogs.turn(this.turn);
    return true;
  }

  codedThrough() {
    /** @type {HTMLButtonElement|null} */ (document.querySelector("[data-looked]"))?.click();
  }

  leave() {
    if (this.picker.isOpen) this.picker.leave();
    else if (this.passage.span || this.bar.isOpen) {
      this.passage.clear();
      this.bar.close();
    } else if (this.current.coding) this.current.choose(null);
    else return false;
    return true;
  }
}
