/* Looks through the texts of a page for what must not be there, and does to them what readers do. */
() => {
  const faults = [];
  const kinds = [
    "script, iframe, frame, object, embed, applet, form, input, button, select, textarea, style, link",
    "meta, base, svg, math, template, dialog, video, audio, noscript",
    "[contenteditable], [tabindex], [target], [srcdoc], [role], [name]",
  ].join(", ");
  const page = ".ag-facts, .ag-actions, .ag-references, footer, main";
  const events = ["mouseover", "pointerenter", "focus", "click", "toggle", "animationstart", "error", "load"];
  document.addEventListener("click", (event) => event.preventDefault(), true);
  for (const prose of document.querySelectorAll(".ag-prose")) {
    for (const one of prose.querySelectorAll(kinds)) faults.push(`element: ${one.outerHTML}`);
    if (prose.querySelector(page)) faults.push("it swallows the page");
    for (const one of prose.querySelectorAll("*")) {
      for (const { name, value } of one.attributes) {
        if (name.startsWith("on") || name.startsWith("data-")) faults.push(`attribute: ${name}`);
        if (name === "id" && /^(__|md-|ag-|f-)/.test(value)) faults.push(`id: ${value}`);
        if (name === "class" && /(^| )(md-|ag-|mermaid)/.test(value)) faults.push(`class: ${value}`);
      }
      const { position } = getComputedStyle(one);
      if (!["static", "relative"].includes(position)) faults.push(`position: ${one.outerHTML}`);
      if (one.href && !["http:", "https:", "mailto:"].includes(one.protocol)) faults.push(`link: ${one.href}`);
      if (one.src && new URL(one.src).origin !== location.origin) faults.push(`picture: ${one.src}`);
      for (const kind of events) one.dispatchEvent(new Event(kind, { bubbles: kind === "click", cancelable: true }));
    }
  }
  return faults;
}
