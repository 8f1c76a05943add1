"""Families of colours around one colour, mixed in OKLCH, where equal steps look equal.

OKLab and its polar form OKLCH: Björn Ottosson, A perceptual color space for image
processing (2020), as in CSS Color Module Level 4.
"""

from __future__ import annotations

import cmath
import re
from dataclasses import dataclass
from functools import lru_cache

GOLD = "#f2c14e"
LIME = "#fbf8f0"
"""The gold and the lime wash of the site."""


@dataclass(frozen=True)
class Palette:
    """Glazes of one hue, from dark to pale; `base` is the colour itself where it can be a glaze."""

    ink: str
    deep: str
    base: str
    light: str
    pale: str


@lru_cache(maxsize=64)
def palette(colour: str) -> Palette:
    """The glazes for a colour "#rrggbb"; raises ValueError for anything else."""
    lightness, chroma, hue = oklch(colour)
    middle = min(max(lightness, 0.40), 0.56)
    return Palette(
        ink=from_oklch(0.24, min(chroma, 0.06), hue),
        deep=from_oklch(middle - 0.13, chroma * 0.85, hue),
        base=colour.lower() if middle == lightness else from_oklch(middle, chroma, hue),
        light=from_oklch(middle + 0.15, chroma * 0.9, hue),
        pale=from_oklch(0.90, min(chroma * 0.3, 0.05), hue),
    )


def oklch(colour: str) -> tuple[float, float, float]:
    """Lightness between 0 and 1, chroma, and hue in radians, of a colour "#rrggbb"."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"not a colour of the form #rrggbb: {colour!r}")
    red, green, blue = (_linear(int(colour[k : k + 2], 16) / 255) for k in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    chroma, hue = cmath.polar(complex(a, b))
    return lightness, chroma, hue


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour as "#rrggbb", with as much of the chroma as sRGB can show."""
    for share in range(20, -1, -1):
        channels = _srgb(lightness, cmath.rect(chroma * share / 20, hue))
        if all(-0.002 <= channel <= 1.002 for channel in channels):
            break
    return "#" + "".join(f"{round(255 * min(max(channel, 0), 1)):02x}" for channel in channels)


def _srgb(lightness: float, ab: complex) -> tuple[float, float, float]:
    a, b = ab.real, ab.imag
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _encoded(channel: float) -> float:
    if channel <= 0.0031308:
        return 12.92 * channel
    return float(1.055 * channel ** (1 / 2.4) - 0.055)
