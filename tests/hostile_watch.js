/* Looks through the texts of a page for what must not be there, and does to them what readers do. */
async () => {
  const faults = [];
  const kinds = [
    "script, iframe, frame, object, embed, applet, form, input, button, select, textarea, style, link",
    "meta, base, svg, math, template, dialog, video, audio, noscript, nav, main, header, footer",
    "[contenteditable], [tabindex], [target], [srcdoc], [role], [name]:not([name^=text-])",
    ".ag-facts, .ag-actions, .ag-references",
  ].join(", ");
  const events = ["mouseover", "pointerenter", "focus", "click", "toggle", "animationstart", "error", "load"];

  /* As it was sent: the theme's script adds elements of its own to tables and code. */
  const sent = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  for (const prose of sent.querySelectorAll(".ag-prose")) {
    for (const one of prose.querySelectorAll(kinds)) faults.push(`element: ${one.outerHTML}`);
    for (const one of prose.querySelectorAll("*")) {
      for (const { name, value } of one.attributes) {
        if (name.startsWith("on") || name.startsWith("data-")) faults.push(`attribute: ${name}`);
        if (name === "id" && /^(__|md-|ag-|f-)/.test(value)) faults.push(`id: ${value}`);
        if (name === "class" && /(^| )(md-|ag-|mermaid)/.test(value)) faults.push(`class: ${value}`);
      }
    }
  }
  const ids = new Set();
  for (const { id } of sent.querySelectorAll("[id]")) {
    if (ids.has(id)) faults.push(`twice: ${id}`);
    ids.add(id);
  }

  const own = Array.from(document.querySelectorAll(".ag-prose *"))
    .filter((one) => !one.matches("[class*=md-]") && !one.closest(".md-code__nav, .md-clipboard"));
  for (const one of own) {
    const { position } = getComputedStyle(one);
    if (!["static", "relative"].includes(position)) faults.push(`position: ${one.outerHTML}`);
    if (one.href && !["http:", "https:", "mailto:"].includes(one.protocol)) faults.push(`link: ${one.href}`);
    if (one.src && new URL(one.src).origin !== location.origin) faults.push(`picture: ${one.src}`);
  }

  /* Screen by screen, what is on top at each point of a grid: no text lies over what is around it. */
  const last = document.documentElement.scrollHeight - innerHeight;
  for (let top = 0; top < last + innerHeight; top += innerHeight) {
    scrollTo({ top: Math.min(top, last), behavior: "instant" });
    for (let x = 8; x < innerWidth; x += 128) {
      for (let y = 8; y < innerHeight; y += 96) {
        const there = document.elementFromPoint(x, y);
        const prose = there?.closest(".ag-prose");
        if (!prose || there.matches("[class*=md-]")) continue;
        const { left, right, top: above, bottom } = prose.getBoundingClientRect();
        const isWithin = x >= left - 1 && x <= right + 1 && y >= above - 1 && y <= bottom + 1;
        if (!isWithin) faults.push(`covers: ${there.outerHTML}`);
      }
    }
  }
  scrollTo({ top: 0, behavior: "instant" });

  document.addEventListener("click", (event) => event.preventDefault(), true);
  for (const one of own) {
    for (const kind of events) one.dispatchEvent(new Event(kind, { bubbles: kind === "click", cancelable: true }));
  }
  // What this set off has its turn.
  for (let n = 0; n < 2; n += 1) await new Promise(requestAnimationFrame);
  return faults;
}
