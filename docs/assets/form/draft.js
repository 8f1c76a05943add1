/* The draft, kept on the device until it is cleared. */

export class Draft {
  /** `scope` is the address of the site, so that two sites of one host keep a draft each. @param {string} scope */
  constructor(scope) {
    this.key = `agora draft ${scope}`;
  }

  /** What was saved, or null; a browser may keep nothing, or somebody else's words. @returns {Saved | null} */
  load() {
    try {
      const saved = JSON.parse(localStorage.getItem(this.key) ?? "null");
      return saved && typeof saved.answers === "object" ? saved : null;
    } catch {
      return null;
    }
  }

  /** Whether it could be saved. @param {Saved} draft */
  save(draft) {
    try {
      localStorage.setItem(this.key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  clear() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Then there was none.
    }
  }
}
