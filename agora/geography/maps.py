"""Maps of cities: what the template is given, everything placed and measured.

Two frames, the world and a country's own. A city in the country's window stands in its frame alone;
in the world, an outline with the country's name stands for that window. Lengths are in the
units of each drawing, which is about as many CSS pixels wide as it is units wide.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from agora.geography.crowding import Crowd, Plot, spread
from agora.geography.land import land, path
from agora.geography.lettering import Lettering, Sheet
from agora.geography.projection import Point
from agora.geography.windows import WINDOWS, WORLD, Canvas, Window, part_around
from agora.model import Coordinates

FINENESS = 10
"""Steps of land and of the graticule to a unit of the largest drawing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A city to put on a map. `label` is the pin's accessible name, which begins with `name`."""

    key: str
    name: str
    label: str
    url: str
    count: int
    coordinates: Coordinates


@dataclass(frozen=True, slots=True)
class Pin:
    """A city's pin, a circle of `radius` around (`x`, `y`), that answers within `reach`.

    Where it stands aside, `place` is where the city is. `named` says whether there is room to
    show its name always.
    """

    key: str
    name: str
    label: str
    url: str
    count: int
    x: float
    y: float
    radius: float
    reach: float
    place: Point | None
    lettering: Lettering
    named: bool


@dataclass(frozen=True, slots=True)
class Inset:
    """The outline of the other frame's window, as SVG path data in whole units, and its name."""

    outline: str
    name: str
    lettering: Lettering | None


@dataclass(frozen=True, slots=True)
class Size:
    """How large a drawing is, and what on it must stay large enough to read and to press.

    `width`, `spacing` (between pins), `stray` (from a pin to its city) and `text` (the letters'
    em) are in units. They hold for drawings shown at 85 % and more: 24 CSS pixels between pins
    (WCAG 2.2, 2.5.8) and letters of 11. Where there are so many cities that pins would stray
    farther, spacing gives way, and small pins are left to the list beside the map.
    `whole` says whether all of the window is drawn, or the part in which its cities lie.
    """

    key: str
    width: float
    spacing: float
    stray: float
    text: float
    whole: bool = True


WIDE = Size("wide", 640, 29, 48, 13)
NARROW = Size("narrow", 300, 28, 40, 13, whole=False)
COUNTRY = Size("country", 320, 29, 40, 13)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The pins of a frame at a size, in the order of the spots."""

    key: str
    width: float
    height: float
    text: float
    ground: tuple[float, float, float, float]
    """Where the frame's ground lies in the drawing: x, y, width, height."""
    pins: tuple[Pin, ...]
    inset: Inset | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Sea, land and graticule, as SVG path data; land is filled by the even-odd rule."""

    width: int
    height: int
    sea: str
    land: str
    graticule: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the Earth, drawn once for each size of screen that needs a drawing of its own."""

    key: str
    name: str
    ratio: float
    """Width to height."""
    ground: Ground
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    label: str
    frames: tuple[Frame, ...]


def draw(
    spots: Sequence[Spot],
    *,
    label: str,
    world: str,
    home: str,
    window: Window = WINDOWS["morocco"],
) -> MapView:
    """A map of cities, the same for the same spots.

    `label` names the map, `world` and `home` its two frames, of which the second shows `window`.
    Keyboards meet pins in the order of the spots, so give them as the list beside the map does.
    Raises FileNotFoundError where the window's land was never cut.
    """
    near = [spot for spot in spots if window.holds(spot.coordinates)]
    far = [spot for spot in spots if not window.holds(spot.coordinates)]
    return MapView(
        label,
        (
            _frame(WORLD, world, (WIDE, NARROW), far, (window, home)),
            _frame(window, home, (COUNTRY,), near, None),
        ),
    )


def _frame(
    window: Window,
    name: str,
    sizes: tuple[Size, ...],
    spots: Sequence[Spot],
    other: tuple[Window, str] | None,
) -> Frame:
    ground = _ground(window, round(sizes[0].width * FINENESS))
    drawings = tuple(_drawing(window, size, spots, other) for size in sizes)
    return Frame(window.key, name, round(ground.width / ground.height, 3), ground, drawings)


