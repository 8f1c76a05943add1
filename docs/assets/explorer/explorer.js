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
  constructor(root) {
    this.root = root;
    this.data = JSON.parse(root.querySelector("[data-data]").textContent);
    this.messages = new Messages(this.data);
    this.base = new URL(root.dataset.root, document.baseURI);
    this.facets = Object.keys(this.data.text.facets);
    this.form = root.querySelector("[data-form]");
    this.field = this.form.elements.q;
    this.count = root.querySelector("[data-heading]");
    this.status = root.querySelector("[data-status]");
    this.grid = root.querySelector("[data-grid]");
    this.more = root.querySelector("[data-more]");
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
    const asked = this.#asked();
    const early = withEarly(asked, this.form, this.facets);
    if (write(early, this.facets) === write(asked, this.facets)) this.#restore();
    else this.go(early);
  }

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
      this.#table().catch(() => {});
      this.search.ready().catch(() => {});
    }, { once: true });
    this.form.addEventListener("change", ({ target }) => {
      if (target.type === "checkbox") {
        this.go(toggled(this.state, target.name, target.value, target.checked));
      } else if (target.name === "sort") {
        this.go({ ...this.state, sort: target.value });
      } else if (target.name === "view") {
        this.go({ ...this.state, view: target.value });
      }
    });
    this.more.firstElementChild.addEventListener("click", async () => {
      const first = this.grid.children.length;
      this.limit += PAGE;
      await this.update();
      this.grid.children[first]?.querySelector(".ag-card__title a").focus();
    });
    addEventListener("popstate", () => this.#restore());
    // The field in the header asks here, too.
    const header = document.querySelector("header .ag-search");
    header?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(header.elements.q.value);
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

  #keptSort(query) {
    return this.state.sort === "relevance" && !query ? null : this.state.sort;
  }

  ask(text) {
    clearTimeout(this.pause);
    const query = text.trim();
    this.go({ ...this.state, query, sort: this.#keptSort(query) });
  }

  /** Go to a state, from which the reader can come back. */
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
    if (!write(this.state, this.facets) && !this.table) {
      this.panel.mark(this.state);
      return;
    }
    this.update();
  }

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
    const header = document.querySelector("header .ag-search");
    if (header && document.activeElement !== header.elements.q) header.elements.q.value = state.query;
    for (const link of document.querySelectorAll("header a[hreflang]")) {
      link.search = write(state, this.facets);
    }
  }

  #table() {
    this.opened ??= fetch(new URL(`${this.data.files}/facets.json`, this.base)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      return answer.json();
    }).then((facets) => {
      this.table = new Table(facets, this.data.size);
      this.cards = new Cards(this.root, this.data, this.table, this.messages);
      return this.table;
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
      const [table, found] = await Promise.all([
        this.#table(),
        state.query ? this.search.find(state.query) : null,
      ]);
      if (!isCurrent()) return;
      const { rows, counts } = table.select(state.chosen, found?.rows);
      const ordered = table.sorted(rows, state.sort ?? usualSort(state), found?.rows);
      const shown = table.size <= this.data.inPage.length ? ordered : ordered.slice(0, this.limit);
      const passages = found && ((row) => this.search.passage(found.results.get(row)));
      const cards = await this.cards.of(shown, passages);
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

  #list(cards, n) {
    const held = document.activeElement;
    this.root.querySelector("[data-newest]")?.remove();
    this.grid.replaceChildren(...cards);
    if (this.grid.contains(held)) held.focus();
    const rest = Math.min(PAGE, n - cards.length);
    this.more.hidden = rest <= 0;
    if (rest > 0) this.more.firstElementChild.textContent = this.messages.tell("more", { n: rest });
  }

  #tell(state, n) {
    const isFiltered = Object.keys(state.chosen).length > 0;
    const key = n
      ? (state.query ? "found-for" : "found")
      : (state.query ? (isFiltered ? "none-for-filtered" : "none-for") : "none");
    this.#say(this.messages.tell(key, { n, query: state.query }));
  }

  #say(text) {
    this.count.textContent = text;
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}

const root = document.querySelector("[data-explorer]");
if (root) new Explorer(root);
