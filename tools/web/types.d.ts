/*
 * What the scripts of docs/ are written against: the parts of a page, and the JSON that Python hands over. Here, and
 * not in the scripts, so that readers are not sent it.
 */

/* Templates and scripts are written together: what a script looks for by a selector is there. Tests show that it is. */
interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K];
  querySelector<E extends Element = HTMLElement>(selectors: string): E;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll<E extends Element = HTMLElement>(selectors: string): NodeListOf<E>;
}

interface Element {
  closest<E extends Element = HTMLElement>(selectors: string): E;
}

interface Node {
  cloneNode(subtree?: boolean): this;
}

/* Attributes that are written on every element of which a script asks for them. */
interface DOMStringMap {
  base: string;
  city: string;
  copied: string;
  copy: string;
  facet: string;
  home: string;
  label: string;
  root: string;
  site: string;
  title: string;
  to: string;
}

/** Any field of a form: what is asked of it, all kinds have or leave undefined. */
interface Control extends HTMLElement {
  value: string;
  type: string;
  checked: boolean;
  name: string;
  files: FileList;
  labels: NodeListOf<HTMLLabelElement>;
  selectedIndex: number;
  selectionStart: number;
  selectionEnd: number;
  setRangeText(text: string, start: number, end: number, selectMode: "end"): void;
  setSelectionRange(start: number, end: number): void;
}

/* The form: agora/form/data.py. */

type Pattern = [source: string, flags: string];
type Strings = Record<string, string>;
type Values = Record<string, string | number>;

/** A match of a pattern that has named groups, and tells where they stand. */
type Located = RegExpExecArray & {
  groups: Strings;
  indices: { groups: Record<string, [start: number, end: number]> };
};

type Scalar =
  | { kind: "Text"; shortest: number; longest: number }
  | { kind: "Year"; first: number; last: number }
  | { kind: "WebAddress"; longest: number }
  | { kind: "PictureFile"; suffixes: string[] }
  | { kind: "Choice" | "AxisKey" | "EditionNumber" | "CountryCode" | "Slug" };
type RecordType = { kind: "Record"; fields: SchemaField<Scalar>[] };
type ListType = { kind: "ListOf"; item: Scalar | RecordType; most: number };
type SchemaField<T = Scalar | RecordType | ListType> = { name: string; required: boolean; example: string; type: T };

interface Wording {
  code: string;
  message: string[];
  help: string[];
  note: string[];
}

/** A text, one for each plural, or more of them below names. */
type Texts = string | { [key: string]: Texts };

interface KnownCity {
  slug: string;
  country: string;
  names: Strings;
}

/** What the form is told of the site. */
interface FormFacts {
  language: string;
  languages: string[];
  fields: SchemaField[];
  edition: string;
  problems: Record<string, Wording>;
  report: Strings;
  text: Texts;
  outlines: Strings;
  quoted: { names: string[]; longest: number };
  reserved: string[];
  longestProposal: number;
  largestPicture: number;
  words: { fewest: number; most: number };
  schemes: string[];
  patterns: {
    slug: Pattern;
    names: Pattern;
    number: Pattern;
    attributes: Pattern;
    footnote: Pattern;
    abbreviation: Pattern;
    bullet: Pattern;
    link: Pattern;
    scheme: Pattern;
    local: Pattern;
    languages: Record<string, { typography: [rule: string, pattern: Pattern][] }>;
  };
  mending: { patterns: Record<string, Pattern>; sets: Strings; typeset: string[] };
  letters: { ranges: [first: number, last: number][]; latin: Strings };
  axes: Record<string, { short: string; colour: string }>;
  showcases: string[];
  aliases: string[];
  pages: string[];
  cities: KnownCity[];
  unlisted: (KnownCity & { first: string })[];
  partners: { slug: string; names: Strings; first: Strings }[];
}

/** A page of references: a link, or a source. */
interface Reference {
  title: string;
  url: string;
}

/** What was said; "" or [] where nothing was. By names of the schema, any field. */
interface Answers {
  [field: string]: any;
  language: string;
  slug: string;
  title: string;
  summary: string;
  axis: string;
  partner: string[];
  city: string;
  country: string;
  body: string;
  image: { file: string; alt: string; credit: string };
  links: Reference[];
  sources: Reference[];
}

interface Saved {
  answers: Partial<Answers>;
  ownName: boolean;
}

