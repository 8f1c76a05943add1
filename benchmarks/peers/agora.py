"""Agora itself: all of a build, and its pages alone."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from benchmarks.generation import slug_of
from benchmarks.peers.peer import BIN, Peer

PICTURES = ("pictures", "social")
"""The folders of the cache that hold pictures, which are timed apart."""


class Agora(Peer):
    """Everything that `make site` does: pages, search index, exports, checks of links."""

    name = "Agora"
    serves = True

    def prepare(self, collection: Path) -> None:
        shutil.copytree(collection, self.folder)

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
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def server(self, port: int) -> Sequence[str]:
        return [str(BIN / "mkdocs"), "serve", "--quiet", "-a", f"127.0.0.1:{port}"]


class AgoraPages(Agora):
    """The HTML of both languages alone: no search index, no exports."""

    name = "Agora, pages alone"
    serves = False
    environment: ClassVar[dict[str, str]] = {**Peer.environment, "AGORA_PARTS": "pages"}