@cache
def _ground(window: Window, width: int) -> Ground:
    canvas = Canvas(window, width)
    return Ground(
        width,
        round(canvas.height),
        path([canvas.outline(window)], closed=True),
        land(canvas),
        path(canvas.graticule()),
    )


def _drawing(
    window: Window, size: Size, spots: Sequence[Spot], other: tuple[Window, str] | None
) -> Drawing:
    part = None
    if other and not size.whole:
        part = part_around(window, (spot.coordinates for spot in spots), other[0])
    canvas = Canvas(window, size.width, part)
    outline = canvas.outline(other[0]) if other else ()
    reserved = _circle(outline) if outline else None

    places = tuple(canvas.pin(spot.coordinates) for spot in spots)
    counts = tuple(spot.count for spot in spots)
    kept_clear = (reserved[0], min(reserved[1], 0.45 * size.stray)) if reserved else None
    plot = Plot(canvas.width, canvas.height, size.spacing / 2, size.stray, kept_clear)
    points, spacing = spread(places, counts, size.spacing, plot)
    reach = spacing / 2
    radii = _radii(counts, reach - 1)

    crowd = Crowd(max(reach, size.text))
    for place, point in zip(places, points, strict=True):
        crowd.add(point, reach)
        for step in _steps(place, point):
            crowd.add(step, 1)
    for corner in outline:
        crowd.add(corner, 2)

    sheet = Sheet((canvas.width, canvas.height), size.text, crowd)
    inset = None
    if other and reserved:
        lettering, named = sheet.write(other[1], reserved[0], reserved[1])
        inset = Inset(path([outline], closed=True), other[1], lettering if named else None)

    # The names of the largest choose their places first.
    order = sorted(range(len(spots)), key=lambda index: -counts[index])
    names = {index: sheet.write(spots[index].name, points[index], radii[index]) for index in order}
    pins = tuple(
        Pin(
            key=spot.key,
            name=spot.name,
            label=spot.label,
            url=spot.url,
            count=spot.count,
            x=round(points[index][0], 1),
            y=round(points[index][1], 1),
            radius=round(radii[index], 1),
            reach=round(reach, 1),
            place=_apart(places[index], points[index]),
            lettering=names[index][0],
            named=names[index][1],
        )
        for index, spot in enumerate(spots)
    )
    x, y, width, height = (round(length, 1) for length in canvas.full)
    return Drawing(
        key=size.key,
        width=canvas.width,
        height=round(canvas.height, 1),
        text=size.text,
        ground=(x, y, width, height),
        pins=pins,
        inset=inset,
    )


def _apart(place: Point, point: Point) -> Point | None:
    """The place of a city whose pin stands visibly elsewhere."""
    return None if math.dist(place, point) < 1.5 else (round(place[0], 1), round(place[1], 1))


def _radii(counts: Sequence[int], largest: float) -> list[float]:
    """Radii whose squares are as the counts, but for the smallest, which must stay visible."""
    unit = min(5.0, largest / math.sqrt(max([*counts, 1])))
    smallest = min(3.5, largest)
    return [max(unit * math.sqrt(count), smallest) for count in counts]


def _circle(outline: Sequence[Point]) -> tuple[Point, float]:
    """The centre of an outline, and how far it reaches to the sides."""
    xs, ys = zip(*outline, strict=True)
    centre = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return centre, max(max(xs) - min(xs), max(ys) - min(ys)) / 2


def _steps(start: Point, end: Point, step: float = 4) -> Iterator[Point]:
    """Points along a line, so that names keep clear of it."""
    count = int(math.dist(start, end) / step) + 1
    for number in range(count):
        share = number / count
        yield (
            start[0] + (end[0] - start[0]) * share,
            start[1] + (end[1] - start[1]) * share,
        )
