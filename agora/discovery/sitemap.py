"""The sitemap: every page in every language that it is in, with the day of its last change.

The format is that of https://www.sitemaps.org/protocol.html; languages are told the way of
https://developers.google.com/search/docs/specialty/international/localized-versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from agora.content.history import timestamp
from agora.pages.views import Head

SITEMAP = "sitemap.xml"

MOST_URLS = 50_000
"""Pages in one file, as the protocol has it."""

MOST_BYTES = 50 * 1024 * 1024
"""Size of one file, before it is compressed, as the protocol has it."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_URLSET = (
    f'{_DECLARATION}<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n',
    "</urlset>\n",
)
_INDEX = (f"{_DECLARATION}<sitemapindex {_NAMESPACE}>\n", "</sitemapindex>\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in one language, and when its content was last changed, if that is known."""

    head: Head
    modified: datetime | None


def sitemaps(
    entries: Iterable[Entry],
    address: str,
    *,
    most_urls: int = MOST_URLS,
    most_bytes: int = MOST_BYTES,
) -> dict[str, str]:
    """The files of the sitemap of a site at an address, by path relative to its root.

    `sitemap.xml` holds all pages where one file may. Else it is an index of files that hold them
    in order, `sitemap-1.xml` and so on.
    """
    parts = list(_parts(entries, address, most_urls, most_bytes))
    if len(parts) == 1:
        return {SITEMAP: parts[0].text(_URLSET)}
    files = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}
    index = _Part()
    for name, part in files.items():
        index.add(_record("sitemap", address + name, part.modified), part.modified)
    return {SITEMAP: index.text(_INDEX)} | {
        name: part.text(_URLSET) for name, part in files.items()
    }


class _Part:
    """Records that go into one file, with their size as UTF-8 and the latest of their dates."""

    def __init__(self) -> None:
        self._records: list[str] = []
        self.bytes = 0
        self.modified: datetime | None = None

    def __len__(self) -> int:
        return len(self._records)

    def add(self, record: str, modified: datetime | None) -> None:
        self._records.append(record)
        self.bytes += len(record.encode())
        self.modified = max(filter(None, (self.modified, modified)), default=None)

    def text(self, frame: tuple[str, str]) -> str:
        start, end = frame
        return "".join((start, *self._records, end))


def _parts(
    entries: Iterable[Entry], address: str, most_urls: int, most_bytes: int
) -> Iterator[_Part]:
    room = most_bytes - sum(len(text.encode()) for text in _URLSET)
    part = _Part()
    for entry in entries:
        record = _record(
            "url", address + entry.head.canonical, entry.modified, _links(entry, address)
        )
        if len(part) == most_urls or (len(part) and part.bytes + len(record.encode()) > room):
            yield part
            part = _Part()
        part.add(record, entry.modified)
    yield part


def _links(entry: Entry, address: str) -> str:
    languages = (*entry.head.alternates, ("x-default", entry.head.default))
    return "".join(
        f'    <xhtml:link rel="alternate" hreflang={quoteattr(language)}'
        f" href={quoteattr(address + page)}/>\n"
        for language, page in languages
    )


def _record(element: str, location: str, modified: datetime | None, links: str = "") -> str:
    date = f"    <lastmod>{timestamp(modified)}</lastmod>\n" if modified else ""
    return f"  <{element}>\n    <loc>{escape(location)}</loc>\n{date}{links}  </{element}>\n"
