"""What a file holds is known from how the file system sees it, and read wherever that differs."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from agora.keeping import looks
from agora.keeping.looks import Looks
from agora.pictures.cache import Cache, digest


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that was written so far was written long ago."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 2 * looks.SETTLED)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from here on."""
    names: list[str] = []
    read_bytes = Path.read_bytes

    def told(self: Path) -> bytes:
        names.append(self.name)
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", told)
    return names


def test_a_file_is_read_once(tmp_path: Path, later: None, read: list[str]) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"one")
    for _ in range(3):
        kept = Looks(tmp_path / "looks")
        assert kept.digest(path) == kept.digest(path) == sha256(b"one")
        kept.save()
    assert read.count("picture") == 1


def test_what_was_just_written_is_read_each_time(tmp_path: Path, read: list[str]) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"one")
    kept = Looks(tmp_path / "looks")
    for _ in range(2):
        assert kept.digest(path) == sha256(b"one")
    assert read.count("picture") == 2
    kept.save()
    assert not (tmp_path / "looks").exists()


def put_back(path: Path) -> None:
    """Another content of the same size, with the time of the old one."""
    found = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"two")
    other.replace(path)


@pytest.mark.parametrize("change", [put_back, replace, lambda path: path.write_bytes(b"longer")])
def test_a_change_shows(tmp_path: Path, later: None, change: Callable[[Path], object]) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"one")
    kept = Looks(tmp_path / "looks")
    kept.digest(path)
    kept.save()
    time.sleep(0.05)  # a tick of the clock that the file system reads
    change(path)
    for one in (kept, Looks(tmp_path / "looks")):
        assert one.digest(path) == sha256(path.read_bytes())


def test_a_file_that_is_gone_is_an_error_and_then_forgotten(tmp_path: Path, later: None) -> None:
    path, outside = tmp_path / "cache" / "a" / "picture", tmp_path / "source"
    path.parent.mkdir(parents=True)
    for one in (path, outside):
        one.write_bytes(b"one")
    kept = Looks(tmp_path / "cache" / "looks")
    for one in (path, outside):
        kept.digest(one)
    kept.forget_lost()
    kept.save()
    whole = (tmp_path / "cache" / "looks").read_bytes()
    assert whole.count(sha256(b"one").encode()) == 2
    path.unlink()
    outside.unlink()
    with pytest.raises(FileNotFoundError):
        kept.digest(path)
    kept.forget_lost()
    kept.save()
    assert sha256(b"one").encode() not in (tmp_path / "cache" / "looks").read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-5],
        lambda content: content.replace(b"picture", b"pictura"),
        lambda content: b"",
        lambda content: b"{}",
        lambda content: b"\xff\n[]",
    ],
)
def test_damage_leaves_nothing_known(
    tmp_path: Path, later: None, damage: Callable[[bytes], bytes]
) -> None:
    path, file = tmp_path / "picture", tmp_path / "looks"
    path.write_bytes(b"one")
    kept = Looks(file)
    kept.digest(path)
    kept.save()
    file.write_bytes(damage(file.read_bytes()))
    assert not Looks(file)._known
    assert Looks(file).digest(path) == sha256(b"one")


def test_the_files_of_a_cache_are_not_read_again(
    tmp_path: Path, later: None, read: list[str]
) -> None:
    key = digest(b"key")
    Cache(tmp_path).keep(key, {"picture": b"one"}, {"n": 1})
    for _ in range(3):
        cache = Cache(tmp_path)
        assert cache.find(key) == {"n": 1}
        cache.sweep()
    assert read.count("picture") == 1
    time.sleep(0.05)
    (tmp_path / key / "picture").write_bytes(b"two")
    assert Cache(tmp_path).find(key) is None


def test_a_folder_is_swept_once_a_day(tmp_path: Path) -> None:
    def leave(name: bytes) -> Path:
        cache.keep(digest(name), {}, {})
        month = time.time() - timedelta(days=31).total_seconds()
        manifest = cache.path(digest(name), "manifest.json")
        os.utime(manifest, (month, month))
        return manifest

    cache = Cache(tmp_path)
    first = leave(b"first")
    cache.sweep()
    assert not first.exists()
    second = leave(b"second")
    cache.sweep()
    assert second.exists()
    yesterday = time.time() - timedelta(days=1, seconds=1).total_seconds()
    os.utime(tmp_path / "swept", (yesterday, yesterday))
    Cache(tmp_path).sweep()
    assert not second.exists()
