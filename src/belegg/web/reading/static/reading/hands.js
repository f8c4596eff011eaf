// What the keys, the bar and the lists do: one method per act of the person, on the passage selected, the coding at hand, or the turn in focus.

import { announce, say } from "../base/toast.js";
import { Walk } from "./walk.js";
import { short, word } from "./words.js";

export class Hands {
  /** @param {{store: import("./store.js").Store, turns: import("./turns.js").Turns, passage: import("./passage.js").Passage, painter: any, bar: import("./bar.js").Bar, picker: import("./picker.js").Picker, acts: import("./acts.js").Acts, current: import("./current.js").Current, recents: import("./recents.js").Recents, dialogs: any}} parts */
  constructor(parts) {
    Object.assign(this, parts);
    this.walk = new Walk(parts);
    parts.passage.addEventListener("passage", () => this.#passageChanged());
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
    this.walk.stand(this.turns.of(this.passage.byPointer ? span : { start: span.end - 1 }));
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
   * @param {import("./passage.js").Unit} unit
   * @param {1|-1} step
   * @param {boolean} extend
   */
  step(unit, step, extend) {
    return this.walk.step(unit, step, extend);
  }

  /** @param {number} place */
  applyRecent(place) {
    const key = this.recents.keys[place];
    if (!key || !this.hasPassage()) return false;
    this.apply(key);
    return true;
  }

  /** The words to be coded: those selected, else the turn in focus; null, and why, where nothing can be coded. */
  #toCode() {
    const span = this.#span();
    if (!span) say(word("selectFirst"));
    else if (!this.store.page.may.code) say(word("mayNotCode"), { kind: "danger" });
    else return span;
    return null;
  }

  #span() {
    if (this.passage.span) return this.passage.span;
    const { turn } = this.walk;
    return turn && document.activeElement === turn.element ? this.passage.trim(turn) : null;
  }

  /** @param {string} key */
  apply(key) {
    const span = this.#toCode();
    if (!span) return;
    this.current.choose(this.acts.mark(span, key));
    this.recents.use(key);
    this.bar.showRecents(this.recents.keys);
  }

  /** @param {string} [first] a letter typed already */
  pick(first = "") {
    return this.#ask({ first });
  }

  pickNew() {
    return this.#ask({ onlyNew: true });
  }

  /** @param {{first?: string, onlyNew?: boolean}} how */
  async #ask(how) {
    const span = this.#toCode();
    if (!span) return;
    if (!this.passage.span) this.passage.take(span);
    this.bar.open(span, "words");
    await this.#asked(span, this.picker.ask(how));
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
    const span = this.#toCode();
    if (!span) return;
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
    const from = this.passage.span?.start ?? this.walk.turn?.start ?? 0;
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

  /** Say which case the selected words belong to. */
  belongs() {
    const span = this.#span();
    if (!span) return void say(word("selectFirst"));
    return this.askCase(span);
  }

  /** Say which question of the guide the selected words answer. */
  answers() {
    const span = this.#span();
    if (!span) return void say(word("selectFirst"));
    return this.askQuestion(span);
  }

  openTurn() {
    this.dialogs.turn(this.walk.turn);
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
