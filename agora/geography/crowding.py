"""What stands where in a drawing, and where there is still room.

All lengths are in the units of the drawing, y downwards.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agora.geography.projection import Box, Point


class Crowd:
    """Circles in a plane, by the squares of a grid, so that a question meets few of them.

    `cell` is the side of a square; no circle has a greater radius.
    """

    def __init__(self, cell: float) -> None:
        self._cell = cell
        self._circles: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)

    def add(self, centre: Point, radius: float) -> None:
        x, y = centre
        self._circles[int(x // self._cell), int(y // self._cell)].append((x, y, radius))

    def leaves_free(self, box: Box, but: Point | None = None) -> bool:
        """Whether no circle reaches into a box, but for the circles around one point."""
        left, top, right, bottom = box
        return not any(
            math.hypot(x - min(max(x, left), right), y - min(max(y, top), bottom)) < radius
            for x, y, radius in self._near(box)
            if (x, y) != but
        )

    def _near(self, box: Box) -> Iterator[tuple[float, float, float]]:
        left, top, right, bottom = box
        cell = self._cell
        columns = range(int(left // cell) - 1, int(right // cell) + 2)
        rows = range(int(top // cell) - 1, int(bottom // cell) + 2)
        for square in itertools.product(columns, rows):
            yield from self._circles.get(square, ())


@dataclass(frozen=True, slots=True)
class Plot:
    """Where pins may stand: `margin` inside a frame, and not in the circle `reserved`.

    `stray` is how far from its place a pin may stand; it is greater than the circle's radius
    twice over, so that a pin can leave the circle.
    """

    width: float
    height: float
    margin: float
    stray: float
    reserved: tuple[Point, float] | None = None

    def inside(self, point: Point) -> Point:
        """The nearest point that keeps the margin."""
        x, y = point
        return (
            min(max(x, self.margin), self.width - self.margin),
            min(max(y, self.margin), self.height - self.margin),
        )


@lru_cache(maxsize=32)
def spread(
    places: tuple[Point, ...], weights: tuple[int, ...], spacing: float, plot: Plot
) -> tuple[tuple[Point, ...], float]:
    """Points near the places, no two nearer than a spacing, and the spacing that was kept.

    The heavier of two stands nearer to its place. The spacing is the one that is asked for, or
    less where there are too many places to keep it without a point straying too far. Results are
    kept, as the pages of all languages ask for the same ones.
    """
    order = sorted(range(len(places)), key=lambda index: -weights[index])
    # Discs thrown at random jam before they fill more than this of the plane.
    spacing = min(spacing, math.sqrt(0.6 * plot.width * plot.height / max(len(places), 1)))
    heap = max((sum(math.dist(a, b) < plot.stray for b in places) for a in places), default=0)
    fineness = 4
    if heap > 30:
        # A heap is searched coarsely, as the time goes with the square of the fineness, and from
        # about the spacing on at which it fits into the circle that its pins can reach.
        fineness = 1
        spacing = min(spacing, math.sqrt(0.6 * math.pi / heap) * 1.25 * plot.stray)
    while True:
        starts = _eased(places, weights, spacing)
        points = _settled(places, starts, order, spacing / fineness, spacing, plot)
        if points is not None:
            return points, spacing
        spacing *= 0.92


def _eased(
    places: Sequence[Point], weights: Sequence[int], spacing: float, pairs: int = 30_000
) -> list[Point]:
    """The places, pushed apart for 25 rounds where they are nearer than a spacing.

    No round begins when more than `pairs` have been looked at: heaps of hundreds of cities take
    the square of their number, and are past beauty.
    """
    points = list(places)
    for _ in range(25):
        squares: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index, (x, y) in enumerate(points):
            squares[int(x // spacing), int(y // spacing)].append(index)
        moves = [(0.0, 0.0)] * len(points)
        for (column, row), here in squares.items():
            columns, rows = range(column - 1, column + 2), range(row - 1, row + 2)
            near = [
                index
                for square in itertools.product(columns, rows)
                for index in squares.get(square, ())
            ]
            pairs -= len(here) * len(near)
            for one, other in itertools.product(here, near):
                if one != other:
                    dx, dy = _push(points[one], points[other], spacing, one)
                    share = weights[other] / max(weights[one] + weights[other], 1)
                    moves[one] = (moves[one][0] + dx * share, moves[one][1] + dy * share)
        points = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(points, moves, strict=True)]
        if pairs < 0:
            break
    return points


def _push(one: Point, other: Point, spacing: float, index: int) -> Point:
    """The way of a point from another, for half of what they lack to the spacing."""
    dx, dy = one[0] - other[0], one[1] - other[1]
    distance = math.hypot(dx, dy)
    if distance >= spacing:
        return 0, 0
    if distance < 1e-6:
        # Cities at one place part in directions of their own, by the golden angle.
        angle = index * math.pi * (3 - math.sqrt(5))
        dx, dy, distance = math.cos(angle), math.sin(angle), 1
    factor = max(spacing - distance, 0) / distance / 2
    return dx * factor, dy * factor


def _settled(
    places: Sequence[Point],
    starts: Sequence[Point],
    order: Sequence[int],
    step: float,
    spacing: float,
    plot: Plot,
) -> tuple[Point, ...] | None:
    """The free point nearest to each start, taken in order; none where one finds no room."""
    crowd = Crowd(max(spacing, plot.reserved[1] if plot.reserved else 0))
    if plot.reserved:
        crowd.add(*plot.reserved)
    points: dict[int, Point] = {}
    for index in order:
        place = plot.inside(places[index])
        start = starts[index]
        if math.dist(plot.inside(start), place) > plot.stray:
            start = place  # pushed away by a heap of others
        for point in _around(plot.inside(start), step, 2 * plot.stray):
            x, y = point
            if (
                math.dist(point, place) <= plot.stray
                and plot.inside(point) == point
                and crowd.leaves_free((x, y, x, y))
            ):
                break
        else:
            return None
        crowd.add(point, spacing)
        points[index] = point
    return tuple(points[index] for index in range(len(places)))


def _around(centre: Point, step: float, farthest: float) -> Iterator[Point]:
    """A point, then the points of rings around it, evenly strewn, the nearest ring first."""
    yield centre
    for ring in range(1, int(farthest / step) + 1):
        for turn in range(6 * ring):
            angle = turn * math.pi / (3 * ring)
            yield (
                centre[0] + ring * step * math.cos(angle),
                centre[1] + ring * step * math.sin(angle),
            )
