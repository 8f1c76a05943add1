/* What a text holds: the mirror of agora/content/: bodies, prose, figures, typography, reading. */

import { blank, pattern, strip, unescape, words } from "./text.js";

/* That of agora/safety/addresses.py. */
const SKIPPED = /[\t\n\r]|^[\x00-\x20]+|[\x00-\x20]+$/g;

const PICTURE_ATTRIBUTES = ["src", "srcset", "poster", "data"];

export class Bodies {
  /** @param {FormFacts} data */
  constructor(data) {
    const { code, notProse, links, scheme, languages } = data.patterns;
    this.code = pattern(code);
    this.notProse = pattern(notProse);
    this.linkPatterns = links.map(located);
    this.scheme = new RegExp(`^(?:${scheme[0]})`, "u");
    this.languages = Object.fromEntries(
      Object.entries(languages).map(([key, { number, date, typography }]) => [
        key,
        {
          number: pattern(number),
          date: located(date),
          typography: typography.map(([rule, each]) => ({ rule, faulty: pattern(each) })),
        },
      ]),
    );
    this.schemes = new Set(data.schemes);
    this.words = data.words;
    this.pages = new Set(data.pages);
    this.showcases = new Set(data.showcases);
    this.languageKeys = data.languages;
  }

  /** @param {string} text */
  withoutCode(text) {
    return text.replace(this.code, blank);
  }

  /** The text with all that is not prose blanked. @param {string} text */
  prose(text) {
    return this.withoutCode(text).replace(this.notProse, blank);
  }

  /** Every address in a text, in Markdown or HTML, in order of place. @param {string} text */
  links(text) {
    const readable = this.withoutCode(text);
    /** @type {Map<number, Link>} */
    const found = new Map();
    for (const each of this.linkPatterns) {
      for (const match of /** @type {Iterable<Located>} */ (readable.matchAll(each))) {
        const { url: written, alt, image, name } = match.groups;
        const [start] = match.indices.groups.url;
        if (found.has(start)) continue;
        const wrapped = written.length > 1 && "<\"'".includes(written[0]);
        found.set(start, {
          url: wrapped ? written.slice(1, -1) : written,
          alternative: alt,
          isPicture: image !== undefined || PICTURE_ATTRIBUTES.includes((name ?? "").toLowerCase()),
        });
      }
    }
    return [...found].sort(([a], [b]) => a - b).map(([, link]) => link);
  }

  /**
   * The rule that a link breaks, if any; `pictures` and `slug` are the showcase's own.
   * @param {Link} link @param {string[]} pictures @param {string} slug
   */
  fault(link, pictures, slug) {
    // Browsers resolve entities, and leave some characters out, before they look at an address.
    const url = unescape(link.url);
    const address = url.replace(SKIPPED, "");
    const scheme = address.match(this.scheme);
    if (scheme && !this.schemes.has(scheme[0].toLowerCase())) return "link-scheme";
    const isAbsolute = this.scheme.test(strip(url)) || url.startsWith("//");
    if (link.isPicture && isAbsolute) return "remote-picture";
    if (isAbsolute || isDisguised(address, url)) return null;
    const path = unquote(address.replace(/[?#].*$/su, ""));
    if (!path) return null;
    if (pictures.includes(normal(path))) return null;
    if (link.isPicture) return "missing-picture";
    return this.#exists(path, slug) ? null : "broken-link";
  }

  /**
   * Whether a relative address, written in a showcase, leads to a page of the site.
   * @param {string} path @param {string} slug
   */
  #exists(path, slug) {
    const target = normal(path.startsWith("/") ? path : `showcases/${path}`);
    if (/^(\.\.|\/)/.test(target) || !target.endsWith(".md")) return false;
    let stem = target.slice(0, -".md".length);
    for (const key of this.languageKeys) {
      if (stem.endsWith(`.${key}`)) stem = stem.slice(0, -key.length - 1);
    }
    const [, name] = stem.match(/^showcases\/([^/]*)$/) ?? [];
    if (name !== undefined && (name === slug || this.showcases.has(name))) return true;
    return this.pages.has(stem);
  }

  /**
   * The first figure, year or date of a text, as written; null where it has none.
   * @param {string} text @param {string} language
   */
  firstFigure(text, language) {
    const readable = this.prose(text);
    const { number, date } = this.languages[language];
    /** @type {[place: number, text: string][]} */
    const found = Array.from(readable.matchAll(number), (match) => [match.index, match[0]]);
    for (const match of /** @type {Iterable<Located>} */ (readable.matchAll(date))) {
      const { before, after } = match.indices.groups;
      const [start, end] = before ?? after;
      found.push([start, readable.slice(start, end)]);
    }
    return found.sort(([a], [b]) => a - b)[0]?.[1] ?? null;
  }

  /** How many words of prose a text has. @param {string} text */
  count(text) {
    return words(this.prose(text)).length;
  }

  /**
   * The rule and the words around each fault of typography, in order of place.
   * @param {string} text @param {string} language
   */
  faults(text, language) {
    const found = new Map();
    for (const { rule, faulty } of this.languages[language].typography) {
      for (const { index } of text.matchAll(faulty)) found.set(`${index} ${rule}`, { index, rule });
    }
    return [...found.values()]
      .sort((a, b) => a.index - b.index || (a.rule < b.rule ? -1 : 1))
      .map(({ index, rule }) => [rule, around(text, index)]);
  }

  /** @param {string} text @param {string} language */
  proseFaults(text, language) {
    return this.faults(this.prose(text), language);
  }
}

/**
 * Whether an address is another one to browsers, which the form leaves to the checks of the file.
 * @param {string} address @param {string} url
 */
function isDisguised(address, url) {
  const outer = url.replace(/^ +| +$/g, "");
  return address !== outer || address !== strip(address) || address.includes("\\");
}

/** A pattern that tells where its groups stand. @param {Pattern} translated */
const located = ([source, flags]) => pattern([source, `${flags}d`]);

/** Twenty characters before, twelve from there on, on the same line. @param {string} text @param {number} offset */
function around(text, offset) {
  const before = Array.from(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset));
  const after = Array.from(text.slice(offset, offset + 24)).slice(0, 12).join("");
  return (before.slice(-20).join("") + after).split("\n")[0].replace(/^ +| +$/g, "");
}

/** Python's `posixpath.normpath`. @param {string} path */
function normal(path) {
  if (path === "") return ".";
  const root = /^\/\/(?!\/)/.test(path) ? "//" : path.startsWith("/") ? "/" : "";
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || (!root && !parts.length) || parts.at(-1) === "..") parts.push(part);
    else if (parts.length) parts.pop();
  }
  return root + parts.join("/") || ".";
}

/** Python's `unquote`: what is not UTF-8 is replaced, what is no escape stays. @param {string} text */
function unquote(text) {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    const bytes = escapes.slice(1).split("%").map((hex) => parseInt(hex, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes));
  });
}
