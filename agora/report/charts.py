"""The report's drawings as numbers: a matrix of axes and cities, and columns of years.

Sizes are in units of the drawing, made so that a phone of 360 pixels shows one unit about as one
pixel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

WIDTH: Final = 340

CITIES_SHOWN: Final = 15
"""Rows of the matrix: about one screen of a phone. The others are in the JSON."""

MOST_COLUMNS: Final = 30
"""Columns of years; of more, several years become one, so that each is wide enough to be told."""

_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in the matrix; `strength` is 0 to 1, its share of the largest."""

    x: float
    count: int
    colour: str
    strength: float


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    y: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """An axis above its column."""

    name: str
    x: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cities by axes. Names are laid out left of `names`, cells are squares of `cell`."""

    width: float
    height: float
    names: float
    top: float
    cell: float
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The showcases of some years; `label` is "" where it would touch the one before."""

    x: float
    y: float
    width: float
    height: float
    count: int
    first: int
    last: int
    label: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Columns:
    width: float
    height: float
    base: float
    columns: tuple[Column, ...]


def matrix(
    axes: Sequence[tuple[str, str]], rows: Sequence[tuple[str, Sequence[int]]]
) -> Matrix | None:
    """The matrix of axes, given by name and colour, and cities, by name and counts.

    Names are cut where they would not fit. None for no city.
    """
    if not rows:
        return None
    names, top, cell = 112, 84, 30
    slant = 40  # the last name leans out to the side
    largest = max(max(counts) for _, counts in rows) or 1
    return Matrix(
        width=max(WIDTH, names + cell * len(axes) + slant + 20),
        height=top + cell * len(rows) + 2,
        names=names,
        top=top,
        cell=cell,
        heads=tuple(
            Head(_cut(name, 18), names + cell * (index + 0.5))
            for index, (name, _) in enumerate(axes)
        ),
        rows=tuple(
            Row(
                _cut(name, 17),
                top + cell * line,
                tuple(
                    Cell(names + cell * index, count, colour, round(count / largest, 2))
                    for index, ((_, colour), count) in enumerate(zip(axes, counts, strict=True))
                ),
            )
            for line, (name, counts) in enumerate(rows)
        ),
    )


def columns(years: Mapping[int, int]) -> Columns | None:
    """The columns of showcases by year; `years` has no gap. None for no year."""
    if not years:
        return None
    spans = _spans(years)
    top, tall, height = 18, 110, 150
    largest = max(count for _, _, count in spans)
    pitch = min(40.0, (WIDTH - 20) / len(spans))
    every = ceil(36 / pitch)  # a year of four figures and a gap
    return Columns(
        width=WIDTH,
        height=height,
        base=top + tall,
        columns=tuple(
            Column(
                x=round(10 + pitch * index + pitch * 0.1, 1),
                y=round(top + tall - tall * count / largest, 1),
                width=round(pitch * 0.8, 1),
                height=round(tall * count / largest, 1),
                count=count,
                first=first,
                last=last,
                label=str(first) if index % every == 0 else "",
            )
            for index, (first, last, count) in enumerate(spans)
        ),
    )


def _spans(years: Mapping[int, int]) -> list[tuple[int, int, int]]:
    """First year, last year and count of each column; columns begin at round years."""
    first, last = min(years), max(years)
    step = next(n for n in _STEPS if (last // n) - (first // n) < MOST_COLUMNS or n == _STEPS[-1])
    counts: dict[int, int] = dict.fromkeys(range(first // step, last // step + 1), 0)
    for year, count in years.items():
        counts[year // step] += count
    return [(n * step, n * step + step - 1, count) for n, count in counts.items()]


def _cut(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
