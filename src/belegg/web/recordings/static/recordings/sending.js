// <recording-sender> around the form: how far a large file has come, and Cancel. Without scripts the form sends it all the same.

import { announce, say } from "../base/toast.js";

class RecordingSender extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(/** @type {HTMLFormElement} */ (event.target));
    });
    this.querySelector("[data-cancel]")?.addEventListener("click", () => this.request?.abort());
  }

  /** @param {HTMLFormElement} form */
  send(form) {
    const request = (this.request = new XMLHttpRequest());
    const bar = /** @type {HTMLProgressElement} */ (this.querySelector("progress"));
    const counted = /** @type {HTMLElement} */ (this.querySelector("[data-counted]"));
    this.busy(form, true);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      Object.assign(bar, { max: total || 1, value: loaded });
      counted.textContent = `${this.dataset.sending ?? ""} ${Math.round((100 * loaded) / (total || 1))} %`;
    });
    // The answer names the recording's page, or is this page with what is wrong.
    request.addEventListener("load", () => {
      if (request.status === 201) return location.assign(JSON.parse(request.responseText).url);
      const fresh = new DOMParser().parseFromString(request.responseText, "text/html");
      const main = fresh.getElementById("main");
      if (!main) return this.over(form, this.dataset.lost ?? "");
      document.getElementById("main")?.replaceWith(document.adoptNode(main));
      announce(main.querySelector(".error, [role=alert]")?.textContent?.trim() ?? "");
    });
    request.addEventListener("error", () => this.over(form, this.dataset.lost ?? ""));
    request.addEventListener("abort", () => this.over(form, this.dataset.cancelled ?? ""));
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json, text/html");
    request.send(new FormData(form));
  }

  /**
   * @param {HTMLFormElement} form
   * @param {string} words
   */
  over(form, words) {
    this.busy(form, false);
    say(words, { kind: "danger" });
  }

  /**
   * @param {HTMLFormElement} form
   * @param {boolean} now
   */
  busy(form, now) {
    /** @type {HTMLElement} */ (this.querySelector("[data-progress]")).hidden = !now;
    for (const button of form.querySelectorAll("button")) button.disabled = now;
  }
}

customElements.define("recording-sender", RecordingSender);
