"""Agora itself: all of a build, and its pages alone."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from benchmarks.generation import slug_of
from benchmarks.peers.peer import BIN, Peer

ROOT = Path(__file__).parents[2]

PICTURES = ("pictures", "social")
"""The folders of the cache that hold pictures, which are timed apart."""


class Agora(Peer):
    """Everything that `make site` does: pages, search index, exports, checks of links."""

    name = "Agora"
    serves = True

    def prepare(self, collection: Path) -> None:
        shutil.copytree(collection, self.folder)
        for name in PICTURES:  # the same collection has the same pictures, whenever it is built
            kept = ROOT / ".cache" / "bench" / name
            kept.mkdir(parents=True, exist_ok=True)
            (self.folder / ".cache").mkdir(exist_ok=True)
            (self.folder / ".cache" / name).symlink_to(kept)

    def commands(self) -> Sequence[Sequence[str]]:
        return [[str(BIN / "mkdocs"), "build", "--strict", "--quiet"]]

    @property
    def edited(self) -> Path:
        return self.folder / "showcases" / f"{slug_of(0)}.fr.md"

    def forget(self) -> None:
        super().forget()
        cache = self.folder / ".cache"
        for path in cache.iterdir() if cache.is_dir() else ():
            if path.name not in PICTURES:
                self.put_aside(path)

    def server(self, port: int) -> Sequence[str]:
        return [str(BIN / "mkdocs"), "serve", "--quiet", "-a", f"127.0.0.1:{port}"]


class AgoraPart(Agora):
    """A part of it, see `benchmarks.partial`."""

    part: ClassVar[str]
    serves = False
    environment: ClassVar[dict[str, str]] = {**Peer.environment, "PYTHONPATH": str(ROOT)}

    def commands(self) -> Sequence[Sequence[str]]:
        return [[sys.executable, "-m", "benchmarks.partial", self.part]]


class AgoraPages(AgoraPart):
    """The HTML of both languages alone."""

    name = "Agora, pages alone"
    lacks = (
        "search index, and what the explorer searches by; feeds, exports and the files of the "
        "report; covers, photographs and social pictures; checks of links and of what texts say"
    )
    part = "pages"


class AgoraWithoutPictures(AgoraPart):
    """All but social pictures: of ten thousand showcases, these would take an hour once."""

    name = "Agora, but pictures"
    lacks = "social pictures"
    part = "but-pictures"
