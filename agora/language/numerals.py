"""Numbers in words, in the languages whose words are known here; text2num reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from text_to_num import find_numbers

_HALF, _QUARTER = ("0.5", "50 %"), ("0.25", "25 %")
_NOON, _MIDNIGHT = ("12:00", "12"), ("0:00", "24:00")


class Said(NamedTuple):
    """A number in words: where it begins and ends, and its value."""

    start: int
    end: int
    value: float


@dataclass(frozen=True)
class Numerals:
    """The words of a language that say numbers.

    `begins` holds the beginnings of all words that a number may begin with, and `goes_on` of those
    that are in it besides; `joint` may stand among them. `scales` are the powers of ten of words
    that follow digits. `values` are what other words say, each in all the ways it may be meant.
    """

    language: str
    begins: tuple[str, ...]
    goes_on: tuple[str, ...]
    joint: str
    scales: Mapping[str, int]
    values: Mapping[str, Sequence[str]]

    def read(self, text: str, start: int) -> Iterator[Said]:
        """The numbers that begin with a word, and with those that follow it without a break."""
        run = self._run.match(text, start)
        if run is None:
            return
        words = [*_WORDS.finditer(run[0])]
        for number in find_numbers([_Word(word[0]) for word in words], self.language, threshold=0):
            first, last = words[number.start], words[number.end - 1]
            yield Said(start + first.start(), start + last.end(), number.value)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that it knows, or their beginnings, none shorter than three letters."""
        return frozenset((*self.begins, *self.values))

    @cached_property
    def _run(self) -> re.Pattern[str]:
        word = rf"(?:{'|'.join((*self.begins, *self.goes_on))})[^\W\d_]*"
        gap = r"[ \u00a0\u2000-\u200a\u202f\u205f\u2010\u2011-]"
        return re.compile(rf"{word}(?:{gap}(?:{self.joint}{gap})?{word})*", re.IGNORECASE)


class _Word:
    """A word, as text2num asks for it."""

    def __init__(self, word: str) -> None:
        self._word = "-" if word in "\u2010\u2011" else word

    def text(self) -> str:
        return self._word

    def nt_separated(self, previous: _Word) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


_WORDS = re.compile(r"[^\W\d_]+|.")

_FRENCH = Numerals(
    "fr",
    begins=(
        *("deux", "trois", "quatr", "cinq", "six", "sept", "huit", "neuf", "neuv"),
        *("dix", "onz", "douz", "treiz", "quatorz", "quinz", "seiz", "vingt"),
        *("trent", "quarant", "cinquant", "soixant", "nonant", "huitant", "octant"),
        *("cent", "mill", "premi"),
    ),
    goes_on=("une?",),
    joint="et",
    scales={"mille": 3, "millier": 3, "million": 6, "milliard": 9, "billion": 12},
    values={
        **dict.fromkeys(("demi", "demie", "moitié"), _HALF),
        "quart": _QUARTER,
        **dict.fromkeys(("second", "seconde", "double", "couple", "paire"), ("2",)),
        "triple": ("3",),
        "décennie": ("10",),
        "dizaine": ("10",),
        "douzaine": ("12",),
        "quinzaine": ("15", "14"),
        "vingtaine": ("20",),
        "trentaine": ("30",),
        "quarantaine": ("40",),
        "cinquantaine": ("50",),
        "soixantaine": ("60",),
        "centaine": ("100",),
        "siècle": ("100",),
        "millier": ("1000",),
        "midi": _NOON,
        "minuit": _MIDNIGHT,
    },
)
_ENGLISH = Numerals(
    "en",
    begins=(
        *("two", "three", "third", "four", "five", "six", "seven", "eigh", "nin"),
        *("ten", "elev", "twel", "thirt", "fift", "fif", "fort", "twent"),
        *("hundred", "thousand", "million", "billion", "trillion", "first"),
    ),
    goes_on=("one",),
    joint="and",
    scales={"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    values={
        "half": _HALF,
        "quarter": _QUARTER,
        **dict.fromkeys(("second", "both", "twice", "double", "couple", "pair"), ("2",)),
        "triple": ("3",),
        "decade": ("10",),
        "dozen": ("12",),
        "fortnight": ("14", "15"),
        "century": ("100",),
        "noon": _NOON,
        "midday": _NOON,
        "midnight": _MIDNIGHT,
    },
)

NUMERALS = {"fr": _FRENCH, "en": _ENGLISH}
