"""The files of a site, of which a build writes those that differ.

A site is kept in two folders, the live one and the one before it. A build works on the older,
which no reader sees: what it has of the same making stays, what the live one has is copied, and
only the rest is made. Then the two change places. So a build writes as much as changed, and the
live folder is whole at every moment.

A ledger says, per file, by which key it was made and how the file system saw it once it was
written: size, times, and number. A file that was touched since no longer looks the same, and is
made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from agora.keeping.looks import Look, look_of
from agora.keeping.sealed import read_rows, write_rows

MOST_LEDGERS = 8


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the site, by its path relative to the root: what made it, and how it looks."""

    path: str
    key: str
    look: Look


class Folders:
    """Where the site before the live one waits for the next build to work on it.

    One is kept in the cache, whatever folder is built into; a build has it for itself while it
    lasts. Where the cache lies on another disk, from which no folder can be moved to the live one,
    a build has a new folder and leaves none.
    """

    def __init__(self, live: Path, cache: Path) -> None:
        self._live = live
        self._cache = cache
        self._waiting = cache / "before"

    def claim(self) -> Path:
        """A folder to build into, the older site if there is one. Raises OSError."""
        self._cache.mkdir(parents=True, exist_ok=True)
        if self._cache.stat().st_dev != self._live.parent.stat().st_dev:
            return self._live.with_name(f".{self._live.name}.{secrets.token_hex(8)}")
        self._sweep()
        mine = self._cache / f"build-{os.getpid()}-{secrets.token_hex(4)}"
        with contextlib.suppress(OSError):  # there is none, or another build has it
            self._waiting.rename(mine)
        return mine

    def give_back(self, folder: Path) -> None:
        """Leave a folder to the next build, whatever state it is in."""
        if folder.parent == self._cache:
            with contextlib.suppress(OSError):
                folder.rename(self._waiting)
        shutil.rmtree(folder, ignore_errors=True)  # of two builds at once, one is enough

    def _sweep(self) -> None:
        """Remove the folders of builds that were killed."""
        for path in self._cache.glob("build-*"):
            process = path.name.split("-")[1]
            if process.isdecimal() and not _is_alive(int(process)):
                shutil.rmtree(path, ignore_errors=True)


