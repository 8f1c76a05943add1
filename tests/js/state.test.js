import assert from "node:assert/strict";
import { test } from "node:test";

import { has, read, toggled, usualSort, write } from "../../docs/assets/explorer/state.js";

const FACETS = ["axis", "city"];
const NOTHING = { query: "", chosen: {}, sort: null, view: "list" };

test("an address without a query asks for nothing", () => {
  assert.deepEqual(read("", FACETS), NOTHING);
  assert.equal(write(NOTHING, FACETS), "");
});

for (const [address, state] of [
  ["?q=eau", { ...NOTHING, query: "eau" }],
  ["?city=fes&city=rabat", { ...NOTHING, chosen: { city: ["fes", "rabat"] } }],
  ["?q=l%E2%80%99eau&axis=social&sort=title&view=map",
    { query: "l’eau", chosen: { axis: ["social"] }, sort: "title", view: "map" }],
]) {
  test(`${address} is read and written alike`, () => {
    assert.deepEqual(read(address, FACETS), state);
    assert.equal(write(state, FACETS), address);
  });
}

test("equal selections have equal addresses, whatever was chosen first", () => {
  const one = toggled(toggled(NOTHING, "city", "rabat"), "axis", "social");
  const other = toggled(toggled(NOTHING, "axis", "social"), "city", "rabat");
  assert.equal(write(one, FACETS), "?axis=social&city=rabat");
  assert.equal(write(other, FACETS), write(one, FACETS));
  assert.equal(write({ ...NOTHING, chosen: { city: ["rabat", "fes"] } }, FACETS), "?city=fes&city=rabat");
});

test("what an address asks for twice, or that is unknown, is left out", () => {
  const state = read("?city=fes&city=fes&city=&colour=red&sort=size&view=globe&q=%20%20", FACETS);
  assert.deepEqual(state, { ...NOTHING, chosen: { city: ["fes"] } });
});

test("relevance is an order for what was searched for alone", () => {
  assert.equal(read("?sort=relevance", FACETS).sort, null);
  assert.equal(read("?q=eau&sort=relevance", FACETS).sort, "relevance");
  assert.equal(usualSort(NOTHING), "newest");
  assert.equal(usualSort({ ...NOTHING, query: "eau" }), "relevance");
});

test("the usual order is not written", () => {
  assert.equal(write({ ...NOTHING, sort: "newest" }, FACETS), "");
  assert.equal(write({ ...NOTHING, query: "eau", sort: "relevance" }, FACETS), "?q=eau");
  assert.equal(write({ ...NOTHING, query: "eau", sort: "newest" }, FACETS), "?q=eau&sort=newest");
});

test("a value is chosen and taken away, and the state before stays what it was", () => {
  const fes = toggled(NOTHING, "city", "fes");
  assert.ok(has(fes, "city", "fes"));
  assert.ok(!has(NOTHING, "city", "fes"));
  assert.deepEqual(toggled(fes, "city", "rabat").chosen, { city: ["fes", "rabat"] });
  assert.deepEqual(toggled(fes, "city", "fes"), NOTHING);
  assert.deepEqual(toggled(fes, "city", "fes", true), fes);
  assert.deepEqual(toggled(NOTHING, "city", "fes", false), NOTHING);
});
