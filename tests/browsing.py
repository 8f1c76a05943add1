"""The real site in Debian's Chromium: built and served once a session, as a static host would.

A pytest plugin: `browser`, `real_site`, `real_host` and `real_root` are at hand in every module.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import (
    Browser,
    Page,
    Request,
    Response,
    ViewportSize,
    sync_playwright,
)

from building import ROOT, build, copy_site, once, showcase
from tools.audit.server import Host, serve

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
"""The shell is the same browser without its windows, which is what a new page mostly costs."""

REQUIRED = bool(os.environ.get("AGORA_REQUIRE_BROWSER"))

BLINK = {
    # Playwright's own, which these take the place of: a mouse, and no finger.
    "primaryHoverType": 2,
    "availableHoverTypes": 2,
    "primaryPointerType": 4,
    "availablePointerTypes": 4,
    # To draw pictures that nobody has scrolled to is a quarter of the browser's work.
    "lazyLoadingImageMarginPxUnknown": 0,
    "lazyLoadingImageMarginPx4G": 0,
}

IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM and not REQUIRED, reason="there is no Chromium"),
]
"""The `pytestmark` of a module whose tests need Chromium."""

PHONE: ViewportSize = {"width": 360, "height": 740}
TABLET: ViewportSize = {"width": 768, "height": 1024}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

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


REAL_SITE = "http://agora.localhost/"
"""The address for which the real site is built: the same for all workers, which build it once.

Each has a server of its own, to which its browser takes this name.
"""


class _Served(NamedTuple):
    folder: Path
    """What is served; nothing is there until the real site is built."""

    host: Host


@pytest.fixture(scope="session")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Served]:
    folder = tmp_path_factory.mktemp("real") / "site"
    with serve(folder) as host:
        yield _Served(folder, host)


def _build(root: Path) -> None:
    copy_site(root)
    shutil.copytree(ROOT / "showcases", root / "showcases", dirs_exist_ok=True)
    body = (ROOT / "tests" / "body.fr.md").read_text("utf-8")
    borrowed = showcase(
        title="Le banc public", partner="Casa Transports", city="Casablanca", body=body
    )
    (root / "showcases" / "banc-public.fr.md").write_text(borrowed, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        # So that a test follows the links to the repository.
        patch.setenv("REPO_URL", f"{REAL_SITE}forge")
        build(root, site_url=REAL_SITE)


@pytest.fixture(scope="session")
def real_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site's sources; below it, `site` is what is served. Leave it as is."""
    return once(tmp_path_factory, "real", _build)


@pytest.fixture(scope="session")
def real_host(_served: _Served, real_root: Path) -> Host:
    """The host of the real site, which knows what it sent."""
    _served.folder.symlink_to(real_root / "site")
    return replace(_served.host, address=REAL_SITE)


@pytest.fixture(scope="session")
def real_site(real_host: Host) -> str:
    """The address of the real site, strictly built, for the browser alone; it ends with a slash."""
    return real_host.address


@pytest.fixture(scope="session")
def browser(_served: _Served) -> Iterator[Browser]:
    assert CHROMIUM, "AGORA_REQUIRE_BROWSER is set, and there is no Chromium"
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    here = _served.host.address.removeprefix("http://").rstrip("/")
    rules = f"--host-resolver-rules=MAP agora.localhost {here}"
    blink = "--blink-settings=" + ",".join(f"{name}={value}" for name, value in BLINK.items())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *quiet, rules, blink]
        )
        # Nobody waits for what moves in, except where motion itself is tested.
        for name in ("new_context", "new_page"):
            opened = partial(getattr(browser, name), reduced_motion="reduce")
            setattr(browser, name, opened)
        yield browser
        browser.close()


REPORT = """
  window.violations = [];
  addEventListener("securitypolicyviolation", (event) => window.violations.push(
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`
  ));
"""


class Visit:
    """A page, with what it asked for and complained of, on whichever address it is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.failures: list[str] = []
        self.complaints: list[str] = []
        page.add_init_script(REPORT)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self._fail)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._respond)

    def _fail(self, request: Request) -> None:
        # What is given up as the page is left has not failed.
        if request.failure != "net::ERR_ABORTED":
            self.failures.append(request.url)

    def _respond(self, response: Response) -> None:
        if response.status >= 400:
            self.failures.append(response.url)

    def violations(self) -> list[str]:
        """What the page that is open does against its Content-Security-Policy."""
        return list(self.page.evaluate("window.violations"))

    def forget(self) -> None:
        """Begin anew, for another page."""
        for told in (self.requests, self.failures, self.complaints):
            told.clear()


def settle(page: Page) -> None:
    """Wait until the page says that it is ready: its fonts are there, what was asked of it is
    shown, it has been laid out and painted, and its colours stay."""
    page.evaluate(
        """async () => {
          const frame = () => new Promise(requestAnimationFrame);
          await document.fonts.ready;
          while (document.querySelector("[aria-busy=true]")) await frame();
          for (let n = 0; n < 2; n += 1) await frame();
          const ending = document.getAnimations().filter((one) =>
            Number.isFinite(one.effect.getComputedTiming().endTime));
          await Promise.allSettled(ending.map((one) => one.finished));
        }"""
    )


def arrive(page: Page, address: str) -> None:
    """Open an address, and wait until the page is ready.

    All scripts, modules too, have run when the `load` event comes.
    """
    page.goto(address, wait_until="load")
    settle(page)


def load_all(page: Page) -> None:
    """Have a page load what waits to be scrolled to, and wait until it is there."""
    page.evaluate(
        """async () => {
          const isThere = (one) => one.localName === "img" ? one.complete
            : one.contentDocument.URL !== "about:blank"
              && one.contentDocument.readyState === "complete";
          const waiting = Array.from(document.querySelectorAll("[loading=lazy]"))
            .filter((one) => !isThere(one));
          await Promise.all(waiting.map((one) => {
            one.loading = "eager";
            return new Promise((told) => { one.onload = one.onerror = told; });
          }));
        }"""
    )
