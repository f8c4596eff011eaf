// The frame's own small duties: keep the current room and tab in sight, and tell the styles how high the frame is.

const top_ = document.querySelector(".frame-top");
if (top_) {
  // Only where it is not the height the styles take for granted: a property of the root, set anew, costs a style of every element below.
  const root = document.documentElement;
  let known = parseFloat(getComputedStyle(root).getPropertyValue("--frame-height")) * parseFloat(getComputedStyle(root).fontSize);
  new ResizeObserver(() => {
    const now = top_.getBoundingClientRect().height;
    if (Math.abs(now - known) < 1) return;
    known = now;
    root.style.setProperty("--frame-height", `${now}px`);
  }).observe(top_);
}

for (const row of document.querySelectorAll(".rooms, nav.tabs")) {
  const current = row.querySelector("[aria-current]");
  if (current instanceof HTMLElement) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
}
