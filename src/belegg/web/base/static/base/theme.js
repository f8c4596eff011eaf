// Appearance: as the device, light or dark. A classic script in <head>, so that the page is never painted in the wrong one.
(() => {
  const root = document.documentElement;
  const KEY = "belegg.appearance";
  const read = () => {
    try {
      return localStorage.getItem(KEY) || "auto";
    } catch {
      return "auto"; // Storage can be forbidden; then the device decides.
    }
  };
  const show = (/** @type {string} */ choice) => {
    root.dataset.colorScheme = choice;
    for (const button of document.querySelectorAll("[data-appearance]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-appearance") === choice));
    }
  };
  show(read());
  document.addEventListener("DOMContentLoaded", () => show(read()));
  addEventListener("storage", (event) => event.key === KEY && show(read()));
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-appearance]");
    if (!button) return;
    const choice = button.getAttribute("data-appearance") || "auto";
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      /* Shown for this page only. */
    }
    show(choice);
  });
})();
