"""What is set into the star in the middle of a polygon: smaller stars or petals around its centre.

An inlay is a list of rings, each a list of outlines of one colour, to be laid
one upon the other. Points are complex numbers, as the star's own.
"""

from __future__ import annotations

import cmath
from collections.abc import Sequence
from math import cos, pi
from typing import TypeAlias

Outline: TypeAlias = tuple[complex, ...]
Rings: TypeAlias = list[list[Outline]]


def nested(star: Sequence[complex], size: float) -> Rings:
    """Two stars of the same shape; `size` is the larger's, as a part of the star's."""
    centre = _centre(star)
    return [
        [tuple(centre + scale * (point - centre) for point in star)]
        for scale in (size, 0.45 * size)
    ]


def petals(star: Sequence[complex], size: float) -> Rings:
    """A kite towards each point of the star, and a dot where they meet."""
    centre = _centre(star)
    arms = [point - centre for point in star]
    # The star's points and dents alternate; petals are wide at a dent's direction.
    longest = max(range(2), key=lambda index: round(abs(arms[index]), 6))
    tips = arms[longest::2]
    reach = size * abs(tips[0])
    sides = len(tips)
    ways = [tip / abs(tip) for tip in tips]
    half = cmath.rect(0.55 * reach, pi / sides)
    kites = [
        (centre, centre + way * half.conjugate(), centre + reach * way, centre + way * half)
        for way in ways
    ]
    dot = tuple(centre + 0.26 * reach * way for way in ways)
    return [[tuple(kite) for kite in kites], [dot]]


def khatim(star: Sequence[complex], size: float) -> Rings:
    """A star of two squares, of two triangles, or of three squares, with a smaller one in it."""
    centre = _centre(star)
    arms = [point - centre for point in star]
    points = {3: 6, 4: 8, 6: 6, 8: 8}.get(len(star) // 2, 12)
    skip = {6: 2, 8: 2, 12: 3}[points]
    dent = cos(skip * pi / points) / cos((skip - 1) * pi / points)
    radius = size * min(abs(arm) for arm in arms[:2]) * 1.1
    way = arms[0] / abs(arms[0])

    def ring(reach: float, turn: float) -> list[Outline]:
        return [
            tuple(
                centre + way * cmath.rect(reach * (dent if k % 2 else 1), (k + turn) * pi / points)
                for k in range(2 * points)
            )
        ]

    return [ring(radius, 0), ring(0.5 * radius, 1)]


def _centre(star: Sequence[complex]) -> complex:
    return sum(star) / len(star)
