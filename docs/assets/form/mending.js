/*
 * What is mended of a text that was pasted: the mirror of agora/authoring/typesetting.py and rewriting.py, and of
 * agora/safety/characters.py. The script has their patterns, and finds what they find.
 */

import { NO_WORD, hasSpace, pattern, strip, words } from "./text.js";

const NARROW = "\u202f";
const APOSTROPHE = "\u2019";
const FARTHEST = 40;
const LONGEST_LABEL = 999;
const CLOSED = `)»”’%°€${NO_WORD}`;
const LETTER = /^\p{L}$/u;
const WORD = /^[\p{L}\p{N}]$/u;

export class Mending {
  /** @param {FormFacts} data */
  constructor({ mending }) {
    const { patterns, sets, typeset } = mending;
    this.patterns = Object.fromEntries(Object.entries(patterns).map(([name, each]) => [name, pattern(each)]));
    this.sets = sets;
    this.typeset = new Set(typeset);
  }

  /**
   * What is pasted into a field of a line or two, such as `links.title`: names stay as their owners spell them.
   * @param {string} text @param {string} field @param {string} language @returns {Mended}
   */
  line(text, field, language) {
    const bare = this.withoutHidden(text);
    let mended = bare;
    let alike = bare;
    if (this.typeset.has(field)) {
      alike = this.#unaddressed(bare, this.lookalikes(bare));
      mended = this.#unaddressed(alike, this.typography(alike, language));
    }
    const kinds = [alike !== text && "characters", mended !== alike && "typography"].filter((kind) => kind !== false);
    return { text: mended, kinds };
  }

  /**
   * What is pasted into the text, from `start` to `end`, where all of the text is read with it.
   * @param {string} body @param {number} start @param {number} end @param {string} language @param {Read} read
   * @returns {Mended}
   */
  body(body, start, end, language, read) {
    const pasted = body.slice(start, end);
    const bare = this.withoutHidden(pasted);
    const text = new Text(this, body.slice(0, start) + bare + body.slice(end), start, start + bare.length, read);
    const steps = {
      characters: () => text.rewrite((words) => this.lookalikes(words)) || bare !== pasted,
      lists: () => text.makeLists(),
      headings: () => text.lowerHeadings(),
      links: () => [text.joinLinks(), text.encryptLinks()].includes(true),
      typography: () => text.rewrite((words) => this.typography(words, language)),
    };
    const kinds = Object.entries(steps).filter(([, step]) => step()).map(([kind]) => kind);
    return { text: text.body.slice(start, text.end), kinds };
  }

