"""The whole agora as one page, to be printed: showcases in full, axis by axis."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from agora.catalog import Catalog
from agora.hosting.published import short_digest
from agora.language.collation import sort_key
from agora.model import Showcase
from agora.pages.fitting import fitted
from agora.pages.generated import Asset
from agora.pages.reader import Reader
from agora.pages.urls import parts_of, url
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


def booklet(
    catalog: Catalog,
    reader: Reader,
    language: str,
    numbers_sheet: str,
    contents: Iterable[tuple[str, str]],
) -> Booklet:
    """The booklet of a language; `contents` holds the HTML of pages by the page's file.

    `numbers_sheet` is the path of the style sheet that numbers its pages.

    A showcase has the same number in every language, so that readers of two of them can speak of
    it: numbers follow the axes, and within an axis the titles of the originals.
    """

    def address(slug: str) -> str:
        return url(language, catalog.default_language, "showcases", slug)

    def title(showcase: Showcase) -> tuple[tuple[str, str], str]:
        return sort_key(showcase.text(showcase.original).title), showcase.slug

    into = url(language, catalog.default_language, *PARTS)
    anchors = {address(slug): slug for slug in catalog.showcases}
    texts = {parts_of(path, language): content for path, content in contents}
    numbers = count(1)

    def entry(showcase: Showcase) -> BookletEntry:
        own = address(showcase.slug)
        content = texts[("showcases", showcase.slug)]
        return BookletEntry(
            number=next(numbers),
            slug=showcase.slug,
            showcase=reader.showcase(showcase),
            content=fitted(content, own, into=into, anchors=anchors),
        )

    parts = tuple(
        BookletPart(term, tuple(entry(s) for s in sorted(catalog.by_axis[key], key=title)))
        for key, term in zip(catalog.axes, reader.axes.terms, strict=True)
        if catalog.by_axis[key]
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
