from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agora import Staging


@pytest.fixture
def live(tmp_path: Path) -> Path:
    live = tmp_path / "site"
    live.mkdir()
    (live / "index.html").write_text("old")
    return live


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_publishing_replaces_the_whole_site(live: Path) -> None:
    (live / "removed.html").write_text("old")
    staging = Staging(live)
    (staging.folder / "index.html").write_text("new")
    assert (live / "index.html").read_text() == "old"

    staging.publish()

    assert [path.name for path in live.iterdir()] == ["index.html"]
    assert (live / "index.html").read_text() == "new"
    assert [path.name for path in live.parent.iterdir()] == ["site"]


def test_the_first_site_is_published_too(tmp_path: Path) -> None:
    staging = Staging(tmp_path / "deep" / "site")
    (staging.folder / "index.html").write_text("new")
    staging.publish()
    assert (tmp_path / "deep" / "site" / "index.html").read_text() == "new"


def test_discarding_leaves_the_site_as_it_was(live: Path) -> None:
    staging = Staging(live)
    (staging.folder / "index.html").write_text("new")
    staging.discard()
    staging.discard()
    assert (live / "index.html").read_text() == "old"
    assert [path.name for path in live.parent.iterdir()] == ["site"]


def test_a_site_that_cannot_be_moved_in_leaves_the_old_one(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging = Staging(live)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self == staging.folder:
            raise OSError("disk full")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="disk full"):
        staging.publish()
    assert (live / "index.html").read_text() == "old"


def test_leavings_of_killed_builds_are_swept(live: Path) -> None:
    dead = live.parent / f".site.{ended_process()}"
    dead.mkdir()
    unrelated = live.parent / ".site.backup"
    unrelated.mkdir()

    staging = Staging(live)

    assert not dead.exists()
    assert unrelated.exists()
    assert staging.folder.is_dir()


def test_the_folder_of_a_build_that_still_runs_is_left_alone(live: Path) -> None:
    running = live.parent / f".site.{os.getppid()}"
    running.mkdir()
    Staging(live)
    assert running.exists()


def test_a_build_killed_between_two_renames_is_undone_by_the_next(live: Path) -> None:
    live.rename(live.parent / f".site.{ended_process()}.old")
    Staging(live)
    assert (live / "index.html").read_text() == "old"
