/*
 * A text as the site reads it: the mirror of agora/text/tokens.py and html.py. The parser is large: whoever has no text
 * to be read is not sent this file.
 */

import { normalized, parser } from "./dialect.js";
import { NO_WORD, SPACE, strip } from "./text.js";

const ADDRESSES = ["href", "src", "srcset", "poster", "data", "action", "formaction"];
const PICTURES = ["src", "srcset", "poster", "data"];
const HEADING = /^h([1-6])$/;
const UNSEEN = ["script", "style", "template", "noscript", "iframe", "object", "title"];
const INLINE = [
  ...["a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark"],
  ...["q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"],
];

const VERBATIM = ["fence", "code_block", "html_block"];
const BARE = /^http:\/\/(www\..*)/s;
const INDENT = new RegExp(`^[${SPACE}]*`, "u");

/**
 * The words of each block, in the order in which readers meet them, and where they were written; its lines as they are
 * written; the headings of the first level; the labels of footnotes that nothing refers to; all links and pictures; the
 * spans of the body that hold code, HTML or definitions.
 * @param {string} body
 */
export function read(body) {
  /** @type {string[]} */
  const passages = [];
  /** @type {Passage[]} */
  const located = [];
  /** @type {[start: number, end: number][]} */
  const verbatim = [];
  /** @type {string[][]} */
  const blocks = [];
  /** @type {string[]} */
  const titles = [];
  /** @type {Link[]} */
  const links = [];
  /** @type {any} */
  const environment = {};
  const source = new Source(body);
  let opener = null;
  for (const token of parser.parse(body, environment)) {
    const { type, content, children, map } = token;
    if (VERBATIM.includes(type)) verbatim.push(source.span(map));
    if (type === "inline" && (content || HEADING.test(opener.tag))) {
      const text = children.map(textOf).join("");
      passages.push(text);
      located.push(source.locate(token, Number(HEADING.exec(opener.tag)?.[1] ?? 0)));
      blocks.push(content.split("\n"));
      if (opener.tag === "h1") titles.push(text);
      links.push(...linksOf(children));
      for (const each of children) if (each.type === "html_inline") links.push(...linksOfHtml(each.content));
    } else if (type === "html_block") {
      const text = textOfHtml(content);
      if (text) {
        passages.push(text);
        located.push(new Passage(text, [[0, source.offset(map[0])]]));
      }
      links.push(...linksOfHtml(content));
    }
    opener = token;
  }
  verbatim.push(...environment.definitions.map((/** @type {any} */ lines) => source.span(lines)));
  verbatim.sort(([one], [other]) => one - other);
  const footnotes = Object.entries(environment.footnotes?.refs ?? {});
  const unused = footnotes.filter(([, place]) => place < 0).map(([label]) => label.slice(1));
  return { passages, located, blocks, titles, unused, links, verbatim };
}

/** @param {any} token @returns {string} */
function textOf({ type, content, children }) {
  switch (type) {
    case "text":
      return content;
    case "code_inline":
      return NO_WORD;
    case "softbreak":
    case "hardbreak":
      return " ";
    case "image":
      return children.map(textOf).join("");
    default:
      return "";
  }
}

/** @param {any[]} tokens @returns {Generator<Link>} */
function* linksOf(tokens) {
  for (const token of tokens) {
    if (token.type === "link_open") {
      const url = token.attrGet("href");
      if (token.info !== "auto") yield { url, isPicture: false };
      else yield { url: normalized(url), bare: BARE.exec(url)?.[1], isPicture: false };
    } else if (token.type === "image") {
      yield { url: token.attrGet("src"), alternative: textOf(token), isPicture: true };
      yield* linksOf(token.children);
    }
  }
}

/*
 * Nothing of what is parsed here runs or is drawn, but browsers complain of handlers and styles that the page's policy
 * would not let be: these are given other names.
 */
const UNWANTED = /(?<!<\/?)\b(?:on|style)/gi;
const MARK = "\ufdd0";

/** @param {string} text */
const unmarked = (text) => text.replaceAll(MARK, "");

/** All nodes of a piece of HTML, as browsers read it, in their order. @param {string} html @returns {any[]} */
function nodesOf(html) {
  const marked = html.replace(UNWANTED, `${MARK}$&`);
  return nodesIn(new DOMParser().parseFromString(marked, "text/html").body);
}

/** @param {any} node @returns {any[]} */
const nodesIn = ({ childNodes }) => Array.from(childNodes).flatMap((node) => [node, ...nodesIn(node)]);

