/*
 * Texts as Python sees them: characters are code points, and a space is what `str.isspace` says.
 * The checks of agora/ are mirrored on top of these, so that both count and quote alike.
 */

/** What `str.isspace` takes for a space, as the inside of a class. */
export const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACES = new RegExp(`[${SPACE}]+`, "u");
const ANY_SPACE = new RegExp(`[${SPACE}]`, "u");
const AROUND = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
const UNPRINTABLE = /(?! )[\p{C}\p{Z}]/u;
/** @type {Strings} */
const NAMED = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** The number of characters, whatever each takes in UTF-16. @param {string} text */
export const length = (text) => Array.from(text).length;

/** @param {string} text */
export const strip = (text) => text.replace(AROUND, "");

/** @param {string} text */
export const words = (text) => text.split(SPACES).filter(Boolean);

/** @param {string} text */
export const hasSpace = (text) => ANY_SPACE.test(text);

/** @param {string} text */
export const isPrintable = (text) => !UNPRINTABLE.test(text);

/**
 * On one line and trimmed, as agora/content/frontmatter.py reads a value; no-break spaces stay.
 * @param {string} text
 */
export const oneLine = (text) => text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");

/** What stands in a text for what readers see and do not read, such as code. */
export const NO_WORD = "\ufffc";

/** As many signs as characters, that are no words: what agora/language/quantities.py calls blanking. @param {string} text */
export const blank = (text) => text.replace(/[^]/gu, NO_WORD);

/** Without halves of characters, which no file can hold. @param {string} text */
export const wellFormed = (text) => text.replace(/\p{Cs}/gu, "\ufffd");

/** A pattern that agora/form/ecmascript.py translated. @param {Pattern} translated */
export const pattern = ([source, flags]) => new RegExp(source, flags);

/** A text with its HTML entities resolved. @param {string} text */
export function unescape(text) {
  const area = document.createElement("textarea");
  // A parser of HTML would replace a null character by one that can be seen.
  area.innerHTML = text.replaceAll("<", "&lt;").replaceAll("\0", "\x01");
  return area.value;
}

/** A contributor's own words in a message: on one line, nothing invisible, and not endless. @param {string} value */
export function printable(value, longest = Infinity) {
  const shown = Array.from(Array.from(value, (c) => (isPrintable(c) ? c : escape(c))).join(""));
  return shown.length <= longest ? shown.join("") : `${shown.slice(0, longest - 1).join("")}…`;
}

/** Python's `repr` of one character. @param {string} character */
function escape(character) {
  if ("\u00a0\u202f".includes(character)) return character;
  if (character in NAMED) return NAMED[character];
  const code = /** @type {number} */ (character.codePointAt(0));
  /** @param {number} digits */
  const hex = (digits) => code.toString(16).padStart(digits, "0");
  if (code < 0x100) return `\\x${hex(2)}`;
  return code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}