  /** A text with edits that are in none of its addresses. @param {string} text @param {Edit[]} edits */
  #unaddressed(text, edits) {
    const fixed = Array.from(text.matchAll(this.patterns.address), (found) => [found.index, found.index + found[0].length]);
    return applied(text, edits.filter(({ start }) => !fixed.some(([from, to]) => from <= start && start < to)));
  }

  /** Without characters that nobody sees, but for those that change the order of a text. @param {string} text */
  withoutHidden(text) {
    const found = this.#hidden(text).filter(({ 0: character }) => !this.sets.bidi.includes(character));
    return applied(text, found.map((match) => edit(match, this.#meant(match[0]))));
  }

  /** @param {string} character */
  #meant(character) {
    if (this.sets.asSpaces.includes(character)) return " ";
    if (character < "\x80" || character > "\x9f") return "";
    const meant = new TextDecoder("windows-1252").decode(new Uint8Array([character.charCodeAt(0)]));
    return meant === character ? "" : meant;
  }

  /** Each character that hides. @param {string} text @returns {RegExpExecArray[]} */
  #hidden(text) {
    const { unseen, flag, fromTheRight } = this.patterns;
    const flags = Array.from(text.matchAll(flag), ({ index, 0: { length } }) => [index, index + length]);
    return Array.from(text.matchAll(unseen)).filter(({ 0: character, index }) => {
      if (flags.some(([start, end]) => start <= index && index < end)) return false;
      if (this.sets.direction.includes(character)) {
        const line = text.slice(text.lastIndexOf("\n", index) + 1).split("\n", 1)[0];
        if (has(fromTheRight, line)) return false;
      }
      return !this.#isNeeded(character, before(text, index), after(text, index + character.length));
    });
  }

  /** @param {string} character @param {string} last @param {string} next */
  #isNeeded(character, last, next) {
    const { emoji, joined, form, ideograph, spaceless } = this.patterns;
    if (this.sets.joiners.includes(character)) {
      return has(joined, last) || (character === "\u200d" && has(emoji, last) && has(emoji, next));
    }
    if (character === "\ufe0e") return has(emoji, last);
    if (has(form, character)) return has(ideograph, last);
    return character === "\u200b" && (has(spaceless, last) || has(spaceless, next));
  }

  /** Ordinary characters for those that only look like them. @param {string} text */
  lookalikes(text) {
    const { apostrophes, hyphens, ligatures, apart, wide, asian } = this.patterns;
    /** @param {RegExp} each @param {(found: string) => string} better */
    const edits = (each, better) => Array.from(text.matchAll(each), (match) => edit(match, better(match[0])));
    const found = [
      ...edits(apostrophes, () => APOSTROPHE),
      ...edits(hyphens, () => "-"),
      ...edits(ligatures, (letters) => letters.normalize("NFKC")),
      ...edits(apart, (letters) => letters.normalize("NFC")),
      ...(has(asian, text) ? [] : edits(wide, (letters) => letters.normalize("NFKC"))),
    ];
    return found
      .filter(({ start, end, read }) => text.slice(start, end) !== read)
      .sort((one, other) => one.start - other.start);
  }

  /** French spaces and typographic apostrophes. @param {string} text @param {string} language */
  typography(text, language) {
    if (!["fr", "en"].includes(language)) return [];
    /** @type {Map<number, Edit>} */
    const found = new Map();
    for (const match of text.matchAll(this.patterns.marks)) {
      const each = this.#typographic(text, match.index, match[0], language);
      if (each) found.set(each.start, each);
    }
    return [...found.values()].sort((one, other) => one.start - other.start);
  }

  /** @param {string} text @param {number} at @param {string} mark @param {string} language @returns {Edit | null} */
  #typographic(text, at, mark, language) {
    const last = before(text, at) || "\n";
    const next = after(text, at + 1) || "\n";
    const isBreaking = (/** @type {string} */ character) => this.sets.breaking.includes(character);
    if (mark === "'") return LETTER.test(last) && LETTER.test(next) ? change(at, at + 1, APOSTROPHE) : null;
    if (language !== "fr") return null;
    if (mark === "«") {
      if (isBreaking(next)) {
        const further = after(text, at + 2);
        return further && !hasSpace(further) ? change(at + 1, at + 2, NARROW) : null;
      }
      const isOpening = hasSpace(last) || "([«".includes(last);
      return !hasSpace(next) && next !== "»" && isOpening ? change(at, at + 1, mark + NARROW) : null;
    }
    if (!this.#isPunctuation(text, at, mark, next)) return null;
    if (isBreaking(last)) return isClosed(before(text, at - 1), "\"'…!?.,") ? change(at - 1, at, NARROW) : null;
    return isClosed(last) ? change(at, at + 1, NARROW + mark) : null;
  }

  /**
   * Whether a mark ends words, rather than being part of a name or a smiley.
   * @param {string} text @param {number} at @param {string} mark @param {string} next
   */
  #isPunctuation(text, at, mark, next) {
    const { entity, shortcode } = this.patterns;
    const line = text.slice(Math.max(at - FARTHEST, 0), at);
    const ends = hasSpace(next) || (mark !== ":" && this.sets.follows.includes(next)) || (mark === "»" && ";:".includes(next));
    return ends && !(mark === ";" && has(entity, line)) && !(mark === ":" && has(shortcode, line));
  }
}

/** A text with its reading, which changes step by step from `start` to `end`; each step says whether it did. */
class Text {
  /** @param {Mending} mending @param {string} body @param {number} start @param {number} end @param {Read} read */
  constructor({ patterns }, body, start, end, read) {
    this.patterns = patterns;
    this.body = body;
    this.start = start;
    this.end = end;
    this.read = read;
    this.reading = read(body);
  }

  /** Change words, but not in addresses, HTML and labels. @param {(text: string) => Edit[]} find */
  rewrite(find) {
    return this.#apply((passage) =>
      find(passage.text).filter((each) => this.#isLiteral(passage, each) && !this.#isFixed(passage, each)),
    );
  }

  /** Begin with a hyphen each line that begins with a bullet. */
  makeLists() {
    return this.#apply((passage) => this.#bullets(passage));
  }

  /** Have an address follow its words at once. */
  joinLinks() {
    return this.#apply((passage) =>
      Array.from(passage.text.matchAll(this.patterns.link)).flatMap(({ 0: { length }, index, groups }) => {
        const gap = index + "[".length + (groups?.words.length ?? 0);
        const some = [change(index, index + 1, "[", ""), change(gap, index + length, `](${groups?.url})`, "")];
        return some.every((each) => this.#isLiteral(passage, each)) ? some : [];
      }),
    );
  }

