"""What is left of hostile contributions, in Chromium: nothing runs, asks, calls elsewhere, leads
away or covers the page.

A site is built strictly of all cases of the corpus that are said to be harmless. Beside it, all
texts are put into pages as if nobody had refused any, to show that the sanitizer alone keeps them
harmless. The Content-Security-Policy of each page is only reported: what it would forbid happens
and is told, so that it hides no hole. Where nothing happened and nothing was told, it changes
nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Request, Route

from browsing import IN_BROWSER, arrive
from building import build, copy_site, once, showcase
from hostile_cases import Case, cases, spread
from rendering import published
from tools.audit.server import serve

pytestmark = IN_BROWSER

SOURCES = 'sources: [{title: L’agence, url: "https://bouregreg.example.org/"}]\n'

PUBLISHED = cases(
    *("html", "attributes", "identity", "links", "remote"),
    *("text", "unicode", "yaml", "pictures"),
)
"""The cases that would come to be pages."""

HARMLESS = [case for case in PUBLISHED if not case.expect]
SOME = spread(HARMLESS, 16)
TEXTS = [case for case in PUBLISHED if case.is_text]

LISTINGS = [
    "",
    "showcases/?sort=title",  # made by the explorer's script; signs come before letters
    *(
        pytest.param(address, marks=pytest.mark.slow)
        for address in (
            *("showcases/", "axes/infrastructure/", "cities/", "partners/", "print/", "en/print/"),
        )
    ),
]

TOGETHER = 60
"""How many texts share a page."""

PROSE = re.compile(
    r'(<div class="ag-prose"[^>]*>).*?(</div>\s*<section class="ag-references">)', re.DOTALL
)

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')

POKE = (Path(__file__).parent / "hostile_watch.js").read_text("utf-8").partition("\n")[2]
"""What looks through the texts of a page, and does to them what readers do."""


def with_prose(page: str, prose: str) -> str:
    """The HTML of a showcase's page, with another text in the place of its own."""
    changed, n = PROSE.subn(lambda found: found[1] + prose + found[2], page)
    assert n == 1
    return changed


def make(root: Path) -> None:
    """Build the site of the harmless cases and of one that is as it should be, and the texts."""
    copy_site(root)
    (root / "showcases" / "temoin.fr.md").write_text(showcase(extra=SOURCES), "utf-8")
    for case in HARMLESS:
        with case.put(root / "showcases", case.slug):
            pass
    site = build(root).folder
    frame = (site / "showcases" / "temoin" / "index.html").read_text("utf-8")
    for start in range(0, len(TEXTS), TOGETHER):
        texts = [published(case.body) for case in TEXTS[start : start + TOGETHER]]
        page = site / "unguarded" / str(start) / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(with_prose(frame, '</div><div class="ag-prose">'.join(texts)), "utf-8")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site and of the texts."""
    with serve(once(tmp_path_factory, "hostile", make) / "site") as served:
        yield served.address


class Watched:
    """A page, and what was wrong with it at each address."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.page = context.new_page()
        self.faults: list[str] = []
        self.host = host
        self.address = ""
        self._documents = 0
        self.page.route(re.compile(rf"^{host}([^?]*/)?(\?.*)?$"), self._loosen)
        self.page.on("dialog", self._close)
        self.page.on("request", self._request)
        self.page.on("console", lambda message: self._note(message.text))
        self.page.on("pageerror", lambda error: self._note(f"error: {error}"))
        context.on("page", lambda page: self._note(f"window: {page.url}"))

    def _loosen(self, route: Route) -> None:
        """Send a page with its policy as one that is only reported."""
        page = route.fetch().text()
        policy = META.search(page)
        assert policy
        headers = {"Content-Security-Policy-Report-Only": html.unescape(policy[1])}
        route.fulfill(body=META.sub("", page), content_type="text/html", headers=headers)

    def _note(self, fault: str) -> None:
        self.faults.append(f"{self.address}: {fault}")

    def _close(self, dialog: Dialog) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.host, "data:")):
            self._note(f"request: {request.url}")
        self._documents += request.is_navigation_request()
        if request.is_navigation_request() and self._documents > 1:
            self._note(f"document: {request.url}")

    def look(self, address: str) -> None:
        self.address, self._documents = address, 0
        arrive(self.page, self.host + address)
        for fault in self.page.evaluate(POKE):
            self._note(fault)
        if self.page.url != self.host + address:
            self._note(f"went to {self.page.url}")


