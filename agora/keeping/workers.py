"""Work shared out among processes, where the system can fork; the same results, one or many."""

from __future__ import annotations

import contextlib
import gc
import os
import selectors
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar

from agora.keeping.handing import Receiver, Sender

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST = 32
"""Items for which a second process is worth its start."""

_MANY = 100_000
"""Things made between two searches for cycles, of which there are few; a search takes a tenth of
the time where as many are made as texts are read into.
"""

PARTS = 32
"""Parts of the work for each process. Who is done takes the next, so that all end together."""

MOST_PARTS = 256
"""Parts that a byte can tell apart."""

_Answer = tuple[int, Any, Exception | None]
"""The number of a part, and its result, or what was raised."""


def available() -> int:
    """How many processes to use: `AGORA_WORKERS`, or as many as there are cores for this one.

    One where there may be no others.
    """
    if not may_fork():
        return 1
    wanted = os.environ.get("AGORA_WORKERS", "")
    if wanted.isdecimal() and int(wanted) > 0:
        return int(wanted)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def may_fork() -> bool:
    """Whether there may be other processes than this one.

    Not where the system cannot fork, nor where another thread runs, of which a fork would keep the
    locks and lose the holder; nor with one in `AGORA_WORKERS`.
    """
    if sys.platform == "win32" or not hasattr(os, "fork") or threading.active_count() > 1:
        return False
    return os.environ.get("AGORA_WORKERS") != "1"


class Shares(Generic[Item, Result]):
    """Parts of some items, each given to `work` in one of several processes, side by side.

    `work` must depend on nothing that another part changes, and its result must be one that can
    be pickled. With one worker, or few items, all is done at once.
    """

    def __init__(
        self,
        items: Sequence[Item],
        work: Callable[[Sequence[Item]], Result],
        workers: int,
        fewest: int = FEWEST,
        beside: bool = False,
        joins: bool = False,
        lost: Callable[[int, int], object] | None = None,
    ) -> None:
        """Begin. `beside` lets a single worker have a process too, if any may: its caller has
        something else to do in the meantime. One that `joins` has not: it is one of the workers
        itself, in `results`, and what it made need not be handed over.

        With `lost`, all work is done in other processes if any may be, and one of them may end:
        `lost` is told its number and its status, and results are missing. Otherwise, that it ended
        is an error.
        """
        self._work = work
        self._lost = lost
        self._running: dict[int, Receiver] = {}
        self._answered: list[_Answer] = []
        self._own: tuple[Sequence[Sequence[Item]], int] | None = None
        if lost is not None and may_fork():
            self._share_out(items, workers if len(items) >= fewest else 1, joins)
        elif (workers > 1 or (beside and available() > 1)) and len(items) >= fewest:
            self._share_out(items, workers, joins)
        self._done = [] if self._running else [work(items)]

    def results(self) -> list[Result]:
        """The result of each part. Raises what `work` raised, the first part's first."""
        if not self._running:
            return self._done
        try:
            if self._own is not None:
                for answer in self._answers(*self._own):
                    self._answered.append(answer)
                    for receiver in self._running.values():  # what others have made meanwhile
                        self._answered += receiver.received()
                self._leave()
            self._wait()
        except BaseException:
            self.stop()
            raise
        results: list[Result] = []
        for _, result, error in sorted(self._answered, key=itemgetter(0)):
            if error is not None:
                raise error
            results.append(result)
        return results

    def stop(self) -> None:
        """End the processes whose results nobody will ask for."""
        self._leave()
        for process, receiver in self._running.items():
            receiver.close()
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, 9)
            os.waitpid(process, 0)
        self._running = {}

    def _wait(self) -> None:
        """Receive what the others make until all of them have ended."""
        with selectors.DefaultSelector() as selector:
            for process, receiver in self._running.items():
                selector.register(receiver.pipe, selectors.EVENT_READ, process)
            while self._running:
                for key, _ in selector.select():
                    receiver = self._running[key.data]
                    self._answered += receiver.received()
                    if receiver.is_over:
                        selector.unregister(receiver.pipe)
                        self._end(key.data)

    def _end(self, process: int) -> None:
        """Part from a process that has nothing more to say."""
        receiver = self._running.pop(process)
        receiver.close()
        _, status = os.waitpid(process, 0)
        if not status and receiver.is_whole:
            return
        if self._lost is not None:
            self._lost(process, status)
        else:
            error = RuntimeError(f"a worker ended early, with status {status}")
            self._answered.append((MOST_PARTS, None, error))

    def _leave(self) -> None:
        """Take no more parts."""
        if self._own is not None:
            os.close(self._own[1])
            self._own = None

    def _share_out(self, items: Sequence[Item], workers: int, joins: bool) -> None:
        count = min(len(items), workers * PARTS, MOST_PARTS)
        # Every nth item: neighbours in a list are often alike, and some kinds take longer.
        parts = [items[number::count] for number in range(count)]
        queue, end = os.pipe()
        try:
            os.write(end, bytes(range(count)))  # a byte a part, and then nothing more comes
            os.close(end)
            others = min(workers, count) - joins
            self._running |= dict(self._start(parts, queue) for _ in range(others))
            if joins and self._running:
                self._own = (parts, os.dup(queue))
        finally:
            os.close(queue)

    def _start(self, parts: Sequence[Sequence[Item]], queue: int) -> tuple[int, Receiver]:
        reading, writing = os.pipe()
        process = os.fork()
        if process:
            os.close(writing)
            return process, Receiver(reading)
        # In the new process; whatever happens, it must not go on with the parent's work.
        code = 1
        try:
            # What the parent has made stays: to look through it for cycles would copy all of it.
            gc.freeze()
            gc.set_threshold(_MANY)
            os.close(reading)
            sender = Sender(writing)
            for answer in self._answers(parts, queue):
                _send(sender, answer)
            sender.finish()
            code = 0
        finally:
            os._exit(code)

    def _answers(self, parts: Sequence[Sequence[Item]], queue: int) -> Iterator[_Answer]:
        """Of one part after the other, as long as there are any and none has failed.

        They are taken in their order, so the first one that fails is always among them.
        """
        while number := os.read(queue, 1):
            try:
                yield number[0], self._work(parts[number[0]]), None
            except Exception as error:
                yield number[0], None, error
                return


def _send(sender: Sender, answer: _Answer) -> None:
    number, _, found = answer
    try:
        sender.send(answer)
    except Exception as error:
        said = found or error
        sender.send((number, None, RuntimeError(f"{type(said).__name__}: {said}")))