  /** Have an address that begins with `www.`, and is read with `http://`, say `https://`. */
  encryptLinks() {
    const bare = this.reading.located.map(({ links }) => links.filter(({ isBare }) => isBare));
    const changes = (/** @type {Placed} */ passage) =>
      bare[this.reading.located.indexOf(passage)].map(({ start }) => change(start, start + 1, "https://w"));
    return this.#apply(changes, (url) => url.replace(/^http:\/\/www\./, "https://www."));
  }

  /** Have no heading on the level of the page's title; where several are, all go down. */
  lowerHeadings() {
    const levels = this.#headings().filter((each) => this.#isPasted(each)).map(({ level }) => level);
    if (!levels.includes(1)) return false;
    const holdsOthers = levels.filter((level) => level === 1).length > 1 && levels.includes(2) && !levels.includes(6);
    return (holdsOthers && this.#lower(5)) || this.#lower(1);
  }

  #headings() {
    return this.reading.located.filter(({ level }) => level);
  }

  /** @param {Placed} passage */
  #isPasted(passage) {
    const at = passage.offset(0);
    return this.start <= at && at < this.end;
  }

  /** Have the headings down to a level one level lower, if all of them can be. @param {number} deepest */
  #lower(deepest) {
    /** @type {Edit[]} */
    const places = [];
    const headings = this.#headings();
    const wanted = headings.map((heading) => {
      if (heading.level > deepest || !this.#isPasted(heading)) return heading.level;
      places.push(...this.#lowered(heading));
      return heading.level + 1;
    });
    if (places.length !== wanted.filter((level, index) => level !== headings[index].level).length) return false;
    return this.#keep(places, this.reading.located.map(({ text }) => text), (url) => url, wanted);
  }

  /** What to write for a heading to be one level lower; nothing where it cannot be. @param {Placed} heading */
  #lowered(heading) {
    let start = heading.offset(0);
    if (!heading.text || this.#isVerbatim(start)) return [];
    const line = this.body.lastIndexOf("\n", start - 1) + 1;
    const hashes = first(this.patterns.hashes, this.body.slice(line, start));
    if (hashes) return [change(line + hashes.index, line + hashes.index, "#")];
    start = this.body.indexOf("\n", heading.offset(heading.text.length - 1)) + 1;
    const underline = this.body.slice(start).split("\n", 1)[0];
    if (heading.level > 1 || !/^[ \t>]*=+[ \t>]*$/.test(underline)) return [];
    return [change(start, start + underline.length, underline.replaceAll("=", "-"))];
  }

  /**
   * Make edits that are found in passages, if the words are then those that they say, and links lead where they should.
   * @param {(passage: Placed) => Edit[]} find @param {(url: string) => string} leading
   */
  #apply(find, leading = (url) => url) {
    /** @type {Edit[]} */
    const places = [];
    const expected = this.reading.located.map((passage) => {
      const edits = find(passage).filter(({ start, end }) => {
        return passage.offset(start) >= this.start && passage.offset(end - 1) < this.end;
      });
      places.push(...edits.map(({ start, end, written, read }) => {
        return { start: passage.offset(start), end: passage.offset(end - 1) + 1, written, read };
      }));
      return applied(passage.text, edits);
    });
    return this.#keep(places, expected, leading);
  }

  /**
   * Keep edits of the body if it then reads as it should, and has the same code.
   * @param {Edit[]} places @param {string[]} expected @param {(url: string) => string} leading @param {number[]} [levels]
   */
  #keep(places, expected, leading, levels) {
    if (!places.length) return false;
    places.sort((one, other) => one.start - other.start || one.end - other.end);
    const body = applied(this.body, places.map(({ start, end, written }) => change(start, end, written)));
    const reading = this.read(body);
    const urls = this.reading.links.map(({ url, bare }) => (bare ? leading(url) : url));
    const isSo =
      letters(reading.located.map(({ text }) => text)) === letters(expected) &&
      same(reading.links.map(({ url }) => url), urls) &&
      same(verbatim(body, reading), verbatim(this.body, this.reading)) &&
      (!levels || same(reading.located.map(({ level }) => level).filter(Boolean), levels));
    if (!isSo) return false;
    this.end += body.length - this.body.length;
    this.body = body;
    this.reading = reading;
    return true;
  }

  /** The bullets at the beginnings of lines. @param {Placed} passage @returns {Edit[]} */
  #bullets(passage) {
    const { text, level } = passage;
    const { signs, marker, bullet, dash } = this.patterns;
    if (level || !has(signs, text)) return [];
    const firsts = [0];
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === " " && this.body[passage.offset(at)] === "\n") firsts.push(at + 1);
    }
    const offset = passage.offset(0);
    const prefix = this.body.slice(this.body.lastIndexOf("\n", offset - 1) + 1, offset);
    const listed = first(marker, prefix);
    if (/[^ \t>]/.test(listed ? prefix.slice(0, listed.index) : prefix)) return [];
    /** @param {RegExp} each */
    const begins = (each) => firsts.map((at) => matchAt(each, text, at)).filter((found) => found !== null);
    let found = begins(bullet);
    if (!found.length && !listed) {
      found = begins(dash);
      if (found.length < 2 || !same(found.map(({ index }) => index), firsts.slice(-found.length))) return [];
    }
    const edits = found.map((each) => edit(each, listed && !each.index ? "" : "- ", ""));
    return edits.every((each) => this.#isLiteral(passage, each)) ? edits : [];
  }

  /** Whether a part of a passage was written as it is read. @param {Placed} passage @param {Edit} edit */
  #isLiteral(passage, { start, end }) {
    const from = passage.offset(start);
    const written = this.body.slice(from, passage.offset(end - 1) + 1);
    return written === passage.text.slice(start, end) && this.body[from - 1] !== "\\" && !this.#isVerbatim(from);
  }

  /** @param {number} offset */
  #isVerbatim(offset) {
    const [, end] = this.reading.verbatim.findLast(([start]) => start <= offset) ?? [0, 0];
    return offset < end;
  }

  /** Whether a part of a passage is an address, or the label of one. @param {Placed} passage @param {Edit} edit */
  #isFixed(passage, { start }) {
    const link = passage.links.findLast((each) => each.start <= start);
    if (link && start < link.end && isAddress(passage.text.slice(link.start, link.end), link.url)) return true;
    const at = passage.offset(start);
    const opened = this.body.slice(Math.max(at - LONGEST_LABEL, 0), at).split("[");
    const [inner, ...rest] = this.body.slice(at, at + LONGEST_LABEL).split("]");
    return opened.length > 1 && rest.length > 0 && this.#labels().has(label(opened[opened.length - 1] + inner));
  }

  #labels() {
    const parts = this.reading.verbatim.map(([start, end]) => this.body.slice(start, end));
    return new Set(
      parts.flatMap((part) => Array.from(part.matchAll(this.patterns.defined), ({ groups }) => label(groups?.label ?? ""))),
    );
  }
}

