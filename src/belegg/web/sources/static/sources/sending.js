// <file-sender> around the upload form: each file is sent by itself, with a count and Cancel. A file that can't be read shows its sentence and the
// rest go on. What was read waits on the server, so a reload loses nothing. Without scripts the form sends all files at once.

import { post, Refusal } from "../base/request.js";
import { announce } from "../base/toast.js";

class FileSender extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
    this.addEventListener("click", this);
    // Dropped or chosen files are read at once; the button is for those without scripts.
    this.addEventListener("change", this);
    const button = this.querySelector("form button");
    if (button instanceof HTMLElement) button.hidden = true;
    this.take(); // a quick hand has chosen files before this script ran
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "submit") event.preventDefault();
    if (event.type === "click") {
      if (event.target instanceof Element && event.target.closest("[data-cancel]")) this.stopped = true;
      return;
    }
    this.take();
  }

  /** Send what is chosen. */
  take() {
    const input = this.querySelector('input[type="file"]');
    if (!(input instanceof HTMLInputElement) || !input.files?.length || this.busy) return;
    const files = [...input.files];
    input.value = "";
    this.querySelector(".chosen")?.replaceChildren();
    this.send(files);
  }

  /** @param {File[]} files */
  async send(files) {
    this.busy = true;
    this.stopped = false;
    const lines = files.map((file) => this.line(file));
    this.part("files").replaceChildren(...lines.map((line) => line.item));
    this.part("progress").hidden = false;
    const cancel = /** @type {HTMLButtonElement} */ (this.part("cancel"));
    cancel.hidden = false;
    let ready = 0;
    for (const [at, file] of files.entries()) {
      if (this.stopped) break;
      this.count("sending", at, files.length);
      if (await this.sendOne(file, lines[at])) ready += 1;
    }
    this.busy = false;
    cancel.hidden = true;
    const sentence = this.count(this.stopped ? "cancelled" : "sent", ready, files.length);
    announce(sentence);
    await this.renew();
    // What is ready stands in the list below now; what was refused or not reached stays here with its reason.
    for (const line of lines) if (line.item.querySelector('[data-state="ready"]')) line.item.remove();
  }

  /**
   * @param {File} file
   * @param {{tell: (state: string, words: string) => void}} line
   */
  async sendOne(file, line) {
    if (file.size > Number(this.dataset.most)) return this.refuse(line, this.dataset.tooLarge ?? "");
    line.tell("reading", this.dataset.reading ?? "");
    const data = new FormData();
    data.append("files", file, file.name);
    const form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    try {
      const found = await post(form.action, data, { quiet: true });
      line.tell("ready", found.summary);
      return true;
    } catch (error) {
      const told = error instanceof Refusal && error.data.why;
      return this.refuse(line, told ? `${error.data.why} ${error.data.do ?? ""}` : this.dataset.lost ?? "");
    }
  }

  /**
   * @param {{tell: (state: string, words: string) => void}} line
   * @param {string} words
   */
  refuse(line, words) {
    line.tell("refused", words);
    return false;
  }

  /** @param {File} file */
  line(file) {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { textContent: file.name });
    const said = Object.assign(document.createElement("span"), { className: "small soft", textContent: this.dataset.waits ?? "" });
    item.append(name, said);
    /** @type {(state: string, words: string) => void} */
    const tell = (state, words) => {
      said.dataset.state = state;
      said.textContent = words;
      said.classList.toggle("soft", state !== "refused");
    };
    return { item, tell };
  }

  /**
   * @param {"sending"|"sent"|"cancelled"} what
   * @param {number} done
   * @param {number} total
   */
  count(what, done, total) {
    const sentence = (this.dataset[what] ?? "").replace("{done}", String(done)).replace("{total}", String(total));
    this.part("counted").textContent = sentence;
    const bar = this.querySelector("progress");
    if (bar) Object.assign(bar, { max: total, value: what === "sending" ? done : total });
    return sentence;
  }

  /** Show the list of waiting files anew. The server has escaped it; nothing in it is run. */
  async renew() {
    const answer = await fetch(this.dataset.list ?? "", { credentials: "same-origin" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("waiting");
    if (fresh) document.getElementById("waiting")?.replaceWith(document.adoptNode(fresh));
  }

  /** @param {string} name */
  part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }
}

customElements.define("file-sender", FileSender);
