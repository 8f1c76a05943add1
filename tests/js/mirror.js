/*
 * The form's modules at the service of tests in Python: each line of the input is a name and arguments as
 * JSON, each line of the output what came of it. The first line is what stands for each name of HTML.
 */

import { createInterface } from "node:readline";

import { write } from "../../docs/assets/form/document.js";
import { Names } from "../../docs/assets/form/names.js";
import { fault } from "../../docs/assets/form/picture.js";
import { Rules } from "../../docs/assets/form/rules.js";
import { unescape } from "../../docs/assets/form/text.js";
import { Textarea } from "./textarea.js";

const calls = {
  /** The file that the form writes, and the problems that it tells; of a picture, the size in bytes. */
  check(answers, size, data) {
    const rules = new Rules(data);
    const problems = rules.check(answers);
    const wrong = fault({ size }, {}, data.largestPicture);
    if (wrong) problems.push(rules.messages.say(...wrong));
    return [write(answers, data.fields), problems];
  },
  slugify: (names, data) => names.map((name) => new Names(data).slugify(name)),
  propose: (titles, data) => titles.map((title) => new Names(data).propose(title)),
  mostSimilar: (names, known, data) => names.map((name) => new Names(data).mostSimilar(name, known)),
  unescape: (texts) => texts.map(unescape),
};

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const characters = JSON.parse((await lines.next()).value);
globalThis.document = { createElement: () => new Textarea(characters) };
for await (const line of lines) {
  const [name, ...given] = JSON.parse(line);
  console.log(JSON.stringify(calls[name](...given)));
}
