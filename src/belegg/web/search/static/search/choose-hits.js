// <choose-hits data-none="…" data-some="%(n)s chosen"> round checkboxes named "hit": one box [data-all] for all of them, a count in
// [data-count], and Shift with a click takes everything since the last box.

class ChooseHits extends HTMLElement {
  /** @type {HTMLInputElement | null} */
  last = null;

  connectedCallback() {
    const all = this.querySelector("label.all");
    if (!(all instanceof HTMLElement)) return;
    all.hidden = false; // Without scripts it could do nothing.
    this.addEventListener("click", this);
    this.addEventListener("change", this);
    this.#tell();
  }

  /** @returns {HTMLInputElement[]} */
  get boxes() {
    return [...this.querySelectorAll('input[name="hit"]')].filter((box) => box instanceof HTMLInputElement);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    if (event.type === "change") {
      if (box.matches("[data-all]")) for (const one of this.boxes) one.checked = box.checked;
      this.#tell();
    } else if (box.name === "hit") {
      if (event instanceof MouseEvent && event.shiftKey && this.last) this.#between(this.last, box);
      this.last = box;
    }
  }

  /**
   * @param {HTMLInputElement} one
   * @param {HTMLInputElement} other
   */
  #between(one, other) {
    const boxes = this.boxes;
    const [from, to] = [boxes.indexOf(one), boxes.indexOf(other)].sort((a, b) => a - b);
    for (const box of boxes.slice(from, to + 1)) box.checked = other.checked;
  }

  #tell() {
    const boxes = this.boxes;
    const chosen = boxes.filter((box) => box.checked).length;
    const all = this.querySelector("[data-all]");
    if (all instanceof HTMLInputElement) {
      all.checked = chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    const count = this.querySelector("[data-count]");
    if (count) count.textContent = (chosen ? (this.dataset.some ?? "") : (this.dataset.none ?? "")).replace("%(n)s", String(chosen));
  }
}

customElements.define("choose-hits", ChooseHits);
