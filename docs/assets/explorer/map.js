/* The map of the selection: pins choose cities, and say how many showcases each would bring. */

import { has, toggled, write } from "./state.js";
import { countOf } from "./table.js";

export class CityMap {
  /**
   * @param {HTMLElement} root @param {ExplorerMessages} messages @param {string[]} facets
   * @param {(city: string) => void} choose
   */
  constructor(root, messages, facets, choose) {
    this.panel = root.querySelector("[data-map]");
    this.places = root.querySelector("[data-places]");
    this.messages = messages;
    this.facets = facets;
    this.choose = choose;
    this.pins = Array.from(this.panel.querySelectorAll(".ag-map__pin"));
    for (const pin of this.pins) this.#lead(pin, pin.dataset.city);
  }

  /** @param {State} state @param {Table} table @param {Counts} counts */
  update(state, table, counts) {
    this.panel.hidden = state.view !== "map";
    if (this.panel.hidden) return;
    const { keys, names, index, values } = table.facet("city");
    const count = countOf(counts, "city");
    /** @type {Map<number, string>} */
    const country = new Map();
    values.forEach(([at], row) => {
      country.set(at, table.valuesOf(row, "country")[0].name);
    });
    /** @param {number} at */
    const label = (at) => this.messages.tell("pin", {
      city: names[at],
      country: country.get(at) ?? "",
      showcases: this.messages.tell("showcases", { n: count[at] }),
    });
    for (const pin of this.pins) {
      const key = pin.dataset.city;
      const at = index.get(key);
      const isShown = at !== undefined && (count[at] > 0 || has(state, "city", key));
      pin.style.display = isShown ? "" : "none";
      if (!isShown) continue;
      pin.dataset.count = String(count[at]);
      pin.setAttribute("aria-label", label(at));
      pin.querySelector("title").textContent = label(at);
      this.#point(pin, state, key);
    }
    /** @type {HTMLElement | null} */
    const focused = this.places.querySelector("a:focus");
    const held = focused?.dataset.city;
    const shown = keys.map((_, at) => at).filter((at) => count[at] || has(state, "city", keys[at]));
    this.places.replaceChildren(...shown.map((at) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.dataset.city = keys[at];
      link.textContent = label(at);
      this.#lead(link, keys[at]);
      this.#point(link, state, keys[at]);
      item.append(link);
      return item;
    }));
    if (held) this.places.querySelector(`[data-city="${CSS.escape(held)}"]`)?.focus();
  }

  /** @param {Element} link @param {State} state @param {string} city */
  #point(link, state, city) {
    link.setAttribute("href", write(toggled(state, "city", city), this.facets) || "?");
    if (has(state, "city", city)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }

  /** @param {HTMLElement} link @param {string} city */
  #lead(link, city) {
    link.addEventListener("click", (event) => {
      // With a key held, a link opens elsewhere, as links do.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.choose(city);
    });
  }
}
