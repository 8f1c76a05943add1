import assert from "node:assert/strict";
import { test } from "node:test";

import { Table } from "../../docs/assets/explorer/table.js";

const code = (...values) => values.map((value) => String.fromCodePoint(0x23 + value)).join("");

/* Five showcases; the last has no year, and the second two partners. */
const DATA = {
  facets: [
    { key: "city", keys: ["", "", ""], names: ["Casablanca", "Fès", "Le Caire"], rows: code(0, 1, 2, 0, 1) },
    { key: "country", keys: ["EG", "MA"], names: ["Égypte", "Maroc"], of: "city", rows: code(1, 1, 0) },
    {
      key: "partner",
      keys: ["", "ville"],
      names: ["ONCF", "La Ville"],
      several: true,
      rows: `${code(0)} ${code(0, 1)} ${code(1)} ${code(1)} ${code(0)} `,
    },
    { key: "year", keys: ["", ""], names: ["2020", "2011"], rows: `${code(0, 1, 1, 0)} ` },
    { key: "edition", keys: ["", ""], names: ["8", "7"], rows: code(1, 0, 1, 1, 0) },
  ],
  borrowed: { fr: [3] },
  uncovered: [2],
};
const table = new Table(DATA, 5);
const counted = (counts, key) => Array.from(counts.get(key));

test("values have the keys of their names, or those that are written", () => {
  assert.deepEqual(table.facets.get("city").keys, ["casablanca", "fes", "le-caire"]);
  assert.deepEqual(table.valuesOf(1, "partner"), [{ key: "oncf", name: "ONCF" }, { key: "ville", name: "La Ville" }]);
  assert.deepEqual(table.valuesOf(4, "year"), []);
  assert.equal(table.nameOf("city", "fes"), "Fès");
  assert.equal(table.nameOf("city", "rabat"), null);
  assert.equal(table.nameOf("colour", "red"), null);
});

test("a row has the country of its city", () => {
  assert.deepEqual([0, 1, 2].map((row) => table.valuesOf(row, "country")[0].name), ["Maroc", "Maroc", "Égypte"]);
});

test("what is unlike the others is known by its row", () => {
  assert.equal(table.borrowed.get(3), "fr");
  assert.equal(table.borrowed.get(0), undefined);
  assert.deepEqual([...table.uncovered], [2]);
});

test("nothing chosen is everything, counted", () => {
  const { rows, counts } = table.select({});
  assert.deepEqual(rows, [0, 1, 2, 3, 4]);
  assert.deepEqual(counted(counts, "city"), [2, 2, 1]);
  assert.deepEqual(counted(counts, "partner"), [3, 3]);
  assert.deepEqual(counted(counts, "year"), [2, 2]);
});

test("values of a facet are alternatives, and facets add up", () => {
  assert.deepEqual(table.select({ city: ["casablanca", "fes"] }).rows, [0, 1, 3, 4]);
  assert.deepEqual(table.select({ city: ["casablanca", "fes"], partner: ["ville"] }).rows, [1, 3]);
  assert.deepEqual(table.select({ city: ["le-caire"], country: ["MA"] }).rows, []);
});

test("counts say what a choice more would bring", () => {
  const { counts } = table.select({ city: ["fes"], partner: ["ville"] });
  assert.deepEqual(counted(counts, "city"), [1, 1, 1]);
  assert.deepEqual(counted(counts, "partner"), [2, 1]);
  assert.deepEqual(counted(counts, "year"), [0, 1]);
});

test("a choice that is not known leads to nothing", () => {
  assert.deepEqual(table.select({ city: ["rabat"] }).rows, []);
});

test("of what was found, rows come in their order", () => {
  const { rows, counts } = table.select({ partner: ["oncf"] }, [4, 0, 2]);
  assert.deepEqual(rows, [0, 4]);
  assert.deepEqual(counted(counts, "partner"), [2, 1]);
  assert.deepEqual(table.select({}, []).rows, []);
});

for (const [sort, found, expected] of [
  ["title", null, [0, 1, 2, 3, 4]],
  ["city", null, [0, 3, 1, 4, 2]],
  ["newest", null, [1, 4, 0, 3, 2]],
  ["relevance", [3, 4, 1, 0, 2], [3, 4, 1, 0, 2]],
  ["relevance", null, [0, 1, 2, 3, 4]],
]) {
  test(`sorted by ${sort}${found ? "" : ", nothing being searched for"}`, () => {
    assert.deepEqual(table.sorted([4, 3, 2, 1, 0], sort, found), expected);
  });
}
