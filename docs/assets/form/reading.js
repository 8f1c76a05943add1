/*
 * A text as the site reads it: the mirror of agora/text/tokens.py and html.py. The parser is large: whoever has no text
 * to be read is not sent this file.
 */

import { normalized, parser } from "./dialect.js";
import { NO_WORD } from "./text.js";

const ADDRESSES = ["href", "src", "srcset", "poster", "data", "action", "formaction"];
const PICTURES = ["src", "srcset", "poster", "data"];
const UNSEEN = ["script", "style", "template", "noscript", "iframe", "object", "title"];
const INLINE = [
  ...["a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark"],
  ...["q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"],
];

/**
 * The words of each block, in the order in which readers meet them; its lines as they are written; the headings of the
 * first level; the labels of footnotes that nothing refers to; all links and pictures.
 * @param {string} body
 */
export function read(body) {
  /** @type {string[]} */
  const passages = [];
  /** @type {string[][]} */
  const blocks = [];
  /** @type {string[]} */
  const titles = [];
  /** @type {Link[]} */
  const links = [];
  /** @type {any} */
  const environment = {};
  let opener = null;
  for (const token of parser.parse(body, environment)) {
    const { type, content, children } = token;
    if (type === "inline") {
      const text = children.map(textOf).join("");
      passages.push(text);
      blocks.push(content.split("\n"));
      if (opener.tag === "h1") titles.push(text);
      links.push(...linksOf(children));
      for (const each of children) if (each.type === "html_inline") links.push(...linksOfHtml(each.content));
    } else if (type === "html_block") {
      const text = textOfHtml(content);
      if (text) passages.push(text);
      links.push(...linksOfHtml(content));
    }
    opener = token;
  }
  const footnotes = Object.entries(environment.footnotes?.refs ?? {});
  const unused = footnotes.filter(([, place]) => place < 0).map(([label]) => label.slice(1));
  return { passages, blocks, titles, unused, links };
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
      yield { url: token.info === "auto" ? normalized(url) : url, isPicture: false };
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
