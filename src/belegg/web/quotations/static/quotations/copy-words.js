// <copy-words data-words="…" data-copied="Copied"><button hidden>…</button></copy-words>: copies a quotation with its citation.

import { say } from "../base/toast.js";

class CopyWords extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (button) button.hidden = false; // Without scripts it could do nothing.
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  async handleEvent() {
    const words = this.dataset.words ?? "";
    try {
      await navigator.clipboard.writeText(words);
      say(this.dataset.copied ?? words);
    } catch {
      say(words); // The clipboard may be forbidden; the words can then be copied by hand.
    }
  }
}

customElements.define("copy-words", CopyWords);
