// Cells open beside the grid without a new page; the address keeps which ones stand open, so that it can be sent and gone back to.

import { get } from "../base/request.js";

const room = /** @type {HTMLElement|null} */ (document.querySelector("[data-open-cells]"));
const cells = /** @type {HTMLElement|null} */ (room?.querySelector("[data-cells]"));
// As the server: two (in the framework matrix one) stand side by side, further ones push the first out.
const MOST = room?.hasAttribute("data-one") ? 1 : 2;

if (room && cells) {
  room.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  window.addEventListener("popstate", () => location.reload());
}

/** @returns {HTMLElement[]} */
const panels = () => [...(cells?.querySelectorAll("[data-panel]") ?? [])].map((one) => /** @type {HTMLElement} */ (one));

/** @param {MouseEvent} event */
function onClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button || !(event.target instanceof Element)) return;
  const cell = event.target.closest("a[data-cell], a[data-open-cell]");
  const close = event.target.closest("[data-close]");
  if (cell instanceof HTMLAnchorElement) {
    event.preventDefault();
    open(cell);
  } else if (close) {
    event.preventDefault();
    shut(/** @type {HTMLElement} */ (close.closest("[data-panel]")));
  }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], details.menu[open]")) return;
  if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) return;
  const last = panels().at(-1);
  if (last) {
    event.preventDefault();
    shut(last);
  }
}

/** @param {HTMLAnchorElement} cell */
async function open(cell) {
  const key = cell.dataset.cell ?? cell.dataset.openCell ?? "";
  const there = panels().find((panel) => panel.dataset.panel === key);
  if (there) return there.focus();
  const address = new URL(location.href);
  const kept = panels().map((panel) => panel.dataset.panel ?? "").slice(MOST > 1 ? 1 - MOST : Infinity);
  address.searchParams.delete("cell");
  for (const one of [...kept, key]) address.searchParams.append("cell", one);
  const partial = new URL(room?.dataset.partial ?? "cell/", location.href);
  partial.search = address.search;
  cell.setAttribute("aria-busy", "true");
  try {
    const html = await get(partial.href);
    const made = new DOMParser().parseFromString(html, "text/html").querySelector("[data-panel]");
    if (!(made instanceof HTMLElement)) return;
    for (const panel of panels()) if (!kept.includes(panel.dataset.panel ?? "")) panel.remove();
    made.classList.add("comes");
    cells?.append(made);
    history.pushState(null, "", address);
    mark();
    made.focus({ preventScroll: true });
    made.scrollIntoView({ block: "nearest", inline: "nearest" });
  } finally {
    cell.removeAttribute("aria-busy");
  }
}

/** @param {HTMLElement|null} panel */
function shut(panel) {
  if (!panel) return;
  const key = panel.dataset.panel ?? "";
  panel.remove();
  const address = new URL(location.href);
  address.searchParams.delete("cell");
  for (const one of panels()) address.searchParams.append("cell", one.dataset.panel ?? "");
  history.pushState(null, "", address);
  mark();
  const cell = room?.querySelector(`[data-cell="${CSS.escape(key)}"]`);
  if (cell instanceof HTMLElement) cell.focus();
}

/** Show in the grid which cells stand open. */
function mark() {
  const open = new Set(panels().map((panel) => panel.dataset.panel));
  room?.classList.toggle("has-open", open.size > 0);
  for (const cell of room?.querySelectorAll("[data-cell]") ?? []) {
    if (open.has(cell.getAttribute("data-cell") ?? "")) cell.setAttribute("aria-current", "true");
    else cell.removeAttribute("aria-current");
  }
}
