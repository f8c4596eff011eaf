// <list-nav>: arrows, Home and End move between the items of a list; with `grid` they move in a table in four directions.

class ListNav extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this);
  }

  /** Items in sight, in order. @returns {HTMLElement[]} */
  get items() {
    const selector = this.getAttribute("selector") ?? (this.hasAttribute("grid") ? "td :is(a, button), td[tabindex]" : "li > a, li > .row, [data-item], .tree-row");
    return [...this.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement && one.checkVisibility?.() !== false).map((one) => /** @type {HTMLElement} */ (one));
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event instanceof KeyboardEvent) this.move(event);
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    const target = event.target;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return;
    const items = this.items;
    const here = items.indexOf(/** @type {HTMLElement} */ (target));
    if (here < 0) return;
    const next = this.hasAttribute("grid") ? this.inGrid(event.key, items, here) : inList(event.key, items, here);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /**
   * @param {string} key
   * @param {HTMLElement[]} items
   * @param {number} here
   */
  inGrid(key, items, here) {
    if (key === "ArrowLeft") return items[here - 1];
    if (key === "ArrowRight") return items[here + 1];
    if (key !== "ArrowUp" && key !== "ArrowDown") return inList(key, items, here);
    const cell = items[here].closest("td");
    let row = cell?.parentElement;
    while (cell && row) {
      row = key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
      const below = row?.children[cell.cellIndex];
      const found = items.find((one) => below?.contains(one));
      if (found) return found;
    }
    return undefined;
  }
}

/**
 * @param {string} key
 * @param {HTMLElement[]} items
 * @param {number} here
 */
function inList(key, items, here) {
  if (key === "ArrowDown") return items[here + 1];
  if (key === "ArrowUp") return items[here - 1];
  if (key === "Home") return items[0];
  if (key === "End") return items[items.length - 1];
  return undefined;
}

customElements.define("list-nav", ListNav);
