// Typing in "Find a code" leaves the codes whose names hold the words, with the codes above them; Enter opens the first. Without the script
// the form asks the server.

const input = /** @type {HTMLInputElement|null} */ (document.getElementById("find-code"));
const tree = document.querySelector("code-tree");
const nothing = document.getElementById("no-code-found");

/** @param {string} text */
const folded = (text) => text.toLocaleLowerCase().normalize("NFC");

function filter() {
  if (!input || !tree) return;
  const words = folded(input.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const item of tree.querySelectorAll("li[data-code]")) {
    const name = folded(/** @type {HTMLElement} */ (item).dataset.name ?? "");
    item.toggleAttribute("data-matches", words.every((word) => name.includes(word)));
  }
  for (const item of tree.querySelectorAll("li[data-code]")) {
    const shown = item.matches("[data-matches]") || item.querySelector("[data-matches]") !== null;
    /** @type {HTMLElement} */ (item).hidden = !shown;
    if (shown) found += 1;
    const list = /** @type {HTMLElement|null} */ (item.querySelector(":scope > ul"));
    const button = item.querySelector(":scope > .branch > .fold-branch");
    // While one looks for something no branch stays folded over it.
    if (list && words.length) list.hidden = false;
    else if (list) list.hidden = button?.getAttribute("aria-expanded") === "false";
  }
  if (nothing) nothing.hidden = found > 0 || !words.length;
}

if (input && tree && !new URLSearchParams(location.search).get("q")) {
  input.addEventListener("input", filter);
  tree.addEventListener("tree-renewed", filter);
  input.form?.addEventListener("submit", (event) => {
    const first = /** @type {HTMLAnchorElement|null} */ (tree.querySelector("li[data-matches]:not([hidden]) > .branch > .tree-row"));
    if (!input.value.trim() || !first) return;
    event.preventDefault();
    location.href = first.href;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    const first = [...tree.querySelectorAll(".tree-row")].find((row) => row.checkVisibility?.() !== false);
    if (!first) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (first).focus();
  });
}
