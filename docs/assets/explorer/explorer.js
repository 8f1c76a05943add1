/*
 * The explorer: the address says what is asked for, the table what there is, and the page shows it. Nothing
 * is fetched before a reader asks for something.
 */

import { Cards } from "./cards.js";
import { Chips } from "./chips.js";
import { withEarly } from "./early.js";
import { CityMap } from "./map.js";
import { Messages } from "./messages.js";
import { Panel } from "./panel.js";
import { Search } from "./search.js";
import { SORTS, read, toggled, usualSort, write } from "./state.js";
import { Table } from "./table.js";
import { Ways } from "./ways.js";

const PAGE = 24; // cards shown at a time
const PAUSE = 180; // milliseconds after the last key, when a word is likely to be whole

class Explorer {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {ExplorerFacts} */
    this.data = JSON.parse(root.querySelector("[data-data]").textContent);
    this.messages = new Messages(this.data);
    this.base = new URL(root.dataset.root, document.baseURI);
    this.facets = Object.keys(this.data.text.facets);
    /** @type {ExplorerForm} */
    this.form = root.querySelector("[data-form]");
    this.field = this.form.elements.q;
    this.count = root.querySelector("[data-heading]");
    this.status = root.querySelector("[data-status]");
    this.grid = root.querySelector("[data-grid]");
    this.more = root.querySelector("[data-more]");
    this.button = this.more.querySelector("button");
    /** @type {SearchForm | null} */
    this.header = document.querySelector("header .ag-search");
    /** @type {Promise<Cards> | null} */
    this.opened = null;
    /** @type {Cards | null} */
    this.cards = null;
    this.pause = 0;
    this.state = this.#asked();
    this.turn = 0;
    this.limit = PAGE;

