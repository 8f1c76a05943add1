import assert from "node:assert/strict";
import { test } from "node:test";

import { Elisions, akin, plain } from "../../docs/assets/explorer/words.js";

const french = new Elisions(["c", "d", "j", "l", "m", "n", "s", "t", "qu"]);
const english = new Elisions([]);

test("letters and digits are told apart without accents or case", () => {
  assert.equal(plain("Médiouna"), "mediouna");
  assert.equal(plain("Œuvre d’Ægir"), "oeuvredaegir");
  assert.equal(plain("«\u202f2,5\u00a0km\u202f»"), "25km");
  assert.equal(plain("ﬁn"), "fin");
  assert.equal(plain("ماء"), "ماء");
});

test("what elides before a word is left out, whatever the apostrophe", () => {
  for (const apostrophe of ["'", "’", "ʼ", "`", "´"]) {
    assert.deepEqual(french.words(`l${apostrophe}eau  Qu${apostrophe}elle`), ["eau", "elle"]);
  }
  assert.deepEqual(english.words("l’eau"), ["l’eau"]);
});

test("what has neither letter nor digit is no word", () => {
  assert.deepEqual(french.words("  l’ « – eau ! "), ["eau"]);
  assert.deepEqual(french.words(""), []);
});

test("an elision that is glued to a word is found before a vowel", () => {
  assert.equal(french.unglued("leau"), "eau");
  assert.equal(french.unglued("Quelle"), "elle");
  assert.equal(french.unglued("lyon"), "yon");
  assert.equal(french.unglued("train"), null);
  assert.equal(french.unglued("lea"), null);
  assert.equal(english.unglued("leau"), null);
});

test("elided words of the index are joined again", () => {
  assert.equal(french.joined("l’ eau qu’ elle  d' ici"), "l’eau qu’elle  d'ici");
  assert.equal(french.joined("Paul’ eau"), "Paul’ eau");
  assert.equal(english.joined("l’ eau"), "l’ eau");
});

for (const [found, wanted, expected] of [
  ["déforestation", "deforestation", true],
  ["eaux", "eau", true],
  ["mobilité", "mobile", true],
  ["de", "deforestation", false],
  ["bus", "busway", false],
  ["casa-port", "port", true],
  ["Casatramway", "tramway", true],
]) {
  test(`${found} is ${expected ? "" : "not "}akin to ${wanted}`, () => {
    assert.equal(akin(found, wanted), expected);
  });
}
