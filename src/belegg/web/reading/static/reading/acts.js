// The page's acts: painted at once, then told to the server; what the server does not take is taken back, with its reason.

import { Refusal, post } from "../base/request.js";
import { say } from "../base/toast.js";
import { fromRow } from "./store.js";
import { word } from "./words.js";

const REST = 450;
let made = 0;

export class Acts {
  /** A coding whose borders have moved but are not told yet. @type {{before: any, now: any}|null} */
  #moved = null;
  #timer = 0;
  #running = Promise.resolve();

  /**
   * @param {import("./store.js").Store} store
   * @param {import("./turns.js").Turns} turns
   */
  constructor(store, turns) {
    this.store = store;
    this.turns = turns;
    addEventListener("pagehide", () => this.flush());
  }

  get #base() {
    return this.store.page.urls.codings;
  }

  /**
   * Tell the server, in the order of the acts; refusals have been shown already, a lost connection is said here.
   * @param {() => Promise<any>} tell
   * @param {() => void} takeBack
   */
  #tell(tell, takeBack) {
    const run = this.#running.then(tell).catch((error) => {
      takeBack();
      if (!(error instanceof Refusal)) say(word("notSaved"), { kind: "danger" });
      else if (error.status === 409) document.dispatchEvent(new CustomEvent("reading:sync"));
      return null;
    });
    this.#running = run;
    return run;
  }

  /**
   * Put a passage under a code. Returns the coding as painted.
   * @param {{start: number, end: number}} span
   * @param {string} code
   */
  mark(span, code) {
    this.flush();
    const { me, round } = this.store.page;
    const same = [...this.store.codings.values()].find(
      (one) => one.start === span.start && one.end === span.end && one.code === code && one.coder === me.key && one.round === round,
    );
    if (same) {
      say(word("already", { code: this.store.codeOf(same).name }));
      return same;
    }
    const coding = { key: `new-${++made}`, ...span, code, coder: me.key, round, memos: 0, pending: true };
    this.store.put(coding);
    this.#tell(
      () => post(this.#base, { code, ...this.#sent(span), round }, { json: true }).then((answer) => this.#arrived(coding, answer)),
      () => this.store.remove(coding.key),
    );
    return coding;
  }

  /**
   * Make a code and put a passage under it.
   * @param {{start: number, end: number}} span
   * @param {{name?: string, inVivo?: boolean}} how
   */
  async markNew(span, { name, inVivo }) {
    this.flush();
    const sent = { ...this.#sent(span), round: this.store.page.round, ...(inVivo ? { in_vivo: true } : { new_code: name }) };
    const answer = await this.#tell(() => post(this.#base, sent, { json: true }), () => {});
    return answer ? this.#arrived(null, answer) : null;
  }

  /**
   * What the server gets of a passage; the words of one turn go along, so that it can check that it found the same.
   * @param {{start: number, end: number}} span
   */
  #sent(span) {
    const turns = this.turns.within(span);
    const whole = turns.length === 1 && turns[0].start <= span.start && span.end <= turns[0].end;
    return { start: span.start, end: span.end, ...(whole ? { words: turns[0].slice(span.start, span.end) } : {}) };
  }

  /**
   * @param {any} waiting
   * @param {any} answer
   */
  #arrived(waiting, answer) {
    const { page } = this.store;
    const coding = fromRow(answer.coding);
    this.store.addCode(answer.code);
    if (!page.round) {
      page.round = this.store.shown.round = answer.round.key;
      document.dispatchEvent(new CustomEvent("reading:sync"));
    }
    if (waiting) {
      waiting.key === coding.key || this.store.remove(waiting.key);
      document.dispatchEvent(new CustomEvent("reading:named", { detail: { was: waiting.key, now: coding.key } }));
    }
    this.store.put(coding);
    return coding;
  }

  /** @param {import("./store.js").Coding} coding */
  unmark(coding) {
    this.flush();
    if (!this.#allowed(coding)) return;
    this.store.remove(coding.key);
    this.#tell(
      () => post(`${this.#base}${coding.key}/`, { seen: [coding.start, coding.end] }, { json: true, method: "DELETE" }),
      () => this.store.put(coding),
    );
  }

  /**
   * Put a coding under another code.
   * @param {import("./store.js").Coding} coding
   * @param {string} code
   */
  recode(coding, code) {
    this.flush();
    if (!this.#allowed(coding)) return;
    this.store.put({ ...coding, code });
    this.#tell(
      () => post(`${this.#base}${coding.key}/`, { code, seen: [coding.start, coding.end] }, { json: true, method: "PATCH" }),
      () => this.store.put(coding),
    );
  }

  /**
   * Move the borders of a coding. Steps that follow each other quickly are told as one act.
   * @param {import("./store.js").Coding} coding
   * @param {{start: number, end: number}} span
   */
  reshape(coding, span) {
    if (!this.#allowed(coding)) return;
    if (this.#moved && this.#moved.now.key !== coding.key) this.flush();
    const now = { ...coding, ...span };
    this.#moved = { before: this.#moved?.before ?? coding, now };
    this.store.put(now);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), REST);
  }

  /** Tell the server now what was waiting. Returns when all that was begun is done. */
  flush() {
    clearTimeout(this.#timer);
    const moved = this.#moved;
    this.#moved = null;
    if (!moved || (moved.before.start === moved.now.start && moved.before.end === moved.now.end)) return this.#running;
    const { before, now } = moved;
    const sent = { ...this.#sent(now), seen: [before.start, before.end] };
    return this.#tell(
      () => post(`${this.#base}${now.key}/`, sent, { json: true, method: "PATCH" }),
      () => this.store.put(before),
    );
  }

  /**
   * @param {import("./store.js").Coding} coding
   * @param {Record<string, string>} memo
   */
  async memo(coding, memo) {
    this.flush();
    const answer = await this.#tell(() => post(`${this.#base}${coding.key}/memo/`, memo, { json: true }), () => {});
    if (answer) document.dispatchEvent(new CustomEvent("reading:sync"));
    return Boolean(answer);
  }

  /**
   * Say that the text is coded through, or what is the case with one code; state "" takes it back.
   * @param {string} code
   * @param {string} state
   */
  async looked(code, state) {
    this.flush();
    const answer = await this.#tell(() => post(this.store.page.urls.looked, { code, state, round: this.store.page.round }, { json: true }), () => {});
    if (answer) document.dispatchEvent(new CustomEvent("reading:sync"));
  }

  /** @param {import("./store.js").Coding} coding */
  #allowed(coding) {
    if (coding.pending) return false;
    if (this.store.mayChange(coding)) return true;
    say(word(this.store.page.may.code ? "notYours" : "mayNotCode", { coder: this.store.coderName(coding.coder) }), { kind: "danger" });
    return false;
  }
}
