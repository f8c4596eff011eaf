// <code-tree>: the codebook as nested lists of links. Arrows move between the codes in sight and fold branches; Alt and an arrow move the code
// itself (where one may). After a move the tree comes anew from the server and focus stays on the code.

import { post } from "../base/request.js";
import { say } from "../base/toast.js";

const STEPS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };

export class CodeTree extends HTMLElement {
  /** Moves wait for each other, so that a key held down makes one step after the other. */
  waiting = Promise.resolve();

  connectedCallback() {
    this.addEventListener("keydown", this);
    this.addEventListener("click", this);
    this.prepare();
    this.showCurrent();
  }

  /** Bring the chosen code into sight inside whatever scrolls around the tree, without moving the page. */
  showCurrent() {
    const row = this.querySelector("[aria-current]");
    for (let box = row ? /** @type {HTMLElement|null} */ (this) : null; box && !box.matches("main"); box = box.parentElement) {
      if (box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY === "visible") continue;
      box.scrollTop += /** @type {Element} */ (row).getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
      return;
    }
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this);
    this.removeEventListener("click", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.type === "click") {
      const button = target.closest(".fold-branch");
      if (button) this.fold(/** @type {HTMLElement} */ (button.closest("li")), button.getAttribute("aria-expanded") === "true");
    } else if (event instanceof KeyboardEvent && target.matches(".tree-row")) this.pressed(event, target);
  }

  /** Codes in sight, in order. @returns {HTMLElement[]} */
  get rows() {
    return [...this.querySelectorAll(".tree-row")].filter((row) => row.checkVisibility?.() !== false).map((row) => /** @type {HTMLElement} */ (row));
  }

  get mayMove() {
    return this.hasAttribute("data-may-move");
  }

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLElement} row
   */
  pressed(event, row) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const item = /** @type {HTMLElement} */ (row.closest("li"));
    if (event.altKey) {
      const step = STEPS[event.key];
      if (!step || !this.mayMove) return;
      event.preventDefault();
      this.move(item.dataset.code ?? "", { step });
      return;
    }
    const next = this.next(event.key, row, item);
    if (next === undefined) return;
    event.preventDefault();
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  /**
   * The row to go to; null where the key folded or unfolded, undefined where it means nothing.
   * @param {string} key
   * @param {HTMLElement} row
   * @param {HTMLElement} item
   * @returns {HTMLElement|null|undefined}
   */
  next(key, row, item) {
    const rows = this.rows;
    const here = rows.indexOf(row);
    const button = item.querySelector(":scope > .branch > .fold-branch");
    if (key === "ArrowDown") return rows[here + 1] ?? null;
    if (key === "ArrowUp") return rows[here - 1] ?? null;
    if (key === "Home") return rows[0];
    if (key === "End") return rows[rows.length - 1];
    if (key === "ArrowRight" && button) {
      if (button.getAttribute("aria-expanded") === "true") return rows[here + 1] ?? null;
      this.fold(item, false);
      return null;
    }
    if (key === "ArrowLeft") {
      if (button?.getAttribute("aria-expanded") === "true") {
        this.fold(item, true);
        return null;
      }
      return item.parentElement?.closest("li")?.querySelector(".tree-row") ?? null;
    }
    return undefined;
  }

  /**
   * Send a move and show the tree as it stands then.
   * @param {string} key
   * @param {Record<string, string>} where {step}, or {parent, before}
   */
  move(key, where) {
    this.waiting = this.waiting
      .then(() => post(`${this.dataset.codesUrl}${encodeURIComponent(key)}/move/`, where, { quiet: true }))
      .then((answer) => {
        say(answer.done, { undo: true });
        return this.renew(key);
      })
      .catch((refusal) => {
        // Where the way ends nothing has gone wrong: a line that leaves by itself is enough.
        const end = refusal.data?.refused === "no_step";
        say([refusal.message, refusal.data?.do].filter(Boolean).join(" "), end ? {} : { kind: "danger" });
      });
    return this.waiting;
  }

  /** @param {string} focused key of the code that has the focus afterwards */
  async renew(focused) {
    const url = new URL(this.dataset.treeUrl ?? "", location.href);
    url.searchParams.set("current", this.dataset.current ?? "");
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.replaceChildren(...page.body.childNodes);
    this.prepare();
    const item = this.querySelector(`li[data-code="${CSS.escape(focused)}"]`);
    for (let above = item?.parentElement?.closest("li"); above; above = above.parentElement?.closest("li")) this.fold(/** @type {HTMLElement} */ (above), false);
    /** @type {HTMLElement|null} */ (item?.querySelector(".tree-row") ?? null)?.focus();
    this.dispatchEvent(new CustomEvent("tree-renewed", { bubbles: true }));
  }

  prepare() {
    const folded = this.folded;
    this.toggleAttribute("data-foldable", this.querySelector(".fold-branch") !== null);
    for (const button of this.querySelectorAll(".fold-branch")) {
      /** @type {HTMLElement} */ (button).hidden = false;
      const item = /** @type {HTMLElement} */ (button.closest("li"));
      const holdsCurrent = item.querySelector("ul [aria-current]") !== null;
      if (folded.has(item.dataset.code ?? "") && !holdsCurrent) this.fold(item, true);
    }
  }

  /**
   * @param {HTMLElement} item
   * @param {boolean} closed
   */
  fold(item, closed) {
    const button = item.querySelector(":scope > .branch > .fold-branch");
    const list = /** @type {HTMLElement|null} */ (item.querySelector(":scope > ul"));
    if (!button || !list) return;
    button.setAttribute("aria-expanded", String(!closed));
    list.hidden = closed;
    const folded = this.folded;
    folded[closed ? "add" : "delete"](item.dataset.code ?? "");
    sessionStorage.setItem(this.memory, JSON.stringify([...folded]));
  }

  get memory() {
    return `folded-codes-${this.dataset.study}`;
  }

  /** Keys of the branches that are folded, kept while the browser's tab is open. @returns {Set<string>} */
  get folded() {
    try {
      return new Set(JSON.parse(sessionStorage.getItem(this.memory) ?? "[]"));
    } catch {
      return new Set();
    }
  }
}

customElements.define("code-tree", CodeTree);
