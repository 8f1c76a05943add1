"""What is left of hostile contributions, in Chromium: nothing runs, asks, or calls elsewhere.

Two sites are looked at. The first is built strictly of all cases of the corpus that are said to be
harmless. The second takes the texts that are refused, as if nobody had refused them, and shows
that the sanitizer alone keeps them harmless. Each is looked at with a Content-Security-Policy and
without one, so that neither hides a hole in the other.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog

from agora.safety.sanitizing import sanitized
from browsing import IN_BROWSER
from building import BuiltSite, build, copy_site, showcase
from hostile_cases import Case, cases
from rendering import render
from tools.audit.server import serve

pytestmark = IN_BROWSER

SOURCES = 'sources: [{title: L’agence, url: "https://bouregreg.example.org/"}]\n'

PUBLISHED = (
    *("html", "attributes", "identity", "links", "remote"),
    *("text", "unicode", "yaml", "pictures"),
)
"""The folders of the corpus whose harmless cases each become a page."""

LISTINGS = ("", "showcases/", "axes/infrastructure/", "cities/", "partners/", "print/", "en/print/")

TRUSTED = ("", "showcases", "showcases/temoin", "en/print")
"""Pages whose own scripts the policy allows, and with them those of the same depth."""

TOGETHER = 12
"""How many texts that are refused share a page."""

INLINE = re.compile(r"<script(?![^>]*\b(?:src|type=[\"']?application/))[^>]*>(.*?)</script>", re.S)
PROSE = re.compile(
    r'(<div class="ag-prose"[^>]*>).*?(</div>\s*<section class="ag-references">)', re.DOTALL
)

POKE = (Path(__file__).parent / "hostile_watch.js").read_text("utf-8").partition("\n")[2]
"""What looks through the texts of a page, and does to them what readers do."""


def harmless() -> list[Case]:
    return [case for case in cases(*PUBLISHED) if not case.expect]


def refused() -> list[Case]:
    return [case for case in cases(*PUBLISHED) if case.expect and case.is_text]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site of the harmless cases, and of one that is as it should be, strictly built."""
    root = copy_site(tmp_path_factory.mktemp("hostile") / "agora")
    (root / "showcases" / "temoin.fr.md").write_text(showcase(extra=SOURCES), "utf-8")
    for case in harmless():
        with case.put(root / "showcases", case.slug):
            pass
    return build(root)


@pytest.fixture(scope="module")
def unguarded(published: BuiltSite) -> list[str]:
    """Pages of the texts that are refused, as the sanitizer alone leaves them; their addresses."""
    frame = (published.folder / "showcases" / "temoin" / "index.html").read_text("utf-8")
    texts = [sanitized(render(case.body)).html for case in refused()]
    addresses = []
    for start in range(0, len(texts), TOGETHER):
        inside = "<hr>".join(texts[start : start + TOGETHER])
        page, n = PROSE.subn(lambda found: f"{found[1]}{inside}{found[2]}", frame)  # noqa: B023
        assert n == 1
        address = f"unguarded/{start}/"
        (published.folder / address).mkdir(parents=True)
        (published.folder / address / "index.html").write_text(page, "utf-8")
        addresses.append(address)
    return addresses


@pytest.fixture(scope="module", params=["with a policy", "without a policy"])
def host(
    request: pytest.FixtureRequest,
    published: BuiltSite,
    unguarded: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of both sites, with a policy or without one."""
    folder = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(published.folder, folder)
    hashes = {
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for name in TRUSTED
        for script in INLINE.findall((published.folder / name / "index.html").read_text("utf-8"))
    }
    scripts = " ".join(f"'sha256-{one}'" for one in sorted(hashes))
    policy = (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        " object-src 'none'; base-uri 'none'; form-action 'none';"
        f" script-src 'self' 'wasm-unsafe-eval' {scripts}"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    own = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    for page in folder.rglob("*.html"):
        text = own.sub("", page.read_text("utf-8"))
        if request.param == "with a policy":
            text = text.replace("<head>", f"<head>{meta}", 1)
        page.write_text(text, "utf-8")
    with serve(folder) as served:
        yield served.address


class Watched:
    """A context of the browser, and what its pages did."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.page = context.new_page()
        self.did: list[str] = []
        self.host = host
        self.page.on("dialog", self._close)
        self.page.on("request", lambda request: self._request(request.url))
        context.on("page", lambda page: self.did.append(f"window: {page.url}"))

    def _close(self, dialog: Dialog) -> None:
        self.did.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        if not url.startswith((self.host, "data:")):
            self.did.append(f"request: {url}")

    def look(self, address: str) -> list[str]:
        """What is wrong with a page."""
        self.did.clear()
        self.page.goto(self.host + address)
        faults: list[str] = self.page.evaluate(POKE)
        if self.page.url != self.host + address:
            faults.append(f"went to {self.page.url}")
        return [f"{address}: {fault}" for fault in (*faults, *self.did)]


@pytest.fixture
def watched(browser: Browser, host: str) -> Iterator[Watched]:
    context = browser.new_context()
    yield Watched(context, host)
    context.close()


def test_harmless_cases_are_harmless(watched: Watched) -> None:
    addresses = [f"showcases/{case.slug}/" for case in harmless()]
    assert [fault for address in addresses for fault in watched.look(address)] == []


def test_pages_that_list_them_are_harmless(watched: Watched) -> None:
    assert [fault for address in LISTINGS for fault in watched.look(address)] == []


def test_what_is_refused_would_be_harmless(watched: Watched, unguarded: list[str]) -> None:
    faults = [fault for address in unguarded for fault in watched.look(address)]
    # Texts that are strangers to each other may have an id in common.
    assert [fault for fault in faults if ": twice: " not in fault] == []


def test_the_watch_sees_what_happens(watched: Watched) -> None:
    """A page that does run something is seen to, so that silence means something."""
    page = watched.page
    page.goto(f"{watched.host}showcases/temoin/")
    watched.did.clear()
    page.evaluate("fetch('https://evil.example/').catch(() => null)")
    page.evaluate("alert(1)")
    assert "dialog: 1" in watched.did


def test_the_look_sees_what_is_there(watched: Watched, published: BuiltSite) -> None:
    text = '<form></form><p id="__toc" onclick="x" style="position:fixed">a</p><p id="a"><p id="a">'
    page = PROSE.sub(
        lambda found: f"{found[1]}{text}{found[2]}",
        (published.folder / "showcases" / "temoin" / "index.html").read_text("utf-8"),
    )
    address = f"{watched.host}showcases/temoin/"
    watched.page.route(address, lambda route: route.fulfill(body=page, content_type="text/html"))
    found = watched.look("showcases/temoin/")
    for fault in ("element: <form></form>", "id: __toc", "attribute: onclick", "twice: a"):
        assert f"showcases/temoin/: {fault}" in found
    assert any("position: " in fault for fault in found)
