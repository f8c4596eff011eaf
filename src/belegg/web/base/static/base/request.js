// Talk to the server as told() and Refused answer: JSON in both directions, refusals in words.

import { say } from "./toast.js";
import { renewUndo } from "./undo.js";

/** What the server would not do, with its reason. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{refused?: string, why?: string, do?: string}} data
   */
  constructor(status, data) {
    super(data.why ?? `HTTP ${status}`);
    this.status = status;
    this.data = data;
  }
}

/**
 * Send an act. Plain values go as form fields (a list gives the field several times), so that views read request.POST.
 * @param {string} url
 * @param {FormData|Record<string, any>} [data]
 * @param {{json?: boolean, quiet?: boolean, method?: string}} [options] json: send a JSON body; quiet: leave saying to the caller
 * @returns {Promise<any>}
 */
export async function post(url, data = {}, options = {}) {
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  if (options.json) headers["Content-Type"] = "application/json";
  const body = options.json ? JSON.stringify(data) : data instanceof FormData ? data : fields(data);
  const answer = await ask(url, { method: options.method ?? "POST", headers, body, credentials: "same-origin" }, options.quiet);
  if (answer && typeof answer === "object") {
    renewUndo(answer);
    if (answer.done && typeof answer.done === "string" && !options.quiet) say(answer.done, { undo: Boolean(answer.undo) });
  }
  return answer;
}

/**
 * @param {string} url
 * @param {{quiet?: boolean, signal?: AbortSignal}} [options]
 * @returns {Promise<any>}
 */
export const get = (url, options = {}) =>
  ask(url, { headers: { Accept: "application/json" }, credentials: "same-origin", signal: options.signal }, options.quiet);

/**
 * @param {string} url
 * @param {RequestInit} init
 * @param {boolean} [quiet]
 */
async function ask(url, init, quiet) {
  const response = await fetch(url, init);
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const data = isJson ? await response.json() : response.status === 204 ? null : await response.text();
  if (response.ok) return data;
  const refusal = new Refusal(response.status, isJson ? data : {});
  if (!quiet) say([refusal.message, isJson ? data.do : ""].filter(Boolean).join(" "), { kind: "danger" });
  throw refusal;
}

/** @param {Record<string, any>} data */
function fields(data) {
  const form = new FormData();
  for (const [name, value] of Object.entries(data)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== null && one !== undefined) form.append(name, one instanceof Blob ? one : String(one));
  }
  return form;
}
