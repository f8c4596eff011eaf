// Code points and UTF-16 units. The server counts characters (code points); a browser counts UTF-16 units, in which an emoji is two.
// Everything here is within one turn's words and knows no page.

/**
 * The places, in code points, of the characters that UTF-16 counts twice. `points` is how many characters the words have: where that equals
 * the string's length there are none, and nothing is searched.
 * @param {string} words
 * @param {number} points
 * @returns {number[]}
 */
export function doubles(words, points) {
  if (words.length === points) return [];
  const found = [];
  for (let unit = 0, point = 0; unit < words.length; unit++, point++) {
    if ((words.charCodeAt(unit) & 0xfc00) === 0xd800 && (words.charCodeAt(unit + 1) & 0xfc00) === 0xdc00) {
      found.push(point);
      unit++;
    }
  }
  return found;
}

/**
 * How many places lie before `point`.
 * @param {number[]} places
 * @param {number} point
 */
function before(places, point) {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] < point) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The UTF-16 offset of a code-point offset.
 * @param {number[]} places
 * @param {number} point
 */
export const toUnits = (places, point) => (places.length ? point + before(places, point) : point);

/**
 * The code-point offset of a UTF-16 offset; one inside a character counts as before it.
 * @param {number[]} places
 * @param {number} unit
 */
export function toPoints(places, unit) {
  if (!places.length) return unit;
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] + middle + 1 < unit) low = middle + 1;
    else high = middle;
  }
  // `low` doubles end before `unit`; one that begins right before it and ends at or after it is left whole.
  return low < places.length && places[low] + low + 1 === unit ? places[low] : unit - low;
}
