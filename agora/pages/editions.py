"""The editions of the event: all of them on one page, and each on its own with its showcases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from agora.catalog import Catalog
from agora.model import Edition, in_language
from agora.pages.reader import Reader
from agora.pages.urls import url
from agora.pages.views import EditionEntry, EditionIndex, EditionPage, Link, Sourced
from agora.strings import Strings


def editions(catalog: Catalog) -> Iterator[Edition]:
    """The editions that have a page, by number; a site without a list of editions has none."""
    return (catalog.editions[n] for n in sorted(catalog.editions) if catalog.editions[n].name)


def title(edition: Edition, t: Strings) -> str:
    """What the page of an edition is called: editions may share their name, but not their year."""
    return t("editions.title", name=edition.name, year=str(edition.year))


def edition_index(catalog: Catalog, language: str, t: Strings) -> EditionIndex:
    """All editions, the latest first."""
    entries = tuple(_entry(one, catalog, language, t) for one in editions(catalog))[::-1]
    return EditionIndex(entries, t("editions.count", n=len(entries)))


def edition_page(
    number: int, catalog: Catalog, reader: Reader, language: str, t: Strings
) -> EditionPage:
    """An edition with its showcases. Raises KeyError where there is none of that number."""

    def link(place: int) -> Link | None:
        if not 0 <= place < len(all_editions):
            return None
        other = all_editions[place]
        return Link(title(other, t), _url(other, catalog, language))

    edition = catalog.editions[number]
    all_editions = list(editions(catalog))
    place = all_editions.index(edition)
    return EditionPage(
        edition=_entry(edition, catalog, language, t),
        listing=reader.listing(catalog.by_edition[number]),
        previous=link(place - 1),
        next=link(place + 1),
    )


def _entry(edition: Edition, catalog: Catalog, language: str, t: Strings) -> EditionEntry:
    def text(names: Mapping[str, str]) -> str:
        return in_language(names, language) if names else ""

    count = len(catalog.by_edition[edition.number])
    return EditionEntry(
        number=t("editions.number", n=edition.number),
        name=edition.name,
        url=_url(edition, catalog, language),
        dates=dates(edition, t),
        theme=text(edition.themes),
        guest=text(edition.guests),
        facts=tuple(
            Sourced(text(fact.texts), fact.source, _host(fact.source)) for fact in edition.facts
        ),
        note=text(edition.notes),
        current=edition.number == catalog.current_edition,
        counted=t("count.showcases", n=count) if count else "",
    )


def dates(edition: Edition, t: Strings) -> str:
    """The days of an edition, or its year where they are not known."""
    if edition.start and edition.end:
        return t.dates(edition.start, edition.end)
    return str(edition.year)


def _url(edition: Edition, catalog: Catalog, language: str) -> str:
    return url(language, catalog.default_language, "editions", str(edition.number))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
