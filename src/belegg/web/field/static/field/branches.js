// Rows of a tree: Alt and an arrow press the row's own step buttons; after the page comes back the moved row has the focus.

const STEPS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };

document.addEventListener("keydown", (event) => {
  const step = STEPS[/** @type {keyof STEPS} */ (event.key)];
  if (!event.altKey || event.ctrlKey || event.metaKey || !step || !(event.target instanceof Element)) return;
  const button = event.target.closest("[data-branch]")?.querySelector(`button[name=step][value=${step}]:enabled`);
  if (!(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  button.click();
});

/** Focus what the address names: the row that was moved, the cell that was filled in. */
function focusPlace() {
  const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const link = place && (place.matches("a") ? place : place.querySelector("a"));
  if (link instanceof HTMLElement && (place.matches("a") || place.matches("[data-branch]"))) link.focus();
}

// Going to a fragment takes the focus off the page, and the browser does that about when the page is loaded: so afterwards.
addEventListener("load", () => setTimeout(focusPlace));
