/* The inputs of the form: from what is typed to answers and back, and problems beside what they are about. */

import { isAdvice } from "./messages.js";
import { length, oneLine, wellFormed } from "./text.js";

/** @param {string} path */
const idOf = (path) => `f-${path.replaceAll(".", "-")}`;

export class Fields {
  /** @param {HTMLElement} root @param {FormMessages} messages */
  constructor(root, messages) {
    this.root = root;
    this.messages = messages;
    /** @type {Map<string, Control>} */
    this.inputs = byName(root, "name");
    /** @type {Map<string, HTMLElement>} */
    this.lists = byName(root, "list");
    /** @type {Set<EventTarget>} */
    this.touched = new Set();
    this.all = false;
    /* The name of the picture: an input for files cannot be given one back. */
    this.picture = "";
    for (const list of this.lists.values()) this.#prepare(list);
  }

  /** The answers, as document.js and rules.js take them. Rows without a word are left out. @returns {Answers} */
  read() {
    /** @type {any} */
    const answers = { image: { file: this.picture, alt: "", credit: "" } };
    for (const [name, input] of this.inputs) {
      if (input.type === "file") continue;
      const value = wellFormed(input.value);
      const [field, part] = name.split(".");
      if (part) answers[field][part] = oneLine(value);
      else answers[field] = name === "body" ? value : oneLine(value);
    }
    for (const [name, list] of this.lists) {
      answers[name] = this.#said(list).map((row) => {
        const parts = this.#partsOf(row).map((input) => [input.dataset.part, oneLine(wellFormed(input.value))]);
        return parts[0][0] ? Object.fromEntries(parts) : parts[0][1];
      });
    }
    return answers;
  }

  /** Put answers into the inputs. @param {Partial<Answers>} answers */
  write(answers) {
    for (const [name, input] of this.inputs) {
      const [field, part] = name.split(".");
      const value = part ? answers[field]?.[part] : answers[field];
      if (input.type === "file") input.value = "";
      else input.value = value ?? "";
      if (input.tagName === "SELECT" && input.selectedIndex < 0) input.selectedIndex = 0;
    }
    this.picture = answers.image?.file ?? "";
    for (const [name, list] of this.lists) {
      const items = answers[name]?.length ? answers[name] : [""];
      list.querySelector("[data-rows]").replaceChildren();
      for (const item of items) {
        for (const input of this.#partsOf(this.#add(list))) {
          const { part } = input.dataset;
          input.value = (part ? item[part] : item) ?? "";
        }
      }
    }
    for (const note of this.root.querySelectorAll("[data-mended]")) note.textContent = "";
    this.touched.clear();
    this.all = false;
  }

  /** The language of what is typed, for spelling and voices. @param {string} language */
  speak(language) {
    for (const input of this.root.querySelectorAll("[data-text]")) input.lang = language;
  }

  /**
   * Show the problems of the inputs that have been left, and take away those that are mended.
   * @param {Problem[]} problems
   */
  show(problems) {
    /** @type {Map<string, Problem[]>} */
    const shown = new Map();
    for (const problem of problems) {
      const path = this.#pathOf(problem.field);
      const control = this.control(problem.field);
      if (!this.all && !this.touched.has(control) && !this.#isTouched(path)) continue;
      shown.set(path, [...(shown.get(path) ?? []), problem]);
    }
    for (const list of this.root.querySelectorAll(".ag-problems")) {
      const told = shown.get(list.dataset.path ?? list.id.replace(/^f-|-problems$/g, "")) ?? [];
      const items = told.map((problem) => this.#item(problem));
      if (list.innerHTML !== items.map((item) => item.outerHTML).join("")) list.replaceChildren(...items);
    }
    const wrong = new Set(
      [...shown.values()].flat().filter((each) => !isAdvice(each)).map((each) => this.control(each.field)),
    );
    for (const input of this.#everyInput()) {
      if (wrong.has(input)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    this.#count();
  }

  /** The input that a problem is about; of a whole list, its first. @param {string} field @returns {Control} */
  control(field) {
    const [name, index, part] = field.split(".");
    const list = this.lists.get(name);
    if (!list) return this.input(field);
    if (index === undefined) return list.querySelector("[data-part]");
    const row = this.#said(list)[Number(index)];
    return row.querySelector(`[data-part="${part ?? ""}"]`);
  }

  /** The input of a name, such as `image.alt`. @param {string} name */
  input(name) {
    return /** @type {Control} */ (this.inputs.get(name));
  }

  /** Problems in the order in which the page asks. @param {Problem[]} problems */
  sorted(problems) {
    const order = Array.from(this.#everyInput());
    /** @param {Problem} problem */
    const place = ({ field }) => order.indexOf(this.control(field));
    return [...problems].sort((a, b) => place(a) - place(b));
  }

  /** What people call the field of a problem. @param {string} field */
  label(field) {
    const [name, index] = field.split(".");
    const list = this.lists.get(name);
    if (!list) return textOf(this.input(field).labels[0]);
    const { shown } = this.control(field).dataset;
    return index === undefined || !shown ? textOf(list.querySelector("legend")) : shown;
  }

  /** @returns {NodeListOf<Control>} */
  #everyInput() {
    return this.root.querySelectorAll("[data-name], [data-part]");
  }

  /** @param {string} path */
  #isTouched(path) {
    const list = this.lists.get(path);
    return list && this.#partsOf(list).some((input) => this.touched.has(input));
  }

  /**
   * The path whose list of problems shows a field's, with rows counted as they stand in the page.
   * @param {string} field
   */
  #pathOf(field) {
    const [name, index] = field.split(".");
    if (!this.lists.has(name) || index === undefined) return field.replaceAll(".", "-");
    return this.control(field).id.replace(/^f-/, "");
  }

  /** @param {HTMLElement} parent @returns {Control[]} */
  #partsOf(parent) {
    return Array.from(parent.querySelectorAll("[data-part]"));
  }

  /** The rows in which something was said. @param {HTMLElement} list */
  #said(list) {
    const rows = list.querySelectorAll(".ag-row");
    return Array.from(rows).filter((row) => this.#partsOf(row).some((input) => oneLine(input.value)));
  }

  /** @param {HTMLElement} list */
  #prepare(list) {
    list.querySelector("[data-add]").addEventListener("click", () => this.#partsOf(this.#add(list))[0].focus());
    list.addEventListener("keydown", (event) => {
      const inputs = this.#partsOf(list);
      const at = inputs.findIndex((input) => input === event.target);
      if (event.key !== "Enter" || at < 0) return;
      event.preventDefault();
      const next = inputs[at + 1] ?? (inputs[at].value && this.#partsOf(this.#add(list))[0]);
      if (next) next.focus();
    });
    list.addEventListener("click", ({ target }) => {
      if (!(target instanceof Element) || !target.matches("[data-remove]")) return;
      const rows = Array.from(list.querySelectorAll(".ag-row"));
      const at = rows.findIndex((row) => row.contains(target));
      const near = rows[at - 1] ?? rows[at + 1];
      rows[at].remove();
      this.#number(list);
      this.#partsOf(near)[0].focus();
      list.dispatchEvent(new Event("input", { bubbles: true }));
    });
    this.#add(list);
  }

  /** @param {HTMLElement} list */
  #add(list) {
    const row = list.querySelector("template").content.querySelector("li").cloneNode(true);
    const other = list.querySelector("[data-text]");
    for (const input of row.querySelectorAll("[data-text]")) input.lang = other?.lang ?? "";
    list.querySelector("[data-rows]").append(row);
    this.#number(list);
    return row;
  }

  /** Names, ids and references follow the order of the rows. @param {HTMLElement} list */
  #number(list) {
    const legend = textOf(list.querySelector("legend"));
    list.querySelectorAll(".ag-row").forEach((row, index) => {
      for (const input of this.#partsOf(row)) {
        const path = [list.dataset.list, index, input.dataset.part].filter((part) => part !== "").join(".");
        const id = idOf(path);
        const holder = /** @type {HTMLElement} */ (input.parentElement);
        const problems = holder.querySelector(".ag-problems");
        const help = holder.querySelector("[data-help]");
        input.id = id;
        problems.id = `${id}-problems`;
        if (help) help.id = `${id}-help`;
        input.setAttribute("aria-describedby", `${help ? help.id : `${list.id}-help`} ${problems.id}`);
        const label = this.messages.tell("item", { label: input.dataset.label, n: index + 1 });
        input.dataset.shown = label;
        const visible = holder.querySelector("label");
        if (visible) {
          visible.htmlFor = id;
          visible.textContent = label;
        } else {
          input.setAttribute("aria-label", label);
        }
      }
      const remove = row.querySelector("[data-remove]");
      remove.setAttribute("aria-label", this.messages.tell("remove", { label: legend, n: index + 1 }));
    });
  }

  #count() {
    for (const counter of this.root.querySelectorAll("[data-count]")) {
      /** @type {Control | undefined} */
      const input = counter.parentElement?.querySelector("[data-name]");
      const n = length(oneLine(input?.value ?? ""));
      const longest = Number(counter.dataset.count);
      counter.textContent = n ? this.messages.tell("count", { n, longest }) : "";
      counter.classList.toggle("ag-field__count--over", n > longest);
    }
  }

  /** @param {Problem} problem */
  #item(problem) {
    const item = document.createElement("li");
    const advice = isAdvice(problem);
    item.className = advice ? "ag-problem ag-problem--advice" : "ag-problem";
    const kind = document.createElement("strong");
    kind.textContent = this.messages.report[advice ? "advice" : "error"];
    item.append(kind, " ", ...marked(problem.message));
    for (const line of [problem.help, problem.note].filter(Boolean)) {
      const paragraph = document.createElement("p");
      paragraph.append(...marked(line));
      item.append(paragraph);
    }
    if (problem.code) {
      const code = document.createElement("a");
      code.className = "ag-problem__code";
      code.href = `${this.root.dataset.explanations}#${problem.code.toLowerCase()}`;
      code.textContent = problem.code;
      item.append(code);
    }
    return item;
  }
}

/** The nodes of a message: what stands between backticks is code. @param {string} text */
export function marked(text) {
  return text.split(/`([^`]*)`/).map((part, index) => {
    if (index % 2 === 0) return part;
    const code = document.createElement("code");
    code.dir = "auto";
    code.textContent = part;
    return code;
  });
}

/** The words of a label, without what is said beside them. @param {HTMLElement} label */
const textOf = (label) => label.firstChild?.textContent?.trim() ?? "";

/**
 * The elements with an attribute of data, by its value.
 * @param {HTMLElement} root @param {string} name @returns {Map<any, any>}
 */
const byName = (root, name) =>
  new Map(Array.from(root.querySelectorAll(`[data-${name}]`), (part) => [part.dataset[name], part]));

