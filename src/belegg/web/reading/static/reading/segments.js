// Overlapping codings laid flat, and codings side by side in lanes. Knows no page.

/**
 * @template T
 * @typedef {{start: number, end: number, over: T[]}} Segment
 */

/**
 * Cut overlapping spans into pieces on which the same spans lie, in text order; what is under none is left out.
 * @template {{start: number, end: number}} T
 * @param {T[]} spans
 * @param {number} from pieces are clipped to [from, to)
 * @param {number} to
 * @returns {Segment<T>[]}
 */
export function segments(spans, from = -Infinity, to = Infinity) {
  const borders = [];
  for (const span of spans) {
    const start = Math.max(span.start, from);
    const end = Math.min(span.end, to);
    if (start < end) borders.push({ at: start, opens: true, span }, { at: end, opens: false, span });
  }
  borders.sort((a, b) => a.at - b.at);
  /** @type {Segment<T>[]} */
  const flat = [];
  const here = new Set();
  let last = 0;
  for (const { at, opens, span } of borders) {
    if (here.size && last < at) flat.push({ start: last, end: at, over: [...here] });
    if (opens) here.add(span);
    else here.delete(span);
    last = at;
  }
  return flat;
}

/**
 * Give each span the first lane that is free at its start. `spans` are in text order, longer first where they begin together.
 * @template {{start: number, end: number}} T
 * @param {T[]} spans
 * @param {number} most how many lanes there are
 * @returns {{lanes: T[][], beyond: T[]}} spans by lane, and those for which no lane was free
 */
export function lanes(spans, most) {
  /** @type {T[][]} */
  const rows = [];
  const beyond = [];
  for (const span of spans) {
    let lane = 0;
    while (lane < rows.length && rows[lane][rows[lane].length - 1].end > span.start) lane++;
    if (lane === most) beyond.push(span);
    else if (lane === rows.length) rows.push([span]);
    else rows[lane].push(span);
  }
  return { lanes: rows, beyond };
}
