"""Work shared out among processes, where the system can fork; the same results, one or many."""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST = 32
"""Items for which a second process is worth its start."""


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
    """Shares of some items, each given to `work` in a process of its own, side by side.

    `work` must depend on nothing that another share changes, and its result must be one that can
    be pickled. With one worker, or few items, all is done at once.
    """

    def __init__(
        self,
        items: Sequence[Item],
        work: Callable[[Sequence[Item]], Result],
        workers: int,
        fewest: int = FEWEST,
        beside: bool = False,
    ) -> None:
        """Begin. `beside` lets a single worker have a process too, if any may: its caller has
        something else to do in the meantime.
        """
        self._work = work
        self._running: list[tuple[int, int]] = []
        if (workers > 1 or (beside and available() > 1)) and len(items) >= fewest:
            # Every nth item: neighbours in a list are often alike, and some kinds take longer.
            for number in range(workers):
                self._running.append(self._start(items[number::workers]))
        self._done = [] if self._running else [work(items)]

    def results(self) -> list[Result]:
        """The result of each share. Raises what `work` raised, the first share's first."""
        if not self._running:
            return self._done
        answers = [_receive(process, pipe) for process, pipe in self._running]
        self._running = []
        results: list[Result] = []
        for result, error in answers:
            if error is not None:
                raise error
            results.append(result)
        return results

    def stop(self) -> None:
        """End the processes whose results nobody will ask for."""
        for process, pipe in self._running:
            os.close(pipe)
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, 9)
            os.waitpid(process, 0)
        self._running = []

    def _start(self, share: Sequence[Item]) -> tuple[int, int]:
        reading, writing = os.pipe()
        process = os.fork()
        if process:
            os.close(writing)
            return process, reading
        # In the new process; whatever happens, it must not go on with the parent's work.
        code = 1
        try:
            os.close(reading)
            answer: tuple[Result | None, Exception | None]
            try:
                answer = (self._work(share), None)
            except Exception as error:
                answer = (None, error)
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(_pickled(answer))
            code = 0
        finally:
            os._exit(code)


def _pickled(answer: tuple[object, Exception | None]) -> bytes:
    try:
        return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        said = answer[1] or error
        return pickle.dumps((None, RuntimeError(f"{type(said).__name__}: {said}")))


def _receive(process: int, pipe: int) -> tuple[Any, Exception | None]:
    with os.fdopen(pipe, "rb") as file:
        content = file.read()
    _, status = os.waitpid(process, 0)
    if not content or status:
        return None, RuntimeError(f"a worker ended early, with status {status}")
    answer: tuple[Any, Exception | None] = pickle.loads(content)  # noqa: S301 (our own child's)
    return answer
