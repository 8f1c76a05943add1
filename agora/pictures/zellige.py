"""A zellige for each slug: a star pattern, its colours, and the window that looks onto it.

All choices are read from the SHA-256 digest of the slug, and all coordinates are
whole numbers, so that a slug gives the same pattern on every machine.
"""

from __future__ import annotations

import cmath
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor, pi
from typing import TypeAlias, TypeVar

from agora.pictures.glazing import SCHEMES, Glaze, Scheme, colour_of, glazed
from agora.pictures.inlays import khatim, nested, petals
from agora.pictures.palette import LIME, Palette, palette
from agora.pictures.strapwork import Face, Strapwork, strapwork
from agora.pictures.tilings import TILINGS

WIDTH, HEIGHT = 6400, 3600
"""The window, 16:9, fine enough for whole coordinates: five units a pixel at 1280 pixels."""

Point: TypeAlias = tuple[int, int]
Line: TypeAlias = tuple[Point, ...]
_Choice = TypeVar("_Choice")


@dataclass(frozen=True)
class Tesserae:
    """Polygons of one colour "#rrggbb"; `opacity` is between 0 and 1."""

    colour: str
    outlines: tuple[Line, ...]
    opacity: float = 1


@dataclass(frozen=True)
class Stroke:
    """A line's colour and its width, in units of the window."""

    colour: str
    width: int


@dataclass(frozen=True)
class Cell:
    """Where the period is laid, and which of the shades lies on it there."""

    x: int
    y: int
    shade: int


