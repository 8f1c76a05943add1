/* What stands for a browser's parser of HTML: Python's, which is asked for the tree of a piece. */

/**
 * @param {(html: string) => any} ask
 *   what gives the body of a piece: `[name, attributes, children]` of an element, a text as it is, null of a comment
 */
export const parserThatAsks = (ask) =>
  class {
    /** @param {string} html */
    parseFromString(html) {
      return { body: nodeOf(ask(html), null) };
    }
  };

/** @param {any} tree @param {any} parentNode */
function nodeOf(tree, parentNode) {
  if (tree === null) return { nodeName: "#comment", parentNode, childNodes: [] };
  if (typeof tree === "string") return { nodeName: "#text", textContent: tree, parentNode, childNodes: [] };
  const [localName, values, children] = tree;
  const attributes = Object.entries(values).map(([name, value]) => ({ name, value }));
  const node = { localName, attributes, parentNode };
  return Object.assign(node, { childNodes: children.map((/** @type {any} */ child) => nodeOf(child, node)) });
}
