"""What part of the Earth a frame shows, and where a place lies in the drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agora.geography.projection import Box, Point, Projection, equal_earth, mercator
from agora.model import Coordinates


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the Earth between two meridians and two parallels, in degrees.

    `east` is greater than `west`, and so beyond 180 where the window crosses the
    antimeridian. `lines` is the step of the graticule. The outlines of its land
    are `data/<key>.json`.
    """

    key: str
    west: float
    south: float
    east: float
    north: float
    lines: int
    projection: Projection

    def unrolled(self, longitude: float) -> float:
        """The same meridian, counted from the window's western edge on."""
        return self.west + (longitude - self.west) % 360

    def holds(self, place: Coordinates) -> bool:
        return (
            self.south <= place.latitude <= self.north
            and self.unrolled(place.longitude) <= self.east
        )


WORLD = Window("world", -168.75, -57, 191.25, 80, 30, equal_earth)
"""All cities of the Earth. It is cut in the Bering Strait, where the cut meets no land."""

WINDOWS: Mapping[str, Window] = {
    window.key: window for window in (Window("morocco", -18, 20.5, 0, 36.5, 5, mercator),)
}
"""Countries that can have a frame of their own beside the world's.

For another country, add its window, then let `tools/geography.py` cut its land.
"""


class Canvas:
    """A window, or a part of it, drawn at a width: places become (x, y), y downwards.

    `part` is what is drawn of the window: left, top, right and bottom, as shares of its
    width; by default all of it. `width` and `height` are those of the drawing, in its units, and
    `full` is where the whole window lies in it: x, y, width, height.
    """

    def __init__(self, window: Window, width: float, part: Box | None = None) -> None:
        self.window = window
        self._meridian = (window.west + window.east) / 2
        # A window is widest where it comes nearest to the equator.
        widest = min(max(window.south, 0), window.north)
        self._west, _ = self._project(window.west, widest)
        east, _ = self._project(window.east, widest)
        _, self._north = self._project(self._meridian, window.north)
        _, south = self._project(self._meridian, window.south)
        ratio = (self._north - south) / (east - self._west)
        left, top, right, bottom = part or (0, 0, 1, ratio)
        full = width / (right - left)
        self._scale = full / (east - self._west)
        self.width, self.height = width, (bottom - top) * full
        self.full = (-left * full, -top * full, full, ratio * full)

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a point lies, whose longitude is counted as the window's edges are."""
        x, y = self._project(longitude, latitude)
        left, top, _, _ = self.full
        return (x - self._west) * self._scale + left, (self._north - y) * self._scale + top

    def pin(self, place: Coordinates) -> Point:
        """Where a city lies; one beyond the southern or northern edge is put on it."""
        latitude = min(max(place.latitude, self.window.south), self.window.north)
        return self.place(self.window.unrolled(place.longitude), latitude)

    def outline(self, window: Window) -> tuple[Point, ...]:
        """The edge of another window in this one, bent as the projection bends it."""
        latitudes = list(_steps(window.south, window.north))
        west = [self.place(window.west, latitude) for latitude in latitudes]
        east = [self.place(window.east, latitude) for latitude in latitudes]
        return (*west, *reversed(east))

    def graticule(self) -> tuple[tuple[Point, ...], ...]:
        """Meridians and parallels within the window, as lines of points."""
        window = self.window
        latitudes = list(_steps(window.south, window.north))
        meridians = [
            tuple(self.place(longitude, latitude) for latitude in latitudes)
            for longitude in _multiples(window.lines, window.west, window.east)
        ]
        # Parallels are straight in both projections.
        parallels = [
            (self.place(window.west, latitude), self.place(window.east, latitude))
            for latitude in _multiples(window.lines, window.south, window.north)
        ]
        return (*meridians, *parallels)

    def _project(self, longitude: float, latitude: float) -> Point:
        return self.window.projection(longitude - self._meridian, latitude)


def _steps(start: float, end: float, count: int = 16) -> Iterable[float]:
    return (start + (end - start) * step / count for step in range(count + 1))


def _multiples(step: int, start: float, end: float) -> Iterable[int]:
    return range(math.floor(start / step + 1) * step, math.ceil(end), step)


def part_around(window: Window, places: Iterable[Coordinates], other: Window) -> Box:
    """The part of a window in which places and another window lie, with some room around them.

    It is half of the window at least, and two thirds as high as wide where the window is so high.
    """
    whole = Canvas(window, 1)
    points = [*(whole.pin(place) for place in places), *whole.outline(other)]
    xs, ys = zip(*points, strict=True)
    left, right = _interval(min(xs), max(xs), 0.5, 1)
    top, bottom = _interval(min(ys), max(ys), (right - left) / 1.5, whole.height)
    return left, top, right, bottom


def _interval(start: float, end: float, least: float, most: float) -> tuple[float, float]:
    """An interval around another within 0 and `most`, at least as long as `least` if that fits."""
    room = max(0.04, (least - (end - start)) / 2)
    length = min(end - start + 2 * room, most)
    first = min(max(start - room, 0), most - length)
    return first, first + length
