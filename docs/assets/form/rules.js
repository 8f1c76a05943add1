/*
 * What is wrong with answers: the mirror of agora/content/validation.py, entries.py, terms.py and reading.py, as far as
 * one original in one file can break their rules. Answers are as in document.js.
 */

import { Bodies } from "./body.js";
import { Messages } from "./messages.js";
import { Names } from "./names.js";
import { NO_WORD, hasSpace, isPrintable, length, oneLine, strip } from "./text.js";

export class Rules {
  /** `read` is that of reading.js, and without it a text is not judged. @param {FormFacts} data @param {Read | null} read */
  constructor(data, read = null) {
    this.data = data;
    this.read = read;
    this.names = new Names(data);
    this.bodies = new Bodies(data);
    this.messages = new Messages(data);
  }

  /** The problems of the answers, in the order of the schema, then of the text. @param {Answers} answers */
  check(answers) {
    return new Check(this, answers).problems;
  }

  /** How many words a text has; 0 as long as it cannot be read. @param {string} body */
  count(body) {
    return this.read ? this.bodies.count(this.read(body).passages) : 0;
  }
}

/** @param {string} text */
const isBlank = (text) => strip(text) === "";
/** @param {any} value */
const isGiven = (value) => Boolean(value) && value.length !== 0;

/* One run over one set of answers. */
class Check {
  /** @param {Rules} rules @param {Answers} answers */
  constructor(rules, answers) {
    this.data = rules.data;
    this.names = rules.names;
    this.bodies = rules.bodies;
    this.messages = rules.messages;
    this.read = rules.read;
    this.answers = answers;
    /** @type {Problem[]} */
    this.problems = [];
    this.#name();
    const values = Object.fromEntries(this.data.fields.map((field) => [field.name, this.#field(field)]));
    this.#city(values);
    this.#partners(values);
    this.#body(values);
  }

  /** @param {string} field @param {string} rule @param {Values} [values] @returns {undefined} */
  #add(field, rule, values) {
    this.problems.push(this.messages.say(field, rule, values));
  }

  /* The name of the file, as agora/content/sources.py has it; a name in use would write over that showcase. */
  #name() {
    const { slug, language } = this.answers;
    if (!slug) return this.#add("slug", "name");
    if (!this.names.isSlug(slug)) {
      const better = this.names.slugify(slug);
      /** @type {Values} */
      const name = this.names.isSlug(better) ? { name: `${better}.${language}.md` } : {};
      return this.#add("slug", "slug", { value: slug, ...name });
    }
    if (this.data.showcases.includes(slug)) return this.#add("slug", "taken", { value: slug });
    if (this.data.aliases.includes(slug)) this.#add("slug", "alias-clash", { value: slug });
  }

  /** The valid value of a field of the showcase, or undefined. @param {SchemaField} field */
  #field(field) {
    const { name, type, required, example } = field;
    const value = this.answers[name];
    if (type.kind === "Record") return this.#image(name, type, value);
    if (type.kind === "ListOf") return this.#list(field, type, value);
    if (isGiven(value)) return this.#part({ type, required, example }, value, name, name);
    if (required) this.#add(name, "missing", { key: name, example });
    return undefined;
  }

