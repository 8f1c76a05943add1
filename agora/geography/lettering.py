"""Where the names on a map are written: beside their pins, over nothing else.

The places around a pin, and that the most important name chooses first, are those of Christensen,
Marks & Shieber, An empirical study of algorithms for point-feature label placement, ACM
Transactions on Graphics 14 (1995); their order follows where names can stand on our maps: most
pins lie on a coast, so the side comes before the corners.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from agora.geography.crowding import Crowd
from agora.geography.projection import Box, Point

ASCENT, DESCENT = 0.78, 0.22
"""How far letters reach above and below their baseline, in ems."""

GAP = 0.25
"""Between a pin and its name, in ems."""

_SLIM = frozenset("ijlftrI.,'’-()|! \u00a0\u202f")
_BROAD = frozenset("mwMW@%")


@dataclass(frozen=True, slots=True)
class Lettering:
    """Where a name is written: its baseline's point, and which of its ends that is.

    `anchor` is SVG's text-anchor: "start", "middle" or "end".
    """

    x: float
    y: float
    anchor: str


def width(name: str) -> float:
    """How wide a name is at the most, in ems, in a semi-bold sans-serif.

    Readers' own fonts are used; these are the widths of DejaVu Sans, the widest of the usual ones.
    """
    return sum(map(_advance, unicodedata.normalize("NFC", name)))


def _advance(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _SLIM:
        return 0.42
    if base in _BROAD:
        return 1.08
    return 0.8 if base.isupper() else 0.71


class Sheet:
    """A drawing on which names are written one after another, the most important first.

    `size` is the drawing's width and height, `em` the height of its letters; `crowd` holds what
    names must keep clear of.
    """

    def __init__(self, size: Point, em: float, crowd: Crowd) -> None:
        self._size = size
        self._em = em
        self._crowd = crowd
        self._written: list[Box] = []

    def write(self, name: str, centre: Point, radius: float) -> tuple[Lettering, bool]:
        """Where to write the name of a pin, and whether there is room for it.

        Where there is none, it is the place that sticks out of the drawing the least, for a name
        that is shown for a moment above all else.
        """
        choices = list(self._choices(name, centre, radius))
        for lettering, box in choices:
            if self._is_inside(box) and self._is_free(box, centre):
                self._written.append(box)
                return lettering, True
        return min(choices, key=lambda choice: self._excess(choice[1]))[0], False

    def _choices(self, name: str, centre: Point, radius: float) -> Iterator[tuple[Lettering, Box]]:
        em = self._em
        length = width(name) * em
        x, y = centre
        middle = y + em * (ASCENT - DESCENT) / 2
        above, below = y - radius - em * (DESCENT + GAP / 2), y + radius + em * (ASCENT + GAP / 2)
        side, corner = radius + em * GAP, radius * 0.7 + em * GAP
        # Halfway between the side and what stands above or below.
        high, low = (middle + above) / 2, (middle + below) / 2
        for anchor, at, baseline in (
            ("start", x + side, middle),
            ("end", x - side, middle),
            ("start", x + corner, high),
            ("end", x - corner, high),
            ("start", x + corner, low),
            ("end", x - corner, low),
            ("middle", x, above),
            ("middle", x, below),
        ):
            left = at - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * length
            box = (left, baseline - em * ASCENT, left + length, baseline + em * DESCENT)
            yield Lettering(round(at, 1), round(baseline, 1), anchor), box

    def _is_inside(self, box: Box) -> bool:
        return self._excess(box) <= 0

    def _excess(self, box: Box) -> float:
        left, top, right, bottom = box
        return max(0, -left, -top, right - self._size[0], bottom - self._size[1])

    def _is_free(self, box: Box, pin: Point) -> bool:
        left, top, right, bottom = box
        return self._crowd.leaves_free(box, but=pin) and all(
            right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            for other in self._written
        )
