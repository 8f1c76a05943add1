"""Puts files on disk whole: an interruption leaves the files as they were before."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path


def create(files: Mapping[Path, bytes]) -> list[Path]:
    """Write new files, and the folders they lie in; all of them, or none. Returns what it made.

    Raises FileExistsError, and leaves everything as it was, where one of them is there already.
    """
    made: list[Path] = []
    try:
        for path, content in files.items():
            for folder in reversed([path.parent, *path.parent.parents]):
                if not folder.exists():
                    folder.mkdir()
                    made.append(folder)
            with path.open("xb") as file:
                made.append(path)
                file.write(content)
    except BaseException:  # an interruption by the user too
        withdraw(made)
        raise
    return made


def withdraw(made: Sequence[Path]) -> None:
    """Remove the files and folders that `create` made."""
    for path in reversed(made):
        path.rmdir() if path.is_dir() else path.unlink()


def replace(path: Path, content: bytes) -> None:
    """Write a file in the place of another, which keeps its permissions."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise
