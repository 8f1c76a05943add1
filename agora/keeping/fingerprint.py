"""One digest of a value, by what it holds: equal values have equal digests, in any process.

Only plain data has a digest: texts, numbers, dates, and tuples, mappings and frozen dataclasses
of these, and objects whose attribute `plain` says what they hold. Anything else could change
without showing, so it is refused.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import PurePath
from typing import Any

SIZE = 20
"""Bytes of a digest: 160 bits, far beyond any chance of two being the same."""


SHORT = 200
"""Characters up to which a part of a value stands for itself: its digest would take longer."""


def digest(*parts: bytes) -> bytes:
    """A digest of byte strings in their order; where one ends and the next begins counts."""
    whole = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.digest()


_SIMPLE = frozenset({type(None), int, bool, float})
_FLAT = _SIMPLE | {str}
_RECORDS: set[type] = set()
"""Classes that are known to be dataclasses: asking takes longer than their digest."""


class Fingerprints:
    """Digests of values; those of frozen dataclasses are remembered, since pages share them."""

    def __init__(self) -> None:
        # The value is held beside its digest: another one cannot take its identity.
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, *values: object) -> bytes:
        """The digest of some values. Raises TypeError for what is not plain data."""
        out: list[str] = []
        for value in values:
            self._write(value, out.append)
        return hashlib.blake2b(
            "".join(out).encode("utf-8", "surrogatepass"), digest_size=SIZE
        ).digest()

    def _write(self, value: object, write: Callable[[str], object]) -> None:
        kind = type(value)
        if kind is str:
            write(f"s{len(value)}:{value}")  # type: ignore[arg-type]
        elif kind in _SIMPLE:
            write(f"{value!r};")
        elif kind is tuple or kind is list:
            self._write_items(value, write)  # type: ignore[arg-type]
        elif kind in _RECORDS or dataclasses.is_dataclass(kind):
            _RECORDS.add(kind)
            known = self._known.get(id(value))
            if known is None:
                known = self._known[id(value)] = (value, self._record(value))
            write(known[1])
        else:
            self._write_other(value, write)

    def _write_items(self, items: Sequence[object], write: Callable[[str], object]) -> None:
        if _FLAT.issuperset(map(type, items)):
            # Python writes them so that each can be told from any other, and at once.
            write(f"({tuple(items)!r})")
            return
        write("(")
        for item in items:
            self._write(item, write)
        write(")")

    def _record(self, value: Any) -> str:
        name, fields = _shape(value.__class__)
        out: list[str] = [name]
        self._write_items(fields(value), out.append)
        text = "".join(out)
        if len(text) <= SHORT:
            return f"<{len(text)}:{text}>"
        content = text.encode("utf-8", "surrogatepass")
        return f"<{hashlib.blake2b(content, digest_size=SIZE).hexdigest()}>"

    def _write_other(self, value: object, write: Callable[[str], object]) -> None:
        if isinstance(value, (dict, Mapping)):
            write("{")  # in the mapping's order, which a template can see
            for key, item in value.items():
                self._write(key, write)
                self._write(item, write)
            write("}")
        elif isinstance(value, tuple | list):
            self._write_items(value, write)
        elif isinstance(value, str):
            write(f"s{len(value)}:{value!s}")
        elif isinstance(value, bytes):
            write(f"b{value.hex()};")
        elif isinstance(value, date | PurePath):
            write(f"{value!r};")
        elif isinstance(value, set | frozenset):
            write(f"[{','.join(sorted(self.of(item).hex() for item in value))}]")
        elif hasattr(value, "plain"):
            if id(value) not in self._known:
                self._known[id(value)] = (value, f"<{self.of(value.plain).hex()}>")
            write(self._known[id(value)][1])
        else:
            raise TypeError(
                f"{type(value).__qualname__} is not plain data, so no page is kept by it"
            )


@cache
def _shape(kind: Any) -> tuple[str, Callable[[Any], tuple[object, ...]]]:
    """The name of a frozen dataclass, and what takes its fields. Raises TypeError."""
    if not kind.__dataclass_params__.frozen:
        raise TypeError(f"{kind.__qualname__} can change, so no page is kept by it")
    names = [field.name for field in dataclasses.fields(kind)]
    name = f"{kind.__module__}.{kind.__qualname__}:"
    if not names:
        return name, lambda value: ()
    if len(names) == 1:
        one = attrgetter(names[0])
        return name, lambda value: (one(value),)
    return name, attrgetter(*names)
