"""The real site in Debian's Chromium: built and served once a session, as a static host would.

A pytest plugin: `browser`, `real_site`, `real_host` and `real_root` are at hand in every module.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Response, sync_playwright

from building import ROOT, build, copy_site, showcase
from tools.audit.server import Host, serve

CHROMIUM = shutil.which("chromium")
REQUIRED = bool(os.environ.get("AGORA_REQUIRE_BROWSER"))

IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM and not REQUIRED, reason="there is no Chromium"),
]
"""The `pytestmark` of a module whose tests need Chromium."""

PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
DESKTOP = {"width": 1280, "height": 800}

KINDS = {
    "home": "",
    "explorer": "showcases/",
    "showcase": "showcases/casatramway-casabusway/",
    "borrowed": "showcases/banc-public/",  # written in French alone, so borrowed in English
    "axes": "axes/",
    "axis": "axes/social/",
    "cities": "cities/",
    "city": "cities/casablanca/",
    "partners": "partners/",
    "partner": "partners/oncf/",
    "editions": "editions/",
    "edition": "editions/7/",
    "share": "share/",
    "about": "about/",
    "data": "data/",
    "contribute": "contribute/",
    "problems": "contribute/problems/",
    "print": "print/",
    "report": "report/",
    "404": "404.html",
}
"""A page of each kind: its address in French, which in English stands below `en/`."""

ADDRESSES = [
    *KINDS.values(),
    *(f"en/{address}" for address in KINDS.values()),
]
"""The pages of all kinds in both languages."""

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""By how many CSS pixels a page sticks out to the side."""


class _RealSite(NamedTuple):
    root: Path
    host: Host


@pytest.fixture(scope="session")
def _real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_RealSite]:
    root = copy_site(tmp_path_factory.mktemp("real") / "agora")
    shutil.copytree(ROOT / "showcases", root / "showcases", dirs_exist_ok=True)
    body = (ROOT / "tests" / "body.fr.md").read_text("utf-8")
    borrowed = showcase(
        title="Le banc public", partner="Casa Transports", city="Casablanca", body=body
    )
    (root / "showcases" / "banc-public.fr.md").write_text(borrowed, "utf-8")
    with serve(root / "site") as host:
        with pytest.MonkeyPatch.context() as patch:
            # So that a test follows the links to the repository.
            patch.setenv("REPO_URL", f"{host.address}forge")
            build(root, site_url=host.address)
        yield _RealSite(root, host)


@pytest.fixture(scope="session")
def real_host(_real: _RealSite) -> Host:
    """The host of the real site, which knows what it sent."""
    return _real.host


@pytest.fixture(scope="session")
def real_site(_real: _RealSite) -> str:
    """The address of the real site, strictly built for it, which ends with a slash."""
    return _real.host.address


@pytest.fixture(scope="session")
def real_root(_real: _RealSite) -> Path:
    """The folder of the real site's sources; below it, `site` is what is served. Leave it as is."""
    return _real.root


@pytest.fixture(scope="session")
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

    def _respond(self, response: Response) -> None:
        if response.status >= 400:
            self.failures.append(response.url)


def settle(page: Page) -> None:
    """Wait until fonts are there, the page has been laid out and painted, and its colours stay."""
    page.evaluate(
        """async () => {
          await document.fonts.ready;
          for (let n = 0; n < 2; n += 1) await new Promise(requestAnimationFrame);
          const ending = document.getAnimations().filter((one) =>
            Number.isFinite(one.effect.getComputedTiming().endTime));
          await Promise.allSettled(ending.map((one) => one.finished));
        }"""
    )


def arrive(page: Page, address: str) -> None:
    """Open an address, and wait until all its scripts have run and nothing more is fetched.

    On a busy machine there may be no traffic before a module runs: without `load`, which comes
    after it, `networkidle` alone says nothing.
    """
    page.goto(address)
    page.wait_for_load_state("networkidle")