  /**
   * The valid value of a field that is one text; `at` is where it stands, `key` what messages call it.
   * @param {Omit<SchemaField<Scalar>, "name">} field @param {string} written @param {string} at @param {string} key
   */
  #part({ type, required, example }, written, at, key) {
    if (isBlank(written)) {
      if (required) this.#add(at, "empty-value", { key, example });
      return undefined;
    }
    return this.#scalar(type, written, at, key);
  }

  /** @param {Scalar} type @param {string} written @param {string} at @param {string} key */
  #scalar(type, written, at, key) {
    const text = oneLine(written);
    switch (type.kind) {
      case "Text": {
        const n = length(text);
        const { shortest, longest } = type;
        if (n > longest) return this.#add(at, "too-long", { key, value: text, n, longest });
        if (n < shortest) return this.#add(at, "too-short", { key, value: text, n, shortest });
        const quote = loneQuote(text);
        if (quote) this.#add(at, "lone-quote", { value: text, quote });
        return text;
      }
      case "Year": {
        const { first, last } = type;
        if (/^[0-9]{4}$/.test(text) && first <= Number(text) && Number(text) <= last) return text;
        return this.#add(at, "year", { key, value: text, first, last });
      }
      case "WebAddress": {
        if (isWebAddress(text, type.longest)) return text;
        if (this.bodies.localFile(text)) return this.#add(at, "local-path", { value: text });
        const better = withoutSpaces(text, type.longest);
        if (better) return this.#add(at, "address-space", { key, value: aroundSpace(text), better });
        return this.#add(at, "web-address", { key, value: text });
      }
      case "PictureFile": {
        const known = type.suffixes.join(", ");
        const better = this.bodies.localFile(text);
        const folder = `showcases/${this.answers.slug}/`;
        if (better) return this.#add(at, "local-path", { value: text, folder, better });
        if (/[/\\]|^\./.test(text)) return this.#add(at, "picture-path", { key, value: text });
        if (type.suffixes.some((suffix) => text.toLowerCase().endsWith(suffix))) return text;
        return this.#add(at, "picture-type", { key, value: text, known });
      }
      default:
        return text; // Chosen from a list.
    }
  }

  /** The valid items of a list, or undefined. @param {SchemaField} field @param {ListType} type @param {any[]} value */
  #list({ name, required, example }, { item: type, most }, value) {
    const items = type.kind === "Record" ? value.filter((item) => this.#hasPart(type, item)) : value;
    if (!items.length) {
      if (required) this.#add(name, "missing", { key: name, example });
      return undefined;
    }
    // One text needs no list around it, and an empty one is then a field left as it was.
    if (items.length === 1 && !required && type.kind !== "Record" && isBlank(items[0])) return undefined;
    if (items.length > most) {
      return this.#add(name, "too-many", { key: name, n: items.length, most });
    }
    const values = value.map((item, index) => {
      const at = `${name}.${index}`;
      if (type.kind !== "Record") {
        return isBlank(item)
          ? this.#add(at, "empty-value", { key: name, example })
          : this.#scalar(type, item, at, name);
      }
      return this.#hasPart(type, item) ? this.#record(type, item, name, at) : null;
    });
    return values.includes(undefined) ? undefined : values.filter((each) => each !== null);
  }

  /** @param {RecordType} type @param {Strings} item */
  #hasPart(type, item) {
    return type.fields.some((part) => isGiven(item[part.name]));
  }

  /** @param {RecordType} type @param {Strings} item @param {string} name @param {string} at */
  #record({ fields }, item, name, at) {
    /** @type {Record<string, string | undefined>} */
    const values = {};
    for (const part of fields) {
      const key = `${name}.${part.name}`;
      const place = `${at}.${part.name}`;
      if (isGiven(item[part.name])) values[part.name] = this.#part(part, item[part.name], place, key);
      else if (part.required) this.#add(place, "missing", { key, example: part.example });
    }
    const complete = fields.every((part) => !part.required || values[part.name] !== undefined);
    return complete ? values : undefined;
  }

  /**
   * A picture: what it lacks has words of its own.
   * @param {string} name @param {RecordType} type @param {Strings} value
   */
  #image(name, type, value) {
    if (!this.#hasPart(type, value)) return undefined;
    /** @type {Record<string, string | undefined>} */
    const values = {};
    for (const part of type.fields) {
      const key = `${name}.${part.name}`;
      if (isGiven(value[part.name])) values[part.name] = this.#part(part, value[part.name], key, key);
      else if (part.required) this.#add(key, `missing-${part.name}`, { key, example: part.example });
    }
    return values;
  }

  /** @param {Partial<Answers>} values */
  #city({ city: name, country }) {
    if (name === undefined) return;
    const { cities, unlisted } = this.data;
    const there = cities.filter((city) => !country || city.country === country);
    const wanted = this.#fold(name);
    const known = there.filter((city) =>
      Object.values(city.names).some((each) => this.#fold(each) === wanted),
    );
    if (known.length === 1) return;
    if (known.length) {
      const options = known.map((city) => city.country).sort().join(", ");
      this.#add("city", "ambiguous-city", { value: name, known: options });
      return;
    }
    const similar = this.names.mostSimilar(name, there.flatMap((city) => Object.values(city.names)));
    if (similar) return this.#add("city", "similar-city", { value: name, similar });
    if (!country) return this.#add("city", "unknown-city", { value: name });
    let slug = this.names.slugify(name);
    if (!slug) return this.#add("city", "no-slug", { key: "city", value: name });
    if (cities.some((city) => city.slug === slug) || this.data.reserved.includes(slug)) {
      slug += `-${country.toLowerCase()}`;
    }
    const namesake = unlisted.find((city) => city.slug === slug);
    if (namesake && namesake.country !== country) {
      const value = this.#isFirst(namesake.first) ? Object.values(namesake.names)[0] : name;
      this.#add("city", "city-clash", { value, slug });
    }
  }

  /** @param {string} name */
  #fold(name) {
    return this.names.slugify(name) || name.toLowerCase();
  }

  /** Whether this showcase is read before another: of two that clash, the later one is told. @param {string} other */
  #isFirst(other) {
    return `${this.answers.slug}.` < `${other}.`;
  }

  /**
   * A name that folds to the same address as another one is the same partner, and is spelt the same.
   * @param {Partial<Answers>} values
   */
  #partners({ partner: names = [] }) {
    const { language, slug: own } = this.answers;
    const isDefault = language === this.data.languages[0];
    /** @type {Map<string, string>} */
    const first = new Map();
    names.forEach((name, index) => {
      const at = `partner.${index}`;
      const slug = this.names.slugify(name);
      if (!slug || this.data.reserved.includes(slug)) {
        return this.#add(at, "no-slug", { key: "partner", value: name });
      }
      const known =
        this.data.partners.find(
          (each) => !isDefault && language in each.names && this.names.slugify(each.names[language]) === slug,
        ) ?? this.data.partners.find((each) => each.slug === slug);
      const key = known?.slug ?? slug;
      const theirs = known?.names[language];
      const isRead = known && theirs !== undefined && known.first[language] < own;
      const similar = first.get(key) ?? (isRead ? theirs : name);
      // Of two showcases, the one that is read later is told.
      if (!first.has(key) && !isRead && theirs !== undefined && theirs !== name) {
        this.#add(at, "partner-spelling", { value: theirs, similar: name });
      }
      first.set(key, similar);
      if (similar !== name) this.#add(at, "partner-spelling", { value: name, similar });
    });
  }

  /** @param {Partial<Answers>} values */
  #body({ title, summary, image, links = [], sources = [] }) {
    const { body, language, slug } = this.answers;
    const cited = new Set(sources.map((source) => source.url));
    links.forEach(({ url }, index) => this.#encrypted(`links.${index}.url`, { url }, cited));
    for (const [field, line] of Object.entries({ title, summary })) this.#advise(field, line ?? "", language);
    if (!this.read) return;
    const reading = this.read(body);
    const { passages, links: found } = reading;
    if (!passages.some((passage) => /[^ \n\ufffc]/.test(passage))) this.#add("body", "empty-body");
    const pictures = image?.file ? [`${slug}/${image.file}`] : [];
    for (const link of found) {
      const rule = this.bodies.fault(link, pictures, slug);
      if (rule) this.#add("body", rule, this.#told(rule, link));
      if (!link.isPicture) this.#encrypted("body", link, cited);
    }
    const figure = this.bodies.firstFigure(passages);
    const hasSources = this.answers.sources.some((item) => item.title || item.url);
    if (figure !== null && !hasSources) this.#add("body", "no-source", { value: figure });
    const { fewest, most } = this.bodies.words;
    const n = this.bodies.count(passages);
    if (n > 0 && n < fewest) this.#add("body", "short-text", { n, fewest });
    else if (n > most) this.#add("body", "long-text", { n, most });
    for (const [rule, values] of this.bodies.mistakes(reading)) this.#add("body", rule, values);
    for (const passage of passages) this.#advise("body", passage, language);
  }

  /** The values of what is said of a link. @param {string} rule @param {Link} link */
  #told(rule, { url, isPicture }) {
    /** @type {Values} */
    const values = url ? { value: url } : {};
    if (rule === "broken-link" && url.startsWith("www.")) return { ...values, better: `https://${url}` };
    if (rule !== "local-path" || !isPicture) return values;
    const { slug } = this.answers;
    return { ...values, folder: `showcases/${slug}/`, better: `${slug}/${this.bodies.localFile(url)}` };
  }

  /** @param {string} field @param {string} text @param {string} language */
  #advise(field, text, language) {
    for (const [rule, value] of this.bodies.faults(text, language)) {
      this.#add(field, rule, { value: value.replaceAll(NO_WORD, "…") });
    }
  }

  /** @param {string} field @param {{ url: string, bare?: string }} link @param {Set<string>} cited */
  #encrypted(field, { url, bare }, cited) {
    if (!url.startsWith("http:") || cited.has(url)) return;
    this.#add(field, "not-https", bare ? { value: bare, better: `https://${bare}` } : { value: url });
  }
}

