// What others do to the same text arrives every few seconds, without moving the page; and after undo the page shows how things stand.

import { get, post } from "../base/request.js";
import { announce, say } from "../base/toast.js";
import { word } from "./words.js";

const EVERY = 5000;

/**
 * @param {import("./store.js").Store} store
 * @param {import("./acts.js").Acts} acts
 */
export function keepInStep(store, acts) {
  let asking = false;
  let again = false;
  let lost = false;

  async function sync() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      const data = await get(`${store.page.urls.codings}?since=${store.revision}`, { quiet: true });
      lost = false;
      if (data) tellOf(store, store.take(data));
    } catch {
      if (!lost) announce(word("offline"));
      lost = true;
    } finally {
      asking = false;
    }
    if (again) {
      again = false;
      await sync();
    }
  }

  setInterval(() => document.visibilityState === "visible" && sync(), EVERY);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sync());
  document.addEventListener("reading:sync", () => sync());
  for (const act of ["undo", "redo"]) {
    document.addEventListener(`belegg:${act}`, async (event) => {
      event.preventDefault();
      const { url } = /** @type {CustomEvent} */ (event).detail;
      await acts.flush();
      try {
        await post(url);
      } catch (error) {
        if (error instanceof TypeError) say(word("notSaved"), { kind: "danger" });
      }
      await sync();
    });
  }
  return sync;
}

/**
 * @param {import("./store.js").Store} store
 * @param {import("./store.js").Coding[]} fresh
 */
function tellOf(store, fresh) {
  const others = new Set(fresh.filter((coding) => coding.coder !== store.page.me.key).map((coding) => store.coderName(coding.coder)));
  if (others.size) announce(word("othersCoded", { names: [...others].join(", ") }));
}
