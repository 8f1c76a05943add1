/* Words of a query: what they are told apart by, and whether a word that was found is akin to them. */

const APOSTROPHES = /['’ʼ`´]/g;
const SHORTEST = 3;
const VOWEL = /^[aeiouyh]/;

/** Letters and digits alone, without accents or case. @param {string} text */
export const plain = (text) =>
  text.normalize("NFKD").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae")
    .replace(/[^\p{L}\p{N}]/gu, "");

export class Elisions {
  /** @param {string[]} elisions */
  constructor(elisions) {
    this.elisions = elisions;
    const some = elisions.join("|");
    this.before = elisions.length ? new RegExp(`^(?:${some})’`, "i") : null;
    this.apart = elisions.length
      ? new RegExp(`(?<![\\p{L}\\p{N}])(${some})(['’])\\s+`, "giu")
      : null;
  }

  /** The words of a query, each without what elides before it. @param {string} query */
  words(query) {
    return query.trim().split(/\s+/)
      .map((word) => word.replace(APOSTROPHES, "’"))
      .map((word) => (this.before ? word.replace(this.before, "") : word))
      .filter((word) => plain(word));
  }

  /** What a word may be without an elision that is glued to it: `leau` may be `eau`. @param {string} word */
  unglued(word) {
    const letters = plain(word);
    return this.elisions
      .filter((elision) => letters.startsWith(elision))
      .map((elision) => letters.slice(elision.length))
      .find((rest) => rest.length >= SHORTEST && VOWEL.test(rest)) ?? null;
  }

  /**
   * A text of the index as it was written: there, elided words stand apart (agora/explorer/documents.py).
   * @param {string} text
   */
  joined(text) {
    return this.apart ? text.replace(this.apart, "$1$2") : text;
  }
}

/**
 * Whether a word that Pagefind found for another is one that a reader would take for it. Where it knows
 * nothing that begins like a word, it takes what the word begins with: `de` for `deforestation`. More than
 * half of the word must be there, in one piece, which no ending takes away.
 * @param {string} found @param {string} wanted
 */
export function akin(found, wanted) {
  const letters = plain(wanted);
  // Pagefind finds the parts of compound words, too.
  const parts = found.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u);
  return [found, ...parts].some((part) => longestPiece(plain(part), letters) > letters.length / 2);
}

/** @param {string} one @param {string} other */
function longestPiece(one, other) {
  let longest = 0;
  for (let start = 0; start < other.length - longest; start += 1) {
    while (start + longest < other.length
        && one.includes(other.slice(start, start + longest + 1))) {
      longest += 1;
    }
  }
  return longest;
}
