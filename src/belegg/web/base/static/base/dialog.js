// Dialogs and menus: data-opens="ID" opens, data-closes closes, a click on the veil or Escape closes too; focus returns by the platform.

/**
 * Open a dialog as a modal, tell it so, and put the focus on what is marked autofocus.
 * @param {HTMLDialogElement} dialog
 */
export function open(dialog) {
  if (dialog.open) return;
  dialog.dispatchEvent(new CustomEvent("belegg:open", { bubbles: true }));
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const opener = event.target.closest("[data-opens]");
  const closer = event.target.closest("[data-closes]");
  if (opener) {
    const dialog = document.getElementById(opener.getAttribute("data-opens") ?? "");
    closeMenus(null);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault(); // The opener may be a link that works without scripts.
      open(dialog);
    }
  } else if (closer) {
    event.preventDefault();
    closer.closest("dialog")?.close();
  } else if (event.target instanceof HTMLDialogElement && outside(event, event.target)) {
    event.target.close();
  }
  closeMenus(event.target.closest("details.menu"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  const inside = menu.contains(document.activeElement);
  menu.removeAttribute("open");
  if (inside) menu.querySelector("summary")?.focus();
  event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  if (event.target instanceof Element) closeMenus(event.target.closest("details.menu"));
});

// Arrows move in an open menu; Down opens a closed one.
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const menu = event.target instanceof Element ? event.target.closest("details.menu") : null;
  if (!(menu instanceof HTMLDetailsElement) || (event.target instanceof HTMLInputElement && event.target.type !== "search")) return;
  if (!menu.open && event.target instanceof Element && !event.target.matches("summary")) return;
  event.preventDefault();
  menu.open = true;
  const items = [...menu.querySelectorAll(".menu-list :is(a, button:not(:disabled))")];
  const place = items.indexOf(/** @type {Element} */ (event.target));
  const next = items[(place + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length];
  if (next instanceof HTMLElement) next.focus();
});

/** @param {Element|null} except */
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except && !menu.contains(except)) menu.removeAttribute("open");
}

/**
 * @param {MouseEvent} event
 * @param {HTMLDialogElement} dialog
 */
function outside(event, dialog) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

for (const dialog of document.querySelectorAll("dialog[data-open-now]")) if (dialog instanceof HTMLDialogElement) open(dialog);
