// The text and the sound in step on the reading page: a click on a turn's time plays there, and while it plays the turn that is heard is marked
// and kept in view, unless the person scrolls away.

import { bringIntoView } from "../reading/current.js";
import { playerHere, seconds } from "./player.js";

// How long after our own scrolling a scroll event is still ours.
const OURS = 250;

/**
 * @param {import("../reading/turns.js").Turns} turns
 * @param {() => import("../reading/turns.js").Turn|undefined} standing the turn in focus, else the first one in sight
 */
export function along(turns, standing) {
  const player = playerHere();
  if (!player) return;
  const timed = turns.all.map((turn) => ({ turn, at: seconds(turn.time) })).filter((one) => one.at !== null);
  const follow = /** @type {HTMLButtonElement} */ (player.root.querySelector("[data-follow]"));
  turns.root.classList.toggle("plays", timed.length > 0);
  let heard = /** @type {import("../reading/turns.js").Turn|undefined} */ (undefined);
  let following = true;
  let scrolledAt = 0;

  turns.root.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(".time")) playTurn(turns.holding(event.target));
  });
  player.root.querySelector("[data-play-turn]")?.addEventListener("click", () => playTurn(standing()));
  follow.addEventListener("click", () => {
    setFollowing(true);
    keepInView();
  });
  player.addEventListener("time", mark);
  player.addEventListener("playing", () => {
    if (player.playing) mark();
    else setFollowing(true);
  });
  addEventListener("scroll", () => player.playing && performance.now() - scrolledAt > OURS && setFollowing(false), { passive: true });

  /** @param {import("../reading/turns.js").Turn|undefined} turn one without a time is played from the last time before it */
  function playTurn(turn) {
    const from = timed.findLast((one) => turn && one.turn.index <= turn.index);
    if (!from) return;
    setFollowing(true);
    player?.playFrom(from.at ?? 0);
  }

  function mark() {
    const now = timed.findLast((one) => (one.at ?? 0) <= (player?.time ?? 0) + 0.05)?.turn;
    if (now === heard) return;
    heard?.element.classList.remove("heard");
    heard?.element.removeAttribute("aria-current");
    heard = now;
    heard?.element.classList.add("heard");
    heard?.element.setAttribute("aria-current", "true");
    if (following && player?.playing) keepInView();
  }

  function keepInView() {
    if (!heard || heard.element.hidden) return;
    scrolledAt = performance.now();
    bringIntoView(heard, { start: heard.start, end: Math.max(heard.start, Math.min(heard.end, heard.start + 200)) });
  }

  /** @param {boolean} on */
  function setFollowing(on) {
    following = on;
    follow.hidden = on;
  }
}
