"""Work in a thread that is given up once something newer is to be done.

Whoever has it done cancels it; what takes long asks at checkpoints whether it is still wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event


class Cancelled(BaseException):  # no error to anybody but who cancelled
    """Raised at a checkpoint of work that was cancelled."""


class Cancellation:
    """Of work that another thread does."""

    def __init__(self) -> None:
        self._is_cancelled = Event()

    def cancel(self) -> None:
        self._is_cancelled.set()

    def check(self) -> None:
        """Raises Cancelled."""
        if self._is_cancelled.is_set():
            raise Cancelled

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Have the checkpoints within, of this thread, end the work once it is cancelled."""
        token = _heeded.set(self)
        try:
            yield
        finally:
            _heeded.reset(token)


_heeded: ContextVar[Cancellation | None] = ContextVar("cancellation", default=None)


def checkpoint() -> None:
    """End the work under way if it was cancelled. Raises Cancelled, in that case alone.

    To be called at least every few hundredths of a second by what a preview does beside the pages
    that were saved.
    """
    heeded = _heeded.get()
    if heeded is not None:
        heeded.check()