class Output:
    """The folder that a build writes, which is to become the live one.

    Whatever cannot be read or reused is written anew. Raises OSError where nothing can be written.
    """

    def __init__(self, live: Path, folder: Path, ledgers: Path) -> None:
        """`folder` is made, or holds the site before the live one; `ledgers` is in the cache."""
        self.folder = folder
        self._live = live
        self.ledgers = ledgers
        self._is_new = not folder.exists()
        folder.mkdir(exist_ok=True)
        self._here = _read(ledgers, folder)
        self._there = _read(ledgers, live)
        self._folders: set[str] = set()

    def place(self, path: str, key: str, make: Callable[[], bytes]) -> Written:
        """Have a file in place that is made by a key: the same key, the same bytes."""
        kept = self._kept(path, key)
        return self._write(path, key, self._copied(path, key) or make()) if kept is None else kept

    def put(self, path: str, content: bytes) -> Written:
        """Have a file in place whose content is at hand."""
        key = hashlib.blake2b(content, digest_size=20).hexdigest()
        return self.place(path, key, lambda: content)

    def move(self, path: str, key: str, source: Path) -> Written:
        """Have a file in place that is at hand, on the same disk, and is taken from there."""
        kept = self._kept(path, key)
        if kept is not None:
            return kept
        target = os.path.join(self.folder, path)  # noqa: PTH118
        self._put_folder(target)
        return self._settled(path, target, key, str(source))

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder on the same disk as the site, for what is then moved there."""
        with tempfile.TemporaryDirectory(prefix=".scratch-", dir=self.folder) as name:
            yield Path(name)

    def is_kept(self, path: str, key: str) -> bool:
        """Whether `place` would make nothing."""
        return self._kept(path, key) is not None

    def add(self, written: Iterable[Written]) -> None:
        """Say that files were placed besides those that a build before left here."""
        _save(self.ledgers, self.folder, {**self._here, **{one.path: one for one in written}})

    def settle(self, written: Iterable[Written]) -> None:
        """Leave exactly the files that were placed, here or in other processes, and say so."""
        placed = {one.path: one for one in written}
        if not self._is_new:  # in a new folder there is nothing else
            _clear(self.folder, placed.keys())
        _save(self.ledgers, self.folder, placed)

    def _copied(self, path: str, key: str) -> bytes | None:
        """The bytes of the live file, if it was made by the same key and not touched since."""
        kept = self._there.get(path)
        source = os.path.join(self._live, path)  # noqa: PTH118
        if kept is None or kept.key != key or _look(source) != kept.look:
            return None
        with contextlib.suppress(OSError):
            return Path(source).read_bytes()
        return None

    def _kept(self, path: str, key: str) -> Written | None:
        """The file as it was left, if it was made by the same key and not touched since."""
        kept = self._here.get(path)
        if kept is None or kept.key != key:
            return None
        target = os.path.join(self.folder, path)  # noqa: PTH118 (asked for thousands of files)
        return kept if _look(target) == kept.look else None

    def _write(self, path: str, key: str, content: bytes) -> Written:
        target = os.path.join(self.folder, path)  # noqa: PTH118
        parent = self._put_folder(target)
        if self._is_new:
            with open(target, "wb", buffering=0) as file:  # noqa: PTH123
                file.write(content)
            return self._seen(path, target, key)
        # Not over the old file: it may be a link, or a folder may be in the way.
        part = os.path.join(parent, f".{secrets.token_hex(8)}.part")  # noqa: PTH118
        with open(part, "wb", buffering=0) as file:  # noqa: PTH123
            file.write(content)
        return self._settled(path, target, key, part)

    def _put_folder(self, target: str) -> str:
        """The folder of a file, which is then there."""
        parent = os.path.dirname(target)  # noqa: PTH120
        if parent not in self._folders:
            _make_folder(parent, self.folder)
            self._folders.add(parent)
        return parent

    def _settled(self, path: str, target: str, key: str, part: str) -> Written:
        """The file, once what `part` holds has taken its name."""
        try:
            os.replace(part, target)  # noqa: PTH105
        except OSError:
            shutil.rmtree(target, ignore_errors=True)
            os.replace(part, target)  # noqa: PTH105
        return self._seen(path, target, key)

    def _seen(self, path: str, target: str, key: str) -> Written:
        look = _look(target)
        if look is None:
            raise FileNotFoundError(target)
        return Written(path, key, look)


class Overwriting:
    """A site that is shown while it is written, of which single files are written anew."""

    def __init__(self, live: Path) -> None:
        self._live = live

    def place(self, path: str, key: str, make: Callable[[], bytes]) -> Written:
        """Put a file in place at once. Raises OSError."""
        target = self._live / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{secrets.token_hex(8)}.part")
        part.write_bytes(make())
        part.replace(target)
        return Written(path, key, ())

    def put(self, path: str, content: bytes) -> Written:
        """Put a file in place whose content is at hand. Raises OSError."""
        return self.place(path, "", lambda: content)


def files(folder: Path) -> Iterator[str]:
    """The paths of all files below a folder, relative to it, with forward slashes."""
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder)
        prefix = "" if below == "." else f"{Path(below).as_posix()}/"
        for name in names:
            yield f"{prefix}{name}"


def _look(path: str) -> Look | None:
    try:
        return look_of(os.lstat(path))
    except OSError:
        return None


def _make_folder(path: str, root: Path) -> None:
    try:
        os.mkdir(path)  # noqa: PTH102 (nearly always all that is needed)
    except OSError:
        _make_all(path, root)


def _make_all(path: str, root: Path) -> None:
    try:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except OSError:
        # A file is in the way, which the last site had there.
        for parent in (Path(path), *Path(path).parents):
            if parent == root:
                break
            if parent.is_symlink() or parent.is_file():
                parent.unlink()
        os.makedirs(path, exist_ok=True)  # noqa: PTH103


def _clear(folder: Path, wanted: Iterable[str]) -> None:
    """Remove every file that is not wanted, and every folder that is then empty."""
    _clear_below(str(folder), "", set(wanted))


def _clear_below(folder: str, prefix: str, wanted: set[str]) -> bool:
    """Whether anything is left; `prefix` is the folder's path relative to the site's root."""
    with os.scandir(folder) as found:
        entries = list(found)
    is_left = False
    for entry in entries:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            if _clear_below(entry.path, f"{path}/", wanted):
                is_left = True
            else:
                os.rmdir(entry.path)  # noqa: PTH106 (asked for thousands of folders)
        elif path in wanted:
            is_left = True
        else:
            os.unlink(entry.path)  # noqa: PTH108
    return is_left


def _ledger(ledgers: Path, folder: Path) -> Path | None:
    """Where the ledger of a folder lies. The folder's number stays when it is renamed."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return ledgers / f"{found.st_dev:x}-{found.st_ino:x}.json"


def _read(ledgers: Path, folder: Path) -> Mapping[str, Written]:
    """What is known of the files of a folder; nothing where the ledger is not as it was written."""
    path = _ledger(ledgers, folder)
    if path is None:
        return {}
    rows = read_rows(path)
    return {path: Written(path, key, tuple(look)) for path, key, look in rows}


def _save(ledgers: Path, folder: Path, placed: Mapping[str, Written]) -> None:
    path = _ledger(ledgers, folder)
    if path is None:
        return
    rows = [(one.path, one.key, one.look) for _, one in sorted(placed.items())]
    with contextlib.suppress(OSError):
        ledgers.mkdir(parents=True, exist_ok=True)
        write_rows(path, rows)
        # Folders come and go, those of a server above all.
        known = sorted(ledgers.glob("*.json"), key=lambda one: one.stat().st_mtime)
        for old in known[:-MOST_LEDGERS]:
            old.unlink()


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":
        # There, signal 0 is Ctrl+C and no question, so leavings stay.
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
