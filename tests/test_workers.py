"""Work shared out among processes gives what one process would give."""

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from agora.keeping import workers

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked"),
    pytest.mark.usefixtures("processes"),
]

MOST_LOOKS = 30_000
"""Looks of a millisecond and more each, after which nothing will come."""


@pytest.mark.parametrize("joins", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3, 40])
@pytest.mark.parametrize("size", [1, 2, 16, 99, 700])
def test_every_item_is_worked_on_once(count: int, size: int, joins: bool) -> None:
    def work(part: Sequence[int]) -> list[int]:
        return [n * n for n in part]

    results = workers.Shares(range(size), work, count, fewest=1, joins=joins).results()
    assert sorted(n for part in results for n in part) == [n * n for n in range(size)]


def test_the_results_stand_in_the_order_of_the_parts() -> None:
    def work(part: Sequence[int]) -> int:
        time.sleep(0.02 if part[0] == 0 else 0)  # the first part is ready last
        return part[0]

    assert workers.Shares(range(64), work, 2).results() == list(range(2 * workers.PARTS))


def test_who_is_done_takes_the_next_part(tmp_path: Path) -> None:
    def work(part: Sequence[int]) -> int:
        if part[0] == 0:  # the longest part ends when all others have been made
            for _ in range(MOST_LOOKS):
                if len(list(tmp_path.iterdir())) == 2 * workers.PARTS - 1:
                    return os.getpid()
                time.sleep(0.001)
            raise TimeoutError("nobody took the other parts")
        (tmp_path / str(part[0])).touch()
        return os.getpid()

    first, *others = workers.Shares(range(64), work, 2).results()
    assert first not in others


def test_nobody_is_held_up_by_results_that_are_not_asked_for_yet(tmp_path: Path) -> None:
    size = 3 * 2**20  # more than any pipe holds

    def work(part: Sequence[int]) -> bytes:
        (tmp_path / str(part[0])).touch()
        return bytes([part[0]]) * size

    shares = workers.Shares(range(16), work, 2, fewest=1)
    for _ in range(MOST_LOOKS):
        if len(list(tmp_path.iterdir())) == 16:
            break
        time.sleep(0.001)
    else:
        raise TimeoutError("somebody waits for room")
    assert shares.results() == [bytes([n]) * size for n in range(16)]


@pytest.mark.parametrize("joins", [False, True])
def test_the_first_error_is_raised_whichever_comes_first(joins: bool) -> None:
    def work(part: Sequence[int]) -> int:
        if part[0] in (3, 4, 9):
            time.sleep(0.05 if part[0] == 3 else 0)
            raise ValueError(f"part {part[0]}")
        return part[0]

    for _ in range(5):
        with pytest.raises(ValueError, match="part 3"):
            workers.Shares(range(64), work, 3, joins=joins).results()


def test_who_joins_works_as_well(tmp_path: Path) -> None:
    def work(part: Sequence[int]) -> int:
        if part[0] == 0:  # whoever has this one waits for the other
            for _ in range(MOST_LOOKS):
                if any(tmp_path.iterdir()):
                    return os.getpid()
                time.sleep(0.001)
            raise TimeoutError("nobody took another part")
        (tmp_path / str(part[0])).touch()
        return os.getpid()

    results = workers.Shares(range(64), work, 2, joins=True).results()
    assert len(set(results)) == 2
    assert os.getpid() in results


@pytest.mark.parametrize("size", [1, 2, 64])
def test_who_joins_leaves_nothing_open(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made: set[int] = set()
    pipe = os.pipe

    def noted() -> tuple[int, int]:
        ends = pipe()
        made.update(os.fstat(end).st_ino for end in ends)
        return ends

    monkeypatch.setattr(os, "pipe", noted)
    workers.Shares(range(size), len, 2, fewest=1, joins=True).results()
    workers.Shares(range(size), len, 2, fewest=1, joins=True).stop()
    assert made  # others, of other tests, may be open
    assert not made & set(opened())


def opened() -> Iterator[int]:
    """The numbers of the files that this process has open."""
    for name in os.listdir("/dev/fd"):
        with contextlib.suppress(OSError):  # the listing itself is over
            yield os.fstat(int(name)).st_ino


def test_who_joins_and_is_interrupted_ends_the_others(tmp_path: Path) -> None:
    mine = os.getpid()

    def work(part: Sequence[int]) -> int:
        if os.getpid() != mine:
            (tmp_path / str(os.getpid())).touch()
            time.sleep(3600)
        for _ in range(MOST_LOOKS):
            if any(tmp_path.iterdir()):
                raise KeyboardInterrupt
            time.sleep(0.001)
        raise TimeoutError("nobody took another part")

    shares = workers.Shares(range(64), work, 2, joins=True)
    with pytest.raises(KeyboardInterrupt):
        shares.results()
    (other,) = tmp_path.iterdir()
    with pytest.raises(ChildProcessError):  # it has ended, and was waited for
        os.waitpid(int(other.name), os.WNOHANG)


def test_a_process_that_ends_is_told() -> None:
    def work(part: Sequence[int]) -> int:
        os._exit(7)

    with pytest.raises(RuntimeError, match="a worker ended early"):
        workers.Shares(range(64), work, 2).results()


def test_a_result_that_cannot_be_handed_over_is_told() -> None:
    def work(part: Sequence[int]) -> object:
        return lambda: part

    with pytest.raises(RuntimeError, match="pickle"):
        workers.Shares(range(64), work, 2).results()
