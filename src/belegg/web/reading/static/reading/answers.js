// "This answers a question of the guide": the dialog's frame is in _dialogs.html.

import { open } from "../base/dialog.js";
import { post } from "../base/request.js";
import { short } from "./words.js";

/**
 * @param {import("./turns.js").Turns} turns
 * @param {{urls: {answers: string}}} page
 * @returns {(span: {start: number, end: number}) => boolean} opens the dialog; false where nobody may do this here
 */
export function answers(turns, page) {
  const dialog = /** @type {HTMLDialogElement|null} */ (document.getElementById("answer-dialog"));
  const form = dialog?.querySelector("form");
  if (!dialog || !form) return () => false;
  let asked = { start: 0, end: 0 };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await post(page.urls.answers, { ...asked, question: new FormData(form).get("question") }, { json: true }).then(
      () => dialog.close(),
      () => {}, // the refusal has been said; the dialog stays as it was filled in
    );
  });

  return (span) => {
    asked = { start: span.start, end: span.end };
    /** @type {HTMLElement} */ (dialog.querySelector(".memo-words")).textContent = short(turns.said(span), 300);
    open(dialog);
    return true;
  };
}
