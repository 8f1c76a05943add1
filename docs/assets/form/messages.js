/* The words of a problem: the mirror of agora/problems/, over the entries of agora/locales/. */

import { printable } from "./text.js";

/** A text with its `{named}` places filled in; `{{` and `}}` stand for braces. */
export const fill = (template, values) =>
  template.replace(/\{\{|\}\}|\{([\w-]+)\}/g, (found, name) =>
    name === undefined ? found[0] : String(values[name] ?? found),
  );

const names = (template) =>
  Array.from(template.matchAll(/\{\{|\{([\w-]+)\}/g), ([, name]) => name).filter(Boolean);

/* The first alternative whose arguments were all given; "" if there is none. */
const firstComplete = (templates, values) => {
  const complete = templates.find((each) => names(each).every((name) => name in values));
  return complete === undefined ? "" : fill(complete, values);
};

export class Messages {
  /** `data` is that of agora/form/data.py. */
  constructor(data) {
    this.problems = data.problems;
    this.report = data.report;
    this.text = data.text;
    this.quoted = data.quoted;
    this.plural = new Intl.PluralRules(data.language);
    this.numbers = new Intl.NumberFormat(data.language);
  }

  /**
   * Say a problem: `rule` that was broken, `field` where (`sources.0.url`), `values` of its message.
   * What `agora check` does not look at has no code.
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

  /** A text of the form, such as `draft.kept`; of several plurals, the one for `n`. */
  tell(key, values = {}) {
    let entry = key.split(".").reduce((found, name) => found[name], this.text);
    if (typeof entry === "object") entry = entry[this.plural.select(values.n)] ?? entry.other;
    const shown = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "number" ? this.numbers.format(value) : value,
      ]),
    );
    return fill(entry, shown);
  }

  /** A size in the units of the language, such as `1.4 MB`. */
  size(bytes) {
    const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
    const format = { style: "unit", unit, maximumFractionDigits: bytes < 1e6 ? 0 : 1 };
    return new Intl.NumberFormat(this.plural.resolvedOptions().locale, format).format(value);
  }
}

export const ADVICE = "AG8";
export const isAdvice = ({ code }) => code.startsWith(ADVICE);
