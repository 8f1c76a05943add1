/*
 * The Markdown file of a showcase: the mirror of agora/authoring/scaffold.py, byte for byte.
 *
 * Answers are an object with the fields of agora/content/schema.py ("" or [] where nothing was said), and `slug`,
 * `language` and `body`.
 */

import { oneLine } from "./text.js";

/* JSON leaves as they are some characters that YAML takes for line ends or refuses. */
const NOT_IN_YAML = /[\x7f-\x9f\u2028\u2029\p{Cs}\ufeff\ufffe\uffff]/gu;
const PLAIN = /^[A-Za-z0-9-]*[A-Za-z0-9]$/;
const FREE = ["Text", "WebAddress", "PictureFile"];

/** The name of the file in the folder of the showcases. @param {Answers} answers */
export const fileName = (answers) => `${answers.slug}.${answers.language}.md`;

/** The Markdown file of the answers. @param {Answers} answers @param {SchemaField[]} fields */
export function write(answers, fields) {
  const lines = ["---", ...fields.flatMap((field) => entry(field, answers[field.name], "")), "---"];
  const body = answers.body.replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, "");
  return `${[...lines, ...(body ? ["", body] : [])].join("\n")}\n`;
}

/** @param {string} text */
export const quoted = (text) =>
  JSON.stringify(oneLine(text)).replace(
    NOT_IN_YAML,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/**
 * The lines of a field; none where it has no value.
 * @param {SchemaField} field @param {any} value @param {string} indent
 * @returns {string[]}
 */
function entry({ name, type }, value, indent) {
  if (!value || value.length === 0) return [];
  if (type.kind === "Record") {
    const inner = type.fields.flatMap((part) => entry(part, value[part.name], "  "));
    return inner.length ? [`${name}:`, ...inner] : [];
  }
  if (type.kind !== "ListOf") return [`${indent}${name}: ${scalar(type, value)}`];
  const { item } = type;
  if (item.kind !== "Record") {
    const items = value.map((/** @type {string} */ one) => scalar(item, one));
    return [`${indent}${name}: ${items.length === 1 ? items[0] : `[${items.join(", ")}]`}`];
  }
  const lines = value.flatMap((/** @type {Values} */ one) => {
    const [first, ...rest] = item.fields.flatMap((part) => entry(part, one[part.name], "    "));
    return first ? [`  - ${first.trimStart()}`, ...rest] : [];
  });
  return lines.length ? [`${name}:`, ...lines] : [];
}

/** @param {Scalar} type @param {unknown} value */
function scalar({ kind }, value) {
  if (FREE.includes(kind)) return quoted(String(value));
  const text = oneLine(String(value));
  return PLAIN.test(text) && text.toLowerCase() !== "null" ? text : quoted(text);
}
