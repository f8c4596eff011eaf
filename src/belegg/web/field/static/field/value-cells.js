// <value-cells>: the values of a cell open in a drawer beside the grid instead of on a page of their own.

class ValueCells extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
    this.removeEventListener("submit", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const target = event.target;
    if (event instanceof MouseEvent && target instanceof Element) {
      const link = target.closest("a[data-value]");
      if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      this.open(link.href);
    } else if (event instanceof SubmitEvent && target instanceof HTMLFormElement) {
      event.preventDefault();
      this.save(target, event.submitter);
    }
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
  }

  get part() {
    return /** @type {HTMLElement} */ (this.querySelector("[data-part]"));
  }

  /** @param {string} url */
  async open(url) {
    const answer = await fetch(url, { headers: { "X-Belegg-Part": "values" } }).catch(() => null);
    if (!answer?.ok) return location.assign(url);
    this.show(await answer.text());
    if (!this.dialog.open) this.dialog.showModal();
    this.focusField();
  }

  /**
   * The answer is the grid's page after the act is done, or the form with what is wrong.
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} submitter
   */
  async save(form, submitter) {
    const body = new FormData(form, submitter);
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Belegg-Part": "values" }, redirect: "manual" }).catch(() => null);
    if (answer?.type === "opaqueredirect") {
      const cell = form.action.match(/cases\/([^/]+)\/values\/([^/]+)\//);
      if (cell) history.replaceState(null, "", `#v-${cell[1]}-${cell[2]}`);
      return location.reload();
    }
    if (!answer || (answer.status !== 422 && answer.status !== 409)) return form.submit();
    this.show(await answer.text());
    this.focusField();
  }

  /** @param {string} html a part rendered by the server, everything in it escaped there */
  show(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    this.part.replaceChildren(...parsed.body.childNodes);
  }

  focusField() {
    const wrong = this.part.querySelector("[aria-invalid=true]");
    const first = wrong ?? this.part.querySelector("form :is(input:not([type=hidden]), select, textarea)");
    if (first instanceof HTMLElement) first.focus();
  }
}

customElements.define("value-cells", ValueCells);
