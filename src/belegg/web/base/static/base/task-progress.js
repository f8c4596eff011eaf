// <task-progress href="JSON" cancel="URL">: asks how far a task has come, shows the count, offers Cancel, then goes on to `next`.

import { get, post } from "./request.js";
import { announce, say } from "./toast.js";

const EVERY = 500;
const AFTER_LOSS = 3000;

class TaskProgress extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-cancel]")?.addEventListener("click", () => this.cancel());
    this.ask();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  async ask() {
    try {
      this.show(await get(this.getAttribute("href") ?? "", { quiet: true }));
    } catch {
      this.tell(this.dataset.lost ?? "");
      this.timer = setTimeout(() => this.ask(), AFTER_LOSS);
    }
  }

  /** @param {{done: number, total: number, label: string, state: string, next?: string, error?: string}} task */
  show(task) {
    const bar = this.querySelector("progress");
    const label = this.querySelector("[data-label]");
    if (label && task.label) label.textContent = task.label;
    if (bar && task.total) {
      bar.max = task.total;
      bar.value = task.done;
    }
    if (task.total) this.tell((this.dataset.count ?? "{done} / {total}").replace("{done}", String(task.done)).replace("{total}", String(task.total)));
    if (task.state === "waiting" || task.state === "running") {
      this.timer = setTimeout(() => this.ask(), EVERY);
      return;
    }
    this.querySelector("[data-cancel]")?.remove();
    if (task.state === "failed" && task.error) say(task.error, { kind: "danger" });
    if (task.state === "cancelled") this.tell(this.dataset.cancelled ?? "");
    announce(task.label);
    this.dispatchEvent(new CustomEvent("belegg:task", { bubbles: true, detail: task }));
    if (task.next) location.assign(task.next);
  }

  /** @param {string} words */
  tell(words) {
    const place = this.querySelector("[data-counted]");
    if (place) place.textContent = words;
  }

  async cancel() {
    const button = this.querySelector("[data-cancel]");
    if (button instanceof HTMLButtonElement) button.disabled = true;
    await post(this.getAttribute("cancel") ?? "", {}, { quiet: true }).catch(() => {});
  }
}

customElements.define("task-progress", TaskProgress);
