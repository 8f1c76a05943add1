"""What becomes of a contribution that takes too much, or that the program fails on: a problem.

Verdicts are for `bounds` to give, as they must not depend on the machine. What slips through them
must not hold up everybody else's showcases all the same.
"""

from __future__ import annotations

from agora.keeping import guard
from agora.keeping.guard import Failure
from agora.problems import Place, Problem


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
