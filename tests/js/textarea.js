/* What the form asks of a page to resolve entities: a text area, whose text is read as HTML reads it. */

const REFERENCE = /&(?:#[xX](?<hex>[0-9a-fA-F]+);?|#(?<decimal>[0-9]+);?|(?<name>[a-zA-Z][a-zA-Z0-9]*;?))/g;
const REPLACEMENT = "\ufffd";

export class Textarea {
  /** `characters` has what stands for each name of HTML, such as `amp;`, and `amp` where that will do. */
  constructor(characters) {
    this.characters = characters;
  }

  set innerHTML(text) {
    const resolved = text.replace(REFERENCE, (whole, ...rest) => {
      const { hex, decimal, name } = rest.at(-1);
      if (name) return this.#named(name) ?? whole;
      return numbered(hex ? parseInt(hex, 16) : Number(decimal));
    });
    this.value = resolved.replace(/\r\n?/g, "\n");
  }

  /* Of a name and letters that follow it, the longest that is one. */
  #named(name) {
    for (let end = name.length; end > 1; end -= 1) {
      const found = this.characters[name.slice(0, end)];
      if (found) return found + name.slice(end);
    }
    return undefined;
  }
}

/* What is no character is replaced; some codes are taken for those of Windows. */
function numbered(code) {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return REPLACEMENT;
  if (code >= 0x80 && code <= 0x9f) return new TextDecoder("windows-1252").decode(new Uint8Array([code]));
  return String.fromCodePoint(code);
}
