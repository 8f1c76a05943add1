"""What renders: our code and words, and the libraries, as a digest."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from agora.keeping.fingerprint import digest


@cache
def machinery() -> bytes:
    """The digest of this package, of Python, and of the name and version of all that is installed.

    Once a process: what is imported stays as it is.
    """
    installed = sorted(
        name
        for folder in sys.path
        if os.path.isdir(folder)  # noqa: PTH112
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    )
    package = Path(__file__).parent.parent
    return digest(sys.version.encode(), *(name.encode() for name in installed), tree(package))


def tree(folder: Path, suffixes: Iterable[str] = ()) -> bytes:
    """The digest of the files below a folder, names and contents; of some kinds, or of all.

    Compiled modules and hidden files do not count.
    """
    wanted = tuple(suffixes)
    parts: list[bytes] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != "." and name != "__pycache__")
        for name in sorted(names):
            if not name.startswith(".") and (not wanted or name.endswith(wanted)):
                path = Path(parent, name)
                parts += (path.relative_to(folder).as_posix().encode(), path.read_bytes())
    return digest(*parts)
