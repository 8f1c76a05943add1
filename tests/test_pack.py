"""A pack gives back what it was given, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from agora.keeping.pack import Pack

ONE, TWO, THREE = (bytes([n]) * 20 for n in (1, 2, 3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A pack of two entries."""
    pack = Pack(tmp_path / "folder" / "pack")
    pack.keep(ONE, b"the first")
    pack.keep(TWO, b"the second")
    pack.save()
    return tmp_path / "folder" / "pack"


def test_entries_are_found_again(path: Path) -> None:
    pack = Pack(path)
    assert [pack.find(key) for key in (ONE, TWO, THREE)] == [b"the first", b"the second", None]


def test_what_nobody_asked_for_goes_with_the_next_save(path: Path) -> None:
    pack = Pack(path)
    pack.find(ONE)
    pack.keep(THREE, b"the third")
    pack.save()
    again = Pack(path)
    assert [again.find(key) for key in (ONE, TWO, THREE)] == [b"the first", None, b"the third"]


def test_what_is_new_since_a_mark_is_handed_over(path: Path) -> None:
    pack = Pack(path)
    pack.find(ONE)
    pack.keep(TWO, b"another second")
    mark = pack.mark
    assert pack.since(mark) == ({}, [])
    pack.find(ONE)
    pack.keep(THREE, b"the third")
    assert pack.since(mark) == ({THREE: b"the third"}, [THREE])


def test_nothing_is_written_where_nothing_changed(path: Path) -> None:
    written = path.stat().st_mtime_ns
    pack = Pack(path)
    pack.use((ONE, TWO))
    pack.save()
    assert path.stat().st_mtime_ns == written


def test_what_is_damaged_is_not_there_however_often_it_is_saved(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"first", b"forst"))
    for number in range(3):
        pack = Pack(path)
        pack.use((ONE, TWO))  # as another process asked for it, which may have found it whole
        pack.keep(THREE, bytes([number]))
        pack.save()
        assert Pack(path).find(ONE) is None
        assert Pack(path).find(TWO) == b"the second"
    pack = Pack(path)
    pack.find(ONE)
    pack.use((TWO,))
    pack.keep(ONE, b"the first")
    pack.save()
    assert Pack(path).find(ONE) == b"the first"
