/* What docs/assets/form/reading.js is given of npm's packages. */

export { default as deflist } from "markdown-it-deflist";
export { default as footnotes } from "markdown-it-footnote";
export { default as MarkdownIt } from "markdown-it";
