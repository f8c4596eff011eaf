// Words and sentences of a turn, as spans in UTF-16 units: what the arrow keys step over. Knows no page.

const WORD = /[\p{L}\p{N}_]+(?:[-'’.][\p{L}\p{N}_]+)*/gu;
const ABBREVIATION =
  /(?:^|[\s(«"])(?:bl\.a|ca|dr|d\.v\.s|dvs|e\.g|e\.l|etc|ev|evt|f\.eks|feks|hhv|i\.e|iht|inkl|jf|jfr|kap|kl|m\.a|m\.fl|m\.m|mfl|mht|mr|mrs|ms|mva|nr|osb|osv|pga|prof|s|sec|st|tlf|vs|\p{L})\.\s*$|^\s*\d{1,3}\.\s*$/iu;

/**
 * @param {string} words
 * @returns {[number, number][]}
 */
export const wordsIn = (words) => [...words.matchAll(WORD)].map((found) => [found.index, found.index + found[0].length]);

/**
 * Sentences without the white space around them. An abbreviation, an initial, the number of a list, or a stop before a small letter does not end one.
 * @param {string} words
 * @param {string} [language]
 * @returns {[number, number][]}
 */
export function sentencesIn(words, language = "nb") {
  /** @type {[number, number][]} */
  const found = [];
  let goesOn = false;
  for (const { index, segment } of new Intl.Segmenter(language, { granularity: "sentence" }).segment(words)) {
    const trimmed = segment.trimEnd();
    const lead = segment.length - segment.trimStart().length;
    if (!trimmed.trim()) continue;
    const end = index + trimmed.length;
    if (goesOn && found.length) found[found.length - 1][1] = end;
    else found.push([index + lead, end]);
    goesOn = ABBREVIATION.test(trimmed) && !segment.endsWith("\n");
  }
  return found;
}

/**
 * The span that lies next to `at` in a direction: the first that begins at or after it, or the last that ends at or before it.
 * @param {[number, number][]} spans
 * @param {number} at
 * @param {1|-1} step
 * @returns {[number, number]|undefined}
 */
export const nextTo = (spans, at, step) =>
  step > 0 ? spans.find(([start, end]) => start >= at && end > at) : spans.findLast(([start, end]) => end <= at && start < at);

/**
 * The border of a word to which an edge of a passage moves.
 * @param {[number, number][]} words
 * @param {number} edge
 * @param {"start"|"end"} which
 * @param {1|-1} step
 * @returns {number|undefined}
 */
export function edgeTo(words, edge, which, step) {
  const borders = words.map((word) => (which === "end" ? word[1] : word[0]));
  return step > 0 ? borders.find((border) => border > edge) : borders.findLast((border) => border < edge);
}
