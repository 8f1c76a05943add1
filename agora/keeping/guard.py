"""Work on what strangers sent: an item that takes too much loses its result, and the others go on.

What a library does in C cannot be interrupted from Python. Items are therefore worked on in other
processes, which the system ends: by a timer that nobody there heeds, and for want of memory.
"""

from __future__ import annotations

import mmap
import os
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import FrameType
from typing import Literal, TypeVar

from agora.keeping import workers

Item = TypeVar("Item")
Result = TypeVar("Result")

LONGEST = 10.0
"""Seconds of processor time that an item may take; the worst that we know take about one. By the
clock, the same text would be slow on a machine that has other things to do."""

LARGEST = 500 * 2**20
"""Bytes of memory that an item may take, beside what its process has; texts take a few million."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an item has no result. `at` is what the function `at` was told last; `detail` names an
    error, with no words of the item's.
    """

    kind: Literal["time", "memory", "depth", "error"]
    at: str = ""
    detail: str = ""


def guarded(
    items: Sequence[Item], work: Callable[[Item], Result]
) -> Iterator[tuple[Item, Result | Failure]]:
    """Each item with the result of its work, in no order.

    `work` must depend on nothing that is done for another item, and its result must be one that
    can be pickled. Where there may be no other processes, and outside of the main thread, what
    Python itself cannot stop goes on.
    """
    left = list(items)
    while left:
        found = _round(left, work)
        yield from ((left[n], result) for n, result in found.items())
        left = [item for n, item in enumerate(left) if n not in found]


def at(name: str) -> None:
    """Say what of the item is in hand, such as the path of a file, for a failure to name it."""
    note = _note.get()
    if note is not None:
        note(name)


_note: ContextVar[Callable[[str], None] | None] = ContextVar("note", default=None)


def _round(items: Sequence[Item], work: Callable[[Item], Result]) -> dict[int, Result | Failure]:
    """The results of items by their numbers. Those of a process that was ended may be missing, but
    not that of the item which it had in hand.
    """
    desk = _Desk(len(items))
    ended: list[tuple[int, int]] = []
    mine = os.getpid()

    def share(part: Sequence[int]) -> list[tuple[int, Result | Failure]]:
        is_apart = os.getpid() != mine
        return [(n, _attempt(work, items[n], n, desk, is_apart)) for n in part]

    shares = workers.Shares(
        range(len(items)), share, workers.available(), lost=lambda *one: ended.append(one)
    )
    found = dict(chain.from_iterable(shares.results()))
    for process, status in ended:
        number, name = desk.left_by(process)
        found[number] = _failure_of(status, name)
    return found


def _attempt(
    work: Callable[[Item], Result], item: Item, number: int, desk: _Desk, is_apart: bool
) -> Result | Failure:
    desk.put(number)
    token = _note.set(lambda name: desk.put(number, name))
    try:
        with _timed(is_apart):
            if is_apart:
                _bound_memory()
            return work(item)
    except _OverdueError:
        return Failure("time", desk.name(number))
    except MemoryError:
        return Failure("memory", desk.name(number))
    except RecursionError:
        return Failure("depth", desk.name(number))
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
        return Failure("error", desk.name(number), detail)
    finally:
        _note.reset(token)
        desk.clear(number)


def _failure_of(status: int, name: str) -> Failure:
    """Why a process ended that was not to end."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGPROF:
            return Failure("time", name)
        if number == signal.SIGABRT:  # so end libraries that are not given the memory they ask for
            return Failure("memory", name)
        return Failure("error", name, signal.Signals(number).name)
    return Failure("error", name, f"exit {os.waitstatus_to_exitcode(status)}")


class _Desk:
    """What each process has in hand, written where others can read it when it has ended."""

    _RECORD = struct.Struct("i508s")
    """The number of the process, and a name, which is cut if it is longer than any path."""

    def __init__(self, items: int) -> None:
        self._records = mmap.mmap(-1, items * self._RECORD.size)

    def put(self, item: int, name: str = "") -> None:
        content = name.encode("utf-8", "surrogateescape")
        self._RECORD.pack_into(self._records, item * self._RECORD.size, os.getpid(), content)

    def clear(self, item: int) -> None:
        self._RECORD.pack_into(self._records, item * self._RECORD.size, 0, b"")

    def name(self, item: int) -> str:
        content: bytes = self._RECORD.unpack_from(self._records, item * self._RECORD.size)[1]
        return content.rstrip(b"\0").decode("utf-8", "surrogateescape")

    def left_by(self, process: int) -> tuple[int, str]:
        """The item that a process had in hand when it ended, and its name.

        Raises RuntimeError if it had none: nothing that an item holds has ended it.
        """
        for item, (holder, _) in enumerate(self._RECORD.iter_unpack(self._records)):
            if holder == process:
                return item, self.name(item)
        raise RuntimeError("a worker ended early, with nothing in hand")


class _OverdueError(BaseException):  # whatever catches errors does not catch this
    pass


@contextmanager
def _timed(is_apart: bool) -> Iterator[None]:
    """End the process after `LONGEST`, or raise _OverdueError if it is the one that everybody uses.

    Only the main thread can be interrupted, and only where there are such timers.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, signal.SIG_DFL if is_apart else _expire)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _expire(number: int, frame: FrameType | None) -> None:
    raise _OverdueError


def _bound_memory() -> None:
    """Let this process have no more than `LARGEST` beside what it has, where the system tells."""
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = pages * resource.getpagesize() + LARGEST
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
