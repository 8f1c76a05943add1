"""Every page, visited once a colour scheme and width, and asked everything while it is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, ViewportSize

import probes
from browsing import ADDRESSES, DESKTOP, IN_BROWSER, KINDS, PHONE, Visit, arrive, load_all, settle

pytestmark = IN_BROWSER

ZOOMED: ViewportSize = {"width": 320, "height": 256}
"""CSS pixels of a window of 1280 × 1024 at 400 %: WCAG 2.2, 1.4.10."""

WIDTHS: Mapping[str, ViewportSize] = {"phone": PHONE, "desktop": DESKTOP, "400 %": ZOOMED}

SWITCHER = """() => Array.from(document.querySelectorAll("header a[hreflang]"), (link) => {
  const { left, right, top, bottom } = link.getBoundingClientRect();
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  // A narrow window shows the other language alone.
  const isReached = link.contains(there) || link.ariaCurrent === "true";
  return [isReached && link.hreflang, link.closest("[lang]").lang, link.href];
})"""


class Reader(NamedTuple):
    """Somebody who wants no motion, on a screen, in a colour scheme."""

    visit: Visit
    width: str
    scheme: Literal["light", "dark"]


@pytest.fixture(scope="module")
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Reader]:
    width, scheme = request.param
    context = browser.new_context(viewport=WIDTHS[width], color_scheme=scheme)
    yield Reader(Visit(context.new_page()), width, scheme)
    context.close()


READERS = [("phone", "dark"), ("desktop", "light"), ("phone", "light"), ("desktop", "dark")]

# Long pages, on which axe takes seconds.
LONG = {KINDS[kind] for kind in ("problems", "print")}


def is_quick(reader: tuple[str, str], address: str) -> bool:
    """Whether `make test` makes this visit.

    It reads one kind of page in French on a phone in the dark, the next in English on a desktop in
    the light, and leaves out what is long.
    """
    kind = address.removeprefix("en/")
    turn = list(KINDS.values()).index(kind) % 2
    is_english = address.startswith("en/")
    return reader == READERS[turn] and is_english == bool(turn) and kind not in LONG


VISITS = [
    pytest.param(
        reader,
        address,
        id="-".join([*reader, address]),
        marks=() if is_quick(reader, address) else pytest.mark.slow,
    )
    for reader in READERS
    for address in ADDRESSES
]


@pytest.mark.parametrize(("reader", "address"), VISITS, indirect=["reader"])
def test_nothing_is_wrong_with_a_page(reader: Reader, real_site: str, address: str) -> None:
    wrong = [f"{what}: {fault}" for what, fault in faults(reader, real_site, address)]
    assert not wrong, "\n".join(wrong)


def faults(reader: Reader, site: str, address: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a page, each fault after the name of what was asked."""

    def ask(what: str, found: list[str]) -> Iterator[tuple[str, str]]:
        yield from ((what, one) for one in found)

    visit, page = reader.visit, reader.visit.page
    page.set_viewport_size(WIDTHS[reader.width])
    visit.forget()
    arrive(page, site + address)

    yield from ask("headings", probes.misplaced_headings(page))
    yield from ask("motion", probes.moving(page))
    yield from ask("axe", probes.axe(page))
    yield from ask("languages", wrong_languages(reader, site, address))
    scheme = page.evaluate("document.body.dataset.mdColorScheme")
    if scheme != {"light": "default", "dark": "slate"}[reader.scheme]:
        yield "colours", f"{scheme} for a reader who wants it {reader.scheme}"

    load_all(page)
    for name, size in WIDTHS.items():
        page.set_viewport_size(size)
        settle(page)
        yield from ask(f"width {name}", probes.sticking_out(page))
    # What is cut off at 400 % is not read by scrolling down.
    yield from ask("400 %", probes.cut(page))

    page.emulate_media(forced_colors="active")
    yield from ask("forced colours", probes.edgeless(page))
    page.emulate_media(forced_colors="none")

    own = (site, "data:", "blob:")
    yield from ask("other hosts", [url for url in visit.requests if not url.startswith(own)])
    yield from ask("failed requests", visit.failures)
    yield from ask("console", visit.complaints)
    yield from ask("policy", visit.violations())


def wrong_languages(reader: Reader, site: str, address: str) -> list[str]:
    """The switcher names each language in itself, and leads to the same page in it."""
    own = address.removeprefix("en/")
    # Where there is no page, it leads home.
    target = "" if own == "404.html" else own
    expected = [
        ["fr", "fr", urljoin(site, target)],
        ["en", "en", urljoin(site, f"en/{target}")],
    ]
    found = reader.visit.page.evaluate(SWITCHER)
    language = reader.visit.page.get_attribute("html", "lang")
    is_own = language == ("en" if address.startswith("en/") else "fr")
    return ([] if is_own else [f"a page in {language}"]) + (
        [] if found == expected else [f"the switcher has {found}"]
    )
