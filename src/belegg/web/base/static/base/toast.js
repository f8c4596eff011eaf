// One line that says what was done, with Undo beside it where that is offered; the same line is read to screen readers.

import { submitUndo } from "./undo.js";

const STAY = 9000;
const toasts = document.getElementById("toasts");
const live = document.getElementById("live");

/**
 * Show a sentence. A `danger` one stays until it is closed; others leave after nine seconds, but not while the pointer or focus is on them.
 * @param {string} sentence
 * @param {{undo?: boolean, kind?: "danger"}} [options]
 */
export function say(sentence, options = {}) {
  announce(sentence);
  if (!toasts) return;
  for (const old of toasts.querySelectorAll(".toast:not(.danger)")) old.remove();
  const toast = document.createElement("div");
  toast.className = options.kind === "danger" ? "toast danger" : "toast";
  const words = document.createElement("span");
  words.textContent = sentence;
  toast.append(words);
  if (options.undo) {
    const undo = document.createElement("button");
    undo.type = "button";
    undo.textContent = toasts.dataset.undo ?? "Undo";
    undo.addEventListener("click", () => submitUndo());
    toast.append(undo);
  }
  toasts.append(toast);
  settle(toast);
}

/**
 * Say something to screen readers only.
 * @param {string} sentence
 */
export function announce(sentence) {
  if (!live) return;
  live.textContent = "";
  // A region must change after it was emptied, or the same sentence twice is read once.
  setTimeout(() => (live.textContent = sentence), 60);
}

/** @param {Element} toast */
function settle(toast) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "icon";
  close.ariaLabel = toasts?.dataset.close ?? "Close";
  close.textContent = "×";
  close.addEventListener("click", () => remove(toast));
  toast.append(close);
  raise();
  if (toast.classList.contains("danger")) return;
  let timer = setTimeout(() => remove(toast), STAY);
  const wait = () => clearTimeout(timer);
  const go = () => {
    clearTimeout(timer);
    timer = setTimeout(() => remove(toast), STAY / 3);
  };
  toast.addEventListener("pointerenter", wait);
  toast.addEventListener("focusin", wait);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusout", go);
}

/** @param {Element} toast */
function remove(toast) {
  toast.remove();
  if (toasts && !toasts.childElementCount && toasts.matches(":popover-open")) toasts.hidePopover();
}

/** Lift the line above an open dialog: as a popover it joins the top layer, last in, uppermost. */
function raise() {
  if (!toasts || typeof toasts.showPopover !== "function") return;
  if (toasts.matches(":popover-open")) toasts.hidePopover();
  toasts.showPopover();
}

const fromServer = toasts?.querySelectorAll("[data-from-server]") ?? [];
for (const toast of fromServer) settle(toast);
if (fromServer.length) announce([...fromServer].map((toast) => toast.querySelector("span")?.textContent ?? "").join(" "));
