"""Which face of a star pattern gets which glaze.

The fields, most of the surface, are shades of one hue; accents in gold, white or
its palest and darkest shade take the smaller faces, as in Moroccan zellige.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from agora.pictures.palette import GOLD, LIME, Palette
from agora.pictures.strapwork import Face

Glaze: TypeAlias = str
"""The name of a colour: one of a palette's, or gold or lime."""

_ACCENTS_AT_MOST = 0.3
"""The part of the surface that accents may take, so that the hue stays plain to see."""


@dataclass(frozen=True)
class Scheme:
    """Glazes of the fields, from the largest on, of accents, straps and grout.

    Without straps, tesserae lie next to each other, a line of grout between.
    """

    fields: tuple[Glaze, ...]
    accents: tuple[Glaze, ...]
    strap: Glaze | None
    grout: Glaze


SCHEMES = (
    Scheme(("base", "deep", "light"), ("gold", "lime"), "lime", "ink"),
    Scheme(("base", "deep"), ("pale", "light"), "gold", "ink"),
    Scheme(("deep", "base", "light"), ("gold", "pale"), "pale", "ink"),
    Scheme(("base", "light", "deep"), ("lime", "gold"), "ink", "lime"),
    Scheme(("base", "deep", "light"), ("lime", "gold", "ink"), None, "lime"),
    Scheme(("base", "light", "deep"), ("lime", "gold", "pale"), None, "ink"),
)


def colour_of(glaze: Glaze, palette: Palette) -> str:
    """The colour "#rrggbb" of a glaze."""
    known = {
        "gold": GOLD,
        "lime": LIME,
        "ink": palette.ink,
        "deep": palette.deep,
        "base": palette.base,
        "light": palette.light,
        "pale": palette.pale,
    }
    return known[glaze]


def glazed(faces: Iterable[Face], scheme: Scheme, start: int) -> Mapping[str, Glaze]:
    """The glaze of each kind of face; `start` turns the order in which kinds ask for accents."""
    areas: dict[str, float] = defaultdict(float)
    for face in faces:
        areas[face.kind] += _area(face.outline)
    whole = sum(areas.values())
    # Rounded, so that noise cannot order kinds of equal area.
    shares = {kind: round(area / whole, 6) for kind, area in areas.items()}
    kinds = sorted(shares, key=lambda kind: (-shares[kind], kind))
    accents, left = list(scheme.accents), _ACCENTS_AT_MOST
    glazes: dict[str, Glaze] = {}
    first = start % len(kinds)
    for kind in kinds[first:] + kinds[:first]:
        if accents and shares[kind] <= left:
            left -= shares[kind]
            glazes[kind] = accents.pop(0)
    fields = [kind for kind in kinds if kind not in glazes]
    for number, kind in enumerate(fields):
        glazes[kind] = scheme.fields[number % len(scheme.fields)]
    return glazes


def _area(outline: Sequence[complex]) -> float:
    following = (*outline[1:], outline[0])
    return sum((a.conjugate() * b).imag for a, b in zip(outline, following, strict=True)) / 2
