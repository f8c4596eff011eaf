// <matrix-grid> around a matrix: one cell is in the tab order, arrows move in four directions, and the line below says on whom a cell rests.

class MatrixGrid extends HTMLElement {
  connectedCallback() {
    this.table = this.querySelector("table");
    this.says = this.querySelector("[data-says]");
    for (const cell of this.cells) cell.tabIndex = -1;
    const first = this.querySelector("[data-cell][aria-current]") ?? this.cells[0];
    if (first instanceof HTMLElement) first.tabIndex = 0;
    this.addEventListener("keydown", this);
    this.addEventListener("focusin", this);
    this.addEventListener("pointerover", this);
  }

  disconnectedCallback() {
    for (const kind of ["keydown", "focusin", "pointerover"]) this.removeEventListener(kind, this);
  }

  /** @returns {HTMLElement[]} */
  get cells() {
    return [...this.querySelectorAll("[data-cell]")].map((one) => /** @type {HTMLElement} */ (one));
  }

  /** @param {Event} event */
  handleEvent(event) {
    const cell = event.target instanceof Element ? event.target.closest("[data-cell]") : null;
    if (!(cell instanceof HTMLElement)) return;
    if (event instanceof KeyboardEvent) this.move(event, cell);
    else if (event.type === "focusin") this.arrive(cell);
    else this.say(cell);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLElement} cell
   */
  move(event, cell) {
    if (event.altKey || event.shiftKey || event.defaultPrevented || event.target !== cell) return;
    const next = this.next(event.key, cell, event.ctrlKey || event.metaKey);
    if (!next) return;
    event.preventDefault();
    this.label(next);
    next.focus({ preventScroll: true });
    reveal(next);
  }

  /**
   * The cell a key leads to; with Control the farthest one.
   * @param {string} key
   * @param {HTMLElement} cell
   * @param {boolean} far
   * @returns {HTMLElement|null}
   */
  next(key, cell, far) {
    const column = /** @type {HTMLTableCellElement} */ (cell.closest("td")).cellIndex;
    const row = /** @type {HTMLTableRowElement} */ (cell.closest("tr"));
    const rows = [...(row.parentElement?.children ?? [])];
    const inRow = [...row.querySelectorAll("[data-cell]")];
    const at = inRow.indexOf(cell);
    const upto = rows.indexOf(row);
    const wanted = {
      ArrowLeft: () => inRow[far ? 0 : at - 1],
      ArrowRight: () => inRow[far ? inRow.length - 1 : at + 1],
      Home: () => (far ? rows[0].querySelector("[data-cell]") : inRow[0]),
      End: () => (far ? rows[rows.length - 1].querySelector("td:nth-last-child(2) [data-cell]") : inRow[inRow.length - 1]),
      ArrowUp: () => rows[far ? 0 : upto - 1]?.children[column]?.querySelector("[data-cell]"),
      ArrowDown: () => rows[far ? rows.length - 1 : upto + 1]?.children[column]?.querySelector("[data-cell]"),
    }[key]?.();
    return wanted instanceof HTMLElement ? wanted : null;
  }

  /** @param {HTMLElement} cell */
  arrive(cell) {
    for (const old of this.querySelectorAll('[data-cell][tabindex="0"]')) if (old instanceof HTMLElement && old !== cell) old.tabIndex = -1;
    cell.tabIndex = 0;
    this.label(cell);
    this.say(cell);
  }

  /**
   * "Trust, Fjordvik: 12; 3 informants, 4 sources". Screen readers hear it when the cell is reached.
   * @param {HTMLElement} cell
   */
  sentence(cell) {
    const td = /** @type {HTMLTableCellElement} */ (cell.closest("td"));
    const row = td.closest("tr")?.querySelector("th")?.dataset.name ?? "";
    const column = /** @type {HTMLElement|undefined} */ (this.table?.tHead?.rows[0].cells[td.cellIndex])?.dataset.name ?? "";
    const number = cell.dataset.state ? "" : (cell.textContent ?? "").trim();
    const basis = cell.title || cell.dataset.basis || "";
    const what = number && number !== basis ? `${number}; ${basis}` : basis;
    return (this.says?.getAttribute("data-one") ?? "%(row)s, %(column)s: %(what)s").replace("%(row)s", () => row).replace("%(column)s", () => column).replace("%(what)s", () => what);
  }

  /** @param {HTMLElement} cell */
  label(cell) {
    if (!cell.hasAttribute("aria-label") && !cell.hasAttribute("data-own-label")) cell.setAttribute("aria-label", this.sentence(cell));
  }

  /** @param {HTMLElement} cell */
  say(cell) {
    if (this.says) this.says.textContent = this.sentence(cell);
  }
}

/**
 * Scroll a cell into sight, clear of the sticky heads.
 * @param {HTMLElement} cell
 */
function reveal(cell) {
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  const wrap = cell.closest(".matrix-wrap");
  const head = cell.closest("tr")?.querySelector("th");
  const top = wrap?.querySelector("thead");
  if (!wrap || !head) return;
  const hidden = head.getBoundingClientRect().right - cell.getBoundingClientRect().left;
  if (hidden > 0) wrap.scrollLeft -= hidden;
  const above = top ? top.getBoundingClientRect().bottom - cell.getBoundingClientRect().top : 0;
  if (above > 0 && wrap.scrollHeight > wrap.clientHeight) wrap.scrollTop -= above;
}

customElements.define("matrix-grid", MatrixGrid);
