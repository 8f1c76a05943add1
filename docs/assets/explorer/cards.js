/*
 * The cards of rows: those that the page came with, and others made of its models, which are cards too
 * (overrides/partials/agora/card.html) with `{places}` for texts. A picture or link of a model leads nowhere
 * in particular until it is filled in.
 */

export class Cards {
  constructor(root, data, table, messages) {
    this.root = root;
    this.data = data;
    this.table = table;
    this.messages = messages;
    this.base = new URL(root.dataset.root, document.baseURI);
    this.home = new URL(root.dataset.home, document.baseURI);
    this.files = new Map();
    const inPage = root.querySelectorAll("[data-grid] > .ag-card");
    this.made = new Map(Array.from(inPage, (card, at) => [data.inPage[at], card]));
    this.summaries = new WeakMap();
  }

  /** Whether the card of a row needs nothing to be fetched. */
  isHere(row) {
    return this.made.has(row);
  }

  /** The cards of rows. `passages` are what the search knows of them, by row, or null. */
  async of(rows, passages) {
    return Promise.all(rows.map(async (row) => {
      const passage = passages && (await passages(row));
      if (!this.made.has(row)) {
        const record = await this.#record(row, passage);
        this.made.set(row, this.#make(row, record));
      }
      const card = this.made.get(row);
      this.#show(card, passage?.excerpt);
      return card;
    }));
  }

  /* A passage has all that a card shows in place of its summary; a photograph is in the file alone. */
  async #record(row, passage) {
    if (passage && !this.table.uncovered.has(row)) return { ...passage, summary: null };
    const number = Math.floor(row / this.data.perFile);
    if (!this.files.has(number)) {
      const file = new URL(`${this.data.files}/cards/${number}.json`, this.base);
      this.files.set(number, fetch(file).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
        return answer.json();
      }).catch((error) => {
        this.files.delete(number);
        throw error;
      }));
    }
    const [slug, title, summary, photograph] = (await this.files.get(number))[row % this.data.perFile];
    return { slug, title, summary, photograph };
  }

  #make(row, { slug, title, summary, photograph }) {
    const [axis] = this.table.valuesOf(row, "axis");
    const [city] = this.table.valuesOf(row, "city");
    const [country] = this.table.valuesOf(row, "country");
    const partners = this.table.valuesOf(row, "partner");
    const model = this.root.querySelector(`[data-model="${CSS.escape(axis.key)}"]`);
    const card = model.content.firstElementChild.cloneNode(true);

    const partner = this.#link(card, "{partner}");
    partner.closest("dd").replaceWith(...partners.map((one) => {
      const name = partner.closest("dd").cloneNode(true);
      const link = name.querySelector("a");
      link.textContent = one.name;
      link.href = new URL(`partners/${one.key}/`, this.home);
      return name;
    }));
    const label = card.querySelector(".ag-card__facts dt");
    label.textContent = this.messages.tell("partner", { n: partners.length });

    const place = this.#link(card, "{city}");
    place.href = new URL(`cities/${city.key}/`, this.home);
    place.textContent = city.name;
    place.parentElement.nextElementSibling.textContent = country.name;

    const language = this.table.borrowed.get(row);
    const link = this.#link(card, "{title}");
    link.href = new URL(`showcases/${slug}/`, this.home);
    link.textContent = title;
    const text = card.querySelector(".ag-card__summary");
    if (language) {
      const name = this.data.languages[language];
      const badge = card.querySelector(".ag-badge");
      for (const part of ["title", "textContent"]) {
        badge[part] = badge[part].replace("{language}", name);
      }
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

  #picture(card, row, slug, axis, photograph) {
    const cover = card.querySelector(".ag-card__cover");
    if (!this.table.uncovered.has(row)) {
      cover.src = new URL(`${this.data.covers[axis]}/${slug}.svg`, this.base);
      return;
    }
    cover?.remove();
    const model = this.root.querySelector("[data-model-photograph]");
    if (!photograph || !model) return;
    const picture = model.content.querySelector("picture").cloneNode(true);
    const sources = (group) =>
      group.map(([path, width]) => `${new URL(path, this.base)} ${width}w`).join(", ");
    const image = picture.querySelector("img");
    const best = photograph.at(-1).at(-1);
    picture.querySelectorAll("source").forEach((source, at) => {
      source.srcset = sources(photograph[at]);
    });
    image.srcset = sources(photograph.at(-1));
    [image.src, image.width, image.height] = [new URL(best[0], this.base), best[1], best[2]];
    image.style.setProperty("--ag-ratio", best[1] / best[2]);
    card.prepend(picture);
  }

  #link(card, text) {
    return Array.from(card.querySelectorAll("a")).find((link) => link.textContent === text);
  }

  /* The excerpt in place of the summary, or the summary again. */
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
