/* Leads from an old address to the new one, which the script element names, with the query and the
   fragment that were asked for. The old address leaves no trace in the history of the browser. */

const { to } = /** @type {HTMLElement} */ (document.currentScript).dataset;
const { search, hash } = location;
location.replace(new URL(to, location.href).href + search + hash);
