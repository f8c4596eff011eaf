// Undo and redo: the two forms of the bar, their keys, and their words after an act that did not reload the page.

/** @returns {boolean} whether there was something to undo */
export const submitUndo = () => submit("[data-undo]");
export const submitRedo = () => submit("[data-redo]");

/**
 * Show what would be undone and redone now; null for nothing.
 * @param {{undo?: string|null, redo?: string|null}} now
 */
export function renewUndo(now) {
  if (now.undo !== undefined) renew("[data-undo]", now.undo);
  if (now.redo !== undefined) renew("[data-redo]", now.redo);
}

/**
 * @param {string} selector
 * @param {string|null} label
 */
function renew(selector, label) {
  const button = document.querySelector(`.frame-top ${selector} button`);
  if (!(button instanceof HTMLButtonElement)) return;
  button.disabled = !label;
  button.title = label ? `${button.dataset.word}: ${label}` : (button.dataset.nothing ?? "");
  const what = button.querySelector(".what");
  if (what) what.textContent = label ?? "";
}

/** @param {string} selector */
function submit(selector) {
  const form = document.querySelector(`.frame-top form${selector}`);
  const button = form?.querySelector("button");
  if (!(form instanceof HTMLFormElement) || !button || button.disabled) return false;
  // A page that can change itself without reloading listens to this and calls preventDefault().
  const act = selector === "[data-undo]" ? "undo" : "redo";
  if (document.dispatchEvent(new CustomEvent(`belegg:${act}`, { cancelable: true, detail: { url: form.action } }))) form.requestSubmit();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  const redo = (key === "z" && event.shiftKey) || (key === "y" && !event.shiftKey);
  if (redo ? submitRedo() : key === "z" && submitUndo()) event.preventDefault();
});

for (const [selector, act] of [["[data-undo]", submitUndo], ["[data-redo]", submitRedo]]) {
  document.querySelector(`.frame-top form${selector} button`)?.addEventListener("click", (event) => {
    event.preventDefault();
    /** @type {() => boolean} */ (act)();
  });
}

/**
 * Whether keys typed there are words, in which letters and the browser's own undo belong.
 * @param {EventTarget|null} target
 */
export function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return !target.hasAttribute("data-keys-allowed"); // The reading page's caret mode never takes words.
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "range", "button", "submit", "file", "color"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
