"""The pages for people who do not see, who zoom, who use a keyboard, who choose their colours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browsing import ADDRESSES, DESKTOP, IN_BROWSER, KINDS, OVERFLOW, PHONE, settle

pytestmark = IN_BROWSER

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ZOOMED = {"width": 320, "height": 256}
"""CSS pixels of a window of 1280 × 1024 at 400 %: WCAG 2.2, 1.4.10."""

BY_KEYBOARD = ("home", "explorer", "showcase")
MOST_STOPS = 1000

SIGNS = """
  // How an element looks; the sign of focus may be on what stands around or upon it.
  window.look = (element) => {
    const style = getComputedStyle(element);
    // Parts of a drawing have no outline of a shape: a stroke around them does its work.
    if (element.ownerSVGElement) return `${style.stroke} ${style.strokeWidth}`;
    const outline = style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0
      ? "none" : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
    return `${outline} / ${matchMedia("(forced-colors: active)").matches ? "" : style.boxShadow}`;
  };
  window.called = (element) => {
    const text = (element.ariaLabel || element.textContent || element.value || "").trim();
    const classes = Array.from(element.classList, (one) => `.${one}`).join("");
    return `${element.localName}${classes} "${text.replace(/\\s+/g, " ").slice(0, 40)}"`;
  };
  window.unfocused = new Map(
    Array.from(document.querySelectorAll("*"), (element) => [element, look(element)]));
"""

STOP = """async () => {
  for (let n = 0; n < 2; n += 1) await new Promise(requestAnimationFrame);
  const element = document.activeElement;
  if (element === document.body || element === document.documentElement) return null;
  window.stops ??= new Map();
  if (stops.has(element)) return null;
  stops.set(element, true);
  // Material marks the label that follows a toggle, which is that of the next toggle.
  const around = [element, ...(element.labels ?? []), element.nextElementSibling ?? element];
  for (let one = element.parentElement; one && around.length < 8; one = one.parentElement) {
    around.push(one);
  }
  if (element.ownerSVGElement) around.push(...element.querySelectorAll("*"));
  const isShown = around.some((one) => unfocused.has(one) && look(one) !== unfocused.get(one)
    && !look(one).startsWith("none / none"));
  const isMark = element.offsetWidth === 0 && element.nextElementSibling?.localName === "label";
  const shown = isMark ? element.nextElementSibling : element;
  const box = shown.getBoundingClientRect();
  const places = [.5, .1, .9].flatMap((x) => [.5, .1, .9].map((y) =>
    [box.left + box.width * x, box.top + box.height * y]));
  const isSeen = places.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (shown.contains(top) || top.contains(shown)
      && !top.matches("html, body, main, header, article"));
  });
  return { name: called(element), isShown, isSeen };
}"""

CUT = """() => {
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

MOVING = """() => {
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

HEADINGS = """() => Array.from(document.querySelectorAll("h1, h2, h3, h4, h5, h6"))
  .filter((heading) => heading.checkVisibility())
  .map((heading) => Number(heading.localName[1]))"""

CONTROLS = """() => Array.from(document.querySelectorAll(
    "main :is(button, select, textarea, input:not([type=checkbox], [type=radio], [type=file])), "
    + ".ag-button"))
  .filter((element) => element.checkVisibility() && !element.closest(".md-clipboard"))
  .filter((element) => {
    const style = getComputedStyle(element);
    return style.borderStyle === "none" || parseFloat(style.borderWidth) === 0;
  })
  .map((element) => `${element.localName}.${element.className}`)"""

LANGUAGE = "(element) => element.closest('[lang]').lang"


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[dict[tuple[str, str], Page]]:
    """A page in each colour scheme and width, of a reader who wants no motion."""
    windows = {"phone": PHONE, "desktop": DESKTOP}
    opened = {
        (scheme, window): browser.new_page(
            viewport=size, color_scheme=scheme, reduced_motion="reduce"
        )
        for scheme in ("light", "dark")
        for window, size in windows.items()
    }
    yield opened
    for page in opened.values():
        page.context.close()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("window", ["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    pages: dict[tuple[str, str], Page], real_site: str, scheme: str, window: str, address: str
) -> None:
    page = pages[scheme, window]
    page.goto(real_site + address)
    settle(page)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response
    assert found["url"] == real_site + address
    told = [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("address", ADDRESSES)
def test_headings_are_an_outline(
    pages: dict[tuple[str, str], Page], real_site: str, address: str
) -> None:
    page = pages["light", "desktop"]
    page.goto(real_site + address)
    levels = page.evaluate(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    # A heading may close several levels at once, and opens one at most.
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_borrowed_text_is_marked_with_its_language(
    pages: dict[tuple[str, str], Page], real_site: str
) -> None:
    page = pages["light", "desktop"]
    page.goto(f"{real_site}en/{KINDS['borrowed']}")
    assert page.get_attribute("html", "lang") == "en"
    for part in ("h1", ".ag-prose p >> nth=0"):
        assert page.locator(f"main {part}").evaluate(LANGUAGE) == "fr"
    assert page.locator(".ag-notice p").first.evaluate(LANGUAGE) == "en"
    page.goto(f"{real_site}en/showcases/")
    assert page.locator("main a >> text=Le banc public").first.evaluate(LANGUAGE) == "fr"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_other_language_is_named_in_itself(
    pages: dict[tuple[str, str], Page], real_site: str, kind: str, language: str
) -> None:
    page = pages["light", "desktop"]
    page.goto(real_site + ("en/" if language == "en" and kind != "404" else "") + KINDS[kind])
    for link in page.locator("header a[hreflang]").all():
        assert link.evaluate(LANGUAGE) == link.get_attribute("hreflang")


@pytest.mark.parametrize("address", ADDRESSES)
def test_at_400_percent_everything_is_read_by_scrolling_down(
    browser: Browser, real_site: str, address: str
) -> None:
    page = browser.new_page(viewport=ZOOMED, reduced_motion="reduce")
    page.goto(real_site + address)
    settle(page)
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(CUT) == []
    page.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_moves_for_those_who_want_no_motion(
    pages: dict[tuple[str, str], Page], real_site: str, address: str
) -> None:
    page = pages["light", "phone"]
    page.goto(real_site + address)
    settle(page)
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("kind", BY_KEYBOARD)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colours", ["none", "active"], ids=["own-colours", "forced-colours"])
def test_what_has_the_focus_shows_it_and_is_not_covered(
    browser: Browser, real_site: str, kind: str, size: dict, colours: str
) -> None:
    """WCAG 2.2, 2.4.7 and 2.4.11, at each stop of the Tab key, once around the page."""
    page = browser.new_page(viewport=size, reduced_motion="reduce", forced_colors=colours)
    page.goto(real_site + KINDS[kind])
    settle(page)
    page.evaluate(SIGNS)
    stops = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    page.close()
    assert len(stops) < MOST_STOPS
    assert len(stops) > 10
    assert [stop["name"] for stop in stops if not stop["isShown"]] == []
    assert [stop["name"] for stop in stops if not stop["isSeen"]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_controls_have_an_edge_in_forced_colours(
    browser: Browser, real_site: str, kind: str
) -> None:
    """Backgrounds are taken away there, so that a button without a border is a word."""
    page = browser.new_page(viewport=PHONE, forced_colors="active")
    page.goto(real_site + KINDS[kind])
    settle(page)
    assert page.evaluate(CONTROLS) == []
    page.close()