/** @param {number} start @param {number} end @param {string} written @returns {Edit} */
const change = (start, end, written, read = written) => ({ start, end, written, read });

/** @param {RegExpExecArray} match @param {string} written @returns {Edit} */
const edit = ({ index, 0: { length } }, written, read = written) => change(index, index + length, written, read);

/** A text as it is read with edits, which are in order of place. @param {string} text @param {Edit[]} edits */
function applied(text, edits) {
  let done = 0;
  const parts = edits.map(({ start, end, read }) => {
    const part = text.slice(done, start) + read;
    done = end;
    return part;
  });
  return parts.join("") + text.slice(done);
}

/** The character before a place, or after it; "" where there is none. @param {string} text @param {number} at */
const before = (text, at) => Array.from(text.slice(Math.max(at - 2, 0), Math.max(at, 0))).pop() ?? "";
/** @param {string} text @param {number} at */
const after = (text, at) => Array.from(text.slice(at, at + 2))[0] ?? "";

/** @param {RegExp} each @param {string} text */
const first = (each, text) => matchFrom(each, text, 0);

/** @param {RegExp} each @param {string} text */
const has = (each, text) => first(each, text) !== null;

/** @param {RegExp} each @param {string} text @param {number} at */
function matchFrom(each, text, at) {
  each.lastIndex = at;
  return /** @type {Located | null} */ (each.exec(text));
}

/** @param {RegExp} each @param {string} text @param {number} at */
function matchAt(each, text, at) {
  const found = matchFrom(each, text, at);
  return found?.index === at ? found : null;
}

/** Whether a character ends a word. @param {string} character */
const isClosed = (character, more = "") =>
  WORD.test(character) || (character !== "" && (CLOSED + more).includes(character));

/** All that is read, but for its spaces. @param {string[]} texts */
const letters = (texts) => texts.flatMap(words).join("");

/** @param {string} body @param {ReturnType<Read>} reading */
const verbatim = (body, reading) => reading.verbatim.map(([start, end]) => strip(body.slice(start, end)));

/** @param {any[]} some @param {any[]} others */
const same = (some, others) => some.length === others.length && some.every((each, index) => each === others[index]);

/** @param {string} said @param {string} url */
const isAddress = (said, url) => said.includes("://") || said.startsWith("www.") || [said, `mailto:${said}`].includes(url);

/** @param {string} text */
const label = (text) => words(text).join(" ").toLowerCase();
