/* The facets: checkboxes with counts, the values of the most showcases first, all of them when asked for. */

import { has } from "./state.js";
import { countOf } from "./table.js";
import { plain } from "./words.js";

const MANY = 20; // values from which on a list has a field to look one up in

export class Panel {
  /**
   * `load` fetches what lists of all values need, and resolves once `update` has been called.
   * @param {HTMLElement} root @param {ExplorerFacts} data @param {ExplorerMessages} messages
   * @param {() => Promise<void>} load
   */
  constructor(root, data, messages, load) {
    this.data = data;
    this.messages = messages;
    this.summary = root.querySelector("[data-summary]");
    this.usual = this.summary.textContent;
    this.facets = Array.from(root.querySelectorAll("[data-facet]"), (fieldset) => {
      /** @type {HTMLElement | null} */
      const button = fieldset.querySelector("[data-all]");
      /** @type {Choosing} */
      const facet = {
        key: fieldset.dataset.facet,
        list: fieldset.querySelector("ul"),
        items: new Map(),
        isWhole: false,
        sought: "",
      };
      for (const item of facet.list.querySelectorAll("li")) {
        facet.items.set(item.querySelector("input").value, item);
      }
      button?.addEventListener("click", async () => {
        await load();
        this.#toggle(facet, button);
      });
      return facet;
    });
  }

  /** @param {State} state @param {Table} table @param {Counts} counts */
  update(state, table, counts) {
    this.latest = { state, table, counts };
    const n = Object.values(state.chosen).reduce((sum, keys) => sum + keys.length, 0);
    this.summary.textContent = n ? this.messages.tell("narrow", { n }) : this.usual;
    for (const facet of this.facets) this.#render(facet);
  }

  /** Check what is chosen, before any count is known. @param {State} state */
  mark(state) {
    for (const facet of this.facets) {
      for (const [key, item] of facet.items) {
        item.querySelector("input").checked = has(state, facet.key, key);
      }
    }
  }

  /** @param {Choosing} facet @param {HTMLElement} button */
  #toggle(facet, button) {
    facet.isWhole = !facet.isWhole;
    facet.sought = "";
    const n = this.latest?.table.facet(facet.key).keys.length ?? 0;
    button.setAttribute("aria-expanded", String(facet.isWhole));
    button.textContent =
      this.messages.tell(facet.isWhole ? "first-values" : "all-values", { n });
    if (facet.isWhole && n > MANY) {
      facet.field ??= this.#field(facet);
      facet.list.before(facet.field);
      facet.field.value = "";
      facet.field.focus();
    } else {
      facet.field?.remove();
    }
    facet.list.classList.toggle("ag-facet__values--whole", facet.isWhole);
    this.#render(facet);
  }

  /** @param {Choosing} facet */
  #field(facet) {
    const field = document.createElement("input");
    field.type = "search";
    field.className = "ag-facet__field";
    field.autocomplete = "off";
    field.ariaLabel = this.messages.tell("filter-values", { facet: this.messages.facet(facet.key) });
    // It looks a value up, and asks nothing of the explorer.
    field.addEventListener("input", (event) => {
      event.stopPropagation();
      facet.sought = plain(field.value);
      this.#render(facet);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    return field;
  }

  /** @param {Choosing} facet */
  #render(facet) {
    if (!this.latest) return;
    const { state, table, counts } = this.latest;
    const { keys, names, index } = table.facet(facet.key);
    const count = countOf(counts, facet.key);
    let shown = keys.map((_, position) => position);
    if (facet.isWhole) {
      shown = shown.filter((at) => plain(names[at]).includes(facet.sought));
    } else {
      shown.sort((one, other) => count[other] - count[one] || one - other);
      const first = shown.slice(0, this.data.firstValues);
      const chosen = (state.chosen[facet.key] ?? []).map((key) => index.get(key));
      shown = [...new Set([...first, ...chosen.filter((at) => at !== undefined)])];
    }
    const wanted = shown.map((at) => {
      const item = facet.items.get(keys[at]) ?? this.#item(facet, keys[at], names[at]);
      const box = item.querySelector("input");
      box.checked = has(state, facet.key, keys[at]);
      item.querySelector(".ag-facet__count").textContent = this.messages.number(count[at]);
      item.classList.toggle("ag-facet__value--none", count[at] === 0 && !box.checked);
      return item;
    });
    // Nothing moves under the hand of the reader who is choosing from this list.
    const isInUse = facet.list.contains(document.activeElement);
    const present = new Set(Array.from(facet.list.children));
    if (isInUse && !facet.isWhole) {
      facet.list.append(...wanted.filter((item) => !present.has(item)));
      keys.forEach((key, at) => {
        const item = facet.items.get(key);
        if (!item || !present.has(item)) return;
        item.querySelector("input").checked = has(state, facet.key, key);
        item.querySelector(".ag-facet__count").textContent = this.messages.number(count[at]);
      });
    } else if (!isInUse) {
      facet.list.replaceChildren(...wanted);
    }
  }

  /** @param {Choosing} facet @param {string} key @param {string} name */
  #item(facet, key, name) {
    const [first] = facet.items.values();
    const item = first.cloneNode(true);
    const box = item.querySelector("input");
    box.value = key;
    item.querySelector("label > span").textContent = name;
    facet.items.set(key, item);
    return item;
  }
}
