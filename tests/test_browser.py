"""The real site in a real browser: Debian's Chromium, headless."""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from agora import Strings
from building import ROOT, build, copy_site

CHROMIUM = shutil.which("chromium")
REQUIRED = bool(os.environ.get("AGORA_REQUIRE_BROWSER"))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM and not REQUIRED, reason="there is no Chromium"),
]

PAGES = [
    *("", "showcases/", "showcases/casatramway-casabusway/", "axes/", "axes/social/"),
    *("cities/", "cities/casablanca/", "partners/", "partners/oncf/", "editions/", "about/"),
    "contribute/",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
t = {language: Strings.load(language) for language in ("fr", "en")}


class Handler(SimpleHTTPRequestHandler):
    """Serves files, and `404.html` for what is not there, as static hosts do."""

    def send_error(self, code: int, *_: object) -> None:
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real site, built for it and served on loopback."""
    root = copy_site(tmp_path_factory.mktemp("browser") / "agora")
    for path in (ROOT / "showcases").glob("*.md"):
        shutil.copy(path, root / "showcases")
    handler = functools.partial(Handler, directory=root / "site")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        url = f"http://127.0.0.1:{server.server_port}/"
        build(root, site_url=url)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield url
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "AGORA_REQUIRE_BROWSER is set, and there is no Chromium"
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *quiet]
        )
        yield browser
        browser.close()


class Visit:
    """A page, with what it asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.failures: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.failures.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._respond)

    def _respond(self, response: object) -> None:
        if response.status >= 400:  # type: ignore[attr-defined]
            self.failures.append(response.url)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"]
)
def test_pages_are_sound(browser: Browser, address: str, size: dict, scheme: str) -> None:
    """Nothing fails, nothing is asked of another host, nothing sticks out to the side."""
    context = browser.new_context(viewport=size, color_scheme=scheme)
    for path in [*PAGES, *(f"en/{path}" for path in PAGES)]:
        visit = Visit(context.new_page())
        visit.page.goto(address + path, wait_until="networkidle")
        assert not visit.failures, (path, visit.failures)
        assert not visit.complaints, (path, visit.complaints)
        assert all(url.startswith((address, "data:")) for url in visit.requests), path
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert visit.page.evaluate(overflow) <= 0, path
        assert visit.page.evaluate("document.body.dataset.mdColorScheme") == (
            "slate" if scheme == "dark" else "default"
        )
        visit.page.close()
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_switcher_stays_on_the_page_and_goes_back(
    browser: Browser, address: str, size: dict
) -> None:
    page = browser.new_page(viewport=size)
    for path in PAGES:
        page.goto(address + path)
        page.click("header a[hreflang=en]")
        page.wait_for_url(f"{address}en/{path}")
        assert page.get_attribute("html", "lang") == "en"
        page.click("header a[hreflang=fr]")
        page.wait_for_url(address + path)
    page.close()


def test_from_home_to_a_showcase_by_its_axis(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{address}en/")
    page.click("article >> text=Ecology, environment and sustainable development")
    assert page.url == f"{address}en/axes/ecologie/"
    page.click("article >> text=Freetown the Treetown")
    assert page.url == f"{address}en/showcases/freetown-the-treetown/"
    assert "Freetown City Council" in page.inner_text("main")
    page.close()


def test_the_drawer_leads_to_the_axes(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(address)
    page.click("header label[for=__drawer]")
    page.locator("nav.md-nav--primary .md-nav__item--nested label").first.click()
    page.click("nav.md-nav--primary a >> text=Systèmes de services smart")
    assert page.url == f"{address}axes/services/"
    page.close()


def test_the_whole_site_is_read_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    page = context.new_page()
    for path in PAGES:
        assert page.goto(address + path).ok
        assert page.locator("main h1").count() == 1
    page.goto(f"{address}showcases/")
    slugs = {path.name.partition(".")[0] for path in (ROOT / "showcases").glob("*.md")}
    assert page.locator("main h3 a, main h2 a").count() == len(slugs)
    page.click("header a[hreflang=en]")
    assert page.url == f"{address}en/showcases/"
    context.close()


def test_a_wrong_address_speaks_both_languages(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=PHONE)
    assert page.goto(f"{address}en/nowhere/").status == 404
    for language in ("fr", "en"):
        assert t[language]("not-found.title") in page.inner_text("main")
    page.click(f"main >> text={t['en']('not-found.showcases')}")
    assert page.url == f"{address}en/showcases/"
    page.close()


def test_the_keyboard_reaches_the_text_first(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{address}en/showcases/zipline-rwanda/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == t["en"]("nav.skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()


def test_search_finds_a_showcase(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    # The index is loaded by a worker after the page; only then are keys listened to.
    page.goto(address, wait_until="networkidle")
    page.locator("[data-md-component=search-query]").press_sequentially("tramway")
    page.wait_for_selector(".md-search-result__item a[href*=casatramway]")
    page.close()
