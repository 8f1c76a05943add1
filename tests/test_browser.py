"""Ways through the real site in a real browser: Debian's Chromium, headless."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from agora import Strings
from browsing import DESKTOP, IN_BROWSER, KINDS, PHONE
from building import BuiltSite

pytestmark = IN_BROWSER

PAGES = [address for kind, address in KINDS.items() if kind != "404"]
t = {language: Strings.load(language) for language in ("fr", "en")}


@pytest.mark.parametrize(
    "size", [PHONE, pytest.param(DESKTOP, marks=pytest.mark.slow)], ids=["phone", "desktop"]
)
@pytest.mark.parametrize(
    "paths",
    [
        [KINDS["explorer"], KINDS["borrowed"]],
        # Where it leads from each page, and that it can be reached, is in test_pages.
        pytest.param(PAGES, marks=pytest.mark.slow),
    ],
    ids=["some", "all"],
)
def test_the_switcher_stays_on_the_page_and_goes_back(
    browser: Browser, real_site: str, paths: list[str], size: ViewportSize
) -> None:
    page = browser.new_page(viewport=size)
    for path in paths:
        page.goto(real_site + path)
        page.click("header a[hreflang=en]")
        page.wait_for_url(f"{real_site}en/{path}")
        assert page.get_attribute("html", "lang") == "en"
        page.click("header a[hreflang=fr]")
        page.wait_for_url(real_site + path)
    page.close()


def test_from_home_to_a_showcase_by_its_axis(browser: Browser, real_site: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{real_site}en/")
    page.click("article >> text=Ecology, environment and sustainable development")
    page.wait_for_url(f"{real_site}en/axes/ecologie/")
    page.click("article >> text=Freetown the Treetown")
    page.wait_for_url(f"{real_site}en/showcases/freetown-the-treetown/")
    assert "Freetown City Council" in page.inner_text("main")
    page.close()


def test_the_drawer_leads_to_the_axes(browser: Browser, real_site: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(real_site)
    page.click("header label[for=__drawer]")
    page.locator("nav.md-nav--primary .md-nav__item--nested label").first.click()
    page.click("nav.md-nav--primary a >> text=Systèmes de services smart")
    page.wait_for_url(f"{real_site}axes/services/")
    page.close()


def test_the_whole_site_is_read_without_javascript(
    browser: Browser, real_site: str, real_root: Path
) -> None:
    built = BuiltSite(real_root / "site", real_site)
    for path in PAGES:
        assert len(built.page(path).cssselect("main h1")) == 1, path
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"{real_site}showcases/")
    assert page.locator("main h1").is_visible()
    slugs = {path.name.partition(".")[0] for path in (real_root / "showcases").glob("*.md")}
    assert page.locator("main h3 a, main h2 a").count() == len(slugs)
    page.click("header a[hreflang=en]")
    page.wait_for_url(f"{real_site}en/showcases/")
    context.close()


def test_a_wrong_address_speaks_both_languages(browser: Browser, real_site: str) -> None:
    page = browser.new_page(viewport=PHONE)
    answer = page.goto(f"{real_site}en/nowhere/")
    assert answer and answer.status == 404
    for language in ("fr", "en"):
        assert t[language]("not-found.title") in page.inner_text("main")
    page.click(f"main >> text={t['en']('not-found.showcases')}")
    page.wait_for_url(f"{real_site}en/showcases/")
    page.close()


def test_the_keyboard_reaches_the_text_first(browser: Browser, real_site: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{real_site}en/showcases/zipline-rwanda/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == t["en"]("nav.skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()
