/* The choice of what to embed: it writes the snippet, and shows what readers will see. */
/** @type {HTMLSelectElement} */
const choice = document.querySelector("[data-selection]")
const code = document.querySelector("[data-snippet]")
/** @type {HTMLIFrameElement} */
const preview = document.querySelector("[data-preview]")

choice.addEventListener("change", () => {
  const [chosen] = choice.selectedOptions
  // Names may hold anything, so the snippet is changed as a document and not as a text.
  const snippet = new DOMParser().parseFromString(code.textContent, "text/html")
  const frame = snippet.querySelector("iframe")
  frame.src = choice.dataset.site + chosen.value
  frame.title = chosen.dataset.title ?? choice.dataset.title.replace("{name}", () => chosen.text)
  code.textContent = `${frame.outerHTML}\n${code.textContent.split("\n")[1]}`
  preview.title = frame.title
  preview.src = choice.dataset.root + chosen.value
})
choice.closest("p").hidden = false
