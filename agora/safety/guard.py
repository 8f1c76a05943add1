"""What becomes of a contribution that takes too much, or that the program fails on: a problem.

Verdicts are for `bounds` to give, as they must not depend on the machine. What slips through them
must not hold up everybody else's showcases all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from agora.keeping import guard
from agora.keeping.guard import Failure, guarded
from agora.problems import Place, Problem

Value = TypeVar("Value")


def read_apart(
    path: str, read: Callable[[list[Problem]], Value], problems: list[Problem]
) -> Value | None:
    """What is read from one file; None, and a problem, where the file takes too much.

    `read` adds the file's problems to those that it is given.
    """

    def work(_: str) -> tuple[Value, list[Problem]]:
        found: list[Problem] = []
        return read(found), found

    for _, result in guarded([path], work):
        if not isinstance(result, Failure):
            problems += result[1]
            return result[0]
        problems.append(problem(result, path))
    return None


def problem(failure: Failure, path: str) -> Problem:
    """The problem of a file that was in hand; `path` is another one of it, if none was."""
    places = (Place(failure.at or path),)
    match failure.kind:
        case "depth":
            return Problem("too-deep", places)
        case "time":
            return Problem("slow-text", places, {"seconds": int(guard.LONGEST)})
        case "memory":
            return Problem("slow-text", places, {"megabytes": guard.LARGEST // 2**20})
        case "error":
            return Problem("slow-text", places, {"error": failure.detail})
