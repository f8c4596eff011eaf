// Cases and questions are dragged in their tree: a drop fills in the form of the row's own step buttons and sends it, so the page comes back with
// the row at its new place and Undo beside it.

import { dragBranches } from "../base/tree-drag.js";

for (const tree of document.querySelectorAll("ul.tree[data-may-move]")) {
  dragBranches(/** @type {HTMLElement} */ (tree), (item, where) => {
    const form = /** @type {HTMLFormElement} */ (item.querySelector(":scope > .branch form"));
    for (const [name, value] of Object.entries(where)) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    form.requestSubmit();
  });
}
