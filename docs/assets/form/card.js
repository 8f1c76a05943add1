/* The card of the showcase as it will stand in the listings. */

export class Card {
  /** @param {HTMLElement} root @param {FormFacts} data @param {FormMessages} messages */
  constructor(root, data, messages) {
    this.root = root;
    this.card = root.querySelector("[data-card]");
    this.data = data;
    this.messages = messages;
  }

  /** @param {Answers} answers */
  show({ title, summary, axis, partner, city, country, language }) {
    /** @param {string} key @param {Values} [values] */
    const tell = (key, values) => this.messages.tell(`preview.${key}`, values);
    const chosen = this.data.axes[axis];
    this.card.style.setProperty("--axis", chosen?.colour ?? "var(--ag-muted)");
    /** @type {HTMLTemplateElement | null} */
    const star = this.root.querySelector(`[data-axis-star="${CSS.escape(axis)}"]`);
    this.#part("star").replaceChildren(...(star ? [star.content.cloneNode(true)] : []));
    this.#part("axis").textContent = chosen?.short ?? tell("axis");
    for (const [name, text] of Object.entries({ title, summary })) {
      this.#part(name).textContent = text || tell(name);
      this.#part(name).lang = text ? language : this.data.language;
      this.#part(name).classList.toggle("ag-preview__empty", !text);
    }
    const names = this.#part("partners");
    names.textContent = tell("partners", { n: partner.length || 1 });
    names.parentElement?.replaceChildren(
      names,
      ...(partner.length ? partner : ["…"]).map((text) => {
        const name = document.createElement("dd");
        name.dir = "auto";
        name.textContent = text;
        return name;
      }),
    );
    this.#part("city").textContent = city ? this.#place(city, country) : "…";
  }

  /**
   * The city with its country: the one that was chosen, or that of the only city of that name.
   * @param {string} city @param {string} country
   */
  #place(city, country) {
    const option = country
      ? this.root.querySelector(`[data-name=country] option[value="${CSS.escape(country)}"]`)
      : this.#only(city);
    return option ? `${city}, ${option.textContent.trim()}` : city;
  }

  /** @param {string} city */
  #only(city) {
    /** @type {NodeListOf<HTMLOptionElement>} */
    const options = this.root.querySelectorAll("#f-known-cities option");
    const named = Array.from(options).filter((option) => option.value === city);
    return named.length === 1 ? named[0] : null;
  }

  /** @param {string} name */
  #part(name) {
    return this.card.querySelector(`[data-${name}]`);
  }
}
