"""What a page that is open is asked for; each answer lists what is wrong, in words."""

from __future__ import annotations

from itertools import pairwise

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_AXE = Axe()

_CUT = """() => {
  const width = document.documentElement.clientWidth;
  const isHidden = (element) => !element.checkVisibility(
      { checkOpacity: true, checkVisibilityCSS: true, contentVisibilityAuto: true })
    || element.closest("[hidden], [inert], .md-sidebar, .md-search, .ag-skip, svg");
  const scrolls = (element) => {
    for (let one = element; one; one = one.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(one).overflowX) && one !== document.body) return true;
    }
    return false;
  };
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const cut = [];
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || isHidden(parent) || scrolls(parent)) continue;
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      if (!box.width || box.width <= 1) continue;
      let isCut = box.left < -1 || box.right > width + 1;
      for (let one = parent; one && !isCut; one = one.parentElement) {
        const style = getComputedStyle(one);
        if (style.position === "absolute" && style.clipPath !== "none") { isCut = false; break; }
        const frame = one.getBoundingClientRect();
        if (style.overflowX !== "visible" && one !== document.body
            && one !== document.documentElement) {
          isCut = frame.width > 1 && (box.right > frame.right + 1 || box.left < frame.left - 1);
        }
      }
      if (isCut) {
        cut.push(`${parent.localName}.${parent.className}: ${text.data.trim()}`);
        break;
      }
    }
  }
  return cut;
}"""

_MOVING = """() => {
  const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
  const moving = document.getAnimations().map((one) => `running: ${one.animationName ?? one}`);
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      const isAnimated = style.animationName !== "none" && seconds(style.animationDuration) > .01;
      if (isAnimated || seconds(style.transitionDuration) > .01
          || style.scrollBehavior === "smooth") {
        moving.push(`${element.localName}.${element.className}${part ?? ""}`);
      }
    }
  }
  return moving;
}"""

_LEVELS = """() => Array.from(document.querySelectorAll("h1, h2, h3, h4, h5, h6"))
  .filter((heading) => heading.checkVisibility())
  .map((heading) => Number(heading.localName[1]))"""

_EDGELESS = """() => Array.from(document.querySelectorAll(
    "main :is(button, select, textarea, input:not([type=checkbox], [type=radio], [type=file])), "
    + ".ag-button"))
  .filter((element) => element.checkVisibility() && !element.closest(".md-clipboard"))
  .filter((element) => {
    const style = getComputedStyle(element);
    return style.borderStyle === "none" || parseFloat(style.borderWidth) === 0;
  })
  .map((element) => `${element.localName}.${element.className}`)"""

_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def axe(page: Page) -> list[str]:
    """What axe-core finds that keeps people out of the page."""
    # Pages in frames are pages of their own.
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "resultTypes": ["violations"],
        "iframes": False,
    }
    found = _AXE.run(page, options=options).response
    assert found["url"] == page.url
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def sticking_out(page: Page) -> list[str]:
    """Whether the page is scrolled to the side."""
    wider = page.evaluate(_WIDER)
    return [f"wider by {wider} px than the window"] if wider > 0 else []


def cut(page: Page) -> list[str]:
    """Texts that are cut off at a side, or lie outside the window."""
    return list(page.evaluate(_CUT))


def moving(page: Page) -> list[str]:
    """What moves, or would move when something changes."""
    return list(page.evaluate(_MOVING))


def misplaced_headings(page: Page) -> list[str]:
    """Headings that are not an outline below a single first one."""
    levels = page.evaluate(_LEVELS)
    wrong = [] if levels[:1] == [1] and levels.count(1) == 1 else [f"first headings in {levels}"]
    # A heading may close several levels at once, and opens one at most.
    return wrong + [f"h{b} after h{a}" for a, b in pairwise(levels) if b > a + 1]


def edgeless(page: Page) -> list[str]:
    """Controls without a border, which are but words where backgrounds are taken away."""
    return list(page.evaluate(_EDGELESS))
