"""What the search reads: one small HTML file a showcase and language, made for Pagefind alone.

Pagefind deletes apostrophes, and would index `l’eau` as a word `leau` that `eau` does not find. So
an elided word is set apart from the next one; the browser joins them again in excerpts, and takes
elisions off the words of a query (`docs/assets/explorer/words.js`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape

from agora.catalog import Catalog
from agora.explorer.table import Table
from agora.language.countries import names as country_names
from agora.model import Showcase, in_language
from agora.strings import Strings
from agora.text.tokens import CODE

TITLE, SUMMARY, NAME, BODY = 10, 4, 3, 1
"""How much a word weighs in each part. A name says what a showcase is about; a word of the body
may be said in passing."""

BLANKS = re.compile(r"[ \t\n]+")


def documents(
    catalog: Catalog, table: Table, strings: Mapping[str, Strings]
) -> Iterator[tuple[str, str]]:
    """The slug and the HTML of each showcase in the language of `table`, in the order of its rows.

    `strings` holds those of every language: a borrowed text elides as its own language does.
    """
    for showcase in table.showcases:
        text = showcase.text(table.language)
        elided = str(strings[text.language].entry("explorer", "elisions"))
        yield showcase.slug, _html(table.language, elided, catalog, showcase)


def named_inputs(
    catalog: Catalog, table: Table, strings: Mapping[str, Strings]
) -> Iterator[tuple[object, ...]]:
    """All that each of the documents is made from, and this package's code."""
    for showcase in table.showcases:
        text = showcase.text(table.language)
        elided = str(strings[text.language].entry("explorer", "elisions"))
        names = tuple(_names(table.language, catalog, showcase))
        yield showcase.slug, elided, text.title, text.summary, text.body, names


def apart(text: str, elisions: str) -> str:
    """The text with a space after each elided word; `elisions` are those words, spaces between."""
    return _elided(elisions).sub(r"\g<0> ", text) if elisions else text


@cache
def _elided(elisions: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, elisions.split()))
    return re.compile(rf"(?<!\w)(?:{words})['’](?=\w)", re.IGNORECASE)


def _html(language: str, elisions: str, catalog: Catalog, showcase: Showcase) -> str:
    text = showcase.text(language)

    def shown(content: str) -> str:
        return escape(apart(content, elisions))

    def part(tag: str, weight: int, content: str) -> str:
        words = BLANKS.sub(" ", content.strip())
        return f'<{tag} data-pagefind-weight="{weight}">{words}</{tag}>'

    passages = (shown(passage.text.replace(CODE, "")) for passage in text.reading.passages)
    return "\n".join(
        (
            f'<!doctype html><html lang="{escape(language)}"><main data-pagefind-body>',
            part("h1", TITLE, shown(text.title)),
            part("p", SUMMARY, shown(text.summary)),
            *(part("p", BODY, passage) for passage in passages if passage.strip()),
            *(part("p", NAME, shown(name)) for name in _names(language, catalog, showcase)),
            "</main></html>",
        )
    )


def _names(language: str, catalog: Catalog, showcase: Showcase) -> Iterator[str]:
    """The names of what the showcase belongs to, in the reader's language."""
    city = catalog.cities[showcase.city]
    yield in_language(catalog.axes[showcase.axis].titles, language)
    yield in_language(city.names, language)
    yield country_names(language)[city.country]
    for key in showcase.partners:
        yield in_language(catalog.partners[key].names, language)
    for tag in showcase.tags:
        yield in_language(tag, language)
