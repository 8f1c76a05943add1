"""The pages for people who do not see, and for those who use a keyboard.

What concerns every page is in `test_pages.py`.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize

from browsing import DESKTOP, IN_BROWSER, KINDS, PHONE, arrive, settle

pytestmark = IN_BROWSER

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
  window.remember = () => {
    window.unfocused = new Map(
      Array.from(document.querySelectorAll("*"), (element) => [element, look(element)]));
  };
  window.told = (element) => {
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
  };
  window.stops = new Set();
  remember();
"""

STOP = """async () => {
  await new Promise(requestAnimationFrame);
  const element = document.activeElement;
  if (element.matches("html, body") || stops.has(element)) return null;
  stops.add(element);
  return told(element);
}"""

AGAIN = """() => {
  document.activeElement.blur();
  remember();
  return Array.from(stops, (element) => {
    element.focus({ focusVisible: true });
    return told(element);
  });
}"""

LANGUAGE = "(element) => element.closest('[lang]').lang"


def test_a_borrowed_text_is_marked_with_its_language(browser: Browser, real_site: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{real_site}en/{KINDS['borrowed']}")
    assert page.get_attribute("html", "lang") == "en"
    for part in ("h1", ".ag-prose p >> nth=0"):
        assert page.locator(f"main {part}").evaluate(LANGUAGE) == "fr"
    assert page.locator(".ag-notice p").first.evaluate(LANGUAGE) == "en"
    page.goto(f"{real_site}en/showcases/")
    assert page.locator("main a >> text=Le banc public").first.evaluate(LANGUAGE) == "fr"
    page.close()


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        pytest.param("home", PHONE, id="home-phone"),
        pytest.param("home", DESKTOP, id="home-desktop", marks=pytest.mark.slow),
        pytest.param("explorer", PHONE, id="explorer-phone", marks=pytest.mark.slow),
        pytest.param("explorer", DESKTOP, id="explorer-desktop", marks=pytest.mark.slow),
        pytest.param("showcase", PHONE, id="showcase-phone"),
        pytest.param("showcase", DESKTOP, id="showcase-desktop", marks=pytest.mark.slow),
    ],
)
def test_what_has_the_focus_shows_it_and_is_not_covered(
    browser: Browser, real_site: str, kind: str, size: ViewportSize
) -> None:
    """WCAG 2.2, 2.4.7 and 2.4.11, at each stop of the Tab key, once around the page.

    Then at the same stops in forced colours.
    """
    page = browser.new_page(viewport=size)
    arrive(page, real_site + KINDS[kind])
    page.evaluate(SIGNS)
    stops: list[dict[str, Any]] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.down("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    assert 10 < len(stops) < MOST_STOPS
    page.emulate_media(forced_colors="active")
    settle(page)
    again = page.evaluate(AGAIN)
    page.close()
    assert [stop["name"] for stop in again] == [stop["name"] for stop in stops]
    assert [stop["name"] for stop in [*stops, *again] if not stop["isShown"]] == []
    assert [stop["name"] for stop in [*stops, *again] if not stop["isSeen"]] == []
