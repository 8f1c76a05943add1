"""Publishing a site whole: it is built beside the live folder, which it replaces when it is right.

A refused or interrupted build leaves the live folder as it was. Staging folders
carry the number of their process; those of processes that have ended are
removed by the next build.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path


class Staging:
    """A folder to build into, and the live folder that it becomes.

    Both lie in the same parent, so that moving is renaming. Raises OSError
    where the parent cannot be written to.
    """

    def __init__(self, live: Path) -> None:
        self.live = live
        self.folder = self._sibling(os.getpid())
        live.parent.mkdir(parents=True, exist_ok=True)
        self._sweep()
        self.folder.mkdir()

    def publish(self) -> None:
        """Put the staged site in the place of the live one."""
        retired = self.folder.with_name(f"{self.folder.name}.old")
        if self.live.exists():
            self.live.rename(retired)
        try:
            self.folder.rename(self.live)
        except OSError:
            if retired.exists():
                retired.rename(self.live)
            raise
        shutil.rmtree(retired, ignore_errors=True)

    def discard(self) -> None:
        """Remove what was staged and not published."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _sibling(self, process: int) -> Path:
        return self.live.with_name(f".{self.live.name}.{process}")

    def _sweep(self) -> None:
        """Remove the leavings of builds that were killed, and bring back a site caught between."""
        pattern = re.compile(re.escape(f".{self.live.name}.") + r"(\d+)(\.old)?")
        for path in sorted(self.live.parent.iterdir()):
            match = pattern.fullmatch(path.name)
            if not match or (_is_alive(int(match[1])) and int(match[1]) != os.getpid()):
                continue
            if match[2] and not self.live.exists():
                path.rename(self.live)
            else:
                shutil.rmtree(path, ignore_errors=True)


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":
        # There, signal 0 is Ctrl+C and no question, so leavings stay.
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
