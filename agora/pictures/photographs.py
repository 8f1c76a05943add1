"""Contributors' photographs, as they are published: modern formats, several widths, no metadata.

The files that were contributed are never published themselves: they may say
where and by whom they were taken. A reader's browser chooses among renditions.
"""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL
from PIL import AvifImagePlugin, Image, features

from agora.language.slugs import slugify
from agora.pictures.cache import Cache, digest
from agora.pictures.decoding import UnreadablePicture, decode

WIDTHS = (400, 800, 1200, 1600)
"""In pixels: a card, a phone's page, a column, a column on a dense screen."""

TALLEST = 3200
"""In pixels; what is taller is scaled to it."""

WIDEST_FALLBACK = 1200
"""In pixels; what takes the fallback is an old browser, or a service that shows a preview."""

SETTINGS: Mapping[str, Mapping[str, Any]] = {
    # AVIF at speed 8 takes a seventh of the time of speed 6 for four hundredths more bytes. One
    # thread each: the photographs are spread over the processors, and the bytes stay the same.
    "avif": {"quality": 50, "speed": 8, "max_threads": 1},
    "webp": {"quality": 75, "method": 4},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
    "png": {},
}
"""How each format is encoded, by the name that both Pillow and media types give it."""

RECIPE = digest(
    json.dumps(
        [
            1,  # to be raised where this code, or that of decoding, makes other pixels
            WIDTHS,
            TALLEST,
            WIDEST_FALLBACK,
            SETTINGS,
            PIL.__version__,
            AvifImagePlugin.get_codec_version("aom"),
            *(features.version(part) for part in ("avif", "webp", "jpg", "zlib", "littlecms2")),
        ]
    ).encode()
)
"""Stands for all that the bytes of a rendition depend on, besides the photograph."""

MOST_WORKERS = 8
"""Photographs at once: the largest take 600 MB each while they are decoded."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A photograph in one format and size.

    `path` is where it is published, relative to the site's root; `file` holds
    its bytes, of which `digest` is the digest; `type` is its media type; width
    and height are in pixels.
    """

    path: str
    width: int
    height: int
    type: str
    file: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Photograph:
    """The renditions of a photograph, by format, those of a format from narrow to wide.

    `sources` are AVIF and WebP; `fallback` is JPEG, or PNG where something
    shows through. Width and height are those of the contributed file, held
    upright, in pixels.
    """

    width: int
    height: int
    sources: tuple[tuple[Rendition, ...], ...]
    fallback: tuple[Rendition, ...]

    @property
    def best(self) -> Rendition:
        """The widest rendition that everything can show."""
        return self.fallback[-1]

    @property
    def ratio(self) -> float:
        """The width by the height, from which a style sheet bounds both without a distortion."""
        return round(self.best.width / self.best.height, 4)

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """All that is to be published."""
        return tuple(rendition for group in (*self.sources, self.fallback) for rendition in group)


@dataclass(frozen=True, slots=True)
class Development:
    """Photographs by name, and what is wrong with the others."""

    photographs: Mapping[str, Photograph]
    unreadable: Mapping[str, UnreadablePicture]


class Darkroom:
    """Makes photographs from contributed files, or finds them in the cache's folder."""

    def __init__(self, folder: Path) -> None:
        self.cache = Cache(folder)

    def develop(self, source: Path, folder: str) -> Photograph:
        """A photograph to be published in `folder`, relative to the site's root.

        The same bytes for the same file, versions of libraries and settings.
        Raises UnreadablePicture and OSError.
        """
        key = _key(source, self.cache.looks.digest(source))
        facts = self.cache.find(key)
        if facts is None:
            content = source.read_bytes()
            key = _key(source, digest(content))
            files, facts = _encode(content, source.suffix)
            self.cache.keep(key, files, facts)
        return self._photograph(facts, key, posixpath.join(folder, slugify(source.stem) or "photo"))

    def develop_all(
        self, sources: Mapping[str, Path], progress: Callable[[int, int], None]
    ) -> Development:
        """Develop many photographs at once, given by name: `<folder of a showcase>/<file>`.

        They are published under `showcases/`. `progress` is told how many are
        done, of how many, after each. Raises OSError.
        """
        photographs: dict[str, Photograph] = {}
        unreadable: dict[str, UnreadablePicture] = {}
        workers = ThreadPoolExecutor(min(MOST_WORKERS, os.cpu_count() or 1))
        try:
            tasks = {
                workers.submit(
                    self.develop,
                    source,
                    posixpath.join("assets/photographs", posixpath.dirname(name)),
                ): name
                for name, source in sources.items()
            }
            for done, task in enumerate(as_completed(tasks), start=1):
                try:
                    photographs[tasks[task]] = task.result()
                except UnreadablePicture as error:
                    unreadable[tasks[task]] = error
                progress(done, len(tasks))
        finally:
            workers.shutdown(cancel_futures=True)
        return Development(
            {name: photographs[name] for name in sources if name in photographs},
            {name: unreadable[name] for name in sources if name in unreadable},
        )

    def sweep(self) -> None:
        """Forget the photographs that no build has asked for in a month."""
        self.cache.sweep()

    def _photograph(self, facts: Mapping[str, Any], key: str, path: str) -> Photograph:
        *sources, fallback = (
            tuple(
                Rendition(
                    # The digest lets hosts keep the file for ever. The width comes last:
                    # static-i18n takes two letters there for a language.
                    path=f"{path}.{key[:8]}.{width}.{_suffix(kind)}",
                    width=width,
                    height=height,
                    type=f"image/{kind}",
                    file=self.cache.path(key, _name(kind, width)),
                    digest=self.cache.digest(key, _name(kind, width)),
                )
                for width, height in sizes
            )
            for kind, sizes in facts["formats"]
        )
        return Photograph(facts["width"], facts["height"], tuple(sources), fallback)


def sizes(width: int, height: int) -> list[tuple[int, int]]:
    """The widths and heights that a picture is published in, in pixels, from narrow to wide.

    Never above its own; one a tenth wider than another would save nobody anything.
    """
    largest = max(1, min(width, WIDTHS[-1], width * TALLEST // height))
    return [
        (wide, max(1, min(TALLEST, round(height * wide / width))))
        for wide in (*(wide for wide in WIDTHS if wide * 1.1 <= largest), largest)
    ]


def _key(source: Path, content_digest: str) -> str:
    # A file of another suffix may be refused where this one is not.
    return digest(f"{RECIPE} {source.suffix.lower()} {content_digest}".encode())


def _encode(content: bytes, suffix: str) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of a photograph by name, and what they are."""
    picture, (width, height) = decode(content, suffix, lambda *size: sizes(*size)[-1])
    scaled = {size: picture.resize(size, Image.Resampling.LANCZOS) for size in sizes(width, height)}
    files: dict[str, bytes] = {}
    formats = []
    for kind in ("avif", "webp", "png" if picture.mode == "RGBA" else "jpeg"):
        modern = kind in ("avif", "webp")
        chosen = [size for size in scaled if modern or size[0] <= WIDEST_FALLBACK]
        for size in chosen:
            buffer = BytesIO()
            scaled[size].save(buffer, kind, **SETTINGS[kind])
            files[_name(kind, size[0])] = buffer.getvalue()
        formats.append([kind, chosen])
    return files, {"width": width, "height": height, "formats": formats}


def _name(kind: str, width: int) -> str:
    return f"{width}.{_suffix(kind)}"


def _suffix(kind: str) -> str:
    return "jpg" if kind == "jpeg" else kind
