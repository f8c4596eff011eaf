// n and p go to the next and the previous turn that differs.

const rows = [...document.querySelectorAll("tr[data-differs]")];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key !== "n" && event.key !== "p") return;
  const at = rows.indexOf(document.activeElement);
  const to = event.key === "n" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
  rows[to]?.focus();
});
