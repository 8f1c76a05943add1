"""A saved file is told of once, whoever sees it first, and on any disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from unittest.mock import Mock

import pytest
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from agora.rendering.watching import Once, Watcher

PATIENCE = 30
"""Seconds after which something that should happen is taken never to happen."""


class Told(FileSystemEventHandler):
    """The files that events were about, in their order."""

    def __init__(self) -> None:
        self.names: Queue[str] = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.names.put(Path(os.fsdecode(event.dest_path or event.src_path)).name)

    def next(self) -> str:
        return self.names.get(timeout=PATIENCE)

    def all(self) -> list[str]:
        found = []
        while True:
            try:
                found.append(self.names.get_nowait())
            except Empty:
                return found


def test_a_save_is_told_of_once(tmp_path: Path) -> None:
    told, path = Told(), tmp_path / "pont.fr.md"
    once = Once(told)
    path.write_text("a", "utf-8")
    for event in (FileCreatedEvent(str(path)), FileModifiedEvent(str(path))):
        once.dispatch(event)
    assert told.all() == ["pont.fr.md"]
    path.write_text("ab", "utf-8")
    for _ in range(2):
        once.dispatch(FileModifiedEvent(str(path)))
    assert told.all() == ["pont.fr.md"]


def test_a_rename_and_a_removal_are_told_of_once(tmp_path: Path) -> None:
    told, old, new = Told(), tmp_path / "old.md", tmp_path / "new.md"
    once = Once(told)
    old.touch()
    once.dispatch(FileCreatedEvent(str(old)))
    old.rename(new)
    once.dispatch(FileMovedEvent(str(old), str(new)))
    for event in (FileDeletedEvent(str(old)), FileCreatedEvent(str(new))):
        once.dispatch(event)  # as who looks now and then sees it, from another disk
    new.unlink()
    for _ in range(2):
        once.dispatch(FileDeletedEvent(str(new)))
    assert told.all() == ["old.md", "new.md", "new.md"]


def test_what_an_editor_leaves_is_not_told_of(tmp_path: Path) -> None:
    told, text = Told(), tmp_path / "pont.fr.md"
    once = Once(told)
    for name in (".pont.fr.md.swp", ".goutputstream-X1", ".#pont.fr.md"):
        leftover = tmp_path / name
        leftover.write_text(name, "utf-8")
        once.dispatch(FileCreatedEvent(str(leftover)))
        once.dispatch(FileModifiedEvent(str(leftover)))
    assert told.all() == []
    (tmp_path / ".goutputstream-X1").rename(text)
    once.dispatch(FileMovedEvent(str(tmp_path / ".goutputstream-X1"), str(text)))
    assert told.all() == ["pont.fr.md"]


def no_more() -> Mock:
    return Mock(side_effect=OSError("inotify watch limit reached"))


@pytest.fixture(params=["told and looking", "looking alone", "told alone"])
def watcher(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watcher]:
    """On any disk: on some, the system tells nothing, or it has no watches to give."""
    if request.param == "looking alone":
        monkeypatch.setattr(Observer, "on_thread_start", no_more())
    elif request.param == "told alone":
        monkeypatch.setattr(PollingObserver, "on_thread_start", no_more())
    watcher = Watcher()
    yield watcher
    watcher.stop()
    watcher.join()


def test_saves_are_told_of_on_any_disk(watcher: Watcher, tmp_path: Path) -> None:
    told, folder = Told(), tmp_path / "showcases"
    (folder / "pont").mkdir(parents=True)
    (folder / "tram.fr.md").write_text("Un tram.", "utf-8")
    watcher.schedule(told, str(folder), recursive=True)
    watcher.start()

    (folder / "tram.fr.md").write_text("Un tramway.", "utf-8")
    assert told.next() == "tram.fr.md"
    (folder / "pont" / "photo.jpg").write_bytes(b"a picture")
    while (name := told.next()) == "tram.fr.md":  # written in two steps, each of which is seen
        pass
    assert name == "photo.jpg"


def test_what_is_read_is_not_told_of(tmp_path: Path) -> None:
    told, path = Told(), tmp_path / "tram.fr.md"
    path.write_text("Un tram.", "utf-8")
    watcher = Watcher()
    watcher.schedule(told, str(tmp_path), recursive=True)
    watcher.start()
    for _ in range(3):
        path.read_text("utf-8")
    (tmp_path / "last").touch()
    assert told.next() == "last"
    watcher.stop()
    watcher.join()


def test_what_is_no_longer_watched_is_not_told_of(tmp_path: Path) -> None:
    told, others = Told(), Told()
    for name in ("docs", "showcases"):
        (tmp_path / name).mkdir()
    watcher = Watcher()
    watched = watcher.schedule(told, str(tmp_path / "docs"), recursive=True)
    watcher.start()
    watcher.schedule(others, str(tmp_path / "showcases"), recursive=True)
    watcher.unschedule(watched)
    (tmp_path / "docs" / "first").touch()
    (tmp_path / "showcases" / "second").touch()
    assert others.next() == "second"
    watcher.stop()
    watcher.join()
    assert told.all() == []