/** A quote that opens and does not close, or the other way round; "" where there is none. @param {string} text */
function loneQuote(text) {
  const [opened, closed] = ["«", "»"].map((quote) => text.split(quote).length);
  if (opened !== closed) return opened > closed ? "«" : "»";
  return text.includes("“") && !/[”„]/.test(text) ? "“" : "";
}

/**
 * An address that lacks nothing but the `%20` of its spaces, with these; "" for any other.
 * @param {string} text @param {number} longest
 */
function withoutSpaces(text, longest) {
  const better = text.replaceAll(" ", "%20");
  const isSo = better !== text && /^https?:\/\/[^\s/?#]+[/?#]/u.test(text) && isWebAddress(better, longest);
  return isSo ? better : "";
}

/** The words around the first space of an address, with the space shown. @param {string} text */
function aroundSpace(text) {
  const at = text.indexOf(" ");
  return text.slice(Math.max(at - 40, 0), at + 30).replaceAll(" ", "␣");
}

/**
 * Whether a text is an absolute http(s) address without spaces or a user name, as Python's `urlsplit` reads it.
 * @param {string} text @param {number} longest
 */
export function isWebAddress(text, longest) {
  if (length(text) > longest || hasSpace(text) || !isPrintable(text)) return false;
  const [, authority] = text.match(/^https?:\/\/([^/?#]*)/iu) ?? [];
  if (!authority || authority.includes("@")) return false;
  if (/[/?#@:]/.test(authority.replace(/[@:#?]/g, "").normalize("NFKC"))) return false;
  if (/[[\]]/.test(authority)) return URL.canParse(text) && /^\[.*\](:\d*)?$/.test(authority);
  const [host, ...ports] = authority.split(":");
  const port = ports.join(":");
  return host !== "" && (port === "" || (/^[0-9]+$/.test(port) && Number(port) > 0 && Number(port) <= 65535));
}
