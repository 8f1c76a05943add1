import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { fileName, quoted } from "../../docs/assets/form/document.js";
import { Draft } from "../../docs/assets/form/draft.js";
import { dimensions, fault } from "../../docs/assets/form/picture.js";
import { isWebAddress } from "../../docs/assets/form/rules.js";
import { blank, length, oneLine, printable, strip, wellFormed, words } from "../../docs/assets/form/text.js";
import { copy, newFileAddress } from "../../docs/assets/form/ways.js";

test("characters are counted as Python does", () => {
  assert.equal(length("🌉é"), 2);
  assert.equal(length("e\u0301"), 2);
});

test("a value is one line, and no-break spaces stay", () => {
  assert.equal(oneLine("  un\t\r\n deux\u202f! "), "un deux\u202f!");
  assert.equal(strip("\u00a0\u2003x\u3000"), "x");
  assert.deepEqual(words("\u2028un\u00a0deux \x1c trois"), ["un", "deux", "trois"]);
});

test("blanking keeps the length and the lines", () => {
  assert.equal(blank("a🌉\nb"), "\ufffc".repeat(4));
});

test("halves of characters are replaced", () => {
  assert.equal(wellFormed("a\ud83cb"), "a\ufffdb");
  assert.equal(wellFormed("🌉"), "🌉");
});

test("what cannot be seen is shown in a message, which is not endless", () => {
  assert.equal(printable("a\tb\nc\x07d\u200be\u{e0001}"), "a\\tb\\nc\\x07d\\u200be\\U000e0001");
  assert.equal(printable("31\u202f000\u00a0km"), "31\u202f000\u00a0km");
  assert.equal(printable("🌉".repeat(5), 3), "🌉🌉…");
  assert.equal(printable("🌉".repeat(3), 3), "🌉🌉🌉");
});

test("a text is quoted as YAML takes it", () => {
  assert.equal(quoted('dit "oui" \\ \u2028\u0085\ufeff\ud800'), '"dit \\"oui\\" \\\\ \\u2028\\u0085\\ufeff\\ud800"');
  assert.equal(fileName({ slug: "pont", language: "fr" }), "pont.fr.md");
});

test("a picture is too large, unreadable, or sound", async () => {
  assert.deepEqual(fault({ size: 5_000_001 }, { width: 1, height: 1 }, 5_000_000),
    ["image.file", "large-picture", { n: 5001, most: 5000 }]);
  assert.deepEqual(fault({ size: 1, name: "a.png" }, null, 5_000_000), ["image.file", "picture-content", { value: "a.png" }]);
  assert.equal(fault({ size: 5_000_000 }, { width: 1, height: 1 }, 5_000_000), null);
  assert.equal(await dimensions(new Blob(["no picture"])), null);
});

for (const [address, expected] of [
  ["https://lematin.ma/pont?a=1#b", true],
  ["http://user@lematin.ma/", false],
  ["https://lematin.ma:70000/", false],
  ["https://lematin.ma:0/", false],
  ["https://[::1]:80/", true],
  ["https://[::x]/", false],
  ["https:///pont", false],
  ["https://le matin.ma", false],
  ["ftp://lematin.ma", false],
  ["https://a\uff0fb/", false],
]) {
  test(`${JSON.stringify(address)} is ${expected ? "an" : "no"} address of a page`, () => {
    assert.equal(isWebAddress(address, 2000), expected);
  });
}

test("an address is no longer than it may be", () => {
  assert.ok(isWebAddress("https://a.ma/b", 14));
  assert.ok(!isWebAddress("https://a.ma/b", 13));
});

test("the page for a new file is given its name and content", () => {
  const address = new URL(newFileAddress("https://forge.test/new/main", "pont.fr.md", "---\ntitle: a&b=c+d\n"));
  assert.deepEqual([...address.searchParams], [["filename", "pont.fr.md"], ["value", "---\ntitle: a&b=c+d\n"]]);
});

class Storage extends Map {
  getItem = (key) => this.get(key) ?? null;
  setItem = (key, value) => this.set(key, value);
  removeItem = (key) => this.delete(key);
}

const refuse = () => {
  throw new Error("no storage");
};

beforeEach(() => (globalThis.localStorage = new Storage()));

test("a draft is kept until it is cleared, each site's apart", () => {
  const draft = new Draft("/");
  assert.equal(draft.load(), null);
  assert.ok(draft.save({ answers: { title: "Un pont" } }));
  assert.deepEqual(draft.load(), { answers: { title: "Un pont" } });
  assert.equal(new Draft("/other/").load(), null);
  draft.clear();
  assert.equal(draft.load(), null);
});

test("where nothing can be kept, it is said and nothing breaks", () => {
  globalThis.localStorage = { getItem: refuse, setItem: refuse, removeItem: refuse };
  const draft = new Draft("/");
  assert.equal(draft.load(), null);
  assert.ok(!draft.save({ answers: {} }));
  draft.clear();
});

test("whoever may not copy is told so", async () => {
  const clipboard = { writeText: () => Promise.reject(new Error("not allowed")) };
  Object.defineProperty(globalThis, "navigator", { value: { clipboard }, configurable: true });
  assert.equal(await copy("un pont"), false);
  clipboard.writeText = (text) => Promise.resolve(assert.equal(text, "un pont"));
  assert.equal(await copy("un pont"), true);
});
