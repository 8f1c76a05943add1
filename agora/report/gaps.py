"""What is thin or missing: axes, cities, fields, texts, and credits of pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from agora.catalog import Catalog
from agora.content.reading import FEWEST_WORDS
from agora.model import City, Showcase
from agora.problems import Place
from agora.report.findings import Finding, of_showcase
from agora.report.places import Places
from agora.report.texts import Texts

FEWEST_OF_AN_AXIS: Final = 3
"""Showcases of an axis. Its page lays three side by side, and a reader who compares needs a few;
with fewer an axis looks like an afterthought."""

CITIES: Final = "showcases/cities.yml"


def axes(catalog: Catalog, folder: str) -> Iterator[Finding]:
    """The axes with few showcases or none; `folder` is that of their pages."""
    for key, axis in catalog.axes.items():
        n = len(catalog.by_axis[key])
        if n < FEWEST_OF_AN_AXIS:
            place = Place(f"{folder}/{key}.{catalog.default_language}.md")
            yield Finding("thin-axis", key, (place,), {"n": n}, axis.titles)


def cities(catalog: Catalog, listed: Iterable[City], places: Places) -> Iterator[Finding]:
    """The listed cities without a showcase, and the cities of showcases without a pin."""
    slugs = set()
    for city in listed:
        slugs.add(city.slug)
        if city.slug not in catalog.cities:
            place = places.field(CITIES, city.slug)
            yield Finding("unused-city", city.slug, (place,), names=city.names)
    for city in catalog.cities.values():
        if city.coordinates is None:
            found = [_city_place(showcase, places) for showcase in catalog.by_city[city.slug][:1]]
            if city.slug in slugs:
                found.insert(0, places.field(CITIES, city.slug))
            yield Finding("no-pin", city.slug, tuple(found), names=city.names)


def _city_place(showcase: Showcase, places: Places) -> Place:
    return places.field(showcase.texts[showcase.original].path, "city")


def fields(catalog: Catalog) -> Iterator[Finding]:
    """The optional fields that a showcase does not give, which readers filter or check by."""
    for showcase in catalog.showcases.values():
        original = showcase.texts[showcase.original]
        for kind, given in (
            ("no-year", showcase.year is not None),
            ("no-status", showcase.status is not None),
            ("no-tags", showcase.tags),
            ("no-image", showcase.picture),
            ("no-links", original.links),
            ("no-sources", original.sources),
        ):
            if not given:
                yield of_showcase(kind, showcase, [Place(original.path)])


def texts(catalog: Catalog, read: Texts) -> Iterator[Finding]:
    """The texts too short to tell what another city can learn, as `agora check` advises."""
    for showcase in catalog.showcases.values():
        for language, text in showcase.texts.items():
            words = read.words[text.path]
            if words < FEWEST_WORDS:
                place = Place(text.path)
                yield of_showcase("thin-text", showcase, [place], n=words, language=language)


def pictures(catalog: Catalog, places: Places) -> Iterator[Finding]:
    """The pictures that name nobody."""
    for showcase in catalog.showcases.values():
        if showcase.picture and not showcase.picture.credit:
            original = showcase.texts[showcase.original]
            place = places.field(original.path, "image")
            yield of_showcase("no-credit", showcase, [place], file=showcase.picture.file)
