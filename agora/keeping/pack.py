"""What was costly to make, kept between builds in one file.

An entry is bytes under a key, which is a digest of all that it was made from, so an entry is
never wrong, only missing. Each carries a checksum of its own: what is truncated, flipped or of
another version is not there, and is made again. The file is replaced as a whole by renaming, so
two builds at once leave one or the other's. It holds what the last build asked for, and nothing
older: it is bounded by the site. Removing it costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import struct
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from agora.keeping.fingerprint import SIZE

MAGIC = b"agora pack 1\n"
Value = TypeVar("Value")
_HEADER = struct.Struct(f">{SIZE}sI8s")
"""Of an entry: its key, the length of its content, and the checksum of both."""


class Pack:
    """Entries by key. What cannot be read or written is as if it were not there."""

    def __init__(self, path: Path | None = None, *, is_lasting: bool = False) -> None:
        """A pack in a file, or one that lasts as long as the object.

        One that is lasting serves many builds: what is made of its entries is remembered as well.
        """
        self._path = path
        self._is_lasting = is_lasting
        self._values: dict[bytes, object] = {}
        self._asked: dict[bytes, object] = {}
        self._content = b""
        self._places: dict[bytes, tuple[int, int, bytes]] = {}
        self._added: dict[bytes, bytes] = {}
        self._used: dict[bytes, None] = {}  # in the order in which they were asked for
        if path is not None:
            # Not mapped: a file that is cut short while it is mapped would end the process.
            with contextlib.suppress(OSError):
                self._content = path.read_bytes()
            self._scan()

    def find(self, key: bytes) -> bytes | None:
        """The content under a key, which a build that asks for it goes on keeping."""
        content = self._added.get(key)
        if content is not None:
            self._used[key] = None
            return content
        place = self._places.get(key)
        if place is None:
            return None
        start, length, checksum = place
        content = self._content[start : start + length]
        if _checksum(key, content) != checksum:
            del self._places[key]
            return None
        self._used[key] = None
        return content

    def keep(self, key: bytes, content: bytes) -> None:
        self._added[key] = content
        self._used[key] = None

    def use(self, keys: Iterable[bytes]) -> None:
        """Go on keeping entries that another process asked for."""
        self._used.update(dict.fromkeys(keys))

    def remembered(self, key: bytes) -> list[Any]:
        """What was made of an entry, if that is known: nobody may change it."""
        value = self._values.get(key)
        if value is None:
            return []
        self._asked[key] = value
        self._used[key] = None
        return [value]

    def remember(self, key: bytes, value: object) -> None:
        if self._is_lasting:
            self._values[key] = self._asked[key] = value

    def recalled(self, key: bytes, make: Callable[[], Value]) -> Value:
        """What is remembered under a key, or made, and remembered from now on.

        None of it is written to the pack's file: it is quickly made, or has a file of its own.
        """
        known: list[Value] = self.remembered(key)
        if known:
            return known[0]
        value = make()
        self.remember(key, value)
        return value

    def forget_unused(self) -> None:
        """Forget the values that nobody has asked for since this was called before."""
        self._values, self._asked = self._asked, {}

    @property
    def mark(self) -> tuple[int, int]:
        """Where the pack stands, for `since`."""
        return len(self._added), len(self._used)

    def since(self, mark: tuple[int, int]) -> tuple[dict[bytes, bytes], list[bytes]]:
        """What was kept since a mark, and the keys that were asked for: to be handed to the process
        that saves.
        """
        added, used = mark
        return dict(islice(self._added.items(), added, None)), list(islice(self._used, used, None))

    def save(self) -> None:
        """Write the file anew if it would differ: what this build used, old and new."""
        self._added = {key: self._added[key] for key in self._added if key in self._used}
        if self._path is None or (not self._added and self._used.keys() >= self._places.keys()):
            return
        part = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(MAGIC)
                for key, content, checksum in self._entries():
                    file.write(_HEADER.pack(key, len(content), checksum))
                    file.write(content)
            part.replace(self._path)
        except OSError:
            # A full disk or a folder that is not ours: the next build makes it all again.
            with contextlib.suppress(OSError):
                part.unlink()

    def _entries(self) -> Iterator[tuple[bytes, bytes | memoryview, bytes]]:
        old = memoryview(self._content)
        for key in sorted(self._used):
            content = self._added.get(key)
            if content is not None:
                yield key, content, _checksum(key, content)
            elif key in self._places:
                # With the checksum that it came with: what is damaged stays so, and is noticed.
                start, length, checksum = self._places[key]
                yield key, old[start : start + length], checksum

    def _scan(self) -> None:
        """Find where entries begin, as far as their lengths make sense."""
        content, end = self._content, len(self._content)
        position = len(MAGIC)
        if content[:position] != MAGIC:
            return
        while position + _HEADER.size <= end:
            key, length, checksum = _HEADER.unpack_from(content, position)
            start = position + _HEADER.size
            if start + length > end:
                return
            self._places[key] = (start, length, checksum)
            position = start + length


def _checksum(key: bytes, content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=8, key=key).digest()
