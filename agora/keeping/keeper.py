"""Python values in a pack: recalled by what they were made from, or made."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Generic, TypeVar

from agora.keeping import workers
from agora.keeping.cancellation import checkpoint
from agora.keeping.fingerprint import digest
from agora.keeping.guard import Failure, guarded
from agora.keeping.machinery import machinery
from agora.keeping.pack import Pack

Input = TypeVar("Input")
Value = TypeVar("Value")


class _Made(Generic[Value]):
    """A value, and the bytes of it that are kept: a process hands over no more than these."""

    def __init__(self, value: Value, content: bytes) -> None:
        self.value = value
        self.content = content

    @classmethod
    def of(cls, value: Value) -> _Made[Value]:
        return cls(value, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    @classmethod
    def recalled(cls, content: bytes) -> _Made[Value]:
        return cls(pickle.loads(content), content)  # noqa: S301 (our own, of this moment)

    def __reduce__(self) -> tuple[Callable[[bytes], _Made[Value]], tuple[bytes]]:
        return _Made.recalled, (self.content,)


class Keeper(Generic[Input, Value]):
    """Values of one kind, made by a function of an input.

    `name` tells kinds apart; `make` must depend on nothing but its input and the code of which
    `made_by` is a digest, by default that of the whole machinery, and on what `is_valid` holds a
    recalled value against.
    """

    def __init__(
        self,
        pack: Pack,
        name: str,
        make: Callable[[Input], Value],
        is_valid: Callable[[Value], bool] = lambda value: True,
        made_by: bytes | None = None,
        blame: Callable[[Input, Failure], Value] | None = None,
    ) -> None:
        """`blame` is asked for the value of an input for which there is none, because it takes too
        much or raises an error. Such a value is not kept. Without it, the error is raised.
        """
        self._pack = pack
        self._name = name.encode()
        self._make = make
        self._is_valid = is_valid
        self._made_by = machinery() if made_by is None else made_by
        self._blame = blame

    def values(self, inputs: Sequence[tuple[bytes, Input]]) -> list[Value]:
        """The value of each input, which is given with a digest of all that counts of it.

        Those that are not there are made by several processes, where there are enough of them.
        """
        keys = [self._key(named) for named, _ in inputs]
        found = [self._find(key) for key in keys]
        missing = [n for n, values in enumerate(found) if not values]

        def make(n: int) -> _Made[Value]:
            return _Made.of(self._make(inputs[n][1]))

        def work(share: Sequence[int]) -> list[tuple[int, _Made[Value]]]:
            return [(n, make(n)) for n in share]

        results: Iterable[tuple[int, _Made[Value] | Failure]] = ()
        if missing and self._blame is not None:
            results = guarded(missing, make)
        elif missing:
            shares = workers.Shares(missing, work, workers.available(), joins=True)
            results = chain.from_iterable(shares.results())
        for n, made in results:
            if isinstance(made, _Made):
                self._pack.keep(keys[n], made.content)
                found[n] = [made.value]
                self._pack.remember(keys[n], made.value)
            elif self._blame is not None:
                found[n] = [self._blame(inputs[n][1], made)]
        return [value for (value,) in found]

    def use(self, inputs: Iterable[bytes]) -> None:
        """Go on keeping the values of some inputs, given by their digests, without recalling them.

        What is made of many values, and kept itself, needs them only when one has changed.
        """
        self._pack.use(self._key(named) for named in inputs)

    def _key(self, named: bytes) -> bytes:
        return digest(self._name, self._made_by, named)

    def _find(self, key: bytes) -> list[Value]:
        checkpoint()
        found: list[Value] = self._pack.remembered(key)
        if not found:
            content = self._pack.find(key)
            if content is None:
                return []
            # Its checksum holds, and its key names the very code that wrote it.
            found = [pickle.loads(content)]  # noqa: S301
            self._pack.remember(key, found[0])
        return found if self._is_valid(found[0]) else []
