/*
 * The showcases as rows of integers (agora/explorer/data.py), in the order of their titles. Values of one
 * facet are alternatives, facets add up; the counts of a facet leave its own choice aside, so that they say
 * what a choice more would bring.
 */

const FIRST_CODE = 0x23;

/** @param {string} text */
const indices = (text) =>
  Array.from(text.replaceAll(" ", ""), (character) => Number(character.codePointAt(0)) - FIRST_CODE);

/** The slug that most names have; keys that are not made so are written out. @param {string} name */
const plainSlug = (name) =>
  name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** How many rows each value of a facet would bring. @param {Counts} counts @param {string} facet */
export const countOf = (counts, facet) => /** @type {Int32Array} */ (counts.get(facet));

export class Table {
  /** @param {Facets} facets @param {number} size */
  constructor({ facets, borrowed, uncovered }, size) {
    this.size = size;
    /** @type {Map<string, Facet>} */
    this.facets = new Map();
    for (const { key, keys: written, names, rows: text, several, of } of facets) {
      const keys = written.map((one, position) => one || plainSlug(names[position]));
      const index = new Map(keys.map((one, position) => [one, position]));
      const rows = several ? text.split(" ").slice(0, -1).map(indices) : Array.from(text, indices);
      this.facets.set(key, { key, keys, names, index, values: rows, rows, of });
    }
    // Countries come before the cities that they are derived from.
    for (const facet of this.facets.values()) {
      if (facet.of) facet.values = this.facet(facet.of).values.map((row) => row.flatMap((at) => facet.rows[at]));
    }
    this.uncovered = new Set(uncovered);
    /** @type {Map<number, string>} */
    this.borrowed = new Map();
    for (const [language, rows] of Object.entries(borrowed)) {
      for (const row of rows) this.borrowed.set(row, language);
    }
  }

  /** @param {string} key */
  facet(key) {
    return /** @type {Facet} */ (this.facets.get(key));
  }

  /** The names of a row's values of a facet, with their keys. @param {number} row @param {string} key */
  valuesOf(row, key) {
    const { keys, names, values } = this.facet(key);
    return values[row].map((index) => ({ key: keys[index], name: names[index] }));
  }

  /** @param {string} key @param {string} value */
  nameOf(key, value) {
    const facet = this.facets.get(key);
    return facet?.names[facet.index.get(value) ?? -1] ?? null;
  }

  /**
   * The rows of a choice, in their order, and the counts of each facet's values. `found` are the rows that
   * the search found, or null where nothing is searched for.
   * @param {Choice} chosen @param {number[] | null} found
   */
  select(chosen, found = null) {
    const facets = [...this.facets.values()];
    const wanted = facets.map(({ key, index }) => chosen[key] && new Set(chosen[key].map((value) => index.get(value))));
    const countsOf = facets.map(({ keys }) => new Int32Array(keys.length));
    const searched = found && new Set(found);
    const rows = [];
    for (let row = 0; row < this.size; row += 1) {
      if (searched && !searched.has(row)) continue;
      let misses = 0;
      let missed = -1;
      for (let at = 0; at < facets.length && misses < 2; at += 1) {
        const among = wanted[at];
        if (among && !facets[at].values[row].some((index) => among.has(index))) {
          misses += 1;
          missed = at;
        }
      }
      if (misses === 0) rows.push(row);
      if (misses > 1) continue;
      for (let at = 0; at < facets.length; at += 1) {
        if (misses && at !== missed) continue;
        for (const index of facets[at].values[row]) countsOf[at][index] += 1;
      }
    }
    return { rows, counts: new Map(facets.map(({ key }, at) => [key, countsOf[at]])) };
  }

  /**
   * Rows in an order; `found` are the rows that the search found, the most relevant first.
   * @param {number[]} rows @param {string} sort @param {number[] | null} [found]
   */
  sorted(rows, sort, found) {
    /** @type {(key: string) => Measure} */
    const first = (key) => (row) => this.facet(key).values[row][0] ?? Infinity;
    /** @type {(...keys: Measure[]) => (one: number, other: number) => number} */
    const by = (...keys) => (one, other) => {
      for (const key of keys) {
        const [a, b] = [key(one), key(other)];
        if (a !== b) return a - b;
      }
      return one - other;
    };
    if (sort === "relevance" && found) {
      const rank = new Map(found.map((row, position) => [row, position]));
      return [...rows].sort(by((row) => rank.get(row) ?? Infinity));
    }
    // Cities are in the order of their names, editions and years the latest first.
    if (sort === "city") return [...rows].sort(by(first("city")));
    if (sort === "newest") return [...rows].sort(by(first("edition"), first("year")));
    return [...rows].sort((one, other) => one - other);
  }
}
