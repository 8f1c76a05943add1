/* What a reader asks for, and the address that says so: what is in the address can be shared. */

export const SORTS = ["relevance", "newest", "title", "city"];

/** @param {{ query: string }} state */
export const usualSort = (state) => (state.query ? "relevance" : "newest");

/**
 * The state that the query part of an address asks for; what it does not know is left out.
 * @param {string} search @param {string[]} facets @returns {State}
 */
export function read(search, facets) {
  const parameters = new URLSearchParams(search);
  /** @type {Choice} */
  const chosen = {};
  for (const facet of facets) {
    const keys = [...new Set(parameters.getAll(facet))].filter(Boolean);
    if (keys.length) chosen[facet] = keys;
  }
  const query = (parameters.get("q") ?? "").trim();
  const sort = parameters.get("sort") ?? "";
  const isKnown = SORTS.includes(sort) && (sort !== "relevance" || query);
  return {
    query,
    chosen,
    sort: isKnown ? sort : null,
    view: parameters.get("view") === "map" ? "map" : "list",
  };
}

/**
 * The query part of an address, "" or begun by a question mark; equal states have equal ones.
 * @param {State} state @param {string[]} facets
 */
export function write(state, facets) {
  const parameters = new URLSearchParams();
  if (state.query) parameters.append("q", state.query);
  for (const facet of facets) {
    for (const key of [...(state.chosen[facet] ?? [])].sort()) parameters.append(facet, key);
  }
  if (state.sort && state.sort !== usualSort(state)) parameters.append("sort", state.sort);
  if (state.view === "map") parameters.append("view", "map");
  const text = parameters.toString();
  return text && `?${text}`;
}

/** @param {State} state @param {string} facet @param {string} key */
export const has = (state, facet, key) => Boolean(state.chosen[facet]?.includes(key));

/**
 * The state with a value chosen, or no longer chosen.
 * @param {State} state @param {string} facet @param {string} key @returns {State}
 */
export function toggled(state, facet, key, on = !has(state, facet, key)) {
  const others = (state.chosen[facet] ?? []).filter((other) => other !== key);
  const keys = on ? [...others, key] : others;
  const { [facet]: _, ...rest } = state.chosen;
  return { ...state, chosen: keys.length ? { ...rest, [facet]: keys } : rest };
}
