// Dragging codes in the tree: onto a code puts it below that one, onto its upper or lower edge before or after it. The keyboard and the form on
// the code's page do the same.

import "./tree.js";

/** @typedef {import("./tree.js").CodeTree} CodeTree */

for (const tree of document.querySelectorAll("code-tree[data-may-move]")) {
  const one = /** @type {CodeTree} */ (tree);
  /** @type {HTMLElement|null} */
  let dragged = null;

  one.addEventListener("dragstart", (event) => {
    dragged = itemAt(event);
    if (!dragged || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = "move";
    dragged.dataset.dragged = "";
  });

  one.addEventListener("dragover", (event) => {
    const where = place(event, dragged);
    clear(one);
    if (!where) return;
    event.preventDefault();
    where.branch.dataset.drop = where.zone;
  });

  one.addEventListener("dragleave", (event) => {
    if (!one.contains(/** @type {Node|null} */ (event.relatedTarget))) clear(one);
  });

  one.addEventListener("drop", (event) => {
    const where = place(event, dragged);
    const key = dragged?.dataset.code;
    clear(one);
    if (!where || !key) return;
    event.preventDefault();
    one.move(key, target(where.item, where.zone, key));
  });

  one.addEventListener("dragend", () => {
    clear(one);
    if (dragged) delete dragged.dataset.dragged;
    dragged = null;
  });
}

/** @param {Event} event */
function itemAt(event) {
  const element = event.target instanceof Element ? event.target : /** @type {Node} */ (event.target).parentElement;
  return /** @type {HTMLElement|null} */ (element?.closest("li[data-code]") ?? null);
}

/**
 * Where a drop would put the dragged code; null where it can't go: onto itself or below itself.
 * @param {DragEvent} event
 * @param {HTMLElement|null} dragged
 */
function place(event, dragged) {
  const item = itemAt(event);
  if (!dragged || !item || dragged.contains(item)) return null;
  const branch = /** @type {HTMLElement} */ (item.querySelector(":scope > .branch"));
  const box = branch.getBoundingClientRect();
  const down = (event.clientY - box.top) / box.height;
  const zone = down < 0.28 ? "before" : down > 0.72 ? "after" : "in";
  return { item, branch, zone };
}

/**
 * @param {HTMLElement} item
 * @param {string} zone
 * @param {string} dragged
 */
function target(item, zone, dragged) {
  if (zone === "in") return { parent: item.dataset.code ?? "", before: "" };
  const parent = /** @type {HTMLElement|null} */ (item.parentElement?.closest("li") ?? null)?.dataset.code ?? "";
  if (zone === "before") return { parent, before: item.dataset.code ?? "" };
  let next = /** @type {HTMLElement|null} */ (item.nextElementSibling);
  if (next?.dataset.code === dragged) next = /** @type {HTMLElement|null} */ (next.nextElementSibling);
  return { parent, before: next?.dataset.code ?? "" };
}

/** @param {Element} tree */
function clear(tree) {
  for (const branch of tree.querySelectorAll("[data-drop]")) branch.removeAttribute("data-drop");
}