/** `field` is where it is, such as `sources.0.url`; texts have code between backticks. */
interface Problem {
  field: string;
  rule: string;
  code: string;
  message: string;
  help: string;
  note: string;
}

/**
 * An address in a text, as written; `alternative` is what stands for a picture of Markdown, `bare` what was written of an
 * address that begins with `www.`.
 */
interface Link {
  url: string;
  bare?: string;
  alternative?: string;
  isPicture: boolean;
}

/** A part of a passage that leads elsewhere. */
interface PassageLink {
  start: number;
  end: number;
  url: string;
  isBare: boolean;
}

/** What to write in place of a part of a text, and what is then read there. */
interface Edit {
  start: number;
  end: number;
  written: string;
  read: string;
}

/** A text that was mended, and the kinds of what was. */
interface Mended {
  text: string;
  kinds: string[];
}

/** A picture that was chosen, what can be told of it, and what is wrong with it. */
interface Picture {
  file: File | null;
  found: { width: number; height: number } | null;
  problem: Parameters<FormMessages["say"]> | null;
}

/* The explorer: agora/explorer/data.py. */

/** The keys that are chosen, by facet. */
type Choice = Record<string, string[]>;

/** What a reader asks for; `sort` is null where it is the usual one. */
interface State {
  query: string;
  chosen: Choice;
  sort: string | null;
  view: string;
}

interface Facets {
  facets: { key: string; keys: string[]; names: string[]; rows: string; several?: boolean; of?: string }[];
  borrowed: Record<string, number[]>;
  uncovered: number[];
}

/** A facet with its values by row, as indices of `keys` and `names`; `index` finds those of a key. */
interface Facet {
  key: string;
  keys: string[];
  names: string[];
  index: Map<string, number>;
  values: number[][];
  rows: number[][];
  of?: string;
}

/** What rows are sorted by. */
type Measure = (row: number) => number;
type Counts = Map<string, Int32Array>;

/** A form with a field for words: that of the explorer, or that in the header. */
interface SearchForm extends HTMLFormElement {
  readonly elements: HTMLFormControlsCollection & { q: HTMLInputElement };
}

interface ExplorerForm extends HTMLFormElement {
  readonly elements: HTMLFormControlsCollection & {
    q: HTMLInputElement;
    sort: HTMLSelectElement;
    view: RadioNodeList & Iterable<HTMLInputElement>;
  };
}

interface ExplorerFacts {
  locale: string;
  text: any;
  files: string;
  index: string;
  rows: string;
  elisions: string[];
  size: number;
  perFile: number;
  firstValues: number;
  inPage: number[];
  covers: Strings;
  languages: Strings;
  others: { language: string; name: string; url: string; index: string }[];
}

/** The renditions of each format, the one for all browsers last. */
type Photograph = [path: string, width: number, height: number][][];
type CardFacts = { slug: string; title: string; summary: string | null; photograph?: Photograph };

/** A facet of the panel; of a list that is shown whole, the field to look
 * values up in, and what is looked up. */
interface Choosing {
  key: string;
  list: HTMLElement;
  items: Map<string, HTMLElement>;
  field?: HTMLInputElement;
  isWhole: boolean;
  sought: string;
}

/** A result of Pagefind's, as far as it is used. */
interface Result {
  id: string;
  data(): Promise<{
    url: string;
    meta: { title?: string };
    excerpt: string;
    raw_content: string;
    locations: number[];
  }>;
}

interface Opened {
  instance: { search(query: string): Promise<{ results: Result[] }> };
  rowOf: Map<string, number>;
  size: number;
}

/** The rows that were found, the most relevant first, and the result of each. */
type Found = { rows: number[]; results: Map<number, Result> };
type Passage = { slug: string; title: string; excerpt: { text: string; isMarked: boolean }[] };
type OtherIndex = ExplorerFacts["others"][number] & { search: Search };

type FormMessages = import("../../docs/assets/form/messages.js").Messages;
type ExplorerMessages = import("../../docs/assets/explorer/messages.js").Messages;
type Table = import("../../docs/assets/explorer/table.js").Table;
type Search = import("../../docs/assets/explorer/search.js").Search;
type Placed = import("../../docs/assets/form/reading.js").Passage;
type Read = typeof import("../../docs/assets/form/reading.js").read;
