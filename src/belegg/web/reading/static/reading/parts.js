// "This belongs to a case of its own": for the selected words, or for a chapter around them. The dialog's frame is in _dialogs.html.

import { open } from "../base/dialog.js";
import { post } from "../base/request.js";
import { element } from "./bar.js";
import { short, word } from "./words.js";

/** @typedef {{label: string, start: number, end: number}} Chapter */
/** @typedef {{start: number, end: number}} Span */

/**
 * @param {import("./turns.js").Turns} turns
 * @param {{chapters: Chapter[], urls: {parts: string}}} page
 * @returns {(span: Span) => boolean} opens the dialog; false where nobody may do this here
 */
export function parts(turns, page) {
  const dialog = /** @type {HTMLDialogElement|null} */ (document.getElementById("part-dialog"));
  const form = dialog?.querySelector("form");
  if (!dialog || !form) return () => false;
  const extents = /** @type {HTMLElement} */ (dialog.querySelector(".extents"));

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = new FormData(form);
    const [start, end] = String(sent.get("extent")).split("-").map(Number);
    await post(page.urls.parts, { start, end, case: sent.get("case") }, { json: true }).then(
      () => dialog.close(),
      () => {}, // the refusal has been said; the dialog stays as it was filled in
    );
  });

  return (span) => {
    const around = page.chapters.filter((one) => one.start <= span.start && span.end <= one.end).reverse();
    // Who selects a heading means what stands under it.
    const headed = around.find((one) => turns.of(one) === turns.of(span));
    const selected = { label: word("selectedWords"), ...span };
    extents.replaceChildren(...[selected, ...around].map((one) => extent(one, one === (headed ?? selected))));
    /** @type {HTMLElement} */ (dialog.querySelector(".part-words")).textContent = short(turns.said(span), 300);
    open(dialog);
    return true;
  };

  /**
   * @param {Chapter} one
   * @param {boolean} chosen
   */
  function extent(one, chosen) {
    const label = element("label", "check");
    const input = /** @type {HTMLInputElement} */ (element("input"));
    Object.assign(input, { type: "radio", name: "extent", value: `${one.start}-${one.end}`, checked: chosen });
    const places = { first: turns.of(one).n, last: turns.of({ start: one.end - 1 }).n };
    const said = element("span", "", `${one.label} `);
    said.append(element("span", "soft small", places.first === places.last ? word("turn", { turn: places.first }) : word("turns", places)));
    label.append(input, said);
    return label;
  }
}
