"""Partners and cities whose names may be two spellings of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from agora.catalog import Catalog
from agora.model import Names, Showcase
from agora.problems import Place
from agora.report.findings import Finding
from agora.report.near_duplicates import near_pairs
from agora.report.places import Places

MOST_PLACES: Final = 5
"""Files named of the rarer spelling: who corrects it finds the others by the page of the term."""


def partners(catalog: Catalog, places: Places) -> Iterator[Finding]:
    """Pairs of partners whose names are near."""
    terms = {key: partner.names for key, partner in catalog.partners.items()}
    yield from _similar("similar-partners", "partner", terms, catalog.by_partner, places)


def cities(catalog: Catalog, listed: Collection[str], places: Places) -> Iterator[Finding]:
    """Pairs of cities of one country whose names are near, unless both are listed.

    A country tells namesakes apart, and to list a city is how an organiser says that it is another.
    """
    by_country: dict[str, dict[str, Names]] = defaultdict(dict)
    for key, city in catalog.cities.items():
        by_country[city.country][key] = city.names
    for country in sorted(by_country):
        for finding in _similar(
            "similar-cities", "city", by_country[country], catalog.by_city, places
        ):
            if not {finding.subject, str(finding.arguments["other_key"])} <= set(listed):
                yield finding


def _similar(
    kind: str,
    field: str,
    terms: Mapping[str, Names],
    showcases: Mapping[str, tuple[Showcase, ...]],
    places: Places,
) -> Iterator[Finding]:
    """The rarer of two terms is the subject: it is likelier to be the slip."""
    for pair, names in near_pairs(terms):
        rarer, other = sorted(
            zip(pair, names, strict=True), key=lambda term: (len(showcases[term[0]]), term)
        )
        found = [_place(s, field, rarer[1], places) for s in showcases[rarer[0]][:MOST_PLACES]]
        found += [_place(s, field, other[1], places) for s in showcases[other[0]][:1]]
        arguments = {"name": rarer[1], "other": other[1], "other_key": other[0]}
        yield Finding(kind, rarer[0], tuple(dict.fromkeys(found)), arguments)


def _place(showcase: Showcase, field: str, name: str, places: Places) -> Place:
    original = showcase.original
    texts = sorted(showcase.texts.values(), key=lambda text: text.language != original)
    return places.named([text.path for text in texts], field, name)
