/* The inputs of the form: from what is typed to answers and back, and problems beside what they are about. */

import { isAdvice } from "./messages.js";
import { length, oneLine, wellFormed } from "./text.js";

const idOf = (path) => `f-${path.replaceAll(".", "-")}`;

export class Fields {
  constructor(root, messages) {
    this.root = root;
    this.messages = messages;
    this.inputs = new Map(
      Array.from(root.querySelectorAll("[data-name]"), (input) => [input.dataset.name, input]),
    );
    this.lists = new Map(
      Array.from(root.querySelectorAll("[data-list]"), (list) => [list.dataset.list, list]),
    );
    this.touched = new Set();
    this.all = false;
    /* The name of the picture: an input for files cannot be given one back. */
    this.picture = "";
    for (const list of this.lists.values()) this.#prepare(list);
  }

  /** The answers, as document.js and rules.js take them. Rows without a word are left out. */
  read() {
    const answers = { image: { file: this.picture, alt: "", credit: "" } };
    for (const [name, input] of this.inputs) {
      if (input.type === "file") continue;
      const value = wellFormed(input.value);
      const [field, part] = name.split(".");
      if (part) answers[field][part] = oneLine(value);
      else answers[field] = name === "body" ? value : oneLine(value);
    }
    for (const name of this.lists.keys()) {
      answers[name] = this.#said(name).map((row) => {
        const parts = this.#partsOf(row).map((input) => [input.dataset.part, oneLine(wellFormed(input.value))]);
        return parts[0][0] ? Object.fromEntries(parts) : parts[0][1];
      });
    }
    return answers;
  }

  /** Put answers into the inputs. */
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
    this.touched.clear();
    this.all = false;
  }

  /** The language of what is typed, for spelling and voices. */
  speak(language) {
    for (const input of this.root.querySelectorAll("[data-text]")) input.lang = language;
  }

  /** Show the problems of the inputs that have been left, and take away those that are mended. */
  show(problems) {
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

  /** The input that a problem is about; of a whole list, its first. */
  control(field) {
    const [name, index, part] = field.split(".");
    if (!this.lists.has(name)) return this.inputs.get(field);
    const list = this.lists.get(name);
    if (index === undefined) return list.querySelector("[data-part]");
    const row = this.#said(name)[index];
    return row.querySelector(`[data-part="${part ?? ""}"]`);
  }

  /** Problems in the order in which the page asks. */
  sorted(problems) {
    const order = Array.from(this.#everyInput());
    const place = ({ field }) => order.indexOf(this.control(field));
    return [...problems].sort((a, b) => place(a) - place(b));
  }

  /** What people call the field of a problem. */
  label(field) {
    const [name, index] = field.split(".");
    const list = this.lists.get(name);
    if (!list) return textOf(this.inputs.get(field).labels[0]);
    const label = textOf(list.querySelector("legend"));
    return index === undefined ? label : this.control(field).dataset.shown;
  }

  #everyInput() {
    return this.root.querySelectorAll("[data-name], [data-part]");
  }

  #isTouched(path) {
    const list = this.lists.get(path);
    return list && this.#partsOf(list).some((input) => this.touched.has(input));
  }

  /* The path whose list of problems shows a field's, with rows counted as they stand in the page. */
  #pathOf(field) {
    const [name, index] = field.split(".");
    if (!this.lists.has(name) || index === undefined) return field.replaceAll(".", "-");
    return this.control(field).id.replace(/^f-/, "");
  }

  #partsOf(parent) {
    return Array.from(parent.querySelectorAll("[data-part]"));
  }

  /* The rows in which something was said. */
  #said(name) {
    const rows = this.lists.get(name).querySelectorAll(".ag-row");
    return Array.from(rows).filter((row) => this.#partsOf(row).some((input) => oneLine(input.value)));
  }

  #prepare(list) {
    list.querySelector("[data-add]").addEventListener("click", () => this.#partsOf(this.#add(list))[0].focus());
    list.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("[data-part]")) return;
      event.preventDefault();
      const inputs = this.#partsOf(list);
      const next = inputs[inputs.indexOf(event.target) + 1] ?? (event.target.value && this.#partsOf(this.#add(list))[0]);
      if (next) next.focus();
    });
    list.addEventListener("click", (event) => {
      if (!event.target.matches("[data-remove]")) return;
      const row = event.target.closest(".ag-row");
      const near = row.previousElementSibling ?? row.nextElementSibling;
      row.remove();
      this.#number(list);
      this.#partsOf(near)[0].focus();
      list.dispatchEvent(new Event("input", { bubbles: true }));
    });
    this.#add(list);
  }

  #add(list) {
    const row = list.querySelector("template").content.firstElementChild.cloneNode(true);
    const other = list.querySelector("[data-text]");
    for (const input of row.querySelectorAll("[data-text]")) input.lang = other?.lang ?? "";
    list.querySelector("[data-rows]").append(row);
    this.#number(list);
    return row;
  }

  /* Names, ids and references follow the order of the rows. */
  #number(list) {
    const legend = textOf(list.querySelector("legend"));
    list.querySelectorAll(".ag-row").forEach((row, index) => {
      for (const input of this.#partsOf(row)) {
        const path = [list.dataset.list, index, input.dataset.part].filter((part) => part !== "").join(".");
        const id = idOf(path);
        const holder = input.parentElement;
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
      const n = length(oneLine(counter.parentElement.querySelector("[data-name]").value));
      const longest = Number(counter.dataset.count);
      counter.textContent = n ? this.messages.tell("count", { n, longest }) : "";
      counter.classList.toggle("ag-field__count--over", n > longest);
    }
  }

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

/** The nodes of a message: what stands between backticks is code. */
export function marked(text) {
  return text.split(/`([^`]*)`/).map((part, index) => {
    if (index % 2 === 0) return part;
    const code = document.createElement("code");
    code.dir = "auto";
    code.textContent = part;
    return code;
  });
}

/* The words of a label, without what is said beside them. */
const textOf = (label) => label.firstChild.textContent.trim();

