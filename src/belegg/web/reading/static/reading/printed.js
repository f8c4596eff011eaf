// Paper: before printing each turn gets its stripes and the list of its codings as plain elements, since highlights and the margin follow the window.

import { element } from "./bar.js";

const MOST_STRIPES = 12;

/**
 * @param {import("./painter.js").Painter} painter
 * @param {import("./turns.js").Turns} turns
 * @param {import("./store.js").Store} store
 */
export function printed(painter, turns, store) {
  addEventListener("beforeprint", () => {
    painter.paintAll();
    const used = new Set();
    for (const turn of turns.all) {
      const codings = painter.on(turn);
      if (!codings.length) continue;
      const stripes = element("div", "print-stripes");
      stripes.append(...codings.slice(0, MOST_STRIPES).map((coding) => element("i", store.codeOf(coding).colour)));
      const list = element("p", "print-codings");
      for (const coding of codings.filter((one) => one.start >= turn.start)) {
        const code = store.codeOf(coding);
        list.append(element("span", `chip ${code.colour}`, code.name), ` ${store.coderName(coding.coder)} `);
      }
      for (const coding of codings) used.add(coding.code);
      turn.element.append(stripes, ...(list.childNodes.length ? [list] : []));
    }
    const legend = element("p", "print-legend");
    legend.append(...store.codes.filter((code) => used.has(code.key)).flatMap((code) => [element("span", `chip ${code.colour}`, code.name), " "]));
    turns.root.before(legend);
  });
  addEventListener("afterprint", () => {
    for (const made of document.querySelectorAll(".print-stripes, .print-codings, .print-legend")) made.remove();
  });
}
