/*
 * The Markdown of showcases: the mirror of agora/text/dialect.py and autolinks.py. It is GitHub's, and to that come
 * definition lists and admonitions. markdown-it calls its rules with its state, whose fields its own rules explain:
 * each tells whether it has read something, and is not to push what it reads where it is `silent`.
 */

import { SPACE, strip } from "./text.js";
import { MarkdownIt, deflist, footnotes } from "./vendor/markdown-it.js";

/** Blocks and marks within each other that the parser follows. */
const DEEPEST = 100;

const ALERT = /\[!(note|tip|important|warning|caution)\][ \t]*(?![^\n])/iy;
const TASK = /\[[ xX]\][ \t]/y;
const ADMONITION = /!!!( ?)([A-Za-z][^\n]*)/y;
const QUOTED_TITLE = /^[^"\s](?:[^"]*[^"\s])?\s+"([^\n]*)"[^\s"]*$/;
const TILDE = 0x7e;

export const parser = new (/** @type {any} */ (MarkdownIt))("commonmark", { maxNesting: DEEPEST });

/** The address that a browser is given. @type {(url: string) => string} */
export const normalized = parser.normalizeLink;

parser.use(footnotes).use(deflist).enable(["table", "strikethrough"]).disable("footnote_inline");
// What is judged is the address that its author wrote, wherever it leads.
parser.validateLink = () => true;
parser.normalizeLink = (/** @type {string} */ url) => url;

/* Each token within a block is told where it begins in the block's content: `at`. */
parser.inline.State = class extends parser.inline.State {
  constructor(/** @type {any[]} */ ...given) {
    super(...given);
    delete (/** @type {any} */ (this).pending); // a field, which would hide what follows
    this.waiting = "";
  }

  get pending() {
    return this.waiting;
  }

  set pending(/** @type {string} */ text) {
    if (text && !this.waiting) this.waitingAt = this.pos;
    this.waiting = text;
  }

  pushPending() {
    return Object.assign(super.pushPending(), { at: this.waitingAt });
  }

  push(/** @type {string} */ type, /** @type {string} */ tag, /** @type {number} */ nesting) {
    return Object.assign(super.push(type, tag, nesting), { at: this.pos });
  }
};
// Texts stay in the pieces that they were written in, whose places are known.
parser.inline.ruler2.disable("fragments_join");
parser.core.ruler.at("text_join", (/** @type {any} */ { tokens }) => turn(tokens));

parser.core.ruler.before("strip_references", "definitions", definitions);
parser.core.ruler.before("inline", "rows", rows);
parser.core.ruler.before("inline", "strip", stripped);
parser.block.ruler.before("table", "alert", alert);
parser.block.ruler.before("table", "task", task);
parser.block.ruler.before("fence", "admonition", admonition, {
  alt: ["paragraph", "reference", "blockquote", "list"],
});
parser.inline.ruler.at("text", text);
parser.inline.ruler.at("strikethrough", tildes);
parser.inline.ruler2.at("strikethrough", struck);
parser.inline.ruler.push("bare_host", bareHost);
parser.inline.ruler.push("bare_address", bareAddress);
parser.inline.ruler.push("bare_mailbox", bareMailbox);
parser.inline.ruler.push("sign", sign);

/** @param {RegExp} sticky @param {string} source @param {number} at */
function matchAt(sticky, source, at) {
  sticky.lastIndex = at;
  return sticky.exec(source);
}

/** Where the words of a line begin. @param {any} state @param {number} line */
const startOf = ({ bMarks, tShift }, line) => bMarks[line] + tShift[line];

/** Whether a line is indented as code is. @param {any} state @param {number} line */
const isCode = ({ sCount, blkIndent }, line) => sCount[line] - blkIndent >= 4;

/** @param {any} state @param {string} content @param {number} line */
function pushLine(state, content, line) {
  state.push("paragraph_open", "p", 1);
  Object.assign(state.push("inline", "", 0), { content, map: [line, line + 1], children: [] });
  state.push("paragraph_close", "p", -1);
}

/** Take the blanks off the ends of blocks, those that are not ASCII's as well. @param {any} state */
function stripped({ tokens }) {
  for (const token of tokens) if (token.type === "inline") token.content = strip(token.content);
}

/** Take what was escaped, and entities, for the text that they stand for. @param {any[]} tokens */
function turn(tokens) {
  for (const token of tokens) {
    if (token.type === "text_special") token.type = "text";
    if (token.children) turn(token.children);
  }
}

/** Keep the lines of definitions, which leave no token. @param {any} state */
function definitions({ env, tokens }) {
  env.definitions = tokens.filter((/** @type {any} */ { type }) => type === "reference_definition").map((/** @type {any} */ { map }) => map);
}

