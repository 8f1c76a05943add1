"""The emblem: the eight-pointed star of zellige, eight points around one common ground."""

from __future__ import annotations

SIDE = 32
"""The sides of the square that it is drawn in."""

_STAR = (
    "m16 0 4.7 4.7h6.6v6.6L32 16l-4.700 4.700v6.600h-6.600L16 32l-4.700-4.700H4.700v-6.600L0 16"
    "l4.700-4.700V4.700h6.600z"
)

BLUE = "#0b4a72"
GOLD = "#f2c14e"


def emblem(x: float, y: float, side: float, star: str = BLUE, ground: str = GOLD) -> str:
    """The emblem as SVG, in the square of `side` with its upper left corner at (x, y)."""
    return (
        f'<g transform="translate({x:g} {y:g}) scale({side / SIDE:g})">'
        f'<path fill="{star}" d="{_STAR}"/><circle cx="16" cy="16" r="5" fill="{ground}"/></g>'
    )
