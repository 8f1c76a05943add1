/* Where to go on from where nothing was found: each way says how much it leads to. */

import { toggled } from "./state.js";

const MOST_WORDS = 5;

export class Ways {
  /**
   * @param {HTMLElement} root @param {ExplorerFacts} data @param {ExplorerMessages} messages
   * @param {OtherIndex[]} others @param {(state: State) => void} go
   */
  constructor(root, data, messages, others, go) {
    this.panel = root.querySelector("[data-none]");
    this.home = new URL(root.dataset.home, document.baseURI);
    this.base = new URL(root.dataset.root, document.baseURI);
    this.data = data;
    this.messages = messages;
    this.others = others;
    this.go = go;
  }

  hide() {
    this.panel.hidden = true;
    this.panel.replaceChildren();
  }

  /**
   * Shows the ways; the slower ones follow while `isCurrent`.
   * @param {State} state @param {Table} table @param {Search} search @param {Found | null} found
   * @param {() => boolean} isCurrent
   */
  async show(state, table, search, found, isCurrent) {
    const isFiltered = Object.keys(state.chosen).length > 0;
    const list = document.createElement("ul");
    list.ariaLabel = this.messages.tell("ways");
    list.className = "ag-explorer__ways";
    this.panel.replaceChildren(list);
    this.panel.hidden = false;

    const rows = found?.rows ?? null;
    for (const [facet, keys] of Object.entries(state.chosen)) {
      for (const value of keys) {
        const next = toggled(state, facet, value, false);
        const n = table.select(next.chosen, rows).rows.length;
        const name = table.nameOf(facet, value) ?? value;
        this.#offer(list, "without", { facet: this.messages.facet(facet), value: name }, n, next);
      }
    }
    const all = isFiltered ? table.select({}, rows).rows.length : 0;
    if (all && !list.children.length) {
      this.#offer(list, "unfiltered", {}, all, { ...state, chosen: {} });
    }
    const last = [
      this.#link("axes", new URL("axes/", this.home)),
      this.#link("add", new URL("contribute/", this.home)),
    ];
    list.append(...last);
    if (!state.query || rows?.length) return;

    const words = search.words(state.query);
    if (words.length > 1 && words.length <= MOST_WORDS) {
      for (const left of words) {
        const query = words.filter((word) => word !== left).join(" ");
        if (!query) continue;
        const less = await search.find(query);
        if (!isCurrent()) return;
        const n = table.select(state.chosen, less?.rows ?? []).rows.length;
        this.#offer(list, "words", { query }, n, { ...state, query }, last[0]);
      }
    }
    for (const other of this.others) {
      const there = await other.search.find(state.query).catch(() => null);
      if (!isCurrent()) return;
      const n = there?.rows.length ?? 0;
      if (!n) continue;
      const address = new URL(other.url, this.base);
      address.search = new URLSearchParams({ q: state.query }).toString();
      const values = { language: other.name, found: this.messages.tell("found", { n }) };
      const item = this.#link("elsewhere", address, values);
      item.querySelector("a").hreflang = other.language;
      last[0].before(item);
    }
  }

  /**
   * @param {HTMLElement} list @param {string} key @param {Values} values @param {number} n @param {State} next
   * @param {HTMLElement | null} before
   */
  #offer(list, key, values, n, next, before = null) {
    if (!n) return;
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ag-button ag-button--quiet ag-button--small";
    const found = this.messages.tell("found", { n });
    button.textContent = this.messages.tell(key, { ...values, found });
    button.addEventListener("click", () => this.go(next));
    item.append(button);
    list.insertBefore(item, before);
  }

  /** @param {string} key @param {URL} address @param {Values} values */
  #link(key, address, values = {}) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address.href;
    link.textContent = this.messages.tell(key, values);
    item.append(link);
    return item;
  }
}