/** Tell cells their line, of which the parser tells a table's head and body the first. @param {any} state */
function rows({ tokens }) {
  let line = 0;
  let isCell = false;
  for (const token of tokens) {
    const { type, map } = token;
    if (type === "thead_open" || type === "tbody_open") line = map[0];
    else if (type === "tr_close") line += 1;
    else if (type === "inline" && isCell) token.map = [line, line + 1];
    isCell = type === "th_open" || type === "td_open";
  }
}

/** A sign that begins nothing: the parser would take it without its place. @param {any} state @param {boolean} silent */
function sign(state, silent) {
  if (!silent) state.pending += state.src[state.pos];
  state.pos += 1;
  return true;
}

/** The first line of a quotation that is an alert. @param {any} state @param {number} line */
function alert(state, line) {
  const quotation = state.tokens.at(-1);
  if (quotation?.type !== "blockquote_open" || quotation.map[0] !== line) return false;
  const [, kind] = matchAt(ALERT, state.src, startOf(state, line)) ?? [];
  if (!kind) return false;
  pushLine(state, capitalized(kind), line);
  state.line = line + 1;
  return true;
}

/** @param {string} word */
const capitalized = (word) => word[0].toUpperCase() + word.slice(1).toLowerCase();

/** The box of a task, which is the first of an item. @param {any} state @param {number} line @param {number} end */
function task(state, line, end) {
  const item = state.tokens.at(-1);
  if (item?.type !== "list_item_open" || item.map[0] !== line || item.meta || isCode(state, line)) return false;
  const start = state.bMarks[line];
  const box = startOf(state, line);
  if (!matchAt(TASK, state.src, box)) return false;
  item.meta = { isTask: true };
  state.bMarks[line] = box + "[ ] ".length;
  state.tShift[line] = 0;
  state.md.block.tokenize(state, line, end);
  state.bMarks[line] = start;
  return true;
}

/**
 * `!!! note "Title"`, and what is indented below.
 * @param {any} state @param {number} start @param {number} end @param {boolean} silent
 */
function admonition(state, start, end, silent) {
  const [, space, given] = matchAt(ADMONITION, state.src, startOf(state, start)) ?? [];
  if (!given || isCode(state, start)) return false;
  if (silent) return true;
  const { parentType, lineMax, blkIndent } = state;
  state.parentType = "admonition";
  state.blkIndent += "!!!".length + space.length;
  let line = start + 1;
  for (let wasEmpty = false; line < end; line += 1) {
    const isOutside = state.sCount[line] < state.blkIndent;
    if (isOutside && (wasEmpty || startOf(state, line) < state.eMarks[line])) break;
    wasEmpty = isOutside;
  }
  state.lineMax = line;
  state.push("admonition_open", "div", 1);
  const title = titleOf(strip(given));
  if (title) pushLine(state, title, start);
  state.md.block.tokenize(state, start + 1, line);
  state.push("admonition_close", "div", -1);
  Object.assign(state, { parentType, lineMax, blkIndent, line });
  return true;
}

/** What stands in quotes, or after the kind of an admonition, or the kind itself. @param {string} given */
function titleOf(given) {
  const quoted = given.match(QUOTED_TITLE);
  if (quoted) return quoted[1];
  const [kind, ...rest] = given.split(" ");
  const title = rest.join(" ");
  if (title === '""') return "";
  return title || kind.replace(/\p{L}+/gu, capitalized);
}

/** `~x~` and `~~x~~`. @param {any} state @param {boolean} silent */
function tildes(state, silent) {
  if (silent || state.src.charCodeAt(state.pos) !== TILDE) return false;
  const { length, can_open: open, can_close: close } = state.scanDelims(state.pos, true);
  state.push("text", "", 0).content = "~".repeat(length);
  if (length <= 2) {
    state.delimiters.push({ marker: TILDE, length: 0, token: state.tokens.length - 1, end: -1, open, close });
  }
  state.pos += length;
  return true;
}

/** Take away tildes of which as many close as have opened. @param {any} state */
function struck({ tokens, tokens_meta: inner, delimiters }) {
  for (const each of [{ delimiters }, ...inner.filter((/** @type {any} */ meta) => meta?.delimiters)]) {
    for (const { marker, end, token } of each.delimiters) {
      if (marker !== TILDE || end < 0) continue;
      const [opening, closing] = [tokens[token], tokens[each.delimiters[end].token]];
      if (opening.content === closing.content) opening.content = closing.content = "";
    }
  }
}

/* Bare addresses: https://github.github.com/gfm/#autolinks-extension- */

