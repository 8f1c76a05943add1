"""How long hosts and browsers keep a file: the one place that says which class it is in.

Two classes, told apart by the first part of the path, since some hosts match nothing else. What
lies below `assets/` never changes under its name, which carries a digest of what it holds, or of
all that it is made from. Everything else keeps its name when it changes, so that a reader's browser
asks each time, and is told in a few bytes that nothing has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from agora.hosting.published import FOLDER

IMMUTABLE = "public, max-age=31536000, immutable"
"""A year, the longest that is of use; RFC 8246 spares even the question on a reload."""

REVALIDATED = "no-cache"
"""Kept, and asked about each time (RFC 9111, § 5.2.2.4): a deployment is seen at once."""

DIGEST = re.compile(r"(?:^|[/.-])[0-9a-f]{8,}(?:[/.]|$)")
"""A digest in a path."""


def cache_control(path: str) -> str:
    """The value of `Cache-Control` for a file of the site, by its path relative to the root."""
    return IMMUTABLE if path.startswith(f"{FOLDER}/") else REVALIDATED


def is_undated(path: str) -> bool:
    """Whether a file of the site would be kept for a year, and its name carries no digest."""
    return cache_control(path) == IMMUTABLE and not DIGEST.search(path)


def undated(built: Path) -> Iterator[str]:
    """The files of a built site that would be kept for a year and whose names carry no digest."""
    for path in sorted((built / FOLDER).rglob("*")):
        relative = path.relative_to(built).as_posix()
        if path.is_file() and is_undated(relative):
            yield relative
