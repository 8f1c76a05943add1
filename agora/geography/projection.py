"""The two map projections that we draw with, on a sphere of radius 1.

Each takes degrees and gives (x, y), x to the east and y to the north. PROJ would bring tens of
megabytes for two forward formulas, so they are written out here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

Box: TypeAlias = tuple[float, float, float, float]
"""In a drawing, the upper left corner and the lower right one: left, top, right, bottom."""

Projection: TypeAlias = Callable[[float, float], Point]
"""From degrees of longitude, counted from the central meridian, and of latitude."""


def equal_earth(longitude: float, latitude: float) -> Point:
    """The Equal Earth projection, which keeps areas.

    Šavrič, Patterson & Jenny, The Equal Earth map projection, International Journal
    of Geographical Information Science 33 (2019), equations 8 to 10.
    """
    root = math.sqrt(3)
    theta = math.asin(root / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 1.340264 - 3 * 0.081106 * square + sixth * (7 * 0.000893 + 9 * 0.003796 * square)
    x = 2 * root * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (1.340264 - 0.081106 * square + sixth * (0.000893 + 0.003796 * square))
    return x, y


def mercator(longitude: float, latitude: float) -> Point:
    """The Mercator projection, which keeps shapes; for latitudes that are not a pole's.

    Snyder, Map Projections: A Working Manual (1987), equations 7-1 and 7-2a.
    """
    return math.radians(longitude), math.asinh(math.tan(math.radians(latitude)))
