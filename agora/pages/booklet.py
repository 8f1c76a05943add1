"""The whole agora as one page, to be printed: showcases in full, axis by axis."""

from __future__ import annotations

from collections.abc import Mapping

from agora.catalog import Catalog
from agora.hosting.published import short_digest
from agora.language.collation import sort_key
from agora.model import Showcase
from agora.pages.generated import Asset
from agora.pages.reader import Reader
from agora.pages.urls import url
from agora.pages.views import Booklet, BookletEntry, BookletPart
from agora.strings import Strings

PARTS = ("print",)
"""The parts of the booklet's address."""


def page_numbers(n: int, strings: Strings) -> Asset:
    """The style sheet that prints its number at the head of each page of a showcase.

    `n` is how many showcases there are. The pages of number 7 are named `ag-7`.
    """
    rules = (
        f'@page ag-{number} {{ @top-center {{ content: "{strings.number(number)}" }} }}\n'
        for number in range(1, n + 1)
    )
    content = "".join(rules)
    digest = short_digest(content.encode())
    return Asset(f"assets/numbers-{strings.language}.{digest}.css", content=content)


def numbers(catalog: Catalog) -> Mapping[str, int]:
    """The number of each showcase in the booklet, in the booklet's order.

    A showcase has the same number in every language, so that readers of two of them can speak of
    it: numbers follow the axes, and within an axis the titles of the originals.
    """

    def title(showcase: Showcase) -> tuple[tuple[str, str], str]:
        return sort_key(showcase.text(showcase.original).title), showcase.slug

    ordered = (
        showcase for key in catalog.axes for showcase in sorted(catalog.by_axis[key], key=title)
    )
    return {showcase.slug: number for number, showcase in enumerate(ordered, 1)}


def booklet(
    catalog: Catalog,
    reader: Reader,
    language: str,
    numbers_sheet: str,
    numbered: Mapping[str, int],
) -> Booklet:
    """The booklet of a language, but for its chapters; `numbered` is what `numbers` gives.

    `numbers_sheet` is the path of the style sheet that numbers its pages.
    """
    by_axis: dict[str, list[BookletEntry]] = {}
    for slug, number in numbered.items():
        showcase = catalog.showcases[slug]
        by_axis.setdefault(showcase.axis, []).append(reader.booklet_entry(showcase, number))
    parts = tuple(
        BookletPart(term, tuple(by_axis[key]))
        for key, term in zip(catalog.axes, reader.axes.terms, strict=True)
        if key in by_axis
    )
    home = reader.home()
    return Booklet(
        parts=parts,
        counts=home.counts,
        edition=home.edition,
        theme=home.theme,
        address=url(language, catalog.default_language),
        numbers_sheet=numbers_sheet,
    )


def anchors(catalog: Catalog, language: str) -> Mapping[str, str]:
    """The anchor of each showcase in the booklet, by the address of its page."""
    default = catalog.default_language
    return {url(language, default, "showcases", slug): slug for slug in catalog.showcases}
