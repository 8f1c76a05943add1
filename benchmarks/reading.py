"""The readers' side: what a first view of a page costs, and what a search does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.measuring import BenchmarkError
from tools.audit.kinds import heaviest
from tools.audit.server import Host, serve

PHONE: ViewportSize = {"width": 360, "height": 740}
QUERIES = ("écologie", "eau", "transports publics")
"""The first one is a reader's first; the others follow on the same page."""

COVERS = "assets/covers/"
"""Pictures of the cards found, which a reader is shown without a search as well."""


@dataclass(frozen=True, slots=True)
class View:
    """Bytes of bodies, compressed as hosts do, and requests, of a first view on a phone."""

    size: int
    requests: int


def views(site: Path) -> dict[str, View]:
    """The first view of the heaviest page of each kind. Raises BenchmarkError."""
    found = {}
    with serve(site) as host, _browser() as browser:
        for kind, address in heaviest(site).items():
            context = browser.new_context(viewport=PHONE)
            with host.recorded() as sent:
                context.new_page().goto(host.address + address, wait_until="networkidle")
            context.close()
            found[kind] = View(sum(one.size for one in sent), len(sent))
    return found


def searches(site: Path) -> dict[str, int]:
    """Bytes fetched for each query, one after the other, by the explorer of a site."""
    with serve(site) as host, _browser() as browser:
        page = browser.new_page(viewport=PHONE)
        page.goto(f"{host.address}showcases/", wait_until="networkidle")
        return {query: _search(page, host, query) for query in QUERIES}


def search_at_load(site: Path) -> int:
    """Bytes of the index that the search of plain Material fetches with each page."""
    with serve(site) as host, _browser() as browser:
        page = browser.new_page(viewport=PHONE)
        with host.recorded() as sent:
            page.goto(host.address, wait_until="networkidle")
        return sum(one.size for one in sent if one.address.startswith("search/"))


def _search(page: Page, host: Host, query: str) -> int:
    with host.recorded() as sent:
        page.fill("#ag-q", query)
        page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("q") == [query])
        page.wait_for_load_state("networkidle")
        page.wait_for_selector("[data-explorer]:not([aria-busy]) [data-grid] mark")
    return sum(one.size for one in sent if not one.address.startswith(COVERS))


@contextmanager
def _browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if not chromium:
        raise BenchmarkError("there is no Chromium: apt-get install chromium")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", *quiet]
        )
        yield browser
        browser.close()
