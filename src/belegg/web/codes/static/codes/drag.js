// Codes are dragged in the tree; the keyboard and the form on the code's page do the same.

import { dragBranches } from "../base/tree-drag.js";
import "./tree.js";

/** @typedef {import("./tree.js").CodeTree} CodeTree */

for (const one of document.querySelectorAll("code-tree[data-may-move]")) {
  const tree = /** @type {CodeTree} */ (one);
  dragBranches(tree, (item, where) => tree.move(item.dataset.code ?? "", where));
}
