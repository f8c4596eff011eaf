// <file-drop> around <input type="file">: files may be dropped on it, and the chosen ones are listed. Without scripts the input works alone.

class FileDrop extends HTMLElement {
  connectedCallback() {
    for (const name of ["dragenter", "dragover", "dragleave", "drop", "change"]) this.addEventListener(name, this);
  }

  /** @returns {HTMLInputElement|null} */
  get input() {
    return this.querySelector('input[type="file"]');
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "change") return this.list();
    if (!(event instanceof DragEvent) || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (event.type === "dragleave" && event.relatedTarget instanceof Node && this.contains(event.relatedTarget)) return;
    this.toggleAttribute("data-over", event.type === "dragenter" || event.type === "dragover");
    if (event.type === "drop") this.take(event.dataTransfer.files);
  }

  /** @param {FileList} files */
  take(files) {
    const input = this.input;
    if (!input || !files.length) return;
    if (!input.multiple && files.length > 1) {
      const one = new DataTransfer();
      one.items.add(files[0]);
      input.files = one.files;
    } else {
      input.files = files;
    }
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** List what was chosen, as text. */
  list() {
    const files = [...(this.input?.files ?? [])];
    const list = this.querySelector(".chosen") ?? this.appendChild(Object.assign(document.createElement("ul"), { className: "chosen" }));
    list.replaceChildren(...files.map((file) => Object.assign(document.createElement("li"), { textContent: file.name })));
  }
}

customElements.define("file-drop", FileDrop);
