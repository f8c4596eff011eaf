// "Import all as shown": each waiting file by itself, with a count and a way to stop. Without scripts the form imports all in one go.

import { post, Refusal } from "../base/request.js";
import { announce, say } from "../base/toast.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.matches("[data-import-all]")) {
    event.preventDefault();
    importAll(form);
  } else if (form.matches("[data-import-one]")) {
    event.preventDefault();
    importOne(form);
  }
});

/** @param {HTMLFormElement} all */
async function importAll(all) {
  const button = all.querySelector("button");
  if (!button) return;
  if (all.dataset.running) {
    all.dataset.stop = "1";
    return;
  }
  const items = [...document.querySelectorAll("#waiting .waiting:not([data-known])")];
  all.dataset.running = "1";
  delete all.dataset.stop;
  const before = button.textContent ?? "";
  let done = 0;
  for (const [at, item] of items.entries()) {
    if (all.dataset.stop) break;
    button.textContent = `${counted(all, at, items.length)} · ${all.dataset.cancel ?? ""}`;
    const form = item.querySelector("[data-import-one]");
    if (form instanceof HTMLFormElement && (await importOne(form, true))) done += 1;
  }
  delete all.dataset.running;
  const sentence = counted(all, done, items.length);
  if (document.querySelector("#waiting .waiting")) button.textContent = before;
  else all.hidden = true;
  say(sentence, { undo: done === 1 });
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} [quiet]
 */
async function importOne(form, quiet = false) {
  const item = form.closest(".waiting");
  const refusal = item?.querySelector("[data-refusal]");
  for (const button of item?.querySelectorAll("button") ?? []) button.disabled = true;
  try {
    const answer = await post(form.action, new FormData(form), { quiet: true });
    item?.replaceWith(doneLine(answer.sources));
    if (quiet) announce(answer.done);
    else say(answer.done, { undo: Boolean(answer.undo) });
    return true;
  } catch (error) {
    for (const button of item?.querySelectorAll("button") ?? []) button.disabled = false;
    if (refusal instanceof HTMLElement && error instanceof Refusal) {
      refusal.textContent = `${error.data.why ?? error.message} ${error.data.do ?? ""}`;
      refusal.hidden = false;
    }
    return false;
  }
}

/**
 * A line with links to what was made.
 * @param {{key: string, title: string, url: string}[]} sources
 */
function doneLine(sources) {
  const item = document.createElement("li");
  item.className = "waiting-done cluster";
  for (const source of sources.slice(0, 10)) {
    const link = Object.assign(document.createElement("a"), { href: source.url, textContent: source.title });
    const key = Object.assign(document.createElement("span"), { className: "mono soft small", textContent: source.key });
    item.append(link, key);
  }
  if (sources.length > 10) item.append(`+ ${sources.length - 10}`);
  return item;
}

/**
 * @param {HTMLFormElement} all
 * @param {number} done
 * @param {number} total
 */
function counted(all, done, total) {
  return (all.dataset.counted ?? "").replace("{done}", String(done)).replace("{total}", String(total));
}
