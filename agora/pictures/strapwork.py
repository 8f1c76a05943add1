"""Star patterns by polygons in contact, the construction that E. H. Hankin observed.

From the middle of every edge of a tiling two rays enter each polygon, at one
contact angle to the edge. Rays of neighbouring edges meet and, where there is
room, go on to meet those of further edges: so {n/k} stars come about. Rays meet
their continuation in the next polygon in a straight line, which makes them the
middle lines of interlacing straps.

Hankin, The Drawing of Geometric Patterns in Saracenic Art (1925); Kaplan,
Islamic Star Patterns from Polygons in Contact (2005).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, floor, pi

from agora.pictures.tilings import Tile, Tiling


@dataclass(frozen=True)
class Face:
    """A polygon between straps; faces of the same `kind` play the same part in the pattern."""

    kind: str
    outline: tuple[complex, ...]
    is_star: bool = False
    """Whether it is alike around its centre, its points and dents taking turns."""


@dataclass(frozen=True)
class Crossing:
    """Where two straps cross: the next points of the upper strap to either side."""

    point: complex
    before: complex
    after: complex
    across: complex
    """A neighbouring point of the lower strap."""


@dataclass(frozen=True)
class Strapwork:
    """One period of a star pattern, in the units of its tiling."""

    period: tuple[complex, complex]
    faces: tuple[Face, ...]
    straps: tuple[tuple[complex, ...], ...]
    crossings: tuple[Crossing, ...]


def strapwork(tiling: Tiling, angle: float, depth: int) -> Strapwork:
    """The pattern at a contact angle in degrees, between 30 and 80.

    `depth` is how many rays of other edges a ray meets at most; in a polygon
    of few sides it turns back sooner, at its closest to the centre.
    """
    nets = [_Net.of(tile, angle, depth) for tile in tiling.tiles]
    faces = [face for net in nets for face in net.faces()]
    straps = [strap for net in nets for strap in net.straps()]
    crossings = [crossing for net in nets for crossing in net.crossings()]
    for vertex in tiling.vertices:
        sides = sorted(tiling.tiles[corner.tile].sides for corner in vertex)
        outline: list[complex] = []
        for corner in vertex:
            net, direction = nets[corner.tile], 2 * corner.index + 1
            outline += (
                net.point(0, direction + 1) + corner.shift,
                net.point(1, direction) + corner.shift,
            )
        kind = "vertex " + ".".join(map(str, sides))
        faces.append(Face(kind, tuple(outline), is_star=sides[0] == sides[-1]))
    for one, other in tiling.edges:
        near, far = nets[one.tile], nets[other.tile]
        crossings.append(
            Crossing(
                near.point(0, 2 * one.index) + one.shift,
                far.point(1, 2 * other.index + 1) + other.shift,
                near.point(1, 2 * one.index + 1) + one.shift,
                near.point(1, 2 * one.index - 1) + one.shift,
            )
        )
    return Strapwork(tiling.period, tuple(faces), tuple(straps), tuple(crossings))


@dataclass(frozen=True)
class _Net:
    """The crossings of the rays within a polygon, in layers from its edges to its centre.

    In layer m, the counterclockwise ray of each edge crosses the clockwise one
    of the mth edge after it, halfway between the two. Directions are numbered
    as those of the tile; the points of layer m have the parity of m.
    """

    sides: int
    layers: tuple[tuple[complex, ...], ...]

    @classmethod
    def of(cls, tile: Tile, angle: float, depth: int) -> _Net:
        nearest = floor(angle * tile.sides / 180 + 1e-9)
        contact = angle * pi / 180
        layers = []
        for layer in range(max(1, min(depth, nearest)) + 1):
            radius = tile.apothem * cos(contact) / cos(layer * pi / tile.sides - contact)
            layers.append(
                tuple(tile.centre + radius * way for way in tile.directions[layer % 2 :: 2])
            )
        return cls(tile.sides, tuple(layers))

    @property
    def last(self) -> int:
        """The layer in which rays turn back."""
        return len(self.layers) - 1

    def point(self, layer: int, direction: int) -> complex:
        return self.layers[layer][direction // 2 % self.sides]

    def faces(self) -> list[Face]:
        """The star in the middle, and the kites around it."""
        last = self.last
        star = tuple(
            self.point(last - (last - direction) % 2, direction)
            for direction in range(2 * self.sides)
        )
        return [Face(f"star {self.sides}", star, is_star=True)] + [
            Face(
                f"kite {self.sides}.{layer}",
                (
                    self.point(layer - 1, direction),
                    self.point(layer, direction + 1),
                    self.point(layer + 1, direction),
                    self.point(layer, direction - 1),
                ),
            )
            for layer in range(1, last)
            for direction in range((layer - 1) % 2, 2 * self.sides, 2)
        ]

    def straps(self) -> list[tuple[complex, ...]]:
        """From each edge to the turning point, and on to another edge."""
        return [
            (
                self.point(0, 2 * edge),
                self.point(self.last, 2 * edge + self.last),
                self.point(0, 2 * edge + 2 * self.last),
            )
            for edge in range(self.sides)
        ]

    def crossings(self) -> list[Crossing]:
        """Within the polygon; a strap goes over and under in turns, from over at its edge."""
        return [
            Crossing(
                self.point(layer, direction),
                self.point(layer - 1, direction - turn),
                self.point(layer + 1, direction + turn),
                self.point(layer - 1, direction + turn),
            )
            for layer, turn in zip(range(1, self.last), (-1, 1) * self.last, strict=False)
            for direction in range(layer % 2, 2 * self.sides, 2)
        ]
