"""The live folder is one build, whole, whatever happens to the build that would replace it."""

from __future__ import annotations

import ctypes
import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from agora import Staging, staging, system
from agora.staging import BuildInProgressError
from agora.system import Busy, FileLock
from building import ROOT


@pytest.fixture
def live(tmp_path: Path) -> Path:
    live = tmp_path / "site"
    live.mkdir()
    (live / "index.html").write_text("old")
    return live


@pytest.fixture(params=["exchange", "renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the folders change places: in one step, or in two where the system knows no such step."""
    if request.param == "renames":
        monkeypatch.setattr(staging, "exchange", lambda one, other: False)
    elif system._c_function("renameat2") is None:
        pytest.skip("this system cannot exchange two names")
    return str(request.param)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_publishing_replaces_the_whole_site(live: Path, way: str) -> None:
    (live / "removed.html").write_text("old")
    build = Staging(live)
    (build.folder / "index.html").write_text("new")
    assert (live / "index.html").read_text() == "old"

    build.publish()

    assert names(live) == ["index.html"]
    assert (live / "index.html").read_text() == "new"
    assert names(live.parent) == ["site"]


def test_the_first_site_is_published_too(tmp_path: Path) -> None:
    build = Staging(tmp_path / "deep" / "site")
    (build.folder / "index.html").write_text("new")
    build.publish()
    assert (tmp_path / "deep" / "site" / "index.html").read_text() == "new"
    assert names(tmp_path / "deep") == ["site"]


def test_a_live_folder_that_is_a_link_is_replaced_and_not_followed(live: Path, way: str) -> None:
    live.rename(live.with_name("release-1"))
    live.symlink_to("release-1")
    build = Staging(live)
    (build.folder / "index.html").write_text("new")
    build.publish()
    assert (live / "index.html").read_text() == "new"
    assert (live.with_name("release-1") / "index.html").read_text() == "old"
    assert names(live.parent) == ["release-1", "site"]


def test_discarding_leaves_the_site_as_it_was(live: Path) -> None:
    build = Staging(live)
    (build.folder / "index.html").write_text("new")
    build.discard()
    build.discard()
    assert (live / "index.html").read_text() == "old"
    assert names(live.parent) == ["site"]


def test_a_site_that_cannot_be_moved_in_leaves_the_old_one(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "exchange", lambda one, other: False)
    build = Staging(live)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self == build.folder:
            raise OSError("disk full")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="disk full"):
        build.publish()
    assert (live / "index.html").read_text() == "old"


def test_a_disk_that_does_not_take_the_files_leaves_the_old_site(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    build = Staging(live)
    monkeypatch.setattr(staging, "flush", fail)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        build.publish()
    build.discard()
    assert (live / "index.html").read_text() == "old"
    assert names(live.parent) == ["site"]


def test_an_exchange_that_fails_says_so(live: Path) -> None:
    if system._c_function("renameat2") is None:
        pytest.skip("this system cannot exchange two names")
    with pytest.raises(FileNotFoundError):
        system.exchange(live, live.with_name("nowhere"))


def test_leavings_of_killed_builds_are_swept(live: Path) -> None:
    dead = live.parent / f".site.{'0' * 16}"
    dead.mkdir()
    retired = live.parent / f".site.{'1' * 16}.old"
    retired.mkdir()
    unrelated = live.parent / ".site.backup"
    unrelated.mkdir()

    build = Staging(live)

    assert not dead.exists()
    assert not retired.exists()
    assert unrelated.exists()
    assert build.folder.is_dir()


def test_a_build_killed_between_two_renames_is_undone_by_the_next(live: Path) -> None:
    live.rename(live.parent / f".site.{'0' * 16}.old")
    Staging(live)
    assert (live / "index.html").read_text() == "old"


def test_a_second_build_is_refused_and_leaves_the_first_alone(live: Path) -> None:
    first = Staging(live)
    (first.folder / "index.html").write_text("new")
    with pytest.raises(BuildInProgressError, match="another build is writing"):
        Staging(live)
    first.publish()
    assert (live / "index.html").read_text() == "new"
    Staging(live).discard()


def test_a_folder_that_cannot_be_made_leaves_no_lock(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", lambda self, **_: (_ for _ in ()).throw(OSError("no")))
        patch.setattr(Path, "exists", lambda self: True)
        with pytest.raises(OSError, match="no"):
            Staging(live)
    Staging(live).discard()


def test_a_lock_whose_file_was_removed_meanwhile_is_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first, second, third = (FileLock(path) for _ in range(3))
    first.acquire()
    first.release()
    assert not path.exists()
    second.acquire()
    with pytest.raises(Busy):
        third.acquire()
    second.release()
    third.acquire()
    third.release()


PUBLISH = """
import sys
from pathlib import Path
from agora import Staging, staging
if sys.argv[2] == "renames":
    staging.exchange = lambda one, other: False
staging.flush = lambda folder: None  # a machine that does not fail needs no disk
number = 0
while True:
    number += 1
    build = Staging(Path(sys.argv[1]))
    for name in range(8):
        (build.folder / str(name)).write_text(str(number))
    build.publish()
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_publishing_killed_at_any_moment_leaves_one_build_whole(live: Path, way: str) -> None:
    for name in range(8):
        (live / str(name)).write_text("0")
    (live / "index.html").unlink()
    chance = random.Random(8)
    for _ in range(int(os.environ.get("AGORA_KILLS", 3))):
        command = [sys.executable, "-c", PUBLISH, str(live), way]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout and process.stdout.readline()  # from here on, it publishes
            time.sleep(chance.random() * 0.02)
            process.send_signal(chance.choice([signal.SIGKILL, signal.SIGTERM]))
        if way == "renames" and not live.exists():
            Staging(live).discard()  # the next build brings it back
        contents = {path.read_text() for path in live.iterdir()}
        assert names(live) == [str(name) for name in range(8)]
        assert len(contents) == 1
    Staging(live).discard()
    assert names(live.parent) == ["site"]


def test_a_system_without_these_calls_does_with_what_it_has(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "_c_function", lambda name: None)
    build = Staging(live)
    (build.folder / "index.html").write_text("new")
    build.publish()
    assert (live / "index.html").read_text() == "new"
    assert names(live.parent) == ["site"]


@pytest.mark.parametrize(
    ("number", "taken"), [(errno.ENOSYS, True), (errno.EINVAL, True), (errno.EIO, False)]
)
def test_a_call_that_fails_is_a_fault_unless_there_is_no_such_call(
    live: Path, monkeypatch: pytest.MonkeyPatch, number: int, taken: bool
) -> None:
    def fail(*_: object) -> int:
        ctypes.set_errno(number)
        return -1

    monkeypatch.setattr(system, "_c_function", lambda name: fail)
    if taken:
        assert system.exchange(live, live) is False
    else:
        with pytest.raises(OSError, match=os.strerror(number)):
            system.exchange(live, live)
    with pytest.raises(OSError, match=os.strerror(number)):
        system.flush(live)
