// At once, so that the page does not move when the module arrives; until then it is a form like others.
{
  const form = document.currentScript.parentElement
  form.hidden = false
  form.closest("[data-explorer]").classList.add("ag-explorer--live")
  form.querySelector("details").open = matchMedia("(min-width: 60em)").matches
}
