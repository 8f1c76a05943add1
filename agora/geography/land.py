"""Outlines of land, from the packaged files, as SVG path data."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from agora.geography.projection import Point
from agora.geography.windows import Canvas, Window

Ring = tuple[Point, ...]
"""A closed outline: (longitude, latitude) in degrees; the last point joins the first."""


@cache
def rings(window: Window) -> tuple[Ring, ...]:
    """The outlines of the window's land, where a ring within another is water.

    A file holds the number of parts of a degree and, for each ring, the first point
    and the steps from each to the next, longitude before latitude, in those parts.
    Raises FileNotFoundError where the window's land was never cut.
    """
    text = (files(__package__) / "data" / f"{window.key}.json").read_text("utf-8")
    data = json.loads(text)
    return tuple(_ring(steps, data["parts"]) for steps in data["rings"])


def _ring(steps: Sequence[int], parts: int) -> Ring:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / parts, y / parts))
    return tuple(points)


def land(canvas: Canvas) -> str:
    """The land of the canvas's window, to be filled by the even-odd rule."""
    outlines = ([canvas.place(*point) for point in ring] for ring in rings(canvas.window))
    return path(outlines, closed=True)


def path(lines: Iterable[Iterable[Point]], *, closed: bool = False) -> str:
    """SVG path data in whole units: each line from an absolute point on by relative steps.

    Steps of less than half a unit are left out, and closed lines that vanish by it.
    """
    parts = []
    for line in lines:
        points: list[tuple[int, int]] = []
        for x, y in line:
            point = (round(x), round(y))
            if not points or point != points[-1]:
                points.append(point)
        if len(points) < (3 if closed else 2):
            continue
        steps = (
            f"{x - from_x} {y - from_y}" for (from_x, from_y), (x, y) in itertools.pairwise(points)
        )
        joined = " ".join(steps).replace(" -", "-")
        parts.append(f"M{points[0][0]} {points[0][1]}l{joined}{'z' if closed else ''}")
    return "".join(parts)
