// The frame's own small duties: keep the current room in sight, and tell the styles how high the frame is.

const top_ = document.querySelector(".frame-top");
if (top_) {
  new ResizeObserver(() => document.documentElement.style.setProperty("--frame-height", `${top_.getBoundingClientRect().height}px`)).observe(top_);
}

const rooms = document.querySelector(".rooms");
const current = rooms?.querySelector("[aria-current]");
if (rooms && current instanceof HTMLElement) {
  rooms.scrollLeft = current.offsetLeft - (rooms.clientWidth - current.offsetWidth) / 2;
}
