/* Texts in the reader's language, with the plural forms of CLDR and its numbers. */

export class Messages {
  /** @param {{ locale: string, text: any }} data */
  constructor({ locale, text }) {
    this.text = text;
    this.plural = new Intl.PluralRules(locale);
    this.numbers = new Intl.NumberFormat(locale);
  }

  /** @param {number} n */
  number(n) {
    return this.numbers.format(n);
  }

  /**
   * The text of a key, its `{places}` filled in; of a plural, the form of `n`.
   * @param {string} key @param {Values} values
   */
  tell(key, values = {}) {
    let text = this.text[key];
    if (typeof text === "object") text = text[this.plural.select(Number(values.n))] ?? text.other;
    return String(text).replace(/\{(\w+)\}/g, (place, name) => {
      const value = values[name] ?? place;
      return typeof value === "number" ? this.number(value) : value;
    });
  }

  /** @param {string} key @returns {string} */
  facet(key) {
    return this.text.facets[key];
  }
}
