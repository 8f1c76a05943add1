"""The files of a sitemap: how many there are, and what is in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import lxml.etree
import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from agora.content.history import timestamp
from agora.discovery.described import uri
from agora.discovery.open_graph import territorial
from agora.discovery.sitemap import MOST_BYTES, MOST_URLS, Entry, sitemaps
from agora.pages.views import Head
from conftest import ROOT

SITE = "https://agora.test/base/?a&b="
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SCHEMAS = {
    name: lxml.etree.XMLSchema(file=str(ROOT / "tests" / "sitemaps" / f"{name}.xsd"))
    for name in ("sitemap", "siteindex")
}
MONDAY = datetime(2024, 1, 1, tzinfo=UTC)


def entry(number: int, modified: datetime | None = MONDAY) -> Entry:
    french, english = f"p/{number}/", f"en/p/{number}/"
    return Entry(Head(french, (("fr", french), ("en", english)), french, "fr"), modified)


def read(text: str) -> lxml.etree._Element:
    return lxml.etree.fromstring(text.encode())


def locations(text: str) -> list[str]:
    return [str(url) for url in read(text).xpath("//s:loc/text()", namespaces=NAMES)]


def test_one_file_where_one_may_hold_all() -> None:
    files = sitemaps([entry(1), entry(2, None)], SITE)
    assert list(files) == ["sitemap.xml"]
    root = read(files["sitemap.xml"])
    SCHEMAS["sitemap"].assertValid(root)
    assert root.xpath("//s:loc/text()", namespaces=NAMES) == [f"{SITE}p/1/", f"{SITE}p/2/"]
    assert root.xpath("//s:lastmod/text()", namespaces=NAMES) == ["2024-01-01T00:00:00Z"]
    links = [(one.get("hreflang"), one.get("href")) for one in root[0].findall("x:link", NAMES)]
    assert links == [
        ("fr", f"{SITE}p/1/"),
        ("en", f"{SITE}en/p/1/"),
        ("x-default", f"{SITE}p/1/"),
    ]


@given(
    days=st.lists(st.none() | st.integers(0, 9999), min_size=1, max_size=40),
    most_urls=st.integers(1, 12),
    most_bytes=st.integers(700, 4000),
)
def test_many_files_hold_all_pages_in_order_and_none_is_too_large(
    days: list[int | None], most_urls: int, most_bytes: int
) -> None:
    dates = [None if day is None else MONDAY + timedelta(days=day) for day in days]
    entries = [entry(number, date) for number, date in enumerate(dates)]
    files = sitemaps(entries, SITE, most_urls=most_urls, most_bytes=most_bytes)
    index = files.pop("sitemap.xml")
    expected = [f"{SITE}p/{number}/" for number in range(len(days))]
    if not files:
        files = {"sitemap.xml": index}
    else:
        SCHEMAS["siteindex"].assertValid(read(index))
        assert locations(index) == [SITE + name for name in files]
        assert list(files) == [f"sitemap-{number}.xml" for number in range(1, len(files) + 1)]
        for listed, text in zip(read(index), files.values(), strict=True):
            dated = read(text).xpath("//s:lastmod/text()", namespaces=NAMES)
            assert listed.findtext("s:lastmod", namespaces=NAMES) == max(dated, default=None)
    for text in files.values():
        SCHEMAS["sitemap"].assertValid(read(text))
        assert len(locations(text)) <= most_urls
        assert len(text.encode()) <= most_bytes
    assert [url for text in files.values() for url in locations(text)] == expected


def test_the_bounds_are_those_of_the_protocol() -> None:
    assert (MOST_URLS, MOST_BYTES) == (50_000, 52_428_800)
    files = sitemaps((entry(number) for number in range(MOST_URLS + 1)), SITE)
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert files["sitemap-2.xml"].count("<loc>") == 1


@pytest.mark.parametrize(
    ("locale", "written"),
    [("fr", "fr_FR"), ("en_GB", "en_GB"), ("ar_MA", "ar_MA"), ("ar", "ar_EG"), ("eo", "eo_001")],
)
def test_locales_have_a_territory(locale: str, written: str) -> None:
    assert territorial(Locale.parse(locale)) == written


def test_moments_are_written_in_utc() -> None:
    from datetime import timezone

    paris = timezone(timedelta(hours=2))
    assert timestamp(datetime(2023, 6, 7, 11, 30, tzinfo=paris)) == "2023-06-07T09:30:00Z"


def test_addresses_are_made_of_what_addresses_may_hold() -> None:
    assert uri('https://é.example/a b"<>{|}^`\\?q=1&r=%20#x') == (
        "https://%C3%A9.example/a%20b%22%3C%3E%7B%7C%7D%5E%60%5C?q=1&r=%20#x"
    )