@dataclass(frozen=True)
class Pattern:
    """One period of a pattern, and the cells of the window in which it is repeated.

    It is drawn in layers, each in all cells before the next: the ground;
    `tesserae`, on them the cell's shade, and `inlays`, which are outlined with
    `grout`; `straps` in each of `strokes`, mitred and with square ends;
    `bridges`, where the upper of two straps crosses the lower, in each of
    `strokes` again, flush in the first. All but the inlays may overlap.
    """

    ground: str
    tesserae: tuple[Tesserae, ...]
    inlays: tuple[Tesserae, ...]
    grout: Stroke
    shades: tuple[tuple[Tesserae, ...], ...]
    straps: tuple[Line, ...]
    strokes: tuple[Stroke, ...]
    bridges: tuple[Line, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class _Ground:
    """What suits a tiling: contact angles in degrees, depths, and widths of a period."""

    tiling: str
    angles: tuple[int, int]
    depths: tuple[int, ...]
    widths: tuple[int, int]


_GROUNDS = (
    _Ground("4.4.4.4", (58, 72), (1,), (840, 1440)),
    _Ground("4.8.8", (45, 72), (1, 2, 3), (1120, 2100)),
    _Ground("3.4.3.12; 3.12.12", (50, 75), (1, 2, 3, 4), (1800, 3000)),
    _Ground("6.6.6", (48, 74), (1, 2), (920, 1600)),
    _Ground("3.6.3.6", (48, 74), (1, 2), (1040, 1800)),
    _Ground("3.12.12", (50, 75), (1, 2, 3, 4), (1600, 2600)),
    _Ground("3.4.6.4", (48, 74), (1, 2), (1240, 2100)),
    _Ground("4.6.12", (48, 75), (1, 2, 3, 4), (2000, 3400)),
)
_SHADES = 3
_INLAID_FROM = 220
"""The radius from which a star has room for an inlay: eleven pixels on a card of 320."""
_LARGE = 0.3
"""The radius, in edges, from which a star's inlay is a good part of the surface."""
_BRIDGED_FROM = 28
"""The width from which one sees that a strap goes over another."""


class _Lot:
    """Draws from a slug's digest; each draw leaves the rest of it for the next."""

    def __init__(self, slug: str) -> None:
        self.digest = hashlib.sha256(slug.encode()).digest()
        self._rest = int.from_bytes(self.digest, "big")

    def below(self, count: int) -> int:
        self._rest, drawn = divmod(self._rest, count)
        return drawn

    def one_of(self, choices: Sequence[_Choice]) -> _Choice:
        return choices[self.below(len(choices))]

    def between(self, low: float, high: float) -> float:
        """One of 1,024 values."""
        return low + (high - low) * self.below(1024) / 1023


def pattern(slug: str, colour: str) -> Pattern:
    """The pattern of a slug in a colour "#rrggbb"; raises ValueError for another colour."""
    shades = palette(colour)
    lot = _Lot(slug)
    ground = lot.one_of(_GROUNDS)
    low, high = ground.angles
    work = _work(
        ground.tiling, low + lot.below(2 * (high - low) + 1) / 2, lot.one_of(ground.depths)
    )
    scheme = lot.one_of(SCHEMES)
    unit = lot.between(*ground.widths) / abs(work.period[0])
    turn = cmath.rect(unit, lot.below(24) * pi / 24)
    origin = (lot.below(WIDTH), lot.below(HEIGHT))

    def place(points: Iterable[complex]) -> Line:
        return tuple((_whole(p.real), _whole(p.imag)) for p in (turn * point for point in points))

    finest = unit * min(abs(crossing.after - crossing.point) for crossing in work.crossings)
    strap = _whole(min(lot.between(0.07, 0.15) * unit, 0.45 * finest)) if scheme.strap else 0
    grout = Stroke(colour_of(scheme.grout, shades), _whole(max(16.0, 0.022 * unit)))
    strokes: tuple[Stroke, ...] = (Stroke(grout.colour, strap + grout.width),)
    if scheme.strap:
        strokes += (Stroke(colour_of(scheme.strap, shades), strap),)
    glazes = glazed(work.faces, scheme, lot.below(60))
    tesserae = _tesserae(work.faces, glazes, shades, place)
    first, second = place(work.period)
    return Pattern(
        ground=grout.colour,
        tesserae=tesserae,
        inlays=_inlays(work.faces, glazes, scheme, shades, unit, lot, place),
        grout=grout,
        shades=_shades(tesserae, shades, lot.digest),
        straps=tuple(place(line) for line in work.straps),
        strokes=strokes,
        bridges=(_bridges(work, strokes[0].width / unit, place) if strap >= _BRIDGED_FROM else ()),
        cells=_cells(tesserae, first, second, origin, lot.digest),
    )


@lru_cache(maxsize=2048)
def _work(tiling: str, angle: float, depth: int) -> Strapwork:
    return strapwork(next(known for known in TILINGS if known.name == tiling), angle, depth)


def _whole(value: float) -> int:
    """The nearest whole number; halves are decided out of reach of rounding errors."""
    return floor(value + 0.50001)


def _grouped(
    outlines: Iterable[tuple[str, Sequence[complex]]],
    place: Callable[[Iterable[complex]], Line],
) -> tuple[Tesserae, ...]:
    groups: dict[str, list[Line]] = defaultdict(list)
    for colour, outline in outlines:
        groups[colour].append(place(outline))
    return tuple(Tesserae(colour, tuple(group)) for colour, group in groups.items())


def _tesserae(
    faces: Iterable[Face],
    glazes: Mapping[str, Glaze],
    shades: Palette,
    place: Callable[[Iterable[complex]], Line],
) -> tuple[Tesserae, ...]:
    return _grouped(((colour_of(glazes[face.kind], shades), face.outline) for face in faces), place)


def _inlays(
    faces: Iterable[Face],
    glazes: Mapping[str, Glaze],
    scheme: Scheme,
    shades: Palette,
    unit: float,
    lot: _Lot,
    place: Callable[[Iterable[complex]], Line],
) -> tuple[Tesserae, ...]:
    """Stars or petals in the stars that have room for them."""
    inlay = lot.one_of((nested, petals, khatim))
    size = lot.between(0.5, 0.68)
    turn = lot.below(2)
    laid: list[tuple[str, Sequence[complex]]] = []
    for face in faces:
        if not face.is_star:
            continue
        centre = sum(face.outline) / len(face.outline)
        radius = unit * min(abs(point - centre) for point in face.outline[:2])
        if radius < _INLAID_FROM:
            continue
        own = glazes[face.kind]
        # The outer ring of a large star is the hue's, as is any on an accent.
        if own in scheme.accents or radius > _LARGE * unit:
            names = (*scheme.fields, *scheme.accents)
        else:
            names = (*scheme.accents, *scheme.fields)
        outer = [name for name in names if name != own]
        inner = [name for name in (*scheme.accents, *scheme.fields) if name not in (own, outer[0])]
        for ring, name in zip(inlay(face.outline, size), (outer[0], inner[turn]), strict=True):
            laid += [(colour_of(name, shades), outline) for outline in ring]
    return _grouped(laid, place)


def _shades(
    tesserae: Iterable[Tesserae], shades: Palette, digest: bytes
) -> tuple[tuple[Tesserae, ...], ...]:
    """Veils on some tesserae, since no two come out of the kiln alike."""
    white = (LIME, shades.pale)  # which a veil would make look soiled
    outlines = [
        outline for group in tesserae if group.colour not in white for outline in group.outlines
    ]
    veils = []
    for shade in range(_SHADES):
        tones = [digest[(number + 11 * shade) % 32] % 4 for number in range(len(outlines))]
        paler, darker = (
            tuple(outline for outline, given in zip(outlines, tones, strict=True) if given == tone)
            for tone in range(2)
        )
        veils.append((Tesserae("#ffffff", paler, 0.12), Tesserae(shades.ink, darker, 0.12)))
    return tuple(veils)


def _bridges(
    work: Strapwork, width: float, place: Callable[[Iterable[complex]], Line]
) -> tuple[Line, ...]:
    """The upper strap's part over each crossing: as far as the lower one, `width` wide, reaches."""
    lines = []
    for crossing in work.crossings:
        after, across = crossing.after - crossing.point, crossing.across - crossing.point
        product = after.conjugate() * across / abs(after) / abs(across)
        reach = width * (1 + abs(product.real)) / (2 * abs(product.imag))
        ends = [
            crossing.point + way * min(reach / abs(way), 0.6)
            for way in (crossing.before - crossing.point, after)
        ]
        lines.append(place(ends))
    return tuple(lines)


def _cells(
    tesserae: Iterable[Tesserae], first: Point, second: Point, origin: Point, digest: bytes
) -> tuple[Cell, ...]:
    """The cells of which anything can be seen."""
    points = [point for group in tesserae for outline in group.outlines for point in outline]
    margin = 240  # for straps, whose mitres reach beyond the tesserae
    left, top = (min(point[k] for point in points) + origin[k] - margin for k in (0, 1))
    right, bottom = (max(point[k] for point in points) + origin[k] + margin for k in (0, 1))
    # A cell moved by (x, y) is seen if x is in (-right, WIDTH - left), and y likewise.
    corners = [(x, y) for x in (-right, WIDTH - left) for y in (-bottom, HEIGHT - top)]
    area = first[0] * second[1] - first[1] * second[0]
    columns = [(x * second[1] - y * second[0]) // area for x, y in corners]
    rows = [(first[0] * y - first[1] * x) // area for x, y in corners]
    return tuple(
        Cell(origin[0] + x, origin[1] + y, digest[(5 * column + 7 * row) % 32] % _SHADES)
        for column in range(min(columns), max(columns) + 2)
        for row in range(min(rows), max(rows) + 2)
        for x, y in [(column * first[0] + row * second[0], column * first[1] + row * second[1])]
        if -right < x < WIDTH - left and -bottom < y < HEIGHT - top
    )
