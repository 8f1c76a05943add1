"""Records that are kept by the thousand, written down as what they are made with."""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import Any, TypeVar

Kind = TypeVar("Kind")


def compact(kind: type[Kind]) -> type[Kind]:
    """Have the records of a frozen dataclass with slots pickled as a call with their fields.

    Left alone, each of them asks for the fields of its class anew while it is read, which takes
    several times as long as making it. What `__init__` is not given, it must not have.
    """
    names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    if len(names) < 2:
        raise TypeError(f"{kind.__qualname__} has too few fields to gain from this")
    fields = attrgetter(*names)

    def reduced(self: Any) -> tuple[type[Kind], tuple[Any, ...]]:
        return kind, fields(self)

    kind.__reduce__ = reduced  # type: ignore[method-assign]
    return kind
