"""How large the type of a stand sheet can be, so that every text permitted stays on one page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

TITLE = (24, 48, 90)
"""The widest titles, in small letters, for the sizes 1 to 3 of docs/assets/print.css."""

SUMMARY = (240,)
PARTNERS = (45, 160, 400, 1100)
"""Of the names of all partners together."""

CAPITAL = 1.4
"""How many small letters wide a capital is, on average, in the usual text faces."""


def size(texts: Iterable[str], widest: Iterable[int]) -> int:
    """The size for texts, from 1, the largest, to one more than `widest` has numbers."""
    width = sum(_width(c) for text in texts for c in text)
    return 1 + sum(width > limit for limit in widest)


@cache
def _width(character: str) -> float:
    """In small letters: ideographs take two (Unicode Standard Annex 11), combining marks none."""
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return CAPITAL if character.isupper() else 1
