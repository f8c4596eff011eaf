// Dragging in a tree of nested lists: onto a thing puts it below that one, onto its upper or lower edge before or after it. A finger can't drag
// so: the keys and the buttons of the page do the same. Each <li data-branch="id"> holds a .branch (its own line) and perhaps a <ul>.

/**
 * @param {HTMLElement} tree
 * @param {(item: HTMLElement, where: {parent: string, before: string}) => void} move called with the item dropped and the ids of its new place
 */
export function dragBranches(tree, move) {
  /** @type {HTMLElement|null} */
  let dragged = null;

  tree.addEventListener("dragstart", (event) => {
    dragged = itemAt(event);
    if (!dragged || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = "move";
    dragged.dataset.dragged = "";
  });

  tree.addEventListener("dragover", (event) => {
    const where = place(event, dragged);
    clear(tree);
    if (!where) return;
    event.preventDefault();
    where.branch.dataset.drop = where.zone;
  });

  tree.addEventListener("dragleave", (event) => {
    if (!tree.contains(/** @type {Node|null} */ (event.relatedTarget))) clear(tree);
  });

  tree.addEventListener("drop", (event) => {
    const where = place(event, dragged);
    clear(tree);
    if (!where || !dragged) return;
    event.preventDefault();
    move(dragged, target(where.item, where.zone, dragged));
  });

  tree.addEventListener("dragend", () => {
    clear(tree);
    if (dragged) delete dragged.dataset.dragged;
    dragged = null;
  });
}

/** @param {Event} event */
function itemAt(event) {
  const element = event.target instanceof Element ? event.target : /** @type {Node} */ (event.target).parentElement;
  return /** @type {HTMLElement|null} */ (element?.closest("li[data-branch]") ?? null);
}

/**
 * Where a drop would put the dragged thing; null where it can't go: onto itself or below itself.
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
 * @param {HTMLElement} dragged
 */
function target(item, zone, dragged) {
  if (zone === "in") return { parent: id(item), before: "" };
  const parent = id(item.parentElement?.closest("li"));
  if (zone === "before") return { parent, before: id(item) };
  const next = item.nextElementSibling;
  return { parent, before: id(next === dragged ? next.nextElementSibling : next) };
}

/** @param {Element|null|undefined} item */
function id(item) {
  return item instanceof HTMLElement ? (item.dataset.branch ?? "") : "";
}

/** @param {Element} tree */
function clear(tree) {
  for (const branch of tree.querySelectorAll("[data-drop]")) branch.removeAttribute("data-drop");
}
