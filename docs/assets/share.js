/* Buttons that the browser can serve: copy a text, and share by way of the device. */
const status = document.querySelector("[data-share-status]")
/** @param {HTMLElement} button @param {() => void} act */
const show = (button, act) => {
  button.closest(":is(li, p)").hidden = false
  button.addEventListener("click", act)
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    show(button, async () => {
      await navigator.clipboard.writeText(button.dataset.copy)
      status.textContent = button.dataset.copied
      button.classList.add("ag-copied")
      setTimeout(() => {
        status.textContent = ""
        button.classList.remove("ag-copied")
      }, 2000)
    })
  }
}

for (const button of document.querySelectorAll("[data-share]")) {
  const { shareAddress: url, shareTitle: title } = button.closest("[data-share-address]").dataset
  // Who changes their mind on the device's sheet has nothing to be told.
  if (navigator.canShare?.({ url, title })) show(button, () => navigator.share({ url, title }).catch(() => {}))
}
