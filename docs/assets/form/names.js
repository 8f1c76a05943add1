/* Names and addresses: the mirror of agora/language/slugs.py, agora/language/similar.py and the slugs of agora/authoring/scaffold.py. */

import { pattern, unescape } from "./text.js";

const ENTITY = /&(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]+|#x[0-9a-fA-F]+);/g;

/* Stands for a letter of an alphabet that the page was not given. */
const UNKNOWN = "\ufffd";

export class Names {
  /** @param {FormFacts} data */
  constructor(data) {
    this.letters = data.letters;
    this.slug = new RegExp(`^(?:${pattern(data.patterns.slug).source})$`, "u");
    this.reserved = new Set(data.reserved);
    this.longest = data.longestProposal;
    /** @type {Map<string, string>} */
    this.made = new Map();
  }

  /** @param {string} text */
  isSlug(text) {
    return this.slug.test(text) && !this.reserved.has(text);
  }

  /** The slug of a name; "" where it has neither letter nor digit. @param {string} text */
  slugify(text) {
    const made = this.made.get(text) ?? this.#slugify(text);
    this.made.set(text, made);
    return made;
  }

  /** @param {string} text */
  #slugify(text) {
    const ascii = Array.from(text.replaceAll("’", "'").replace(/'+/g, "-").normalize("NFKD"), (c) =>
      this.#letter(c),
    ).join("");
    return ascii
      .replace(ENTITY, unescape)
      .normalize("NFKD")
      .toLowerCase()
      .replace(/'+/g, "")
      .replace(/(?<=\d),(?=\d)/g, "")
      .replace(/[^-a-zA-Z0-9\ufffd]+/g, "-")
      .replace(/-{2,}/g, "-")
      .replace(/^-|-$/g, "");
  }

  /** @param {string} character */
  #letter(character) {
    const code = /** @type {number} */ (character.codePointAt(0));
    if (code < 0x80) return character;
    if (this.letters.ranges.some(([first, last]) => first <= code && code <= last)) {
      return this.letters.latin[character] ?? "";
    }
    return code < 0x10000 && /[\p{L}\p{N}]/u.test(character) ? UNKNOWN : "";
  }

  /** The part of an address that a title proposes; "" where none can be made here. @param {string} title */
  propose(title) {
    let head = this.slugify(title.split(/\s*:(?!\S)/u)[0]) || this.slugify(title);
    if (head.length > this.longest) {
      const cut = head.slice(0, this.longest + 1).lastIndexOf("-");
      head = head.slice(0, cut > 0 ? cut : this.longest);
    }
    return this.isSlug(head) ? head : "";
  }

  /**
   * The known name closest to `name`, or null where none is close.
   * @param {string} name @param {Iterable<string>} known
   */
  mostSimilar(name, known) {
    const folded = this.slugify(name);
    const allowed = Math.max(1, Math.floor(folded.length / 5));
    /** @type {[distance: number, name: string] | null} */
    let best = null;
    for (const candidate of known) {
      const distance = alignment(folded, this.slugify(candidate));
      if (distance > allowed) continue;
      if (!best || distance < best[0] || (distance === best[0] && candidate < best[1])) {
        best = [distance, candidate];
      }
    }
    return best && best[1];
  }
}

/**
 * Optimal string alignment: Levenshtein's distance, with two letters swapped as one slip.
 * @param {string} a @param {string} b
 */
function alignment(a, b) {
  /** @type {number[]} */
  let before = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(row[j - 1] + 1, above[j] + 1, above[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    before = above;
    above = row;
  }
  return above[b.length];
}
