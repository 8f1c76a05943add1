"""Files compressed ahead, beside the files they stand for: servers send them as they are."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

SUFFIXES = frozenset(
    {
        *(".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv", ".webmanifest"),
        *(".geojson", ".jsonld", ".atom", ".rss", ".ics", ".wasm"),
    }
)
"""Of texts. Pictures are compressed already, and so are Pagefind's own files."""

SMALLEST = 256
"""In bytes; what is smaller fits in one packet anyway."""

QUALITY, PAGE_QUALITY = 11, 7
"""Brotli's, for files that are kept for a year, and for pages: there are many, the best quality
takes 35 times as long, 30 ms a page, and makes them a tenth smaller."""


@dataclass(frozen=True, slots=True)
class Compressed:
    """How many files were compressed, and their bytes before and after, by suffix."""

    files: int
    before: int
    after: Mapping[str, int]


def compress(built: Path, workers: int | None = None) -> Compressed:
    """Write `….gz` and `….br` beside each text of a built site that they make smaller.

    The same file gives the same bytes. What is there is written anew, and what stands for no file
    is removed. Raises OSError.
    """
    files = [path for path in sorted(built.rglob("*")) if path.is_file()]
    _sweep(files)
    texts = [path for path in files if path.suffix in SUFFIXES and path.stat().st_size >= SMALLEST]
    # Both libraries let go of the interpreter while they compress.
    with ThreadPoolExecutor(workers) as pool:
        sizes = list(pool.map(_compress, texts))
    return Compressed(
        files=len(texts),
        before=sum(before for before, _, _ in sizes),
        after={
            ".gz": sum(gz for _, gz, _ in sizes),
            ".br": sum(br for _, _, br in sizes),
        },
    )


def _compress(path: Path) -> tuple[int, int, int]:
    content = path.read_bytes()
    gz = gzip.compress(content, compresslevel=9, mtime=0)
    quality = PAGE_QUALITY if path.suffix == ".html" else QUALITY
    br = brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)
    for suffix, compressed in ((".gz", gz), (".br", br)):
        beside = path.with_name(path.name + suffix)
        if len(compressed) < len(content):
            part = beside.with_name(f".{beside.name}.part")
            part.write_bytes(compressed)
            part.replace(beside)  # a server may be sending the one that is there
        else:
            beside.unlink(missing_ok=True)
    return len(content), len(gz), len(br)


def _sweep(files: Iterable[Path]) -> None:
    for path in files:
        stem = path.with_suffix("")
        if path.suffix in (".gz", ".br") and stem.suffix in SUFFIXES and not stem.is_file():
            path.unlink()
