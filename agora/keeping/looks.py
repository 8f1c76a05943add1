"""Digests of files, which are read again only where the file system sees them differently.

A file that was read is known by its size, its times and its number. As long as these are the same,
so is what it holds: whoever changes a file in place changes the time of its change, which nobody
can set back. Only a clock is too coarse to tell two changes in one tick apart, so that what has
just been written is not known yet.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

from agora.keeping.sealed import read_rows, write_rows

Look = tuple[int, ...]
"""A file as the file system sees it: kind, size, time of its content, of its change, and number."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a change has another time than the one before it, on any file system."""


class Looks:
    """SHA-256 of files, and in a file of its own what is known of them between builds.

    Whatever is wrong with that file, it is as if nothing were known.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._folder = f"{file.parent}{os.sep}"
        self._known: dict[str, tuple[Look, str]] = {
            name: (tuple(look), found) for name, look, found in read_rows(file)
        }
        self._is_changed = False

    def digest(self, path: Path) -> str:
        """SHA-256 of what a file holds, in 64 hexadecimal digits. Raises OSError."""
        # Files beside the index are known wherever their folder is mounted or linked.
        name = str(path).removeprefix(self._folder)
        look = look_of(path.stat())
        known = self._known.get(name)
        if known is not None and known[0] == look:
            return known[1]
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        # It was seen before it was read: what changes it meanwhile makes it look different.
        if max(look[2:4]) + SETTLED < time.time_ns():
            self._known[name] = (look, found)
            self._is_changed = True
        return found

    def forget_lost(self) -> None:
        """Forget the files that are no longer there."""
        folder = self._file.parent
        for name in [name for name in self._known if not (folder / name).exists()]:
            del self._known[name]
            self._is_changed = True

    def save(self) -> None:
        """Write down what is known, where it was not known before."""
        if not self._is_changed:
            return
        rows = [(name, look, found) for name, (look, found) in sorted(self._known.items())]
        with contextlib.suppress(OSError):
            write_rows(self._file, rows)
            self._is_changed = False


def look_of(found: os.stat_result) -> Look:
    """What tells a file from what it was before, and from another one in its place."""
    return (found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
