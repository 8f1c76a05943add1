"""The rows and cards of a language as JSON: little to fetch, and read without a library."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from agora.explorer.table import Table
from agora.pages.views import Card
from agora.pictures.photographs import Photograph

ROWS_PER_FILE = 12
"""Cards in a file: a screen of neighbours in the order of titles. A card takes
105 bytes compressed."""

FIRST_CODE = 0x23
"""The code of the first value's character, after the quotation mark: from there, 93 values take a
byte each, 2,000 two, and 55,000 come before the codes that stand for no character."""


def facets_json(table: Table, cards: Sequence[Card]) -> str:
    """The facets of a table, column by column, and which of its `cards` are unlike the others.

    The `rows` of a column are a text with a character a value, whose code is `FIRST_CODE` and
    the value's index; a space stands for a row without a value, and where rows may have `several`,
    at the end of each row. A compressor makes 5,000 rows of this a third smaller than of numbers.
    A country is that of the city: there, `rows` holds the country of each value of the facet `of`.
    A key is "" where `plain_slug` makes it of the name. `borrowed` holds the rows of borrowed texts
    by their language, `uncovered` those without a cover.
    """
    facets = {facet.key: facet for facet in table.facets}
    city, country = facets["city"], facets["country"]
    country_of = dict(zip((row[0] for row in city.rows), country.rows, strict=True))
    columns = []
    for facet in table.facets:
        several = any(len(values) > 1 for values in facet.rows)
        rows: Iterable[tuple[int, ...]] = facet.rows
        column: dict[str, Any] = {
            "key": facet.key,
            "keys": [
                "" if plain_slug(name) == key else key
                for key, name in zip(facet.keys, facet.names, strict=True)
            ],
            "names": facet.names,
        }
        if facet.key == "country":
            column["of"] = "city"
            rows = (country_of[index] for index in range(len(city.keys)))
        if several:
            column["several"] = True
        column["rows"] = "".join(_row(values, several) for values in rows)
        columns.append(column)
    borrowed: dict[str, list[int]] = {}
    for row, card in enumerate(cards):
        if card.borrowed:
            borrowed.setdefault(card.language, []).append(row)
    uncovered = [row for row, card in enumerate(cards) if not card.cover]
    return _dumps({"facets": columns, "borrowed": borrowed, "uncovered": uncovered})


def plain_slug(name: str) -> str:
    """The slug that most names have, made as simply as the browser makes it (`table.js`)."""
    letters = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.sub("[^a-z0-9]+", "-", letters.lower()).strip("-")


def _row(values: tuple[int, ...], several: bool) -> str:
    text = "".join(chr(FIRST_CODE + index) for index in values)
    return f"{text} " if several or not values else text


def cards_json(cards: Sequence[Card]) -> str:
    """Cards as lists of slug, title, summary, and the photograph if there is one.

    A photograph is a list of the renditions of each format, the one for all browsers last; a
    rendition is its path, width and height.
    """
    return _dumps(
        [
            [
                *(card.slug, card.title, card.summary),
                *([_photograph(card.photograph)] if card.photograph else []),
            ]
            for card in cards
        ]
    )


def _photograph(photograph: Photograph) -> list[list[tuple[str, int, int]]]:
    return [
        [(rendition.path, rendition.width, rendition.height) for rendition in group]
        for group in (*photograph.sources, photograph.fallback)
    ]


def _dumps(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
