// Finding codes from a few letters, in the order of method/codebook/picker.py: the name; it begins so; its words begin so; initials; anywhere.

/** @typedef {{key: string, name: string, colour: string, depth: number, definition: string}} Code */

/**
 * @param {string} query
 * @param {Code[]} codes
 * @returns {Code[]} best first; all in their order where the query is empty
 */
export function filterCodes(query, codes) {
  const wanted = fold(query);
  if (!wanted) return codes;
  const pieces = wanted.split(" ");
  /** @type {[number, number, Code][]} */
  const ranked = [];
  codes.forEach((code, place) => {
    const rank = rankOf(wanted, pieces, fold(code.name));
    if (rank !== null) ranked.push([rank, place, code]);
  });
  return ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , code]) => code);
}

/** @param {string} words */
export const fold = (words) => words.toLowerCase().split(/\s+/).filter(Boolean).join(" ");

/**
 * @param {string} wanted
 * @param {string[]} pieces
 * @param {string} name
 */
function rankOf(wanted, pieces, name) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const beginnings = [...words, ...name.split(" ")];
  if (pieces.every((piece) => beginnings.some((word) => word.startsWith(piece)))) return 2;
  if (words.length > 1 && words.map((word) => [...word][0]).join("").startsWith(wanted)) return 3;
  return pieces.every((piece) => name.includes(piece)) ? 4 : null;
}