/** @param {any} node @returns {Record<string, string>} */
const attributesOf = ({ attributes = [] }) =>
  Object.fromEntries(Array.from(attributes, ({ name, value }) => [name, unmarked(value)]));

/** @param {string} html @returns {Link[]} */
function linksOfHtml(html) {
  if (!html.includes("=")) return [];
  return nodesOf(html).flatMap((node) => {
    const attributes = attributesOf(node);
    const alternative = node.localName === "img" ? attributes.alt : undefined;
    return ADDRESSES.filter((name) => name in attributes).map((name) => ({
      url: attributes[name],
      alternative,
      isPicture: PICTURES.includes(name),
    }));
  });
}

/** The text that readers see of a piece of HTML; what begins another line for them is apart. @param {string} html */
function textOfHtml(html) {
  return nodesOf(html)
    .filter(({ nodeName, parentNode }) => nodeName === "#text" && !UNSEEN.includes(parentNode.localName))
    .map((node) => {
      const isApart = node === node.parentNode.childNodes[0] && !INLINE.includes(node.parentNode.localName);
      return (isApart ? " " : "") + unmarked(node.textContent).replace(/[ \t\n]+/g, " ");
    })
    .join("");
}

/** Words, and where they were written: the mirror of agora/text/passages.py. `level` is that of a heading, or 0. */
export class Passage {
  /**
   * @param {string} text @param {[index: number, offset: number][]} starts
   * @param {number} level @param {PassageLink[]} links
   */
  constructor(text, starts, level = 0, links = []) {
    this.text = text;
    this.starts = starts;
    this.level = level;
    this.links = links;
  }

  /** Where a character was written, as an offset in the body. @param {number} index */
  offset(index) {
    return placed(this.starts, index);
  }
}

/** The body of a text, by lines: what agora/text/tokens.py knows of places. */
class Source {
  /** @param {string} body */
  constructor(body) {
    this.lines = body.split("\n");
    this.starts = [0];
    for (const line of this.lines) this.starts.push(this.starts[this.starts.length - 1] + line.length + 1);
    this.row = -1;
    this.after = 0;
  }

  /** @param {number} line */
  offset(line) {
    return this.starts[Math.min(line, this.lines.length)];
  }

  /** @param {[first: number, end: number]} lines @returns {[start: number, end: number]} */
  span([first, end]) {
    return [this.offset(first), this.offset(end)];
  }

  /** The passage of a block. @param {any} token @param {number} level */
  locate(token, level) {
    const places = this.#placesOf(token);
    /** @type {[number, number][]} */
    const starts = [];
    /** @type {PassageLink[]} */
    const links = [];
    const opened = [];
    let text = "";
    for (const each of token.children) {
      if (each.type === "link_open") {
        const url = each.attrGet("href");
        opened.push({ start: text.length, url, isBare: each.info === "auto" && BARE.test(url) });
      } else if (each.type === "link_close") {
        links.push({ .../** @type {any} */ (opened.pop()), end: text.length });
      }
      const words = textOf(each);
      if (!words) continue;
      const offset = placed(places, each.at + (each.type === "image" ? "![".length : 0));
      if (!starts.length || placed(starts, text.length) !== offset) starts.push([text.length, offset]);
      text += words;
    }
    return new Passage(text, starts.length ? starts : [[0, 0]], level, links);
  }

  /**
   * Where each line of a block begins, in its content and in the body.
   * @param {any} block @returns {[number, number][]}
   */
  #placesOf({ content, map }) {
    let at = 0;
    return content.split("\n").map((/** @type {string} */ line, /** @type {number} */ index) => {
      const number = (map?.[0] ?? 0) + index;
      const written = this.lines[number] ?? "";
      const words = strip(line);
      // The cells of a row come in their order; of all else, the end of the line is meant.
      let column = this.row === number && this.after ? written.indexOf(words, this.after) : -1;
      if (column < 0) column = written.includes("|") ? written.indexOf(words) : written.lastIndexOf(words);
      column = Math.max(column, 0);
      this.row = number;
      this.after = column + words.length;
      const start = at;
      at += line.length + 1;
      return [start, this.offset(number) + column - (INDENT.exec(line)?.[0].length ?? 0)];
    });
  }
}

/** The place of a character, of places where some begin. @param {[number, number][]} places @param {number} at */
function placed(places, at) {
  const [start, offset] = places.findLast(([each]) => each <= at) ?? places[0];
  return offset + at - start;
}
