"""Tilings of the plane by regular polygons with edges of length 1, the ground of star patterns.

Each is given by one translational cell: two lattice vectors and the polygons of
one period. Points are complex numbers. The notation names the polygons around
a vertex, as in Grünbaum and Shephard, Tilings and Patterns (1987), chapter 2.
"""

from __future__ import annotations

import cmath
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import floor, pi, sin, sqrt, tan

_NEAR = 1e-4
"""Points nearer to each other than this part of a period are the same; others are far apart."""


@dataclass(frozen=True)
class Tile:
    """A regular polygon; `facing` is the direction of its edge 0 from its centre, in degrees."""

    sides: int
    centre: complex
    facing: float

    @property
    def apothem(self) -> float:
        return apothem(self.sides)

    @cached_property
    def directions(self) -> tuple[complex, ...]:
        """Unit vectors: towards the middle of edge k at index 2k, towards corner k at 2k + 1.

        Edges and corners run counterclockwise; corner k follows edge k.
        """
        start = self.facing * pi / 180
        return tuple(cmath.rect(1, start + k * pi / self.sides) for k in range(2 * self.sides))


@dataclass(frozen=True)
class Meeting:
    """A tile that meets others at an edge or a corner, and the shift that brings it there."""

    tile: int
    index: int
    shift: complex


@dataclass(frozen=True)
class Tiling:
    """`period` holds the lattice vectors, `tiles` the polygons of one period."""

    name: str
    period: tuple[complex, complex]
    tiles: tuple[Tile, ...]

    @cached_property
    def vertices(self) -> tuple[tuple[Meeting, ...], ...]:
        """The tiles around each vertex of one period, counterclockwise, by their corners."""
        return self._meetings(corners=True)

    @cached_property
    def edges(self) -> tuple[tuple[Meeting, ...], ...]:
        """The two tiles at each edge of one period, by their edges."""
        return self._meetings(corners=False)

    def _meetings(self, *, corners: bool) -> tuple[tuple[Meeting, ...], ...]:
        around: dict[tuple[int, int], list[tuple[float, Meeting]]] = defaultdict(list)
        for number, tile in enumerate(self.tiles):
            radius = 1 / (2 * sin(pi / tile.sides)) if corners else tile.apothem
            for index, outwards in enumerate(tile.directions[corners::2]):
                key, shift = self._reduction(tile.centre + radius * outwards)
                # A hair off the axes, lest noise decide between -180 and 180 degrees.
                order = cmath.phase(-outwards * cmath.rect(1, 0.01))
                around[key].append((order, Meeting(number, index, shift)))
        return tuple(
            tuple(meeting for _, meeting in sorted(group, key=lambda item: item[0]))
            for group in around.values()
        )

    def _reduction(self, point: complex) -> tuple[tuple[int, int], complex]:
        """A key that is equal for points a period apart, and the shift of this one to the cell."""
        first, second = self.period
        area = _cross(first, second)
        u, v = _cross(point, second) / area, _cross(first, point) / area
        columns, rows = floor(u + _NEAR), floor(v + _NEAR)
        key = (round((u - columns) / _NEAR), round((v - rows) / _NEAR))
        return key, -(columns * first + rows * second)


def apothem(sides: int) -> float:
    """The distance from a polygon's centre to its edges of length 1."""
    return 1 / (2 * tan(pi / sides))


def _cross(one: complex, other: complex) -> float:
    return (one.conjugate() * other).imag


def _hexagonal(name: str, spacing: float, tiles: Iterable[tuple[int, str, float]]) -> Tiling:
    """A tiling on the triangular lattice; places are those of its symmetry, p6m."""
    first, second = complex(spacing), cmath.rect(spacing, pi / 3)
    third = (first + second) / 3
    places = {
        "centre": ((0j, 0.0),),
        "thirds": ((third, 0.0), (2 * third, 180.0)),
        "halves": ((first / 2, 0.0), (second / 2, 60.0), ((second - first) / 2, 120.0)),
    }
    return Tiling(
        name,
        (first, second),
        tuple(
            Tile(sides, centre, facing + turn)
            for sides, place, facing in tiles
            for centre, turn in places[place]
        ),
    )


def _square(name: str, spacing: float, tiles: Iterable[tuple[int, complex, float]]) -> Tiling:
    """A tiling on the square lattice; centres are relative to the middle of the cell."""
    middle = complex(spacing, spacing) / 2
    return Tiling(
        name,
        (complex(spacing), complex(0, spacing)),
        tuple(Tile(sides, middle + centre, facing) for sides, centre, facing in tiles),
    )


_SIDE = apothem(4) + apothem(3)

TILINGS = (
    _square("4.4.4.4", 1, [(4, 0j, 0)]),
    _square("4.8.8", 1 + sqrt(2), [(8, complex(1 + sqrt(2), 1 + sqrt(2)) / 2, 0), (4, 0j, 45)]),
    _square(
        "3.4.3.12; 3.12.12",
        2 * apothem(12),
        [
            (12, complex(apothem(12), apothem(12)), 0),
            (4, 0j, 0),
            *((3, cmath.rect(_SIDE, k * pi / 2), 180.0 + 90 * k) for k in range(4)),
        ],
    ),
    _hexagonal("6.6.6", 2 * apothem(6), [(6, "centre", 0)]),
    _hexagonal("3.6.3.6", 2, [(6, "centre", 30), (3, "thirds", 90)]),
    _hexagonal("3.12.12", 2 * apothem(12), [(12, "centre", 0), (3, "thirds", 210)]),
    _hexagonal(
        "3.4.6.4", 2 * apothem(6) + 1, [(6, "centre", 0), (4, "halves", 0), (3, "thirds", 30)]
    ),
    _hexagonal(
        "4.6.12", 2 * apothem(12) + 1, [(12, "centre", 0), (4, "halves", 0), (6, "thirds", 30)]
    ),
)
