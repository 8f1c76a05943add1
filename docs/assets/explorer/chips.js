/* What is chosen, each with a button that takes it away. */

export class Chips {
  /**
   * @param {HTMLElement} list @param {ExplorerMessages} messages
   * @param {(facet: string, key: string) => void} remove @param {() => void} clear
   */
  constructor(list, messages, remove, clear) {
    this.list = list;
    this.messages = messages;
    this.remove = remove;
    this.clear = clear;
  }

  /** @param {State} state @param {Table} table */
  update(state, table) {
    const at = Array.from(this.list.querySelectorAll("button")).findIndex((one) => one === document.activeElement);
    const chips = [];
    for (const [key, { keys }] of table.facets) {
      for (const value of keys.filter((one) => state.chosen[key]?.includes(one))) {
        const name = table.nameOf(key, value) ?? value;
        const label = this.messages.tell("remove", { facet: this.messages.facet(key), value: name });
        chips.push(this.#chip(name, label, () => this.remove(key, value)));
      }
    }
    if (chips.length > 1) {
      const all = this.#chip(this.messages.tell("clear"), "", () => this.clear());
      all.classList.add("ag-explorer__chip--all");
      chips.push(all);
    }
    this.list.replaceChildren(...chips);
    this.list.hidden = !chips.length;
    // The button that was pressed is gone; the next one, or the search, takes its place.
    if (at >= 0) {
      const buttons = this.list.querySelectorAll("button");
      (buttons[Math.min(at, buttons.length - 1)] ?? document.querySelector("#ag-q")).focus();
    }
  }

  /** @param {string} text @param {string} label @param {() => void} act */
  #chip(text, label, act) {
    const chip = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ag-explorer__chip";
    button.append(text);
    if (label) {
      button.ariaLabel = label;
      const cross = document.createElement("span");
      cross.ariaHidden = "true";
      cross.textContent = " ×";
      button.append(cross);
    }
    button.addEventListener("click", act);
    chip.append(button);
    return chip;
  }
}
