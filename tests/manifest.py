"""What a built site is, file by file: two sites are the same if their manifests are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path


def manifest(folder: Path) -> Mapping[str, str]:
    """The SHA-256 of each file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
