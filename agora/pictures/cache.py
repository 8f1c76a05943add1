"""What is costly to make, kept in files between builds.

An entry is the folder `<key>/`: its files, and a manifest that is written last
and holds the digest of each file and its own. Every file is put in place by
renaming, so that a killed build leaves no half file and two builds at once
write the same bytes over each other. What does not match its digest is not
there, and is made again. Files are only read to tell so where the file system
sees them differently than when they were last read.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from agora.keeping.cancellation import checkpoint
from agora.keeping.looks import Looks

MANIFEST = "manifest.json"
IDLE = timedelta(days=30)
"""How long an entry stays that no build asks for: branches come and go, and come back."""

PART = re.compile(r"\..+\.[0-9a-f]{16}\.part")
ABANDONED = timedelta(days=1)
"""The age at which an unfinished file belongs to no build that still runs."""

USED = timedelta(days=1)
"""How exactly it is known when an entry was last asked for, and how often a folder is swept."""

LOOKS = "looks"
"""The file that holds by what look each file of the folder is known."""

SWEPT = "swept"
"""The file whose time is that of the last sweep."""


def digest(content: bytes) -> str:
    """SHA-256, in 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


class Cache:
    """Entries by key, a digest of all that they are made from.

    All methods raise OSError where the folder cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.looks = Looks(folder / LOOKS)

    def path(self, key: str, name: str) -> Path:
        """Where a file of an entry lies."""
        return self.folder / key / name

    def find(self, key: str) -> Mapping[str, Any] | None:
        """The facts kept with an entry, every file of which is as it was written; else None.

        To ask for an entry is to use it: a sweep leaves it.
        """
        checkpoint()
        manifest = self.path(key, MANIFEST)
        try:
            seal, _, content = manifest.read_bytes().partition(b"\n")
            if seal.decode("ascii", "replace") != digest(content):
                return None
            kept = json.loads(content)
            for name, expected in kept["files"].items():
                if self.digest(key, name) != expected:
                    return None
            if _is_older(manifest, USED):
                os.utime(manifest)
        except (FileNotFoundError, NotADirectoryError):
            return None
        facts: Mapping[str, Any] = kept["facts"]
        return facts

    def digest(self, key: str, name: str) -> str:
        """The digest of a file of an entry."""
        return self.looks.digest(self.path(key, name))

    def keep(self, key: str, files: Mapping[str, bytes], facts: Mapping[str, Any]) -> None:
        """Write an entry, in the place of what may be there; `facts` are written as JSON."""
        self.path(key, MANIFEST).parent.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _replace(self.path(key, name), content)
        kept = {"files": {name: digest(files[name]) for name in files}, "facts": facts}
        content = json.dumps(kept, sort_keys=True).encode()
        _replace(self.path(key, MANIFEST), digest(content).encode() + b"\n" + content)

    def sweep(self, idle: timedelta = IDLE) -> None:
        """Remove the entries that were not asked for during `idle`, and unfinished files.

        Other files in the folder are left alone. Once a day is enough: to a build that comes
        earlier, there is nothing to do but to write down which files it has read.
        """
        if not self.folder.is_dir():
            return
        swept = self.folder / SWEPT
        if not swept.exists() or _is_older(swept, USED):
            swept.touch()
            self._sweep(idle)
            self.looks.forget_lost()
        self.looks.save()

    def _sweep(self, idle: timedelta) -> None:
        for entry in self.folder.iterdir():
            if not re.fullmatch(r"[0-9a-f]{64}", entry.name) or not entry.is_dir():
                continue
            manifest = entry / MANIFEST
            if _is_older(manifest if manifest.exists() else entry, idle):
                shutil.rmtree(entry, ignore_errors=True)
                continue
            for path in entry.iterdir():
                if PART.fullmatch(path.name) and _is_older(path, ABANDONED):
                    path.unlink(missing_ok=True)


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _is_older(path: Path, age: timedelta) -> bool:
    try:
        return time.time() - path.stat().st_mtime > age.total_seconds()
    except FileNotFoundError:
        # Another build has swept it.
        return False
