"""What this package always makes the same: once a process, or once for all that share a pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from agora.keeping.keeper import Keeper
from agora.keeping.pack import Pack

Argument = TypeVar("Argument", str, tuple[str, ...])
Value = TypeVar("Value")


class Constants(Generic[Argument, Value]):
    """A costly function of names that depends on them and on this package's files alone.

    `name` tells kinds apart. Called without more ado, it makes a value when it is first asked for.
    What it gives is shared, so nobody may change it.
    """

    def __init__(self, name: str, make: Callable[[Argument], Value]) -> None:
        self._name = name
        self._make: Callable[[Argument], Value] = make
        self._known: dict[Argument, Value] = {}

    def __call__(self, argument: Argument) -> Value:
        if argument not in self._known:
            self._known[argument] = self._make(argument)
        return self._known[argument]

    def recall(self, pack: Pack, arguments: Iterable[Argument]) -> None:
        """Have some values at hand: those that a pack keeps, and the others, which it then does."""
        every = list(dict.fromkeys(arguments))
        inputs = [(repr(argument).encode(), argument) for argument in every]
        values = Keeper(pack, f"constant {self._name}", self).values(inputs)
        self._known |= zip(every, values, strict=True)
