/* The form of the page "Contribute". Its inputs stand in the page; this makes them work, and shows them. */

import { Card } from "./card.js";
import { fileName, write } from "./document.js";
import { Draft } from "./draft.js";
import { Fields, marked } from "./fields.js";
import { isAdvice } from "./messages.js";
import { Pasting } from "./pasting.js";
import { dimensions, fault } from "./picture.js";
import { Rules } from "./rules.js";
import { LONGEST_ADDRESS, copy, download, newFileAddress } from "./ways.js";

/* Milliseconds of rest after which what was typed is looked at. */
const REST = 200;

/** @type {Picture} */
const NO_PICTURE = { file: null, found: null, problem: null };

class Form {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {FormFacts} */
    this.data = JSON.parse(root.querySelector("[data-form-data]").textContent);
    this.rules = new Rules(this.data);
    this.messages = this.rules.messages;
    this.fields = new Fields(root, this.messages);
    this.card = new Card(root, this.data, this.messages);
    this.draft = new Draft(new URL(root.dataset.base, location.href).pathname);
    this.picture = NO_PICTURE;
    this.answers = this.fields.read();
    this.text = "";
    /** @type {Problem[]} */
    this.problems = [];
    /** @type {Problem[]} */
    this.errors = [];
    /** @type {Saved | null} */
    this.cleared = null;
    this.ownName = false;
    this.pressed = false;
    this.late = false;
    /** @type {Promise<void> | null} */
    this.parser = null;
    this.#restore(this.draft.load());
    this.#listen();
    root.hidden = false;
  }

  /** @param {string} name */
  find(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  /** @param {string} key @param {Values} [values] */
  tell(key, values) {
    return this.messages.tell(key, values);
  }

  /** @param {Saved | null} saved */
  #restore(saved) {
    this.ownName = Boolean(saved?.ownName);
    this.fields.write({ language: this.data.language, ...saved?.answers });
    this.picture = NO_PICTURE;
    this.#say("draft", saved ? this.tell("draft.found") : "");
    this.find("clear").hidden = !saved;
    this.#showPicture();
    this.#refresh();
  }

  #listen() {
    const form = this.root.querySelector("form");
    const slug = this.fields.input("slug");
    const file = this.fields.input("image.file");
    const typed = new WeakSet();
    let rest = 0;
    new Pasting(this.data, this.messages).watch(form, () => this.fields.input("language").value);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => {
      if (target === slug) this.ownName = slug.value !== "";
      if (target) typed.add(target);
      clearTimeout(rest);
      rest = setTimeout(() => this.#settle(), REST);
    });
    form.addEventListener("focusout", ({ target }) => {
      // Whoever only passes through a field has not left it empty.
      if (!target || !typed.has(target) || target === file) return;
      this.fields.touched.add(target);
      clearTimeout(rest);
      this.#settle();
    });
    document.addEventListener("pointerdown", () => (this.pressed = true));
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, () => {
        this.pressed = false;
        if (this.late) setTimeout(() => this.#settle());
      });
    }
    // A page may be put away before the rest is over, and a phone may never bring it back.
    addEventListener("pagehide", () => this.#changed());
    document.addEventListener("visibilitychange", () => document.hidden && this.#changed());
    file.addEventListener("change", () => this.#choose(file.files[0]));
    this.find("picture-remove").addEventListener("click", () => this.#choose(null));
    this.find("outline").addEventListener("click", () => this.#outline());
    this.find("clear").addEventListener("click", () => this.#clear());
    this.find("undo").addEventListener("click", () => this.#undo());
    this.find("way=open")?.addEventListener("click", (event) => this.#open(event));
    this.find("way=download").addEventListener("click", () => this.#download());
    this.find("way=picture").addEventListener("click", () => this.#downloadPicture());
    this.find("way=copy").addEventListener("click", () => this.#copy());
    this.find("mending").addEventListener("click", (event) => this.#follow(event));
  }

  /* Look at what was typed; but a button that is being pressed is not moved away from under the pointer. */
  #settle() {
    this.late = this.pressed;
    if (!this.pressed) this.#changed();
  }

  #changed() {
    this.#refresh();
    this.#save();
  }

  /* Bring everything that is shown in line with what is typed. */
  #refresh() {
    if (!this.ownName) this.fields.input("slug").value = this.#proposal();
    // Said in the file, so that the showcase stays in its edition when the next one is opened.
    this.answers = { ...this.fields.read(), edition: this.data.edition };
    this.text = write(this.answers, this.data.fields);
    this.problems = this.rules.check(this.answers);
    if (this.picture.problem) this.problems.push(this.messages.say(...this.picture.problem));
    this.errors = this.problems.filter((problem) => !isAdvice(problem));
    this.fields.speak(this.answers.language);
    this.fields.show(this.problems);
    this.card.show(this.answers);
    this.find("path").textContent = `showcases/${fileName(this.answers)}`;
    this.#file().value = this.text;
    const n = this.rules.count(this.answers.body);
    this.find("words").textContent = n ? this.tell("words", { n }) : "";
    if (this.answers.body && !this.rules.read) this.parser ??= this.#fetchParser();
    this.#showStatus();
    this.#showWays();
    if (!this.find("mending").hidden) this.#summarize();
  }

  #file() {
    return /** @type {HTMLTextAreaElement} */ (this.find("file"));
  }

  /* The parser comes when there is a text. Where it cannot be had, that is left to the checks of the file. */
  async #fetchParser() {
    const reading = await import("./reading.js").catch(() => null);
    this.parser = null;
    if (!reading) return;
    this.rules.read = reading.read;
    if (this.pressed) this.late = true;
    else this.#refresh();
  }

  #proposal() {
    return this.rules.names.propose(this.fields.input("title").value);
  }

  #showStatus() {
    const advice = this.problems.length - this.errors.length;
    const counts = [
      this.errors.length && this.tell("status.problems", { n: this.errors.length }),
      advice && this.tell("status.advice", { n: advice }),
    ].filter(Boolean);
    const key = this.errors.length ? "status.todo" : advice ? "status.done" : "status.sound";
    this.#say("status", this.tell(key, { counts: counts.join(", ") }));
  }

  #showWays() {
    const { file } = this.answers.image;
    const path = `showcases/${this.answers.slug}/${file}`;
    this.find("with-picture").hidden = !file;
    this.find("with-picture").replaceChildren(...marked(this.tell("with-picture", { path: `\`${path}\`` })));
    this.find("way=picture").hidden = !this.picture.file;
    /** @type {HTMLAnchorElement | null} */
    const link = this.root.querySelector("[data-way=open]");
    const page = this.root.dataset.newFile;
    if (!link || !page) return;
    const address = newFileAddress(page, fileName(this.answers), this.text);
    const fits = address.length <= LONGEST_ADDRESS;
    const notice = this.find("too-long");
    link.hidden = !fits;
    link.href = fits ? address : page;
    notice.hidden = fits;
    notice.textContent = fits ? "" : this.tell("too-long", { n: address.length, longest: LONGEST_ADDRESS });
  }

  /**
   * Say something in a place, once: a live region speaks when its text changes.
   * @param {string} name @param {string} text
   */
  #say(name, text) {
    const place = this.find(name);
    if (place.textContent !== text) place.textContent = text;
  }

  #save() {
    if (this.#isEmpty()) {
      this.draft.clear();
      this.find("clear").hidden = true;
      return;
    }
    const kept = this.draft.save({ answers: this.answers, ownName: this.ownName });
    this.#say("draft", this.tell(kept ? "draft.kept" : "draft.none"));
    this.find("clear").hidden = false;
    this.find("undo").hidden = true;
  }

  /* Whether nothing was said: a language is always chosen, and a name follows from the title. */
  #isEmpty() {
    const { language: _, slug: __, edition: ___, image, ...said } = this.answers;
    return [...Object.values(said), ...Object.values(image)].every((value) => value.length === 0);
  }

  #clear() {
    this.cleared = { answers: this.answers, ownName: this.ownName };
    this.draft.clear();
    this.#restore(null);
    this.find("mending").hidden = true;
    this.#say("sent", "");
    this.#say("draft", this.tell("draft.cleared"));
    this.find("undo").hidden = false;
    this.find("undo").focus();
  }

  #undo() {
    this.#restore(this.cleared);
    this.#save();
    this.fields.input("title").focus();
  }

  /** @param {File | null} file */
  async #choose(file) {
    const { largestPicture } = this.data;
    this.picture = { ...NO_PICTURE, file };
    this.fields.picture = file ? file.name : "";
    const input = this.fields.input("image.file");
    if (!file) input.value = "";
    const found = file ? await dimensions(file) : null;
    if (this.picture.file !== file) return; // Another one was chosen meanwhile.
    this.picture = { file, found, problem: file && fault(file, found, largestPicture) };
    this.fields.touched.add(input);
    this.#showPicture();
    this.#changed();
    if (!file) input.focus();
  }

  #showPicture() {
    const { file, problem, found } = this.picture;
    const name = this.fields.picture;
    this.find("picture-remove").hidden = !name;
    if (!file) return this.#say("picture", name ? this.tell("picture-again", { file: name }) : "");
    if (problem) return this.#say("picture", "");
    this.#say("picture", this.tell("picture-sound", { file: name, ...found, size: this.messages.size(file.size) }));
  }

  #outline() {
    const body = this.fields.input("body");
    const outline = this.data.outlines[this.answers.language];
    body.value = body.value.trim() ? `${body.value.trimEnd()}\n\n${outline}` : outline;
    this.#changed();
    body.focus();
    const at = body.value.indexOf("\n\n", body.value.length - outline.length) + 2;
    body.setSelectionRange(at, at);
  }

  /* The list of what is to be mended, with a link to each place. */
  #summarize() {
    const mending = this.find("mending");
    const list = mending.querySelector("ul");
    mending.hidden = this.errors.length === 0;
    mending.querySelector("h4").textContent = this.tell("summary", { n: this.errors.length });
    list.replaceChildren(
      ...this.fields.sorted(this.errors).map((problem) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `#${this.fields.control(problem.field).id}`;
        link.dataset.field = problem.field;
        link.append(this.fields.label(problem.field));
        item.append(link, " – ", ...marked(problem.message));
        return item;
      }),
    );
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    const field = event.target instanceof Element && event.target.closest("a")?.dataset.field;
    if (!field) return;
    event.preventDefault();
    this.fields.control(field).focus();
  }

  /* Show all that is wrong; whether nothing is. */
  #isSound() {
    this.fields.all = true;
    this.#changed();
    this.#summarize();
    return this.errors.length === 0;
  }

  /* A text that was just typed, or pasted, is read before it is handed on. */
  async #isRead() {
    this.#changed();
    await this.parser;
  }

  /** @param {MouseEvent} event */
  async #open(event) {
    this.#changed();
    if (this.parser && event.isTrusted) {
      event.preventDefault(); // A link is followed at once or not at all.
      await this.parser;
      return this.find("way=open").click();
    }
    if (this.#isSound()) return this.#sent("opened");
    event.preventDefault();
    this.find("mending").focus();
  }

  async #download() {
    await this.#isRead();
    this.#isSound();
    const file = fileName(this.answers);
    download(file, this.text);
    this.#sent("downloaded", { file });
  }

  #downloadPicture() {
    const { file } = this.picture;
    if (!file) return;
    download(file.name, file);
    this.#sent("downloaded", { file: file.name });
  }

  async #copy() {
    await this.#isRead();
    this.#isSound();
    const copied = await copy(this.text);
    if (!copied) {
      this.root.querySelector("details").open = true;
      this.#file().select();
    }
    this.#sent(copied ? "copied" : "not-copied");
  }

  /** @param {string} key @param {Values} [values] */
  #sent(key, values) {
    this.#say("sent", `${this.tell(key, values)} ${this.tell("sent")}`);
  }
}

const root = document.querySelector("[data-form]");
if (root) new Form(root);
