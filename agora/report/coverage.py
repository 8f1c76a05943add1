"""What the collection covers: axes by languages and by cities, and the years of its showcases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agora.catalog import Catalog
from agora.content.history import History
from agora.model import Showcase
from agora.problems import Place
from agora.report.findings import Finding, of_showcase
from agora.report.texts import Texts


@dataclass(frozen=True, slots=True)
class LanguageCoverage:
    """How many texts of an axis are originals, translations, and missing, in one language."""

    originals: int
    translations: int
    missing: int


@dataclass(frozen=True, slots=True)
class AxisCoverage:
    """An axis: how many showcases it has, and their texts by language."""

    axis: str
    showcases: int
    languages: Mapping[str, LanguageCoverage]


@dataclass(frozen=True, slots=True)
class CityCoverage:
    """A city: how many showcases it has, and how many of each axis, in the axes' order."""

    city: str
    showcases: int
    by_axis: Mapping[str, int]


def by_language(catalog: Catalog) -> tuple[AxisCoverage, ...]:
    """The axes, in their order."""

    def count(showcases: tuple[Showcase, ...], language: str) -> LanguageCoverage:
        originals = sum(showcase.original == language for showcase in showcases)
        present = sum(language in showcase.texts for showcase in showcases)
        return LanguageCoverage(originals, present - originals, len(showcases) - present)

    return tuple(
        AxisCoverage(
            axis,
            len(showcases),
            {language: count(showcases, language) for language in catalog.languages},
        )
        for axis, showcases in ((axis, catalog.by_axis[axis]) for axis in catalog.axes)
    )


def by_city(catalog: Catalog) -> tuple[CityCoverage, ...]:
    """The cities, those with most showcases first."""
    rows = []
    for city, showcases in catalog.by_city.items():
        counts = Counter(showcase.axis for showcase in showcases)
        rows.append(
            CityCoverage(city, len(showcases), {axis: counts[axis] for axis in catalog.axes})
        )
    return tuple(sorted(rows, key=lambda row: (-row.showcases, row.city)))


def by_year(catalog: Catalog) -> dict[int, int]:
    """How many showcases began in each year, from the first such year to the last."""
    counts = Counter(s.year for s in catalog.showcases.values() if s.year is not None)
    return {year: counts[year] for year in range(min(counts), max(counts) + 1)} if counts else {}


def translations(catalog: Catalog, history: History, texts: Texts) -> Iterator[Finding]:
    """What lacks a translation, and what has one that is older than the original's words."""
    for showcase in catalog.showcases.values():
        original = Place(showcase.texts[showcase.original].path)
        for language in catalog.languages:
            text = showcase.texts.get(language)
            if text is None:
                yield of_showcase("missing-translation", showcase, [original], language=language)
            elif texts.outdated.get(text.path):
                yield of_showcase(
                    "old-translation",
                    showcase,
                    [Place(text.path), original],
                    language=language,
                    date=history.dates(text.path).last.date().isoformat(),
                    original=history.dates(original.path).last.date().isoformat(),
                )
