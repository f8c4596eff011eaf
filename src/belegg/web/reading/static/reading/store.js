// What the page knows: codings, codes, coders, rounds, and which of the codings are shown. Says "change" when any of it changes.

/** @typedef {import("./filter.js").Code} Code */
/** @typedef {{key: string, start: number, end: number, code: string, coder: string, round: string, memos: number, pending?: boolean}} Coding */
/** @typedef {{round: string, beside: string, code: string, coder: string}} Shown beside: a round's key, "*" for all other rounds, "" for none */

/** Fired as "change"; `codings` are those that came, went or changed, null for all; `names`: codes, coders or rounds changed too. */
export class Change extends Event {
  /**
   * @param {Coding[]|null} codings
   * @param {boolean} [names]
   */
  constructor(codings, names = false) {
    super("change");
    this.codings = codings;
    this.names = names;
  }
}

export class Store extends EventTarget {
  /**
   * @param {any} data as the server sends it (web/reading/data.py)
   * @param {any} page facts of the page
   */
  constructor(data, page) {
    super();
    this.page = page;
    /** @type {Map<string, Coding>} */
    this.codings = new Map();
    /** @type {Shown} */
    this.shown = { round: page.round, beside: "", code: "", coder: "" };
    this.revision = 0;
    /** @type {Code[]} */
    this.codes = [];
    /** @type {Map<string, Code>} */
    this.byKey = new Map();
    this.coders = [];
    this.rounds = [];
    this.looked = [];
    this.memos = [];
    this.take(data);
  }

  /**
   * Take in what the server sent: everything, or what has changed. Codings on their way stay. Returns the codings that are new.
   * @param {any} data
   */
  take(data) {
    this.revision = data.revision;
    if (!data.codings) return [];
    const touched = [];
    const fresh = [];
    const before = this.codings;
    if (data.full) this.codings = new Map([...before].filter(([, coding]) => coding.pending));
    for (const row of data.codings) {
      const coding = fromRow(row);
      if (!before.has(coding.key)) fresh.push(coding);
      else touched.push(before.get(coding.key));
      this.codings.set(coding.key, coding);
      touched.push(coding);
    }
    for (const key of data.gone ?? []) {
      const old = this.codings.get(key);
      if (old) touched.push(old);
      this.codings.delete(key);
    }
    this.#names(data);
    this.dispatchEvent(new Change(data.full ? null : touched, true));
    return fresh;
  }

  /** @param {any} data */
  #names(data) {
    this.codes = data.codes;
    this.coders = data.coders;
    this.rounds = data.rounds;
    this.looked = data.looked;
    this.memos = data.memos;
    this.byKey = new Map(this.codes.map((code) => [code.key, code]));
  }

  /** @param {Coding} coding */
  put(coding) {
    const before = this.codings.get(coding.key);
    this.codings.set(coding.key, coding);
    this.dispatchEvent(new Change(before ? [before, coding] : [coding]));
  }

  /** @param {string} key */
  remove(key) {
    const coding = this.codings.get(key);
    if (!coding) return;
    this.codings.delete(key);
    this.dispatchEvent(new Change([coding]));
  }

  /**
   * Add a code made just now, so that its colour and name are there before the next look at the server.
   * @param {Code} code
   */
  addCode(code) {
    if (this.byKey.has(code.key)) return;
    this.codes = [...this.codes, code];
    this.byKey.set(code.key, code);
    this.dispatchEvent(new Change([], true));
  }

  /** @param {Partial<Shown>} shown */
  show(shown) {
    Object.assign(this.shown, shown);
    this.dispatchEvent(new Change(null));
  }

  /**
   * How a coding is shown: "main", "beside" (another round's, faded), or not at all ("").
   * @param {Coding} coding
   */
  layer(coding) {
    const { round, beside, code, coder } = this.shown;
    if ((code && coding.code !== code) || (coder && coding.coder !== coder)) return "";
    if (!round || !coding.round || coding.round === round) return "main";
    return beside === "*" || beside === coding.round ? "beside" : "";
  }

  /** The codings shown, in text order, the longer first where they begin together. */
  inOrder() {
    return [...this.codings.values()].filter((coding) => this.layer(coding)).sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** @param {string} key */
  coderName(key) {
    if (key === this.page.me.key) return this.page.me.name;
    return this.coders.find((coder) => coder.key === key)?.name ?? key;
  }

  /** @param {Coding} coding */
  mayChange(coding) {
    return this.page.may.edit || (this.page.may.code && coding.coder === this.page.me.key);
  }

  /** @param {Coding} coding */
  codeOf(coding) {
    return this.byKey.get(coding.code) ?? { key: coding.code, name: coding.code, colour: "c1", depth: 0, definition: "" };
  }
}

/**
 * @param {[string, number, number, string, string, string, number]} row
 * @returns {Coding}
 */
export const fromRow = ([key, start, end, code, coder, round, memos]) => ({ key, start, end, code, coder, round, memos });
