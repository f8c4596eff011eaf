// Summaries are written where they stand, as in a spreadsheet: Enter or F2 opens the cell, typing or pasting begins it anew, Control+Enter, Tab
// or leaving it saves, Escape leaves it as it was.

import { get, post } from "../base/request.js";

const table = document.querySelector("table[data-write]");

/** The cell that is being written in. @type {{cell: HTMLElement, area: HTMLTextAreaElement, ending: boolean}|null} */
let writing = null;

if (table instanceof HTMLTableElement) {
  table.addEventListener("keydown", onKey);
  table.addEventListener("paste", onPaste);
  table.addEventListener("click", (event) => {
    const cell = event.target instanceof Element ? event.target.closest(".summary[data-cell]") : null;
    if (cell instanceof HTMLElement && writing?.cell !== cell) begin(cell);
  });
  table.addEventListener("focusout", (event) => {
    if (writing && event.target === writing.area && !writing.ending && document.hasFocus()) finish();
  });
  window.addEventListener("beforeunload", (event) => {
    if (writing && writing.area.value !== words(writing.cell)) event.preventDefault();
  });
}

/** @param {HTMLElement} cell */
const words = (cell) => cell.querySelector(".words")?.textContent ?? "";

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = event.target;
  if (writing && target === writing.area) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave(writing.cell);
    } else if (event.key === "Tab" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      finish(event.key === "Tab" ? (event.shiftKey ? -1 : 1) : 0);
    }
    return;
  }
  if (!(target instanceof HTMLElement) || !target.matches(".summary[data-cell]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && event.shiftKey) {
    const link = target.closest("td")?.querySelector("[data-open-cell]");
    if (link instanceof HTMLElement) link.click();
  } else if (event.key === "Enter" || event.key === "F2" || event.key === " ") begin(target);
  else if (event.key === "Delete" || event.key === "Backspace") begin(target, "");
  else if (begins(event.key)) begin(target, event.key);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Whether a key is a character to begin a summary with. "?" and "/" keep what they do on every page.
 * @param {string} key
 */
const begins = (key) => [...key].length === 1 && key !== "?" && key !== "/";

/** Lines that are pasted stay lines of one summary. @param {ClipboardEvent} event */
function onPaste(event) {
  const target = event.target instanceof Element ? event.target.closest(".summary[data-cell]") : null;
  const pasted = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").trimEnd();
  if (!(target instanceof HTMLElement) || !pasted) return;
  event.preventDefault();
  begin(target, pasted);
}

/**
 * @param {HTMLElement} cell
 * @param {string} [text] what stands in it first, else the summary there is
 */
async function begin(cell, text = words(cell)) {
  if (writing && !(await finish())) return;
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("aria-label", [table?.getAttribute("data-label"), cell.closest("tr")?.querySelector("th")?.dataset.name, columnName(cell)].filter(Boolean).join(", "));
  cell.hidden = true;
  cell.after(area);
  writing = { cell, area, ending: false };
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}

/** @param {HTMLElement} cell */
function columnName(cell) {
  const at = cell.closest("td")?.cellIndex ?? 0;
  return /** @type {HTMLElement|undefined} */ (table instanceof HTMLTableElement ? table.tHead?.rows[0].cells[at] : undefined)?.dataset.name ?? "";
}

/**
 * Put the cell back as it is shown.
 * @param {HTMLElement} focus
 */
function leave(focus) {
  if (!writing) return;
  const { cell, area } = writing;
  writing.ending = true;
  writing = null;
  cell.closest("td")?.querySelector(".theirs")?.remove();
  cell.hidden = false;
  area.remove();
  focus.focus();
}

/**
 * Save what is written; with `step` go on to the cell beside it. Where someone else has written meanwhile, theirs is shown and nothing is lost.
 * @param {number|null} [step] null: the focus is elsewhere already
 * @returns {Promise<boolean>} whether the cell is closed
 */
async function finish(step = null) {
  if (!writing) return true;
  const { cell, area } = writing;
  const held = document.activeElement === area;
  const next = () => (step ? beside(cell, step) : cell);
  if (area.value.trim() === words(cell).trim()) {
    close(held ? next() : null);
    return true;
  }
  const td = /** @type {HTMLElement} */ (cell.closest("td"));
  td.toggleAttribute("data-saving", true);
  try {
    const said = await post(table?.getAttribute("data-write") ?? "", { code: cell.dataset.code, column: cell.dataset.column, text: area.value, seen: cell.dataset.stamp });
    show(cell, said);
    showBeside(cell, said);
    close(held ? next() : null);
    return true;
  } catch (problem) {
    if (/** @type {any} */ (problem).status === 409) await showTheirs(cell);
    area.focus();
    return false;
  } finally {
    td.removeAttribute("data-saving");
  }
}

/** @param {HTMLElement|null} focus */
function close(focus) {
  const cell = writing?.cell;
  if (cell) leave(focus ?? cell);
}

/**
 * @param {HTMLElement} cell
 * @param {{text: string, by: string, stamp: string, linked: number}} now
 */
function show(cell, now) {
  const span = cell.querySelector(".words");
  if (span) span.textContent = now.text;
  cell.querySelector("[data-none]")?.toggleAttribute("hidden", Boolean(now.text));
  cell.dataset.stamp = now.stamp;
  const td = cell.closest("td");
  const by = td?.querySelector("[data-by]");
  const linked = td?.querySelector("[data-linked]");
  if (by) by.textContent = now.by;
  linked?.toggleAttribute("hidden", !now.linked);
  if (linked) linked.textContent = now.linked ? (table?.getAttribute("data-linked") ?? "%(n)s").replace("%(n)s", String(now.linked)) : "";
}

/**
 * Keep the form beside the grid level with the cell, unless someone writes in it.
 * @param {HTMLElement} cell
 * @param {{text: string, stamp: string}} now
 */
function showBeside(cell, now) {
  const form = document.querySelector(`[data-panel="${CSS.escape(cell.dataset.cell ?? "")}"] form`);
  const area = form?.querySelector("textarea");
  const seen = form?.querySelector("input[name=seen]");
  if (!area || !(seen instanceof HTMLInputElement) || area.value !== area.defaultValue) return;
  area.value = area.defaultValue = now.text;
  seen.value = now.stamp;
}

/**
 * Show what the other has written below one's own words; saving once more puts one's own in its place.
 * @param {HTMLElement} cell
 */
async function showTheirs(cell) {
  const address = new URL(table?.getAttribute("data-now") ?? "", location.href);
  address.searchParams.delete("cell");
  address.searchParams.append("cell", cell.dataset.cell ?? "");
  address.searchParams.set("summary", "1");
  const now = await get(address.href);
  cell.dataset.stamp = now.stamp;
  cell.closest("td")?.querySelector(".theirs")?.remove();
  const note = document.createElement("div");
  note.className = "note warn theirs";
  const say = (/** @type {string} */ text) => note.append(Object.assign(document.createElement("p"), { textContent: text }));
  if (now.stamp) {
    say((table?.getAttribute("data-theirs") ?? "%(who)s:").replace("%(who)s", () => now.by));
    say(now.text);
  } else say(table?.getAttribute("data-gone") ?? "");
  say(table?.getAttribute("data-again") ?? "");
  writing?.area.after(note);
}

/**
 * The next cell in reading order, or the one before.
 * @param {HTMLElement} cell
 * @param {number} step
 */
function beside(cell, step) {
  const all = [...(table?.querySelectorAll(".summary[data-cell]") ?? [])];
  const found = all[all.indexOf(cell) + step];
  return found instanceof HTMLElement ? found : cell;
}
