// The player: one recording, with its own bar of buttons. Their keys stand in data-key of the buttons (base/keys.js), so that they work while one types.

import { announce, say } from "../base/toast.js";

const BACK = 3;
const SPEEDS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2];

/**
 * "00:04:10" of a number of seconds.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds + 0.001));
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/**
 * The seconds of "00:04:10" or "4:10"; null for what is no time.
 * @param {string} written
 */
export function seconds(written) {
  const found = written.match(/^(?:(\d+):)?([0-5]?\d):([0-5]\d)/);
  return found ? Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]) : null;
}

/** Tells "time" as the place in the recording changes, and "playing" as it starts and stops. */
export class Player extends EventTarget {
  /** @param {HTMLElement} root */
  constructor(root) {
    super();
    this.root = root;
    this.media = /** @type {HTMLMediaElement} */ (root.querySelector("audio, video"));
    this.media.controls = false;
    this.place = /** @type {HTMLInputElement} */ (this.#part("place"));
    this.speed = /** @type {HTMLSelectElement} */ (this.#part("speed"));
    this.#part("bar").hidden = false;
    this.#buttons();
    this.#listen();
    this.#show();
  }

  get playing() {
    return !this.media.paused;
  }

  get time() {
    return this.media.currentTime;
  }

  get length() {
    return Number.isFinite(this.media.duration) ? this.media.duration : Number(this.root.dataset.length ?? 0) / 1000;
  }

  toggle() {
    if (this.playing) this.media.pause();
    else this.#play();
  }

  /** @param {number} at in seconds */
  playFrom(at) {
    this.goTo(at);
    this.#play();
  }

  /** @param {number} at in seconds */
  goTo(at) {
    this.media.currentTime = Math.min(Math.max(at, 0), this.length || at);
    this.#show();
  }

  back() {
    this.goTo(this.time - BACK);
  }

  /** @param {1|-1} step */
  quicker(step) {
    const now = SPEEDS.indexOf(Number(this.speed.value));
    this.setSpeed(SPEEDS[Math.min(Math.max(now + step, 0), SPEEDS.length - 1)]);
    announce(this.speed.selectedOptions[0]?.textContent ?? "");
  }

  /** @param {number} rate */
  setSpeed(rate) {
    this.speed.value = String(rate);
    this.media.playbackRate = this.media.defaultPlaybackRate = rate;
  }

  #play() {
    this.media.play().catch((error) => {
      // Broken off because one paused or went elsewhere meanwhile: nothing is wrong.
      if (error.name !== "AbortError") this.#lost();
    });
  }

  #lost() {
    say(this.root.dataset.lost ?? "", { kind: "danger" });
  }

  #buttons() {
    for (const rate of SPEEDS) this.speed.append(new Option(`${rate} ×`, String(rate), rate === 1, rate === 1));
    this.speed.addEventListener("change", () => this.setSpeed(Number(this.speed.value)));
    this.place.addEventListener("input", () => this.goTo(Number(this.place.value)));
    /** @type {Record<string, () => void>} */
    const acts = { play: () => this.toggle(), back: () => this.back(), slower: () => this.quicker(-1), faster: () => this.quicker(1) };
    for (const [name, act] of Object.entries(acts)) this.#part(name).addEventListener("click", act);
    // A click on a button leaves the caret where it is in the text.
    this.root.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Element && event.target.closest("button")) event.preventDefault();
    });
    const which = this.root.querySelector("[data-which]");
    which?.addEventListener("change", () => {
      this.media.src = /** @type {HTMLSelectElement} */ (which).value;
      this.setSpeed(Number(this.speed.value));
    });
  }

  #listen() {
    for (const told of ["timeupdate", "seeked", "loadedmetadata", "durationchange"]) this.media.addEventListener(told, () => this.#show());
    for (const told of ["play", "pause", "ended"]) this.media.addEventListener(told, () => this.#turned());
    this.media.addEventListener("error", () => this.#lost());
  }

  #turned() {
    const play = this.#part("play");
    play.ariaPressed = String(this.playing);
    this.root.classList.toggle("is-playing", this.playing);
    this.dispatchEvent(new Event("playing"));
  }

  #show() {
    this.place.max = String(this.length);
    this.place.value = String(this.time);
    this.place.setAttribute("aria-valuetext", clock(this.time));
    this.#part("time").textContent = `${clock(this.time)} / ${clock(this.length)}`;
    this.dispatchEvent(new Event("time"));
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`[data-${name}]`));
  }
}

/** The player of the page, where it has one. */
export function playerHere() {
  const root = document.querySelector("[data-player]");
  return root instanceof HTMLElement ? new Player(root) : null;
}
