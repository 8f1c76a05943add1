"""How much of what a text may hold, so that no text can hold up the build.

Python-Markdown takes time that grows with the square of some marks, and stack that grows with
nesting. Within these bounds, the worst texts that we know take about a second; tests/hostile/slow
holds them. The same text always gets the same verdict, whatever the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST_TEXT = 60_000
"""Bytes of a showcase's file in one language: ten times what is read to its end."""

LARGEST_DATA = 1_000_000
"""Bytes of `cities.yml` and `editions.yml`: ten thousand cities."""

DEEPEST = 8
"""Lists and quotations within each other."""

MOST_MARKS = {
    "[": 500,
    "<": 500,
    "`": 1000,
    "~": 300,
    "\\": 2000,
    "*": 4000,
    "_": 4000,
    "|": 6000,
    "&": 4000,
    "[TOC]": 5,
}
"""How often the marks of Markdown that take time may stand in a text."""

_OPENERS = re.compile(r"^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+", re.MULTILINE)
"""What opens quotations and lists, at the beginning of a line."""

_OPENER = re.compile(r"[>+*-]|\d[.)]")

_INDENTED = re.compile(r"^[ \t]*(?=[>+*:!-]|\d{1,9}[.)])", re.MULTILINE)
_LEVEL = 4
"""Columns of a level, by which Markdown nests what stands on lines of its own."""


@dataclass(frozen=True, slots=True)
class Excess:
    """What there is too much of: at `offset`, `n` of `mark`; or nesting, where `mark` is ""."""

    offset: int
    mark: str
    n: int
    most: int


def excess(text: str) -> Iterator[Excess]:
    """What a Markdown text has too much of."""
    for mark, most in MOST_MARKS.items():
        n = text.count(mark)
        if n > most:
            yield Excess(text.index(mark), mark, n, most)
    for line in _OPENERS.finditer(text):
        n = len(_OPENER.findall(line[0]))
        if n > DEEPEST:
            yield Excess(line.start(), "", n, DEEPEST)
            return
    for line in _INDENTED.finditer(text):
        n = len(line[0].expandtabs(_LEVEL)) // _LEVEL
        if n > DEEPEST:
            yield Excess(line.start(), "", n, DEEPEST)
            return