const BEFORE = "\n\t *_~(";
const SCHEMES = ["xmpp", "mailto", "https", "http"];
const HOST = /[\p{L}\p{N}_.\u{1f000}-\u{1faff}-]{1,255}/uy;
const REST = new RegExp(`[^${SPACE}<]*`, "y");
const TRAILING = "?!.,:*_~'\"[]";
const ENTITY = /&\p{L}{1,38};$/u;
const LOCAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+-_";
/* What has been found is not given back: all of it is an address, or nothing. */
const MAIL = /(?=([\w.+-]+))\1@(?=([\w-]+))\2(?=((?:\.[a-zA-Z0-9][\w-]*)+))\3(?<![_-])(?!@)/y;
const RESOURCE = /(?:\/(?=([\w@.]*))\1(?<!\.))?/y;
const TEXT = /[^\n!#$%&*+\-:<=>@[\\\]^_`{}~w]+/y;

/** Text, up to what may begin something else, `www.` included. @param {any} state @param {boolean} silent */
function text(state, silent) {
  const [found] = matchAt(TEXT, state.src, state.pos) ?? [""];
  if (!silent) state.pending += found;
  state.pos += found.length;
  return found !== "";
}

/** @param {any} state @param {boolean} silent */
function bareHost(state, silent) {
  const { src, pos } = state;
  return src.startsWith("www.", pos) && pushLink(state, pos, endOf(src, pos + "www.".length, false), "http://", silent);
}

/** @param {any} state @param {boolean} silent */
function bareAddress(state, silent) {
  const { src, pos, pending } = state;
  const scheme = src[pos] === ":" && SCHEMES.find((each) => pending.endsWith(each));
  if (!scheme) return false;
  let end = 0;
  if (scheme.startsWith("http")) end = src.startsWith("://", pos) ? endOf(src, pos + "://".length, true) : 0;
  else if (matchAt(MAIL, src, pos + 1)) end = MAIL.lastIndex;
  if (end && scheme === "xmpp" && matchAt(RESOURCE, src, end)) end = RESOURCE.lastIndex;
  return pushLink(state, pos - scheme.length, end, "", silent);
}

/** @param {any} state @param {boolean} silent */
function bareMailbox(state, silent) {
  const { src, pos, pending } = state;
  if (src[pos] !== "@") return false;
  const start = pos - (pending.length - withoutEnd(pending, LOCAL).length);
  return pushLink(state, start, start < pos && matchAt(MAIL, src, start) ? MAIL.lastIndex : 0, "mailto:", silent);
}

/**
 * Where an address ends whose host begins at `start`; 0 if that is none. `isShort` allows a host of one name.
 * @param {string} src @param {number} start @param {boolean} isShort
 */
function endOf(src, start, isShort) {
  const [host] = matchAt(HOST, src, start) ?? [""];
  if (!host || !(isShort || host.includes(".")) || host.split(".").slice(-2).join("").includes("_")) return 0;
  let address = host + matchAt(REST, src, start + host.length);
  let closing = address.split(")").length - address.split("(").length;
  for (let before = ""; before !== address; ) {
    before = address;
    address = withoutEnd(address, TRAILING);
    const unpaired = Math.min(closing, address.length - withoutEnd(address, ")").length);
    if (unpaired > 0) {
      address = address.slice(0, -unpaired);
      closing -= unpaired;
    } else if (address.endsWith(";")) {
      const [entity] = address.slice(-"&;".length - 38).match(ENTITY) ?? [";"];
      address = address.slice(0, -entity.length);
    }
  }
  return start + address.length;
}

/** Without those of some characters that stand at the end. @param {string} given @param {string} characters */
function withoutEnd(given, characters) {
  let end = given.length;
  while (end && characters.includes(given[end - 1])) end -= 1;
  return given.slice(0, end);
}

/**
 * Push a link from `start` to `end`, of which what stands before is waiting.
 * @param {any} state @param {number} start @param {number} end @param {string} scheme @param {boolean} silent
 */
function pushLink(state, start, end, scheme, silent) {
  const { src, pos, md, pending, linkLevel } = state;
  // Within the words of a link, the parser asks before it knows that it is one.
  if (!end || silent || linkLevel > 0 || (start && !BEFORE.includes(src[start - 1]))) return false;
  const words = src.slice(start, end);
  if (start < pos) state.pending = pending.slice(0, start - pos);
  state.pos = start;
  Object.assign(state.push("link_open", "a", 1), { attrs: [["href", scheme + words]], info: "auto" });
  state.push("text", "", 0).content = md.normalizeLinkText(words);
  state.push("link_close", "a", -1);
  state.pos = end;
  return true;
}
