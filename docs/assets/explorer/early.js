/* What a reader did with the form before this module arrived, which on a slow line takes seconds. */

import { toggled } from "./state.js";

/**
 * The state with what the reader chose and typed since the page was shown: whatever in the form is not as the
 * page came with it. The form asks browsers not to bring back what it held on an earlier visit.
 * @param {State} state @param {ExplorerForm} form @param {string[]} facets
 */
export function withEarly(state, form, facets) {
  const { q, sort, view } = form.elements;
  const early = { ...state };
  if (q.value.trim()) early.query = q.value.trim();
  if (!sort.selectedOptions[0].defaultSelected) early.sort = sort.value;
  for (const choice of view) if (choice.checked && !choice.defaultChecked) early.view = choice.value;
  /** @type {HTMLInputElement[]} */
  const boxes = facets.flatMap((facet) => Array.from(form.querySelectorAll(`[name="${facet}"]:checked`)));
  return boxes.reduce((taken, { name, value }) => toggled(taken, name, value, true), early);
}