@pytest.fixture(scope="module")
def opened(browser: Browser, host: str) -> Iterator[Watched]:
    """One page for all tests: to open another costs more than a good deal of looking."""
    context = browser.new_context()
    yield Watched(context, host)
    context.close()


@pytest.fixture
def watched(opened: Watched) -> Watched:
    opened.faults.clear()
    return opened


@pytest.mark.parametrize(
    "looked_at",
    [
        pytest.param(SOME, id="some"),
        pytest.param(
            [case for case in HARMLESS if case not in SOME], id="others", marks=pytest.mark.slow
        ),
    ],
)
def test_harmless_cases_are_harmless(watched: Watched, looked_at: list[Case]) -> None:
    for case in looked_at:
        watched.look(f"showcases/{case.slug}/")
    assert watched.faults == []


@pytest.mark.parametrize("address", LISTINGS)
def test_pages_that_list_them_are_harmless(watched: Watched, address: str) -> None:
    watched.look(address)
    assert watched.faults == []


def test_texts_would_be_harmless_if_none_were_refused(watched: Watched) -> None:
    for start in range(0, len(TEXTS), TOGETHER):
        watched.look(f"unguarded/{start}/")
        # None of them has left its place, or taken in the next.
        between = min(TOGETHER, len(TEXTS) - start) - 1
        assert watched.page.locator(".ag-prose + .ag-prose").count() == between
    # Texts that are strangers to each other may have an id in common, and their pictures are not
    # there.
    usual = re.compile(r": twice: |: Failed to load resource: .* 404 ")
    assert [fault for fault in watched.faults if not usual.search(fault)] == []


def test_the_watch_sees_what_happens(watched: Watched) -> None:
    """A page that does run something is seen to, so that silence means something."""
    page = watched.page
    watched.look("showcases/temoin/")
    assert watched.faults == []
    with page.expect_console_message(lambda message: "script-src" in message.text):
        page.evaluate("document.body.setAttribute('onclick', 'alert(1)')")
        page.evaluate("document.body.click()")
    with page.expect_console_message(lambda message: "connect-src" in message.text):
        page.evaluate("fetch('https://evil.example/').catch(() => null)")
    assert "showcases/temoin/: dialog: 1" in watched.faults
    assert "showcases/temoin/: request: https://evil.example/" in watched.faults
    page.reload()
    assert f"showcases/temoin/: document: {watched.host}showcases/temoin/" in watched.faults
    told = [fault for fault in watched.faults if "Content Security Policy" in fault]
    assert all("report-only" in fault for fault in told)
    assert len(told) >= 2


def test_the_look_sees_what_is_there(watched: Watched) -> None:
    over = '<b style="position:fixed; inset:0">a</b>'
    text = f'<form></form><p id="__toc" onclick="x">{over}</p><p id="a"><p id="a">'

    def spoil(route: Route) -> None:
        page = with_prose(route.fetch().text(), text)
        route.fulfill(body=page, content_type="text/html")

    watched.page.route("**/temoin/", spoil)
    watched.look("showcases/temoin/")
    watched.page.unroute("**/temoin/")
    for fault in ("element: <form></form>", "id: __toc", "attribute: onclick", "twice: a"):
        assert f"showcases/temoin/: {fault}" in watched.faults
    for kind in ("position: ", "covers: "):
        assert f"showcases/temoin/: {kind}{over}" in watched.faults
