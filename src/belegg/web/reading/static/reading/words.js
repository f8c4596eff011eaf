// The page's words: templates with %(name)s, in the reader's language, from the page's facts.

/** @type {Record<string, string>} */
let words = {};

/** @param {Record<string, string>} given */
export const useWords = (given) => (words = given);

/**
 * @param {string} key
 * @param {Record<string, string|number>} [params]
 */
export const word = (key, params = {}) => (words[key] ?? key).replace(/%\((\w+)\)s/g, (_, name) => String(params[name] ?? ""));

/**
 * Words cut to a length, for a line.
 * @param {string} said
 * @param {number} [most]
 */
export const short = (said, most = 90) => {
  const line = said.replace(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s\S*$/, "")} …`;
};
