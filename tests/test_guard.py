"""Whatever an item of strangers does, the others have their results, and it is named."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import repeat
from typing import Literal

import pytest

from agora.keeping import guard
from agora.keeping.guard import Failure, guarded
from agora.keeping.keeper import Keeper
from agora.keeping.pack import Pack
from agora.problems import wording
from agora.safety.guard import problem
from agora.strings import Strings

BAD = 17
"""The item that does what it must not."""

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked"),
    pytest.mark.usefixtures("processes"),
]


def go_on_in_python() -> None:
    while True:
        pass


def go_on_in_a_library() -> None:
    sum(repeat(0))  # Python is not asked in the meantime


def take_all_memory() -> None:
    bytearray(2 * guard.LARGEST)


def have_a_library_take_all_memory() -> None:
    signal.signal(signal.SIGABRT, signal.SIG_DFL)  # pytest tells where such an end came from
    os.abort()


def go_too_deep() -> None:
    go_too_deep()


def raise_an_error() -> None:
    raise ValueError("words of a stranger")


def be_ended() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(7)


FAILURES: list[tuple[Callable[[], None], str, str]] = [
    (go_on_in_python, "time", ""),
    (go_on_in_a_library, "time", ""),
    (go_too_deep, "depth", ""),
    (raise_an_error, "error", "ValueError, test_guard.py:"),
    (have_a_library_take_all_memory, "memory", ""),
    (be_ended, "error", "SIGKILL"),
    (leave, "error", "exit 7"),
]
if sys.platform == "linux":
    FAILURES.append((take_all_memory, "memory", ""))


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LONGEST", 0.2)


@pytest.mark.parametrize("size", [BAD + 1, 100])  # in one process, and in several
@pytest.mark.parametrize(("do", "kind", "detail"), FAILURES)
def test_an_item_fails_alone(do: Callable[[], None], kind: str, detail: str, size: int) -> None:
    def work(item: int) -> int:
        guard.at(f"file {item}")
        if item == BAD:
            do()
        return item * item

    found = dict(guarded(range(size), work))
    failure = found.pop(BAD)
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.at) == (kind, f"file {BAD}")
    assert failure.detail.startswith(detail)
    assert found == {n: n * n for n in range(size) if n != BAD}


def test_many_items_fail() -> None:
    def work(item: int) -> int:
        if item % 9 == 0:
            leave()
        return item

    found = dict(guarded(range(60), work))
    assert sorted(found) == list(range(60))
    assert {n for n, one in found.items() if isinstance(one, Failure)} == set(range(0, 60, 9))


@pytest.mark.parametrize("do", [go_on_in_python, go_too_deep, raise_an_error])
def test_an_item_fails_alone_where_there_is_one_process(
    do: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGORA_WORKERS", "1")

    def work(item: int) -> int:
        if item == BAD:
            do()
        return os.getpid()

    before = signal.getsignal(signal.SIGPROF)
    found = dict(guarded(range(20), work))
    assert isinstance(found.pop(BAD), Failure)
    assert set(found.values()) == {os.getpid()}
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_a_process_that_ends_between_items_is_told() -> None:
    with pytest.raises(RuntimeError, match="nothing in hand"):
        guard._Desk(3).left_by(1)


def test_what_is_said_of_a_failure_is_not_kept() -> None:
    pack = Pack(is_lasting=True)
    is_bad = True

    def make(name: str) -> str:
        if is_bad and name == "b":
            raise_an_error()
        return name

    keeper = Keeper(pack, "names", make, blame=lambda name, failure: f"{name}: {failure.kind}")
    inputs = [(name.encode(), name) for name in "abc"]
    assert keeper.values(inputs) == ["a", "b: error", "c"]
    is_bad = False
    assert keeper.values(inputs) == ["a", "b", "c"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", ["time", "memory", "depth", "error"])
def test_a_failure_is_a_problem_that_names_the_file(
    kind: Literal["time", "memory", "depth", "error"], language: str
) -> None:
    failure = Failure(kind, "showcases/pont.en.md", "ValueError, reading.py:7")
    found = problem(failure, "showcases/pont.fr.md")
    assert str(found.places[0]) == "showcases/pont.en.md"
    assert str(problem(Failure("time"), "a.md").places[0]) == "a.md"
    said = wording(found, Strings.load(language))
    assert said.message
    assert said.help
    assert ("`ValueError, reading.py:7`" in said.help) == (kind == "error")
