/*
 * The cards of rows: those that the page came with, and others made of its models, which are cards too
 * (overrides/partials/agora/card.html) with `{places}` for texts. A picture or link of a model leads nowhere
 * in particular until it is filled in.
 */

export class Cards {
  /** @param {HTMLElement} root @param {ExplorerFacts} data @param {Table} table @param {ExplorerMessages} messages */
  constructor(root, data, table, messages) {
    this.root = root;
    this.data = data;
    this.table = table;
    this.messages = messages;
    this.base = new URL(root.dataset.root, document.baseURI);
    this.home = new URL(root.dataset.home, document.baseURI);
    /** @type {Map<number, Promise<[slug: string, title: string, summary: string, photograph?: Photograph][]>>} */
    this.files = new Map();
    const inPage = root.querySelectorAll("[data-grid] > .ag-card");
    this.made = new Map(Array.from(inPage, (card, at) => [data.inPage[at], card]));
    /** @type {WeakMap<Element, string | null>} */
    this.summaries = new WeakMap();
  }

  /** Whether the card of a row needs nothing to be fetched. @param {number} row */
  isHere(row) {
    return this.made.has(row);
  }

  /**
   * The cards of rows. `passages` are what the search knows of them, by row, or null.
   * @param {number[]} rows @param {((row: number) => Promise<Passage> | undefined) | null} passages
   */
  async of(rows, passages) {
    return Promise.all(rows.map(async (row) => {
      const passage = passages && (await passages(row));
      const card = this.made.get(row) ?? this.#make(row, await this.#record(row, passage));
      this.made.set(row, card);
      this.#show(card, passage?.excerpt);
      return card;
    }));
  }

  /**
   * A passage has all that a card shows in place of its summary; a photograph is in the file alone.
   * @param {number} row @param {Passage | null} [passage]
   * @returns {Promise<CardFacts>}
   */
  async #record(row, passage) {
    if (passage && !this.table.uncovered.has(row)) return { ...passage, summary: null };
    const number = Math.floor(row / this.data.perFile);
    const file = this.files.get(number) ?? this.#fetch(number);
    this.files.set(number, file);
    const [slug, title, summary, photograph] = (await file)[row % this.data.perFile];
    return { slug, title, summary, photograph };
  }

  /** @param {number} number */
  #fetch(number) {
    const file = new URL(`${this.data.files}/cards/${number}.json`, this.base);
    return fetch(file).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      return answer.json();
    }).catch((error) => {
      this.files.delete(number);
      throw error;
    });
  }

  /** @param {number} row @param {CardFacts} record */
  #make(row, { slug, title, summary, photograph }) {
    const [axis] = this.table.valuesOf(row, "axis");
    const [city] = this.table.valuesOf(row, "city");
    const [country] = this.table.valuesOf(row, "country");
    const partners = this.table.valuesOf(row, "partner");
    /** @type {HTMLTemplateElement} */
    const model = this.root.querySelector(`[data-model="${CSS.escape(axis.key)}"]`);
    const card = model.content.querySelector("li").cloneNode(true);

    const partner = this.#link(card, "{partner}").parentElement;
    partner?.replaceWith(...partners.map((one) => {
      const name = partner.cloneNode(true);
      const link = name.querySelector("a");
      link.textContent = one.name;
      link.href = this.#at(`partners/${one.key}/`);
      return name;
    }));
    const label = card.querySelector(".ag-card__facts dt");
    label.textContent = this.messages.tell("partner", { n: partners.length });

    const place = this.#link(card, "{city}");
    const land = place.parentElement?.nextElementSibling;
    place.href = this.#at(`cities/${city.key}/`);
    place.textContent = city.name;
    if (land) land.textContent = country.name;

    const language = this.table.borrowed.get(row);
    const link = this.#link(card, "{title}");
    link.href = this.#at(`showcases/${slug}/`);
    link.textContent = title;
    const text = card.querySelector(".ag-card__summary");
    if (language) {
      const name = this.data.languages[language];
      const badge = card.querySelector(".ag-badge");
      badge.title = badge.title.replace("{language}", name);
      badge.textContent = badge.textContent.replace("{language}", name);
      [link.lang, link.hreflang, text.lang] = [language, language, language];
      [link.dir, text.dir] = ["auto", "auto"];
    } else {
      card.querySelector(".ag-badge").remove();
      for (const one of [link, text]) {
        one.removeAttribute("lang");
        one.removeAttribute("dir");
      }
      link.removeAttribute("hreflang");
    }
    this.summaries.set(card, summary);
    text.textContent = summary ?? "";
    this.#picture(card, row, slug, axis.key, photograph);
    return card;
  }

  /** The address of a page of this language. @param {string} path */
  #at(path) {
    return new URL(path, this.home).href;
  }

  /**
   * @param {HTMLElement} card @param {number} row @param {string} slug @param {string} axis
   * @param {Photograph} [photograph]
   */
  #picture(card, row, slug, axis, photograph) {
    /** @type {HTMLImageElement} */
    const cover = card.querySelector(".ag-card__cover");
    if (!this.table.uncovered.has(row)) {
      cover.src = new URL(`${this.data.covers[axis]}/${slug}.svg`, this.base).href;
      return;
    }
    cover?.remove();
    /** @type {HTMLTemplateElement | null} */
    const model = this.root.querySelector("[data-model-photograph]");
    if (!photograph || !model) return;
    const picture = model.content.querySelector("picture").cloneNode(true);
    /** @param {Photograph[number]} group */
    const sources = (group) =>
      group.map(([path, width]) => `${new URL(path, this.base)} ${width}w`).join(", ");
    const image = picture.querySelector("img");
    const renditions = photograph[photograph.length - 1];
    const [path, width, height] = renditions[renditions.length - 1];
    picture.querySelectorAll("source").forEach((source, at) => {
      source.srcset = sources(photograph[at]);
    });
    image.srcset = sources(renditions);
    [image.src, image.width, image.height] = [new URL(path, this.base).href, width, height];
    image.style.setProperty("--ag-ratio", String(width / height));
    card.prepend(picture);
  }

  /** @param {HTMLElement} card @param {string} text */
  #link(card, text) {
    const links = Array.from(card.querySelectorAll("a"));
    return links[links.findIndex((link) => link.textContent === text)];
  }

  /**
   * The excerpt in place of the summary, or the summary again.
   * @param {Element} card @param {Passage["excerpt"]} [excerpt]
   */
  #show(card, excerpt) {
    const text = card.querySelector(".ag-card__summary");
    if (!this.summaries.has(card)) this.summaries.set(card, text.textContent);
    if (!excerpt) {
      text.textContent = this.summaries.get(card) ?? text.textContent;
      return;
    }
    text.replaceChildren("… ", ...excerpt.map(({ text: piece, isMarked }) => {
      if (!isMarked) return piece;
      const mark = document.createElement("mark");
      mark.textContent = piece;
      return mark;
    }), " …");
  }
}
