// The nine codes used last. Digits stay where they are: a code in use keeps its digit, a new one takes the digit of the one used longest ago.

const MOST = 9;

export class Recents {
  /** @type {string[]} by digit */
  keys;
  /** @type {string[]} latest first */
  #used;

  /** @param {string[]} latest the keys used last, latest first */
  constructor(latest) {
    this.keys = latest.slice(0, MOST);
    this.#used = [...this.keys];
  }

  /** @param {string} key */
  use(key) {
    this.#used = [key, ...this.#used.filter((one) => one !== key)];
    if (this.keys.includes(key)) return;
    if (this.keys.length < MOST) {
      this.keys.push(key);
      return;
    }
    const oldest = this.#used.findLast((one) => this.keys.includes(one));
    this.keys[this.keys.indexOf(oldest ?? this.keys[MOST - 1])] = key;
  }
}
