/*
 * The form's modules at the service of tests in Python: each line of the input is a name and arguments as
 * JSON, each line of the output what came of it, as `{ result }`. The first line is what stands for each name of HTML.
 * `{ html }` asks for the tree of a piece, which is the next line of the input.
 */

import { readSync, writeSync } from "node:fs";

import { write } from "../../docs/assets/form/document.js";
import { Mending } from "../../docs/assets/form/mending.js";
import { Names } from "../../docs/assets/form/names.js";
import { fault } from "../../docs/assets/form/picture.js";
import { read } from "../../docs/assets/form/reading.js";
import { Rules } from "../../docs/assets/form/rules.js";
import { unescape } from "../../docs/assets/form/text.js";
import { parserThatAsks } from "./dom.js";
import { Textarea } from "./textarea.js";

const calls = {
  /** The file that the form writes, and the problems that it tells; of a picture, the size in bytes. */
  check(answers, size, data) {
    const rules = new Rules(data, read);
    const problems = rules.check(answers);
    const wrong = fault({ size }, {}, data.largestPicture);
    if (wrong) problems.push(rules.messages.say(...wrong));
    return [write(answers, data.fields), problems];
  },
  read,
  /** What is mended of a text where all of it was pasted; and of a field. */
  mend: (body, language, data) => new Mending(data).body(body, 0, body.length, language, read),
  mendLine: (text, field, language, data) => new Mending(data).line(text, field, language),
  slugify: (names, data) => names.map((name) => new Names(data).slugify(name)),
  propose: (titles, data) => titles.map((title) => new Names(data).propose(title)),
  mostSimilar: (names, known, data) => names.map((name) => new Names(data).mostSimilar(name, known)),
  unescape: (texts) => texts.map(unescape),
};

const chunk = new Uint8Array(2 ** 16);
const decoder = new TextDecoder();
let rest = "";

/* Node's streams give way to other work while they wait, which a parser that is asked for its tree cannot. */
function line() {
  while (!rest.includes("\n")) {
    const size = readSync(0, chunk);
    if (!size) return null;
    rest += decoder.decode(chunk.subarray(0, size), { stream: true });
  }
  const at = rest.indexOf("\n");
  const found = rest.slice(0, at);
  rest = rest.slice(at + 1);
  return JSON.parse(found);
}

function tell(answer) {
  let bytes = new TextEncoder().encode(`${JSON.stringify(answer)}\n`);
  while (bytes.length) bytes = bytes.subarray(writeSync(1, bytes));
}

const characters = line();
globalThis.document = { createElement: () => new Textarea(characters) };
globalThis.DOMParser = parserThatAsks((html) => {
  tell({ html });
  return line();
});
for (let call = line(); call; call = line()) {
  const [name, ...given] = call;
  tell({ result: calls[name](...given) });
}
