/* What a text holds: the mirror of agora/content/bodies.py and figures.py, and of agora/language/typography.py. */

import { NO_WORD, blank, pattern, strip, words } from "./text.js";

/* That of agora/safety/addresses.py. */
const SKIPPED = /[\t\n\r]|^[\x00-\x20]+|[\x00-\x20]+$/g;

export class Bodies {
  /** @param {FormFacts} data */
  constructor(data) {
    const { names, number, attributes, footnote, abbreviation, bullet, link, scheme, local, languages } =
      data.patterns;
    this.names = pattern(names);
    this.number = pattern(number);
    this.attributes = pattern(attributes);
    this.footnote = pattern(footnote);
    this.abbreviation = atStart(abbreviation);
    this.bullet = atStart(bullet);
    this.link = pattern(link);
    this.scheme = atStart(scheme);
    this.local = atStart(local);
    this.languages = Object.fromEntries(
      Object.entries(languages).map(([key, { typography }]) => [
        key,
        typography.map(([rule, each]) => ({ rule, faulty: pattern(each) })),
      ]),
    );
    this.schemes = new Set(data.schemes);
    this.words = data.words;
    this.pages = new Set(data.pages);
    this.showcases = new Set(data.showcases);
    this.languageKeys = data.languages;
  }

  /**
   * The rule that a link breaks, if any; `pictures` and `slug` are the showcase's own.
   * @param {Link} link @param {string[]} pictures @param {string} slug
   */
  fault({ url, alternative, isPicture }, pictures, slug) {
    if (this.localFile(url)) return "local-path";
    // Browsers leave some characters out before they look at an address.
    const address = url.replace(SKIPPED, "");
    const scheme = address.match(this.scheme);
    if (scheme && !this.schemes.has(scheme[0].toLowerCase())) return "link-scheme";
    const isAbsolute = this.scheme.test(strip(url)) || url.startsWith("//");
    if (isPicture && isAbsolute) return "remote-picture";
    if (isAbsolute || isDisguised(address, url)) return null;
    const path = unquote(address.replace(/[?#].*$/su, ""));
    const isOwn = path !== "" && pictures.includes(normal(path));
    if (isPicture && !isOwn) return "missing-picture";
    if (isPicture) return alternative !== undefined && !strip(alternative) ? "body-picture-alt" : null;
    return !path || isOwn || this.#exists(path, slug) ? null : "broken-link";
  }

  /**
   * The name of the file to which a path on somebody's computer leads; "" of another address.
   * @param {string} written
   */
  localFile(written) {
    const path = strip(written);
    return this.local.test(path) ? unquote(path.split(/[\\/]/).at(-1) ?? "") : "";
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

  /** The first figure that a text tells in digits, as written; null where it has none. @param {string[]} passages */
  firstFigure(passages) {
    for (const passage of passages) {
      const [figure] = passage.replace(this.names, blank).match(this.number) ?? [];
      if (figure) return figure;
    }
    return null;
  }

  /** How many words readers read. @param {string[]} passages */
  count(passages) {
    return passages.flatMap((passage) => words(passage.replaceAll(NO_WORD, " "))).length;
  }

  /**
   * What was meant to be Markdown, and is shown as it stands: the rule, and the values of its message.
   * @param {ReturnType<Read>} reading @returns {Generator<[rule: string, values: Values]>}
   */
  *mistakes({ passages, blocks, titles, unused }) {
    for (const passage of passages) {
      const [attributes] = passage.match(this.attributes) ?? [];
      if (attributes) yield ["other-markdown", { value: strip(attributes) }];
      for (const [value] of passage.matchAll(this.footnote)) yield ["undefined-footnote", { value }];
      for (const { 0: value, groups } of passage.matchAll(this.link)) {
        const spaced = groups?.spaced;
        const better = spaced && value.replaceAll(spaced, () => strip(spaced).replaceAll(" ", "%20"));
        yield ["broken-link-syntax", better ? { value, better } : { value }];
      }
    }
    for (const lines of blocks) {
      for (const line of lines) {
        const [value] = line.match(this.abbreviation) ?? [];
        if (value) yield ["abbreviation", { value }];
      }
      const value = lines.map((line) => line.match(this.bullet)?.groups?.bullet).find(Boolean);
      if (value) yield ["pasted-bullet", { value }];
    }
    for (const title of titles) yield ["first-level-heading", { value: title.replaceAll(NO_WORD, "…") }];
    for (const label of unused) yield ["unused-footnote", { value: `[^${label}]` }];
  }

  /**
   * The rule and the words around each fault of typography, in order of place.
   * @param {string} text @param {string} language
   */
  faults(text, language) {
    const found = new Map();
    for (const { rule, faulty } of this.languages[language]) {
      for (const { index } of text.matchAll(faulty)) found.set(`${index} ${rule}`, { index, rule });
    }
    return [...found.values()]
      .sort((a, b) => a.index - b.index || (a.rule < b.rule ? -1 : 1))
      .map(({ index, rule }) => [rule, around(text, index)]);
  }
}

/** A pattern where a text begins. @param {Pattern} translated */
const atStart = ([source, flags]) => new RegExp(`^(?:${source})`, flags.replace("g", ""));

/**
 * Whether an address is another one to browsers, which the form leaves to the checks of the file.
 * @param {string} address @param {string} url
 */
function isDisguised(address, url) {
  const outer = url.replace(/^ +| +$/g, "");
  return address !== outer || address !== strip(address) || address.includes("\\");
}

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
