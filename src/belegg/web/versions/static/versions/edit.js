// Opens a turn where one stands, cuts it at the caret, and closes it again. Without this file the same is done by the server.

const form = document.getElementById("edit-form");
const template = document.getElementById("open-turn");
const closed = new Map();
let dirty = form.querySelector(".edit-turn.open") !== null;

function named(piece, n, number) {
  for (const field of piece.querySelectorAll("[name]")) field.name = field.name.replace(/-\d+$/, `-${n}`);
  for (const field of piece.querySelectorAll("[id]")) field.id = field.id.replace(/-\d+-\d+$/, `-${n}-${number}`);
  for (const label of piece.querySelectorAll("label[for]")) {
    label.htmlFor = label.htmlFor.replace(/-\d+-\d+$/, `-${n}-${number}`);
    if (label.closest(".piece-words")) label.textContent = label.textContent.replace(/\d+/, n);
  }
  return piece;
}

function open(turn, caret = null) {
  if (turn.classList.contains("open")) return;
  const n = turn.dataset.n;
  const words = turn.querySelector("[data-words]").textContent;
  closed.set(n, turn.innerHTML);
  const fresh = template.content.cloneNode(true);
  named(fresh, n, 1);
  fresh.querySelector("input[name^=speaker]").value = turn.dataset.speaker;
  fresh.querySelector("textarea").value = words;
  turn.replaceChildren(fresh);
  turn.classList.add("open");
  const area = turn.querySelector("textarea");
  area.focus();
  area.setSelectionRange(caret ?? 0, caret ?? 0);
}

function close(turn) {
  turn.innerHTML = closed.get(turn.dataset.n);
  turn.classList.remove("open");
  turn.querySelector(".edit-open").focus();
}

function cut(turn) {
  const areas = [...turn.querySelectorAll("textarea")];
  const area = areas.find((each) => each === turn.lastArea) ?? areas.at(-1);
  const at = area.selectionStart;
  const piece = area.closest(".piece");
  const fresh = named(piece.cloneNode(true), turn.dataset.n, areas.length + 1);
  fresh.querySelector(".check")?.remove();
  fresh.querySelector("textarea").value = area.value.slice(at).trimStart();
  fresh.querySelector("input[name^=speaker]").value = piece.querySelector("input[name^=speaker]").value;
  area.value = area.value.slice(0, at).trimEnd();
  piece.after(fresh);
  fresh.querySelector("input[name^=speaker]").focus();
  dirty = true;
}

form.addEventListener("click", (event) => {
  const turn = event.target.closest(".edit-turn");
  if (!turn) return;
  if (event.target.closest("[data-cut]")) {
    event.preventDefault();
    cut(turn);
  } else if (event.target.closest("[data-close]")) {
    close(turn);
  } else if (event.target.closest(".edit-open, .edit-words")) {
    event.preventDefault();
    const range = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    open(turn, range && range.offsetNode.parentElement?.matches("[data-words]") ? range.offset : null);
  }
});
form.addEventListener("focusin", (event) => {
  if (event.target.matches(".edit-turn textarea")) event.target.closest(".edit-turn").lastArea = event.target;
});
form.addEventListener("input", () => { dirty = true; });
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector(".edit-foot [name=look]"));
  } else if (event.key === "Escape" && event.target.matches(".edit-turn textarea")) {
    const turn = event.target.closest(".edit-turn");
    if (closed.has(turn.dataset.n)) close(turn);
  }
});
form.addEventListener("submit", () => { dirty = false; });
window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
