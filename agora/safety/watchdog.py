"""The net below the bounds: a text whose rendering takes too long, or all of the stack, is named.

Verdicts are for `bounds` to give, as they must not depend on the machine. What slips through them
still must not hold up the build of everybody else's showcases.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType

from agora.problems import ContentError, Place, Problem

LONGEST = 30.0
"""Seconds that one text may take; texts within the bounds take about one."""


class Watchdog:
    """Watches over one rendering at a time.

    On systems without interval timers (Windows), and outside of the main thread, only the stack is
    watched.
    """

    def __init__(self) -> None:
        self._path = ""

    def begin(self, path: str) -> None:
        """Watch over the rendering of a contributed file, named by its path.

        Raises ContentError, from within what is being done, if it takes too long.
        """
        self._path = path
        self._arm(LONGEST)

    def end(self) -> None:
        """The rendering is done."""
        self._arm(0)
        self._path = ""

    def blamed(self, error: BaseException) -> BaseException:
        """The error to tell for one that ended the build: that of a text which is at fault."""
        path = self._path
        self.end()
        if path and isinstance(error, RecursionError):
            return ContentError([Problem("too-deep", (Place(path),))])
        return error

    def _arm(self, seconds: float) -> None:
        if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
            if seconds:
                signal.signal(signal.SIGALRM, self._expire)
            # Again after a second, should what is being done take the error for one of its own.
            signal.setitimer(signal.ITIMER_REAL, seconds, 1.0 if seconds else 0)

    def _expire(self, number: int, frame: FrameType | None) -> None:
        if self._path:
            raise ContentError([Problem("slow-text", (Place(self._path),))])
