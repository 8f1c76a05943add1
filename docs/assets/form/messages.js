/* The words of a problem: the mirror of agora/problems/, over the entries of agora/locales/. */

import { printable } from "./text.js";

/**
 * A text with its `{named}` places filled in; `{{` and `}}` stand for braces.
 * @param {string} template @param {Values} values
 */
export const fill = (template, values) =>
  template.replace(/\{\{|\}\}|\{([\w-]+)\}/g, (found, name) =>
    name === undefined ? found[0] : String(values[name] ?? found),
  );

/** @param {string} template */
const names = (template) =>
  Array.from(template.matchAll(/\{\{|\{([\w-]+)\}/g), ([, name]) => name).filter(Boolean);

/**
 * The first alternative whose arguments were all given; "" if there is none.
 * @param {string[]} templates @param {Values} values
 */
const firstComplete = (templates, values) => {
  const complete = templates.find((each) => names(each).every((name) => name in values));
  return complete === undefined ? "" : fill(complete, values);
};

export class Messages {
  /** @param {FormFacts} data */
  constructor(data) {
    this.problems = data.problems;
    this.report = data.report;
    /** @type {any} */
    this.text = data.text;
    this.quoted = data.quoted;
    this.plural = new Intl.PluralRules(data.language);
    this.numbers = new Intl.NumberFormat(data.language);
  }

  /**
   * Say a problem: `rule` that was broken, `field` where (`sources.0.url`), `values` of its message.
   * What `agora check` does not look at has no code.
   * @param {string} field @param {string} rule @param {Values} values
   * @returns {Problem}
   */
  say(field, rule, values = {}) {
    const entry = this.problems[rule];
    const given = Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const longest = this.quoted.names.includes(name) ? this.quoted.longest : Infinity;
        return [name, printable(String(value), longest)];
      }),
    );
    if (!entry) {
      const { message, help } = this.text.problems[rule];
      return { field, rule, code: "", message: fill(message, given), help: fill(help, given), note: "" };
    }
    return {
      field,
      rule,
      code: entry.code,
      message: firstComplete(entry.message, given),
      help: firstComplete(entry.help, given),
      note: firstComplete(entry.note, given),
    };
  }

  /**
   * A text of the form, such as `draft.kept`; of several plurals, the one for `n`.
   * @param {string} key @param {Values} values
   */
  tell(key, values = {}) {
    let entry = key.split(".").reduce((found, name) => found[name], this.text);
    if (typeof entry === "object") entry = entry[this.plural.select(Number(values.n))] ?? entry.other;
    const shown = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "number" ? this.numbers.format(value) : value,
      ]),
    );
    return fill(entry, shown);
  }

  /** A size in the units of the language, such as `1.4 MB`. @param {number} bytes */
  size(bytes) {
    const [scale, unit, maximumFractionDigits] = bytes < 1e6 ? [1e3, "kilobyte", 0] : [1e6, "megabyte", 1];
    const { locale } = this.plural.resolvedOptions();
    return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits }).format(bytes / scale);
  }
}

export const ADVICE = "AG8";
/** @param {{ code: string }} problem */
export const isAdvice = ({ code }) => code.startsWith(ADVICE);
