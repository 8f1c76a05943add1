"""What the operating system offers beyond Python's library: locks, atomic exchange, flushing."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""Of renameat2(2)."""


class Busy(Exception):  # noqa: N818 (a state, not a fault)
    """Raised where a lock is held by someone else."""


class FileLock:
    """A lock that is a file, held by one process at a time, and given up when the process ends.

    The file is there while the lock is held, as far as the system can remove a file that is open.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock. Raises Busy, and OSError where the file cannot be written."""
        while self._descriptor is None:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                _lock(descriptor)
                # Its holder may have removed the file after it was opened here.
                if os.path.samestat(os.fstat(descriptor), self._path.stat()):
                    self._descriptor = descriptor
            except FileNotFoundError:
                pass
            finally:
                if self._descriptor is None:
                    os.close(descriptor)

    def release(self) -> None:
        """Give the lock up, if it is held."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()  # before it is given up, so that nobody's is removed
            os.close(self._descriptor)
            self._descriptor = None


def exchange(one: Path, other: Path) -> bool:
    """Give two paths each other's name in one step; False where the system cannot.

    Raises OSError where it can and fails.
    """
    renameat2 = _c_function("renameat2")
    if renameat2 is None:
        return False
    names = AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other)
    if renameat2(*names, RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):  # an old kernel, another file system
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def flush(folder: Path) -> None:
    """Have all that was written to the folder's file system put on the disk. Raises OSError."""
    syncfs = _c_function("syncfs")
    if syncfs is None:
        if hasattr(os, "sync"):
            os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder put on the disk, where the system knows how."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise Busy from None

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None


@cache
def _c_function(name: str) -> Callable[..., Any] | None:
    """A function of Linux's C library, None where there is none."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), name, None)