    this.search = this.#index(this.data.index);
    const others = this.data.others.map((other) => ({ ...other, search: this.#index(other.index) }));
    this.panel = new Panel(root, this.data, this.messages, () => this.update());
    this.chips = new Chips(
      root.querySelector("[data-chips]"),
      this.messages,
      (facet, key) => this.go(toggled(this.state, facet, key, false)),
      () => this.go({ ...this.state, chosen: {} }),
    );
    this.map = new CityMap(root, this.messages, this.facets,
      (city) => this.go(toggled(this.state, "city", city)));
    this.ways = new Ways(root, this.data, this.messages, others, (state) => {
      this.go(state);
      this.field.focus();
    });

    this.#listen();
    const early = withEarly(this.state, this.form, this.facets);
    if (write(early, this.facets) === write(this.state, this.facets)) this.#restore();
    else this.go(early);
  }

  /** @param {string} folder */
  #index(folder) {
    return new Search(new URL(`${folder}/`, this.base), this.data.rows, this.data.elisions);
  }

  #listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(this.field.value);
    });
    this.form.addEventListener("input", (event) => {
      if (event.target !== this.field) return;
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.#type(), PAUSE);
    });
    // A reader who comes to the field is about to ask: what every query needs is fetched meanwhile.
    this.field.addEventListener("focus", () => {
      this.#open().catch(() => {});
      this.search.ready().catch(() => {});
    }, { once: true });
    this.form.addEventListener("change", (event) => {
      const { type, name, value, checked } = /** @type {HTMLInputElement} */ (event.target);
      if (type === "checkbox") this.go(toggled(this.state, name, value, checked));
      else if (name === "sort") this.go({ ...this.state, sort: value });
      else if (name === "view") this.go({ ...this.state, view: value });
    });
    this.button.addEventListener("click", async () => {
      const first = this.grid.children.length;
      this.limit += PAGE;
      await this.update();
      this.grid.children[first]?.querySelector(".ag-card__title a").focus();
    });
    addEventListener("popstate", () => this.#restore());
    // The field in the header asks here, too.
    this.header?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(this.header?.elements.q.value ?? "");
    });
  }

  /* Each word that is being typed is not a step to go back to. */
  #type() {
    const query = this.field.value.trim();
    if (query === this.state.query) return;
    this.#take({ ...this.state, query, sort: this.#keptSort(query) });
    history.replaceState(null, "", this.#address());
    this.update();
  }

  /** @param {string} query */
  #keptSort(query) {
    return this.state.sort === "relevance" && !query ? null : this.state.sort;
  }

  /** @param {string} text */
  ask(text) {
    clearTimeout(this.pause);
    const query = text.trim();
    this.go({ ...this.state, query, sort: this.#keptSort(query) });
  }

  /** Go to a state, from which the reader can come back. @param {State} state */
  go(state) {
    clearTimeout(this.pause);
    this.#take(state);
    const address = this.#address();
    if (address !== location.pathname + location.search) history.pushState(null, "", address);
    return this.update();
  }

  #address() {
    return location.pathname + write(this.state, this.facets);
  }

  /* What the address asks for. */
  #asked() {
    return read(location.search, this.facets);
  }

  #restore() {
    clearTimeout(this.pause);
    this.#take(this.#asked());
    // Nothing is asked for, and the page shows what it came with.
    if (!write(this.state, this.facets) && !this.cards) {
      this.panel.mark(this.state);
      return;
    }
    this.update();
  }

  /** @param {State} state */
  #take(state) {
    this.state = state;
    this.limit = PAGE;
    const sort = state.sort ?? usualSort(state);
    for (const option of this.form.elements.sort.options) {
      const isOut = option.value === "relevance" && !state.query;
      [option.hidden, option.disabled] = [isOut, isOut];
    }
    this.form.elements.sort.value = SORTS.includes(sort) ? sort : usualSort(state);
    this.form.elements.view.value = state.view;
    // What is being typed is the reader's; only another state changes it.
    if (this.field.value.trim() !== state.query) this.field.value = state.query;
    const field = this.header?.elements.q;
    if (field && document.activeElement !== field) field.value = state.query;
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll("header a[hreflang]");
    for (const link of links) {
      link.search = write(state, this.facets);
    }
  }

  #open() {
    this.opened ??= fetch(new URL(`${this.data.files}/facets.json`, this.base)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      return answer.json();
    }).then((facets) => {
      this.cards = new Cards(this.root, this.data, new Table(facets, this.data.size), this.messages);
      return this.cards;
    }).catch((error) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  /** Show what the state asks for. Of several at once, the last one is shown. */
  async update() {
    this.turn += 1;
    const { turn, state } = this;
    const isCurrent = () => this.turn === turn;
    this.root.setAttribute("aria-busy", "true");
    try {
      const [all, found] = await Promise.all([
        this.#open(),
        state.query ? this.search.find(state.query) : null,
      ]);
      if (!isCurrent()) return;
      const { table } = all;
      const { rows, counts } = table.select(state.chosen, found?.rows);
      const ordered = table.sorted(rows, state.sort ?? usualSort(state), found?.rows);
      const shown = table.size <= this.data.inPage.length ? ordered : ordered.slice(0, this.limit);
      const passages = found && ((/** @type {number} */ row) => {
        const result = found.results.get(row);
        return result && this.search.passage(result);
      });
      const cards = await all.of(shown, passages);
      if (!isCurrent()) return;
      this.panel.update(state, table, counts);
      this.chips.update(state, table);
      this.map.update(state, table, counts);
      this.#list(cards, ordered.length);
      this.#tell(state, ordered.length);
      if (ordered.length) this.ways.hide();
      else await this.ways.show(state, table, this.search, found, isCurrent);
    } catch (error) {
      console.warn(error);
      if (isCurrent()) this.#say(this.messages.tell("failed"));
    } finally {
      if (isCurrent()) this.root.removeAttribute("aria-busy");
    }
  }

  /** @param {HTMLElement[]} cards @param {number} n */
  #list(cards, n) {
    /** @type {HTMLElement | null} */
    const held = this.grid.querySelector(":focus");
    this.root.querySelector("[data-newest]")?.remove();
    this.grid.replaceChildren(...cards);
    if (held?.isConnected) held.focus();
    const rest = Math.min(PAGE, n - cards.length);
    this.more.hidden = rest <= 0;
    if (rest > 0) this.button.textContent = this.messages.tell("more", { n: rest });
  }

  /** @param {State} state @param {number} n */
  #tell(state, n) {
    const isFiltered = Object.keys(state.chosen).length > 0;
    const key = n
      ? (state.query ? "found-for" : "found")
      : (state.query ? (isFiltered ? "none-for-filtered" : "none-for") : "none");
    this.#say(this.messages.tell(key, { n, query: state.query }));
  }

  /** @param {string} text */
  #say(text) {
    this.count.textContent = text;
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}

const root = document.querySelector("[data-explorer]");
if (root) new Explorer(root);
