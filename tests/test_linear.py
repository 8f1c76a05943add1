"""The time of a text grows with its size, and no faster, whatever its shape.

Calls are counted instead of seconds: their number does not depend on the machine. What a single
call takes, such as the search for a pattern, is for the guard to see, whose limit no text should
come near.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from cProfile import Profile

import pytest

from adversarial import SHAPES
from agora.keeping.guard import Failure, guarded
from agora.safety.bounds import LARGEST_TEXT, excess
from agora.text.reading import read

pytestmark = pytest.mark.slow

SMALL = 3_000
"""Bytes of a text in which what is made once no longer counts."""

ROOM = 1.1
"""How much more than four times the calls four times the text may make."""


def calls(work: Callable[[], object]) -> int:
    """How many functions something calls, in Python and in C."""
    profile = Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("name", SHAPES)
def test_four_times_the_text_takes_four_times_the_calls(name: str) -> None:
    shape = SHAPES[name]
    read(shape(100))
    small, large = calls(lambda: read(shape(SMALL))), calls(lambda: read(shape(4 * SMALL)))
    assert large <= 4 * ROOM * small, (small, large)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is interrupted there")
@pytest.mark.usefixtures("processes")
def test_the_largest_texts_are_read_in_time() -> None:
    def refused(name: str) -> bool:
        text = SHAPES[name](LARGEST_TEXT)
        return any(excess(text)) or bool(read(text).faults)

    found = dict(guarded(list(SHAPES), refused))
    assert {name: one for name, one in found.items() if isinstance(one, Failure)} == {}
