// Choosing a code by typing: a combobox over the codebook after the ARIA pattern. Two letters filter, arrows move, Enter applies, Escape leaves.

import { filterCodes, fold } from "./filter.js";
import { word } from "./words.js";

const MOST_SHOWN = 60;

export class Picker {
  /** @type {{key?: string, name?: string}[]} */
  #options = [];
  #at = 0;
  #onlyNew = false;
  /** @type {((choice: {key?: string, name?: string}|null) => void)|null} */
  #answer = null;

  /**
   * @param {HTMLElement} root with an input and a listbox
   * @param {import("./store.js").Store} store
   */
  constructor(root, store) {
    this.root = root;
    this.store = store;
    this.input = /** @type {HTMLInputElement} */ (root.querySelector("input"));
    this.list = /** @type {HTMLElement} */ (root.querySelector("[role=listbox]"));
    this.input.addEventListener("input", () => this.#fill());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option) this.#close(this.#options[[...this.list.children].indexOf(option)]);
    });
  }

  get isOpen() {
    return !this.root.hidden;
  }

  /**
   * Open it, and answer with a code's key, the name of a code to be made, or null.
   * @param {{first?: string, onlyNew?: boolean, hint?: string}} [how]
   * @returns {Promise<{key?: string, name?: string}|null>}
   */
  ask({ first = "", onlyNew = false, hint } = {}) {
    this.#answer?.(null);
    this.#onlyNew = onlyNew;
    this.root.hidden = false;
    this.input.value = first;
    this.input.placeholder = hint ?? word(onlyNew ? "newCodeHint" : "codeHint");
    this.input.ariaLabel = this.input.placeholder;
    this.#fill();
    this.input.focus({ preventScroll: true });
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** Leave without a choice. */
  leave() {
    if (this.isOpen) this.#close(null);
  }

  #fill() {
    const query = this.input.value;
    const found = this.#onlyNew ? [] : filterCodes(query, this.store.codes).slice(0, MOST_SHOWN);
    this.#options = found.map((code) => ({ key: code.key }));
    const isThere = this.store.codes.some((code) => fold(code.name) === fold(query));
    if (query.trim() && !isThere) this.#options.push({ name: query.trim() });
    this.list.replaceChildren(...this.#options.map((option, place) => this.#option(option, place, !query)));
    this.list.hidden = !this.#options.length;
    this.input.ariaExpanded = String(Boolean(this.#options.length));
    this.#move(0);
  }

  /**
   * @param {{key?: string, name?: string}} option
   * @param {number} place
   * @param {boolean} asTree
   */
  #option(option, place, asTree) {
    const code = option.key ? this.store.byKey.get(option.key) : null;
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.id = `picked-${place}`;
    if (code) {
      item.classList.add(code.colour, `deep-${asTree ? Math.min(code.depth, 4) : 0}`);
      const swatch = document.createElement("span");
      swatch.className = "swatch";
      item.append(swatch, code.name);
      item.title = code.definition;
    } else {
      item.className = "new";
      item.textContent = word("newCode", { name: option.name ?? "" });
    }
    return item;
  }

  /** @param {number} to */
  #move(to) {
    this.#at = Math.max(0, Math.min(to, this.#options.length - 1));
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === this.#at)));
    const now = this.list.children[this.#at];
    this.input.setAttribute("aria-activedescendant", now?.id ?? "");
    now?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) this.#move(this.#at + step);
    else if (event.key === "Enter") this.#options.length && this.#close(this.#options[this.#at]);
    else if (event.key === "Escape") this.#close(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {{key?: string, name?: string}|null} choice */
  #close(choice) {
    this.root.hidden = true;
    const answer = this.#answer;
    this.#answer = null;
    answer?.(choice ?? null);
  }
}
