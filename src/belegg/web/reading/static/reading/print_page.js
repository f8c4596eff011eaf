// The plain page's Print button.

const button = document.querySelector("[data-prints]");
if (button instanceof HTMLElement) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
