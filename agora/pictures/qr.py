"""QR codes (ISO/IEC 18004) as one path, to be drawn black on white at any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple, TypeAlias

import segno

QUIET_ZONE = 4
"""White modules around the symbol, as ISO/IEC 18004 asks for."""

_Point: TypeAlias = tuple[int, int]


class Code(NamedTuple):
    """A symbol in its quiet zone: a square of `size` modules, and SVG path data in that unit."""

    size: int
    path: str


@lru_cache(maxsize=4096)  # its mask is chosen by trial among eight, which takes some 10 ms
def code(text: str) -> Code:
    """The QR code of a text, at error level M or better: it is read with 15 % of it spoilt.

    The path outlines the black modules, so that no seam shows between neighbours at any scale.
    Raises `segno.DataOverflowError` for a text of more than 2,331 bytes.
    """
    rows = segno.make_qr(text, error="m").matrix
    path = "".join(_subpath(outline) for outline in _outlines(rows))
    return Code(len(rows) + 2 * QUIET_ZONE, path)


def _outlines(rows: Sequence[Sequence[int]]) -> Iterator[list[_Point]]:
    """Closed lines around black, one unit a step, each from a corner back to it."""
    sides: dict[_Point, list[_Point]] = defaultdict(list)
    for start, end in _sides(rows):
        sides[start].append(end)
    # The first point of an outline, row by row, is always a corner.
    for first in sorted(sides, key=lambda point: (point[1], point[0])):
        while sides[first]:
            outline = [first, sides[first].pop()]
            while outline[-1] != first:
                outline.append(sides[outline[-1]].pop())
            yield outline


def _sides(rows: Sequence[Sequence[int]]) -> Iterator[tuple[_Point, _Point]]:
    """The sides of black modules that border on white, with black on their right hand."""
    size = len(rows)

    def is_black(x: int, y: int) -> bool:
        return 0 <= x < size and 0 <= y < size and bool(rows[y][x])

    for y in range(size):
        for x in range(size):
            if is_black(x, y):
                if not is_black(x, y - 1):
                    yield (x, y), (x + 1, y)
                if not is_black(x + 1, y):
                    yield (x + 1, y), (x + 1, y + 1)
                if not is_black(x, y + 1):
                    yield (x + 1, y + 1), (x, y + 1)
                if not is_black(x - 1, y):
                    yield (x, y + 1), (x, y)


def _subpath(outline: Sequence[_Point]) -> str:
    x, y = outline[0]
    steps = ((bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(outline))
    runs = [(dx, dy, _count(run)) for (dx, dy), run in groupby(steps)]
    # The last run is the one that closing draws.
    drawn = "".join(f"h{dx * n}" if dx else f"v{dy * n}" for dx, dy, n in runs[:-1])
    return f"M{x + QUIET_ZONE} {y + QUIET_ZONE}{drawn}z"


def _count(items: Iterable[object]) -> int:
    return sum(1 for _ in items)
