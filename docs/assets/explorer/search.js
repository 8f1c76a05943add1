/* Full text, by Pagefind: the rows that a query finds, the most relevant first, and their excerpts. */

import { Elisions, akin } from "./words.js";

const EXCERPT = 26; // words: about as long as a summary

export class Search {
  /**
   * `folder` is the address of an index (agora/explorer/index.py), which is fetched when it is asked.
   * @param {URL} folder @param {string} rowsFile @param {string[]} elisions
   */
  constructor(folder, rowsFile, elisions) {
    this.folder = folder;
    this.rowsFile = rowsFile;
    this.elisions = new Elisions(elisions);
    /** @type {Map<string, Promise<Found>>} */
    this.finds = new Map();
    /** @type {Promise<Opened> | null} */
    this.opened = null;
  }

  /** Begin to fetch what every query needs. */
  ready() {
    this.opened ??= this.#open().catch((error) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  /** @returns {Promise<Opened>} */
  async #open() {
    const [pagefind, rows] = await Promise.all([
      import(new URL("pagefind.js", this.folder).href),
      fetch(new URL(this.rowsFile, this.folder)).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
        return answer.json();
      }),
    ]);
    const instance = pagefind.createInstance({ basePath: this.folder.href });
    await instance.options({ excerptLength: EXCERPT });
    await instance.init();
    /** @type {string[]} */
    const ids = rows.ids.split(" ").map((/** @type {string} */ rest) => rows.prefix + rest);
    return { instance, rowOf: new Map(ids.map((id, row) => [id, row])), size: ids.length };
  }

  /** @param {string} query */
  words(query) {
    return this.elisions.words(query);
  }

  /** The rows, `[]` where nothing is found; null where there is no word to search for. @param {string} query */
  async find(query) {
    const words = this.words(query);
    if (!words.length) return null;
    const key = words.join(" ");
    const found = this.finds.get(key) ?? this.#find(words).catch((error) => {
      this.finds.delete(key);
      throw error;
    });
    this.finds.set(key, found);
    return found;
  }

  /** @param {string[]} words */
  async #find(words) {
    const { size } = await this.ready();
    const results = await this.#ask(words);
    const strangers = await this.#strangers(words, results);
    if (results.length && !strangers.length) return this.#found(results);

    // `leau` may be `eau`: words that nothing is akin to are tried without the elision.
    const suspects = results.length ? strangers : words;
    const others = words.map((word) =>
      (suspects.includes(word) && this.elisions.unglued(word)) || word);
    if (others.join(" ") === words.join(" ")) return this.#found([]);
    const again = await this.#ask(others);
    // What is in most texts, such as `une` of `lune`, is not what was meant.
    const isMeant = again.length && again.length <= size / 2
      && !(await this.#strangers(others, again)).length;
    return this.#found(isMeant ? again : []);
  }

  /** @param {string[]} words @returns {Promise<Result[]>} */
  async #ask(words) {
    const { instance } = await this.ready();
    const { results } = await instance.search(words.join(" "));
    return results;
  }

  /** @param {Result[]} results @returns {Promise<Found>} */
  async #found(results) {
    const { rowOf } = await this.ready();
    /** @type {Map<number, Result>} */
    const known = new Map();
    for (const result of results) {
      const row = rowOf.get(result.id);
      if (row !== undefined) known.set(row, result);
    }
    return { rows: [...known.keys()], results: known };
  }

  /**
   * The words that none of those which Pagefind found in the first result is akin to.
   * @param {string[]} words @param {Result[]} results
   */
  async #strangers(words, results) {
    if (!results.length) return [];
    const { raw_content: content, locations } = await results[0].data();
    const all = content.split(/\s+/);
    const found = locations.map((at) => all[at] ?? "");
    return words.filter((word) => !found.some((one) => akin(one, word)));
  }

  /**
   * What is known of a result without its card: slug, title, and an excerpt as pieces of text.
   * @param {Result} result @returns {Promise<Passage>}
   */
  async passage(result) {
    const { url, meta, excerpt } = await result.data();
    return {
      slug: url.slice(url.lastIndexOf("/") + 1).replace(/\.html$/, ""),
      title: this.elisions.joined(meta.title ?? ""),
      excerpt: this.#pieces(excerpt),
    };
  }

  /**
   * Pagefind hands the excerpt over as HTML; a document of its own is read as text, and runs nothing.
   * @param {string} excerpt
   */
  #pieces(excerpt) {
    const { body } = new DOMParser().parseFromString(excerpt, "text/html");
    return Array.from(body.childNodes, (node) => ({
      text: this.elisions.joined(node.textContent ?? ""),
      isMarked: node.nodeName === "MARK",
    }));
  }
}
