// <form data-confirm="Question?"> asks first, in the frame's own dialog. data-confirm-yes names the act on the button.

document.addEventListener("submit", (event) => {
  const form = event.target;
  const dialog = document.getElementById("confirm");
  if (!(form instanceof HTMLFormElement) || !(dialog instanceof HTMLDialogElement)) return;
  const question = form.dataset.confirm;
  if (!question || form.dataset.confirmed !== undefined) {
    delete form.dataset.confirmed;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const submitter = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
  const title = dialog.querySelector("h2");
  const yes = dialog.querySelector("[value=yes]");
  if (title) title.textContent = question;
  if (yes) {
    yes.setAttribute("data-word", yes.getAttribute("data-word") ?? yes.textContent ?? "");
    yes.textContent = form.dataset.confirmYes ?? submitter?.textContent?.trim() ?? yes.getAttribute("data-word");
  }
  dialog.returnValue = "no";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue !== "yes") return;
      form.dataset.confirmed = "";
      form.requestSubmit(submitter);
    },
    { once: true },
  );
  dialog.showModal();
}, true);
