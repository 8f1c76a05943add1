/* What is pasted is mended as `agora check --fix` would, and that is told beside the field. */

export class Pasting {
  /** @param {FormFacts} data @param {FormMessages} messages */
  constructor(data, messages) {
    this.data = data;
    this.messages = messages;
    /** @type {{ field: Control, start: number } | null} */
    this.place = null;
  }

  /** Mend what is pasted into the inputs of a form. @param {HTMLFormElement} form @param {() => string} language */
  watch(form, language) {
    form.addEventListener("paste", ({ target }) => {
      const field = /** @type {Control} */ (target);
      this.place = { field, start: field.selectionStart };
    });
    form.addEventListener("input", (event) => {
      const { target, inputType = "" } = /** @type {InputEvent} */ (event);
      const { place } = this;
      const field = /** @type {Control} */ (target);
      const note = noteOf(field);
      if (!note) return;
      if (inputType === "insertFromPaste" && place?.field === field) this.#mend(field, place.start, note, language());
      else if (!field.value || inputType.startsWith("history")) note.textContent = "";
    });
  }

  /** @param {Control} field @param {number} start @param {HTMLElement} note @param {string} language */
  async #mend(field, start, note, language) {
    const { value, selectionEnd: end } = field;
    const mended = await this.#mended(field, start, end, language).catch(() => null);
    // What was typed or undone meanwhile is left alone.
    if (!mended || field.value !== value) return;
    const { text, kinds } = mended;
    if (kinds.length) replace(field, start, end, text);
    const what = kinds.map((kind) => this.messages.tell(`mended.kinds.${kind}`)).join(", ");
    note.textContent = what && this.messages.tell("mended.told", { what });
  }

  /**
   * Whoever pastes nothing is not sent what mends.
   * @param {Control} field @param {number} start @param {number} end @param {string} language
   * @returns {Promise<Mended>}
   */
  async #mended(field, start, end, language) {
    const { value } = field;
    const { Mending } = await import("./mending.js");
    const mending = new Mending(this.data);
    const name = nameOf(field);
    if (name !== "body") return mending.line(value.slice(start, end), name, language);
    const { read } = await import("./reading.js");
    return mending.body(value, start, end, language, read);
  }
}

/** Where is told what was mended in a field. @param {Control} field */
const noteOf = (field) => field.parentElement?.querySelector("[data-mended]");

/** The name of a field in the schema, such as `links.title`. @param {Control} field */
function nameOf(field) {
  const { name, part } = field.dataset;
  if (name !== undefined) return name;
  return [field.closest("[data-list]").dataset.list, part].filter(Boolean).join(".");
}

/**
 * Write something in place of a part of a field, as if it were typed: the browser's "undo" gives back what stood there.
 * @param {Control} field @param {number} start @param {number} end @param {string} text
 */
function replace(field, start, end, text) {
  field.setSelectionRange(start, end);
  const isDone = document.activeElement === field && document.execCommand(text ? "insertText" : "delete", false, text);
  if (isDone) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
