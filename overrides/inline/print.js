{
  const frame = document.currentScript.previousElementSibling
  frame.firstElementChild.addEventListener("click", () => window.print())
  frame.hidden = false
}
