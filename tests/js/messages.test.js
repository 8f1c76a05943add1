import assert from "node:assert/strict";
import { test } from "node:test";

import { Messages as OfExplorer } from "../../docs/assets/explorer/messages.js";
import { Messages as OfForm, fill, isAdvice } from "../../docs/assets/form/messages.js";

const TEXT = {
  found: { one: "{n} showcase", other: "{n} showcases" },
  remove: "Retirer {facet}\u202f: {value} {here}",
  draft: { kept: "Gardé" },
  problems: { name: { message: "the file has no name", help: "write one" } },
};
const forms = { explorer: OfExplorer, form: OfForm };
const made = (Messages, language) =>
  new Messages({
    language,
    locale: language,
    text: { ...TEXT, facets: { city: "Ville" } },
    problems: {
      "too-long": {
        code: "AG304",
        message: ["`{key}` has {n} characters: `{value}`"],
        help: ["at {place}, shorten it", "shorten it to {longest}"],
        note: [],
      },
    },
    report: {},
    quoted: { names: ["value"], longest: 10 },
  });

for (const [name, Messages] of Object.entries(forms)) {
  test(`${name}: of a plural, the form of the number in its language`, () => {
    const english = made(Messages, "en");
    assert.deepEqual([0, 1, 2].map((n) => english.tell("found", { n })), ["0 showcases", "1 showcase", "2 showcases"]);
    const french = made(Messages, "fr");
    assert.deepEqual([0, 1, 2].map((n) => french.tell("found", { n })), ["0 showcase", "1 showcase", "2 showcases"]);
    assert.equal(french.tell("found", { n: 31_000 }), "31\u202f000 showcases");
  });

  test(`${name}: a place without a value stays, and values are not read again`, () => {
    const text = made(Messages, "fr").tell("remove", { facet: "{value}", value: "$&" });
    assert.equal(text, "Retirer {value}\u202f: $& {here}");
  });
}

test("explorer: facets have names", () => {
  assert.equal(made(OfExplorer, "fr").facet("city"), "Ville");
});

test("form: a text is found by its path, and braces are written twice", () => {
  assert.equal(made(OfForm, "fr").tell("draft.kept"), "Gardé");
  assert.equal(fill("{{x}} {x} {y-z}", { x: 1, "y-z": 2 }), "{x} 1 2");
});

test("form: a problem takes the first help whose places are all filled in", () => {
  const said = made(OfForm, "en").say("title", "too-long", { key: "title", n: 90, value: "a\u200bb".repeat(9), longest: 80 });
  assert.deepEqual(said, {
    field: "title",
    rule: "too-long",
    code: "AG304",
    message: "`title` has 90 characters: `a\\u200bba…`",
    help: "shorten it to 80",
    note: "",
  });
});

test("form: what `agora check` does not look at has words of the form", () => {
  const said = made(OfForm, "en").say("slug", "name");
  assert.deepEqual(said, { field: "slug", rule: "name", code: "", message: "the file has no name", help: "write one", note: "" });
});

test("form: sizes are in the units of the language", () => {
  assert.equal(made(OfForm, "fr").size(69_400), "69\u202fko");
  assert.equal(made(OfForm, "en").size(1_440_000), "1.4 MB");
});

test("form: advice is told from what is wrong", () => {
  assert.ok(isAdvice({ code: "AG801" }));
  assert.ok(!isAdvice({ code: "AG304" }));
  assert.ok(!isAdvice({ code: "" }));
});
