"""What a first view of a page costs, counted by the server that sends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tools.audit.server import Host

PHONE: ViewportSize = {"width": 360, "height": 740}


class Weight(NamedTuple):
    """Bytes of bodies as compressed by the host, headers not counted; the answers of the host."""

    own: int
    photographs: int
    requests: int


@contextmanager
def browsing(chromium: str) -> Iterator[Browser]:
    """A browser without a screen, which asks nothing on its own."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", *quiet]
        )
        yield browser
        browser.close()


def weigh(browser: Browser, host: Host, addresses: Mapping[str, str]) -> dict[str, Weight]:
    """The weight of each page that the host has, seen on a phone by a reader new to the site."""
    weights = {}
    for kind, address in addresses.items():
        context = browser.new_context(viewport=PHONE)
        with host.recorded() as sent:
            response = context.new_page().goto(host.address + address, wait_until="networkidle")
        context.close()
        if response and (response.ok or address.endswith("404.html")):
            photographs = sum(answer.size for answer in sent if answer.is_photograph)
            own = sum(answer.size for answer in sent) - photographs
            weights[kind] = Weight(own, photographs, len(sent))
    return weights
