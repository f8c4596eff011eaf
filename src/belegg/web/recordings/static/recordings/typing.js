// The typing room: the words beside the recording. Enter begins the turn of whoever speaks next, with its time; what is typed is kept on the server a
// moment later, and only what the server has answered for is said to be kept.

import { Refusal, post } from "../base/request.js";
import { announce } from "../base/toast.js";
import { clock, playerHere, seconds } from "./player.js";

const WAIT = 700;
const AGAIN = 4000;
const HEAD = /^\[(\d+:\d\d:\d\d)\] ?(?:([^:[\]\n]+): ?)?/;

class TypingRoom extends HTMLElement {
  connectedCallback() {
    this.player = playerHere();
    this.field = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
    this.speakers = /** @type {HTMLInputElement} */ (this.querySelector("[name=labels]"));
    this.told = /** @type {HTMLElement} */ (this.querySelector("[data-told]"));
    this.number = Number(this.dataset.number);
    this.kept = this.#all();
    this.field.addEventListener("keydown", (event) => this.#key(event));
    for (const field of [this.field, this.speakers]) field.addEventListener("input", () => this.#soon());
    for (const [name, act] of Object.entries({ turn: () => this.newTurn(), other: () => this.otherSpeaker(), stamp: () => this.stamp(), here: () => this.playHere() })) {
      const button = this.ownerDocument.querySelector(`[data-typing=${name}]`);
      button?.addEventListener("pointerdown", (event) => event.preventDefault());
      button?.addEventListener("click", act);
    }
    // Leaving: what is not kept yet is sent on its way; the browser asks where that may not be enough.
    addEventListener("pagehide", () => this.keep({ last: true }));
    addEventListener("beforeunload", (event) => this.kept !== this.#all() && event.preventDefault());
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep();
    });
    this.ownerDocument.querySelector("[data-finish]")?.addEventListener("click", (event) => this.#finish(event));
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    this.dataset.ready = "";
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || event.key !== "Enter" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.newTurn();
  }

  get labels() {
    return this.speakers.value.split(",").map((label) => label.replace(/[:[\]]/g, " ").trim()).filter(Boolean);
  }

  get #now() {
    return `[${clock(this.player?.time ?? 0)}] `;
  }

  /** Begin the turn of whoever spoke before the one at the caret, or of the next in the list. */
  newTurn() {
    const { value, selectionStart } = this.field;
    const spoken = value.slice(0, selectionStart).split("\n").map((line) => line.match(HEAD)?.[2]).filter((label) => label && this.labels.includes(label));
    const last = spoken.at(-1);
    const next = last ? (spoken.findLast((label) => label !== last) ?? this.#after(last)) : this.labels[0];
    const newLine = selectionStart === 0 || value[selectionStart - 1] === "\n" ? "" : "\n";
    this.#insert(`${newLine}${this.#now}${next ? `${next}: ` : ""}`);
  }

  /** Give the turn at the caret to the next speaker of the list. */
  otherSpeaker() {
    const { value, selectionStart } = this.field;
    const start = this.#headBefore(selectionStart);
    if (start === null) return void this.newTurn();
    const head = /** @type {RegExpMatchArray} */ (value.slice(start).match(HEAD));
    const next = this.#after(head[2] ?? "");
    if (!next) return;
    const written = `[${head[1]}] ${next}: `;
    const place = Math.max(start + written.length, selectionStart + written.length - head[0].length);
    this.field.setSelectionRange(start, start + head[0].length);
    this.#insert(written);
    this.field.setSelectionRange(place, place);
    announce(next);
  }

  /** Write the time at the caret. */
  stamp() {
    this.#insert(this.#now);
  }

  /** Play from the turn at the caret. */
  playHere() {
    const start = this.#headBefore(this.field.selectionStart);
    const at = start === null ? null : seconds(this.field.value.slice(start + 1));
    if (at !== null) this.player?.playFrom(at);
  }

  /** @param {string} label */
  #after(label) {
    return this.labels[(this.labels.indexOf(label) + 1) % this.labels.length];
  }

  /**
   * Where the head of the turn begins in which a place lies.
   * @param {number} place
   */
  #headBefore(place) {
    const { value } = this.field;
    let end = value.indexOf("\n", place);
    if (end < 0) end = value.length;
    for (let start = value.lastIndexOf("\n", end - 1) + 1; ; start = value.lastIndexOf("\n", start - 2) + 1) {
      if (HEAD.test(value.slice(start, start + 120))) return start;
      if (start === 0) return null;
    }
  }

  /** @param {string} words put where the caret is, so that the browser's own undo takes them back */
  #insert(words) {
    this.field.focus();
    if (!document.execCommand("insertText", false, words)) {
      this.field.setRangeText(words, this.field.selectionStart, this.field.selectionEnd, "end");
      this.#soon();
    }
  }

  #all() {
    return JSON.stringify([this.field.value, this.speakers.value]);
  }

  #soon() {
    this.#tell("typing");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), WAIT);
  }

  /**
   * Send what stands there, one request at a time.
   * @param {{last?: boolean}} [how]
   * @returns {Promise<void>}
   */
  async keep({ last = false } = {}) {
    clearTimeout(this.timer);
    if (this.stopped || this.kept === this.#all()) return;
    if (this.sending && !last) {
      await this.sending;
      return this.keep();
    }
    this.sending = this.#send(this.#all(), last);
    await this.sending;
    this.sending = undefined;
  }

  /**
   * @param {string} all
   * @param {boolean} last
   */
  async #send(all, last) {
    const data = { text: this.field.value, labels: this.speakers.value, seen: this.number };
    if (last) {
      const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
      const headers = { Accept: "application/json", "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded" };
      // A page that is left may send 64 KB; what is longer was kept but for the last words typed.
      fetch(this.dataset.url ?? "", { method: "POST", headers, body: new URLSearchParams({ ...data, seen: String(data.seen) }), keepalive: true }).catch(() => {});
      return;
    }
    this.#tell("keeping");
    try {
      const answer = await post(this.dataset.url ?? "", data, { quiet: true });
      this.number = answer.number;
      this.kept = all;
      if (this.kept === this.#all()) this.#tell("kept", answer.time);
    } catch (error) {
      if (error instanceof Refusal && error.status < 500) {
        this.stopped = true;
        this.#tell("refused", [error.data.why, error.data.do].filter(Boolean).join(" "));
      } else {
        this.#tell("lost");
        this.timer = setTimeout(() => this.keep(), AGAIN);
      }
    }
  }

  /** @param {Event} event the way on is taken when everything is kept */
  async #finish(event) {
    const link = event.currentTarget;
    if (!(link instanceof HTMLAnchorElement) || this.kept === this.#all()) return;
    event.preventDefault();
    await this.keep();
    if (this.kept === this.#all()) location.assign(link.href);
  }

  /**
   * @param {"typing"|"keeping"|"kept"|"lost"|"refused"} state
   * @param {string} [more]
   */
  #tell(state, more = "") {
    if (state === "typing" && this.told.dataset.state === "lost") return;
    this.told.dataset.state = state;
    this.told.textContent = state === "refused" ? more : [this.dataset[`say${state[0].toUpperCase()}${state.slice(1)}`], more].filter(Boolean).join(" ");
    if (state === "lost" || state === "refused") announce(this.told.textContent);
  }
}

customElements.define("typing-room", TypingRoom);
