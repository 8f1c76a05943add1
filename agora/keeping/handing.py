"""Objects handed from one process to another while both go on with their work.

A pipe holds little. What does not fit in waits with who sends it, who is never held up before the
end. With `multiprocessing.connection` it would be: there, to send is to wait for room.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
from collections.abc import Iterator
from typing import Any

LARGEST_PIPE = 2**20
"""Bytes that Linux lets anybody's pipe hold (pipe(7), `pipe-max-size`)."""

_LENGTH = 8
"""Bytes before each object, which tell how many it takes."""


class Sender:
    """The end of a pipe into which objects go."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._left = bytearray()
        os.set_blocking(pipe, False)
        if sys.platform == "linux":
            import fcntl

            with contextlib.suppress(OSError):  # then it holds less
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, LARGEST_PIPE)

    def send(self, value: object) -> None:
        """Hand over a value, or as much of it as there is room for now.

        Raises what pickle raises of a value that cannot be handed over.
        """
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._left += len(content).to_bytes(_LENGTH, "big") + content
        with contextlib.suppress(BlockingIOError):
            while self._left:
                self._write()

    def finish(self) -> None:
        """Hand over all that is left, and close the pipe. Raises OSError if nobody reads it."""
        os.set_blocking(self._pipe, True)
        while self._left:
            self._write()
        os.close(self._pipe)

    def _write(self) -> None:
        # A copy of no more than a pipe holds: what waits can be much.
        written = os.write(self._pipe, self._left[:LARGEST_PIPE])
        del self._left[:written]


class Receiver:
    """The end of a pipe out of which they come; `is_over` once nothing more can."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe
        self.is_over = False
        self._read = bytearray()
        os.set_blocking(pipe, False)

    @property
    def is_whole(self) -> bool:
        """Whether nothing came in part."""
        return not self._read

    def received(self) -> Iterator[Any]:
        """The values that have come since, without waiting for any."""
        while not self.is_over:
            try:
                content = os.read(self.pipe, LARGEST_PIPE)
            except BlockingIOError:
                return
            self.is_over = not content
            self._read += content
            yield from self._values()

    def close(self) -> None:
        """Read no more."""
        os.close(self.pipe)

    def _values(self) -> Iterator[Any]:
        while len(self._read) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._read[:_LENGTH], "big")
            if len(self._read) < end:
                return
            content = bytes(self._read[_LENGTH:end])
            del self._read[:end]
            yield pickle.loads(content)  # noqa: S301 (our own child's)
