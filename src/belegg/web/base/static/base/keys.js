// Keys: every element may name its key in data-key ("n", "g o", "Control+k"); pressing it clicks the element, or focuses a field.
// `?` opens the list of them. While one types words, only keys marked data-key-always work.

import { isTyping } from "./undo.js";

const CHORD_WAIT = 1500;
let first = "";
let firstAt = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  const typing = isTyping(event.target);
  const dialog = document.querySelector("dialog[open]");
  const pressed = name(event);
  const chord = first && Date.now() - firstAt < CHORD_WAIT ? `${first} ${pressed}` : "";
  first = "";
  const target = find(chord, typing, dialog) ?? find(pressed, typing, dialog);
  if (target) {
    event.preventDefault();
    act(target);
  } else if (!typing && starts(pressed, dialog)) {
    first = pressed;
    firstAt = Date.now();
  }
});

/** @param {KeyboardEvent} event */
function name(event) {
  const marks = [event.ctrlKey || event.metaKey ? "Control" : "", event.altKey && event.key.length > 1 ? "Alt" : ""].filter(Boolean);
  if (event.shiftKey && event.key.length > 1) marks.push("Shift");
  return [...marks, event.key.length === 1 ? event.key.toLowerCase() : event.key].join("+");
}

/**
 * The element with that key, among those that can be used now: inside the open dialog if there is one.
 * @param {string} key
 * @param {boolean} typing
 * @param {Element|null} dialog
 */
function find(key, typing, dialog) {
  if (!key) return null;
  const all = (dialog ?? document).querySelectorAll(`[data-key="${CSS.escape(key)}"]`);
  return [...all].find((one) => (!typing || one.hasAttribute("data-key-always")) && usable(one)) ?? null;
}

/**
 * @param {string} key
 * @param {Element|null} dialog
 */
const starts = (key, dialog) => Boolean((dialog ?? document).querySelector(`[data-key^="${CSS.escape(key)} "]`));

/** @param {Element} element */
function usable(element) {
  if (element.closest("[hidden], [inert]") || element.matches(":disabled")) return false;
  // A field in sight, or an entry of a closed menu: the key of a menu entry works without opening the menu.
  return element.checkVisibility?.() !== false || Boolean(element.closest("details:not([open])"));
}

/** @param {Element} element */
function act(element) {
  if (!(element instanceof HTMLElement)) return;
  if (element.matches("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select")) {
    element.focus();
    if (element instanceof HTMLInputElement && element.type !== "date") element.select();
  } else {
    element.click();
  }
}

/** Fill the list each time it opens: the page may have changed. */
function fill() {
  const list = document.querySelector("#keys .keys-list");
  if (!list) return;
  for (const old of list.querySelectorAll("[data-filled]")) old.remove();
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-key-help]")) {
    const keys = element.getAttribute("data-key-shown") ?? element.getAttribute("data-key") ?? "";
    const help = element.getAttribute("data-key-help") ?? "";
    if (!keys || seen.has(keys + help)) continue;
    seen.add(keys + help);
    const dt = document.createElement("dt");
    const dd = document.createElement("dd");
    dt.dataset.filled = dd.dataset.filled = "";
    keys.split(" ").forEach((key, place) => {
      const kbd = document.createElement("kbd");
      kbd.textContent = key.replace("Control", "Ctrl");
      if (place) dt.append(" ");
      dt.append(kbd);
    });
    dd.textContent = help;
    list.append(dt, dd);
  }
}

document.getElementById("keys")?.addEventListener("belegg:open", fill);
