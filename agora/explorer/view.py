"""The page of the explorer: what its template is given, and the files that its script fetches."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from agora.catalog import Catalog
from agora.explorer.data import ROWS_PER_FILE, cards_json, facets_json
from agora.explorer.documents import documents, named_inputs
from agora.explorer.index import ROWS
from agora.explorer.table import Facet, Table
from agora.geography.maps import MapView
from agora.pages.generated import Asset
from agora.pages.urls import cover_folder
from agora.pages.views import Card, Link
from agora.strings import Strings

FIRST_VALUES = 8
"""Values of a facet that the page shows at first, those of the most showcases."""

FIRST_CARDS = 60
"""Cards that the page carries. Where there are no more showcases, none is ever fetched."""

SORTS = ("relevance", "newest", "title", "city")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: its key in addresses, its name, and in how many showcases it is."""

    key: str
    name: str
    count: int
    counted: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """The first values of a facet; `more` says how many there are where these are not all."""

    key: str
    label: str
    values: tuple[Value, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ExplorerView:
    """What the template is given.

    `cards` are the newest, which `newest` says where they are not all. `models` are cards, one an
    axis, whose texts are `{places}` that the script fills in; `photographed` is any card with a
    photograph. `indexes` lead to the pages that list everything, of which readers without a script
    have need. `data` is for the script: texts, numbers, lists, mappings.
    """

    counted: str
    newest: str
    cards: tuple[Card, ...]
    models: tuple[Card, ...]
    photographed: Card | None
    facets: tuple[FacetView, ...]
    sorts: tuple[str, ...]
    indexes: tuple[Link, ...]
    map: MapView
    data: Mapping[str, Any]


class Explorer:
    """The explorer in one language: its page and its files. `cards` holds all cards by slug."""

    def __init__(self, table: Table, cards: Mapping[str, Card], strings: Strings) -> None:
        self._table = table
        self._cards = [cards[one.slug] for one in table.showcases]
        self._t = strings

    def view(
        self,
        map_view: MapView,
        indexes: Sequence[Link],
        searches: Mapping[str, str],
        others: Mapping[str, str],
        elisions: str,
    ) -> ExplorerView:
        """`searches` holds the folder of the index of each language, `others` the addresses of this
        page in other languages, and `elisions` the words that elide in any language of the site.
        """
        newest = self._table.newest[:FIRST_CARDS]
        return ExplorerView(
            counted=self._counted(len(self._cards)),
            newest=(
                self._t("explorer.newest", n=len(newest)) if len(newest) < len(self._cards) else ""
            ),
            cards=tuple(self._cards[row] for row in newest),
            models=tuple(self._models()),
            photographed=next((card for card in self._cards if card.photograph), None),
            facets=tuple(self._facet(facet) for facet in self._table.facets if len(facet.keys) > 1),
            sorts=SORTS,
            indexes=tuple(indexes),
            map=map_view,
            data={
                "locale": str(self._t.locale).replace("_", "-"),
                "files": self.folder,
                "index": searches[self._table.language],
                "rows": ROWS,
                "size": len(self._cards),
                "perFile": ROWS_PER_FILE,
                "firstValues": FIRST_VALUES,
                "inPage": list(newest),
                "covers": {card.axis.key: cover_folder(card.axis.colour) for card in self._cards},
                "elisions": elisions.split(),
                "others": [
                    {
                        "language": key,
                        "name": str(self._t.locale.languages.get(key, key)),
                        "index": searches[key],
                        "url": address,
                    }
                    for key, address in others.items()
                ],
                "languages": dict(self._language_names()),
                "text": {
                    **self._t.entry("explorer", "script"),
                    "facets": self._t.entry("explorer", "facets"),
                    "partner": self._t.entry("fact", "partner"),
                    "pin": self._t.entry("map", "pin"),
                    "showcases": self._t.entry("count", "showcases"),
                    "borrowed": self._t.entry("card", "borrowed"),
                },
            },
        )

    @cached_property
    def folder(self) -> str:
        """Where the files lie in the site. Another content has another address, so that no browser
        joins the facets of one build with the cards of another.
        """
        content = "".join(self._files.values())
        digest = hashlib.sha256(content.encode()).hexdigest()[:12]
        return f"assets/search/{self._table.language}-{digest}"

    def documents(
        self, catalog: Catalog, strings: Mapping[str, Strings]
    ) -> Iterator[tuple[str, str]]:
        """The slug and the HTML of what Pagefind reads, row by row."""
        return documents(catalog, self._table, strings)

    def named_inputs(
        self, catalog: Catalog, strings: Mapping[str, Strings]
    ) -> Iterator[tuple[object, ...]]:
        """All that the documents are made from, row by row."""
        return named_inputs(catalog, self._table, strings)

    def assets(self) -> Iterator[Asset]:
        for name, content in self._files.items():
            yield Asset(f"{self.folder}/{name}", content=content)

    @cached_property
    def _files(self) -> Mapping[str, str]:
        files = {"facets.json": facets_json(self._table, self._cards)}
        # Where the page carries all cards, the script never asks for more.
        if len(self._cards) > FIRST_CARDS:
            for number, start in enumerate(range(0, len(self._cards), ROWS_PER_FILE)):
                chunk = self._cards[start : start + ROWS_PER_FILE]
                files[f"cards/{number}.json"] = cards_json(chunk)
        return files

    def _facet(self, facet: Facet) -> FacetView:
        counts = facet.counts
        first = sorted(range(len(facet.keys)), key=lambda index: (-counts[index], index))
        shown = first[:FIRST_VALUES]
        more = len(facet.keys) > len(shown)
        return FacetView(
            key=facet.key,
            label=self._t(f"explorer.facets.{facet.key}"),
            values=tuple(
                Value(
                    facet.keys[index],
                    facet.names[index],
                    counts[index],
                    self._t.number(counts[index]),
                )
                for index in shown
            ),
            more=self._t("explorer.script.all-values", n=len(facet.keys)) if more else "",
        )

    def _models(self) -> Iterator[Card]:
        cover = next((card.cover for card in self._cards if card.cover), "")
        first = {card.axis.key: card for card in reversed(self._cards)}
        for key in self._table.facets[0].keys:
            card = first[key]
            yield replace(
                card,
                title="{title}",
                summary="{summary}",
                borrowed="{language}",
                partners=(replace(card.partners[0], text="{partner}"),),
                city=replace(card.city, text="{city}"),
                country="{country}",
                cover=cover,
                photograph=None,
            )

    def _language_names(self) -> Iterator[tuple[str, str]]:
        for card in self._cards:
            if card.borrowed:
                yield card.language, card.borrowed

    def _counted(self, n: int) -> str:
        return self._t("count.showcases", n=n)
