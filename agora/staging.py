"""Publishing a site whole: it is built beside the live folder, which it replaces when it is right.

At every moment the live folder is one build, whole: a refused, killed or crashed build leaves the
old one, and what it leaves beside it is removed by the next build. One build at a time writes
beside a live folder; another is refused, and told so.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from pathlib import Path

from agora.problems import AgoraError
from agora.system import Busy, FileLock, exchange, flush, flush_folder


class BuildInProgressError(AgoraError):
    """Raised where another build is writing the same site."""


class Staging:
    """A folder to build into, and the live folder that it becomes.

    Both lie in the same parent, so that moving is renaming. Raises BuildInProgressError, and
    OSError where the parent cannot be written to.
    """

    def __init__(self, live: Path) -> None:
        self.live = live
        live.parent.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(live.with_name(f".{live.name}.lock"))
        try:
            self._lock.acquire()
        except Busy:
            raise BuildInProgressError(
                f"another build is writing {live}; nothing was built"
            ) from None
        # No two builds share a name: what a killed one has started may still be writing.
        self.folder = live.with_name(f".{live.name}.{secrets.token_hex(8)}")
        try:
            self._sweep()
            self.folder.mkdir()
        except BaseException:
            self._lock.release()
            raise

    def publish(self, site: Path | None = None, *, is_lasting: bool = True) -> None:
        """Put the staged site in the place of the live one. Raises OSError, and changes nothing.

        Its files are on the disk before its name is: a machine that fails has one or the other.
        Given the folder of a whole site, on the same disk, that one is published, and the one that
        it replaces is left in its place. One that is not lasting need not outlive the machine.
        """
        if site is not None:
            _remove(self.folder)
            site.rename(self.folder)
        if is_lasting:
            flush(self.folder)
        if not os.path.lexists(self.live):
            self.folder.rename(self.live)
        elif not exchange(self.folder, self.live):
            self._replace()
        if is_lasting:
            flush_folder(self.live.parent)
        if site is not None and self.folder.is_dir() and not self.folder.is_symlink():
            self.folder.rename(site)
        self.discard()

    def discard(self) -> None:
        """Remove what was staged and not published, or what was replaced."""
        _remove(self.folder)
        self._lock.release()

    def _replace(self) -> None:
        """Publish by two renames; the next build undoes the first, if the second never comes."""
        retired = self.folder.with_name(f"{self.folder.name}.old")
        self.live.rename(retired)
        try:
            self.folder.rename(self.live)
        except BaseException:
            retired.rename(self.live)
            raise
        _remove(retired)

    def _sweep(self) -> None:
        """Remove the leavings of builds that were killed, and bring back a site caught between.

        The lock is held, so they are no one's.
        """
        pattern = re.compile(re.escape(f".{self.live.name}.") + r"[0-9a-f]{16}(\.old)?")
        for path in sorted(self.live.parent.iterdir()):
            if not (match := pattern.fullmatch(path.name)):
                continue
            if match[1] and not os.path.lexists(self.live):
                path.rename(self.live)
            else:
                _remove(path)


def _remove(path: Path) -> None:
    if path.is_symlink():  # a live folder may be a link to where it really lies
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)
