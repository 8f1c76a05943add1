"""A folder to work in that each build takes over from the one before, with what lies in it.

To write and to remove thousands of files takes longer than to read them. Whoever works in such a
folder holds all that is there against what should be.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def taken_over(cache: Path, name: str) -> Iterator[Path]:
    """The folder of a name below `cache`, for nobody else while it is used. Raises OSError.

    It is a new one where there is none, or where another build has it.
    """
    waiting = cache / name
    # A build that was killed leaves a folder of this pattern: it is removed by a later one.
    mine = cache / f"build-{os.getpid()}-{secrets.token_hex(4)}"
    with contextlib.suppress(OSError):
        waiting.rename(mine)
    if not mine.is_dir() or mine.is_symlink():
        with contextlib.suppress(OSError):
            mine.unlink()
        mine.mkdir(parents=True)
    try:
        yield mine
    finally:
        with contextlib.suppress(OSError):
            mine.rename(waiting)
        shutil.rmtree(mine, ignore_errors=True)  # of two builds at once, one is enough
