"""Runs commands in turn and takes down what each costs."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST = 1800
"""Seconds after which a run is broken off."""

SAMPLE = 0.25
"""Seconds between two looks at the memory of a run."""


class BenchmarkError(Exception):
    """What keeps a benchmark from being made, for its reader."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run: seconds on the clock, processor seconds of all its processes, and the peak of
    their memory together in bytes, pages that are shared counted once; 0 where nobody looked, or
    the system does not say.
    """

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class Costs:
    """Of several runs the cost of each, and the peak of memory in another run, in bytes.

    To look at the memory of many processes takes them tenths of their time, and one process far
    less, so a run is either timed or looked at.
    """

    timed: list[Cost]
    memory: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the median and the greatest of several figures."""

    least: float
    median: float
    most: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Spread:
        return cls(min(figures), statistics.median(figures), max(figures))


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    log: Path,
    is_watched: bool,
) -> Cost:
    """Run a command to its end. Raises BenchmarkError if it fails or takes too long.

    What it prints is added to `log`. Whoever has its memory watched has it run slower.
    """
    with log.open("ab") as out:
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 — of our own making
            command,
            cwd=folder,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        memory = _Memory(process.pid) if is_watched else None
        late = threading.Timer(LONGEST, lambda: os.killpg(process.pid, signal.SIGKILL))
        late.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
        finally:
            late.cancel()
            peak = memory.end() if memory else 0
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = log.read_text("utf-8", "replace").splitlines()[-15:]
        raise BenchmarkError(
            "\n".join([f"{' '.join(command)} ended with {process.returncode}", *tail])
        )
    return Cost(wall, used.ru_utime + used.ru_stime, peak)


def alternate(
    runs: int, contestants: Mapping[str, Callable[[bool], Cost]], say: Callable[[str], None]
) -> dict[str, Costs]:
    """The costs of each contestant: all of them once, then all of them again, `runs` times.

    So a machine that grows slower does so for all of them. Each is called with whether its memory
    is watched: it is in one more run, after those that are timed.
    """
    timed: dict[str, list[Cost]] = {name: [] for name in contestants}
    for turn in range(runs):
        for name, contestant in contestants.items():
            say(f"{name}, run {turn + 1} of {runs}")
            timed[name].append(contestant(False))
    costs = {}
    for name, contestant in contestants.items():
        say(f"{name}, memory")
        costs[name] = Costs(timed[name], contestant(True).memory)
    return costs


class _Memory:
    """Looks at the memory of a process and its descendants until told to end."""

    def __init__(self, pid: int) -> None:
        self._session = pid
        self._peak = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> int:
        self._ended.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._ended.wait(SAMPLE):
            self._peak = max(self._peak, sum(map(_proportional, self._processes())))

    def _processes(self) -> Iterator[Path]:
        for path in Path("/proc").glob("[0-9]*"):
            try:
                # After the name, in brackets, come state, parent, group and session.
                fields = (path / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self._session:
                yield path


def _proportional(process: Path) -> int:
    """The proportional set size, so that what forked processes share is counted once."""
    try:
        text = (process / "smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    lines = (line.split() for line in text.splitlines())
    return next((int(words[1]) * 1024 for words in lines if words[0] == "Pss:"), 0)
