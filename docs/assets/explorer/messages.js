/* Texts in the reader's language, with the plural forms of CLDR and its numbers. */

export class Messages {
  constructor({ locale, text }) {
    this.text = text;
    this.plural = new Intl.PluralRules(locale);
    this.numbers = new Intl.NumberFormat(locale);
  }

  number(n) {
    return this.numbers.format(n);
  }

  /** The text of a key, its `{places}` filled in; of a plural, the form of `n`. */
  tell(key, values = {}) {
    let text = this.text[key];
    if (typeof text === "object") text = text[this.plural.select(values.n)] ?? text.other;
    return text.replace(/\{(\w+)\}/g, (place, name) => {
      if (!(name in values)) return place;
      return typeof values[name] === "number" ? this.number(values[name]) : values[name];
    });
  }

  facet(key) {
    return this.text.facets[key];
  }
}
