"""Figures, years, times and dates in a text, by value, whatever its language writes them with."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agora.language.quantities import NAMES, NUMBER, Manner, Quantities, blank
from agora.text.passages import Passage


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, or the name of a month, in a text.

    `value` and `others`, what its words may mean as well, are those of
    `agora.language.quantities`; `foreign` is the value where points and commas have each other's
    part. `passage` counts the passages before it, `section` the headings up to it; `url` is where
    its words lead, if they are a link.
    """

    value: str
    others: tuple[str, ...]
    foreign: str | None
    manner: Manner
    written: str
    offset: int
    passage: int
    section: int
    url: str | None

    @property
    def values(self) -> tuple[str, ...]:
        return (self.value, *self.others)


def figures(passages: Sequence[Passage], language: str, in_words: bool = True) -> Iterator[Figure]:
    """The figures of a text, in order of place; those in words only with `in_words`."""
    quantities = Quantities.of(language, in_words)
    for number, passage in enumerate(passages):
        for found in quantities.find(passage.text):
            yield Figure(
                value=found.values[0],
                others=tuple(found.values[1:]),
                foreign=found.foreign,
                manner=found.manner,
                written=passage.text[found.start : found.end],
                offset=passage.offset(found.start),
                passage=number,
                section=passage.section,
                url=_url(passage, found.start),
            )


def _url(passage: Passage, index: int) -> str | None:
    """Where the character at an index of a passage leads."""
    at = bisect_right(passage.links, index, key=lambda link: link[0]) - 1
    _, end, url = passage.links[at] if at >= 0 else (0, 0, "")
    return url if index < end else None


def first_figure(passages: Sequence[Passage]) -> tuple[str, int] | None:
    """The first figure that a text tells in digits, as written, and its offset in the body.

    The form's script finds it in the same way, with the same patterns.
    """
    for passage in passages:
        if found := NUMBER.search(NAMES.sub(blank, passage.text)):
            return found[0], passage.offset(found.start())
    return None
