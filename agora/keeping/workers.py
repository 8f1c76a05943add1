"""Work shared out among processes, where the system can fork; the same results, one or many."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST = 32
"""Items for which a second process is worth its start."""

PARTS = 32
"""Parts of the work for each process. Who is done takes the next, so that all end together."""

MOST_PARTS = 256
"""Parts that a byte can tell apart."""

_Answer = tuple[int, Any, Exception | None]
"""The number of a part, and its result, or what was raised."""


def available() -> int:
    """How many processes to use: `AGORA_WORKERS`, or as many as there are cores for this one.

    One where the system cannot fork, or where another thread runs, of which a fork would keep the
    locks and lose the holder.
    """
    if sys.platform == "win32" or not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    wanted = os.environ.get("AGORA_WORKERS", "")
    if wanted.isdecimal() and int(wanted) > 0:
        return int(wanted)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
    ) -> None:
        """Begin. `beside` lets a single worker have a process too, if any may: its caller has
        something else to do in the meantime. One that `joins` has not: it is one of the workers
        itself, in `results`, and what it made need not be handed over.
        """
        self._work = work
        self._running: list[tuple[int, int]] = []
        self._own: tuple[Sequence[Sequence[Item]], int] | None = None
        if (workers > 1 or (beside and available() > 1)) and len(items) >= fewest:
            self._share_out(items, workers, joins)
        self._done = [] if self._running else [work(items)]

    def results(self) -> list[Result]:
        """The result of each part. Raises what `work` raised, the first part's first."""
        if not self._running:
            return self._done
        answers = []
        if self._own is not None:
            try:
                answers.append(list(self._answers(*self._own)))
            except BaseException:
                self.stop()
                raise
            self._leave()
        answers += [_receive(process, pipe) for process, pipe in self._running]
        self._running = []
        results: list[Result] = []
        for _, result, error in sorted(chain.from_iterable(answers), key=itemgetter(0)):
            if error is not None:
                raise error
            results.append(result)
        return results

    def stop(self) -> None:
        """End the processes whose results nobody will ask for."""
        self._leave()
        for process, pipe in self._running:
            os.close(pipe)
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, 9)
            os.waitpid(process, 0)
        self._running = []

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
            self._running += [self._start(parts, queue) for _ in range(others)]
            if joins and self._running:
                self._own = (parts, os.dup(queue))
        finally:
            os.close(queue)

    def _start(self, parts: Sequence[Sequence[Item]], queue: int) -> tuple[int, int]:
        reading, writing = os.pipe()
        process = os.fork()
        if process:
            os.close(writing)
            return process, reading
        # In the new process; whatever happens, it must not go on with the parent's work.
        code = 1
        try:
            # What the parent has made stays: to look through it for cycles would copy all of it.
            gc.freeze()
            os.close(reading)
            answers = list(self._answers(parts, queue))
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(_pickled(answers))
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


def _pickled(answers: Sequence[_Answer]) -> bytes:
    try:
        return pickle.dumps(answers, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        number, _, found = answers[-1]
        said = found or error
        answer = (number, None, RuntimeError(f"{type(said).__name__}: {said}"))
        return pickle.dumps([answer], pickle.HIGHEST_PROTOCOL)


def _receive(process: int, pipe: int) -> list[_Answer]:
    with os.fdopen(pipe, "rb") as file:
        content = file.read()
    _, status = os.waitpid(process, 0)
    if not content or status:
        return [(MOST_PARTS, None, RuntimeError(f"a worker ended early, with status {status}"))]
    answers: list[_Answer] = pickle.loads(content)  # noqa: S301 (our own child's)
    return answers
