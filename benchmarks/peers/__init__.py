"""What builds a site from a collection: Agora, and those it is measured against.

Each peer is given the same texts, facts and taxonomies, in the form that it reads, and makes the
same pages of them as far as it can; `equivalence.py` counts what it left out.
"""

from benchmarks.peers.agora import Agora, AgoraPages, AgoraWithoutPictures
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.material import Material, MaterialInNavigation
from benchmarks.peers.peer import Peer
from benchmarks.peers.zensical import Zensical

ALL: dict[str, type[Peer]] = {
    peer.name: peer
    for peer in (
        *(Agora, AgoraPages, AgoraWithoutPictures),
        *(Hugo, Material, MaterialInNavigation, Zensical),
    )
}
"""The peers by their names."""

__all__ = [
    "ALL",
    "Agora",
    "AgoraPages",
    "AgoraWithoutPictures",
    "Hugo",
    "Material",
    "MaterialInNavigation",
    "Peer",
    "Zensical",
]
