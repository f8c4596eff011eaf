// <copy-link href="…" data-copied="Address copied"><button>…</button></copy-link>: copies the absolute address of a place.

import { say } from "./toast.js";

class CopyLink extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  async handleEvent() {
    const address = new URL(this.getAttribute("href") ?? location.href, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      say(this.dataset.copied ?? "Address copied");
    } catch {
      say(address); // The clipboard may be forbidden; the address can then be copied by hand.
    }
  }
}

customElements.define("copy-link", CopyLink);
