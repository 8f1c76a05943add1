"""Maps that are drawn once: pins and names look for their places, which takes a while."""

from __future__ import annotations

from collections.abc import Sequence

from agora.geography.maps import MapView, Spot, draw
from agora.keeping.fingerprint import Fingerprints
from agora.keeping.keeper import Keeper
from agora.keeping.pack import Pack


def drawn(pack: Pack, spots: Sequence[Spot], *, label: str, world: str, home: str) -> MapView:
    """The map that `agora.geography.maps.draw` makes of the same, from the pack if it is there."""

    def make(given: Sequence[Spot]) -> MapView:
        return draw(given, label=label, world=world, home=home)

    key = Fingerprints().of(list(spots), label, world, home)
    return Keeper(pack, "map", make).values([(key, spots)])[0]
