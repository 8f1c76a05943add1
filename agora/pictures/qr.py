"""QR codes (ISO/IEC 18004) as one path, to be drawn black on white at any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import segno

QUIET_ZONE = 4
"""White modules around the symbol, as ISO/IEC 18004 asks for."""

MASK = 3
"""The pattern that is laid over the data (ISO/IEC 18004, 7.8.2). Choosing it among eight by their
penalties takes nine tenths of the time, thousands of times a build; what is read reads any."""


LONGEST = 2_331
"""Bytes of the longest text that a code at error level M holds (ISO/IEC 18004, table 7)."""


class Code(NamedTuple):
    """A symbol in its quiet zone: a square of `size` modules, and SVG path data in that unit."""

    size: int
    path: str


@lru_cache(maxsize=4096)
def code(text: str) -> Code:
    """The QR code of a text, at error level M or better: it is read with 15 % of it spoilt.

    The path outlines the black modules, to be filled by the rule `evenodd`, so that no seam shows
    between neighbours at any scale. Raises `segno.DataOverflowError` for what is not bounded.
    """
    rows = segno.make_qr(text, error="m", mask=MASK).matrix
    return Code(len(rows) + 2 * QUIET_ZONE, "".join(_outlines(rows)))


def is_bounded(text: str) -> bool:
    """Whether a code can hold a text."""
    return len(text.encode()) <= LONGEST


def _outlines(rows: Sequence[Sequence[int]]) -> Iterator[str]:
    """Closed lines around black, as path data.

    A corner is where colours change both along a row's edge and along a column's. Along an edge
    corners come in pairs, so one line leads on from a corner in each of the two directions.
    """
    across = _pairs(rows)
    down = _pairs(list(zip(*rows, strict=True)))
    waiting = {(x, y): None for y, ends in across.items() for x in ends}
    while waiting:
        x, y = first = next(iter(waiting))
        drawn = [f"M{x + QUIET_ZONE} {y + QUIET_ZONE}"]
        while True:
            del waiting[x, y]
            there = across[y][x]
            del waiting[there, y]
            drawn.append(f"h{there - x}")
            x, y, before = there, down[there][y], y
            if (x, y) == first:  # which the closing line draws
                break
            drawn.append(f"v{y - before}")
        yield "".join((*drawn, "z"))


def _pairs(rows: Sequence[Sequence[int]]) -> dict[int, dict[int, int]]:
    """For each edge between rows, the two ends of each of its lines, each by the other."""
    white = bytes(len(rows[0]) + 2)
    padded = [white, *(bytes((0, *row, 0)) for row in rows), white]
    lines = [int.from_bytes(row, "big") for row in padded]
    width = len(white)
    pairs: dict[int, dict[int, int]] = {}
    for number, (above, below) in enumerate(pairwise(lines)):
        side = above ^ below  # a byte a module: 1 where the edge parts black from white
        ends = (side ^ (side >> 8)).to_bytes(width, "big")
        found = [place - 1 for place, is_end in enumerate(ends) if is_end]
        if found:
            pairs[number] = {}
            for one, other in zip(found[::2], found[1::2], strict=True):
                pairs[number][one], pairs[number][other] = other, one
    return pairs
