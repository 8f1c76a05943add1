"""Who tells of saved files: the system, at once, and a look at all files now and then.

The system does not know of edits that are made elsewhere: on a disk of another machine, or outside
of a container that shares a folder. Looking finds all, but takes time from what is made meanwhile,
a fifth of it for thousands of files at ten looks a second.
"""

from __future__ import annotations

import os
from threading import Lock
from typing import NamedTuple

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from agora.keeping.looks import Look, look_of
from agora.safety.names import LEFTOVERS

SELDOM = 0.5
"""Seconds between two looks where the system tells of edits as well."""

OFTEN = 0.1
"""Seconds between two looks where it does not."""

CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
]
"""The events that are a save: the system also tells of each file that is read."""


class _Watched(NamedTuple):
    handler: FileSystemEventHandler
    path: str
    recursive: bool


class Watcher:
    """What MkDocs asks of an observer of watchdog's, done by two of them."""

    def __init__(self) -> None:
        self._watched: list[_Watched] = []
        self._observers: list[BaseObserver] = []

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> _Watched:
        """Have a handler told of each save of a file, once."""
        watched = _Watched(Once(handler), path, recursive)
        self._watched.append(watched)
        for observer in self._observers:
            _schedule(observer, watched)
        return watched

    def unschedule(self, watched: _Watched) -> None:
        self._watched.remove(watched)
        if self._observers:
            self.stop()
            self.join()
            self.start()

    def start(self) -> None:
        native = self._started(Observer())
        looking = self._started(PollingObserver(timeout=SELDOM if native else OFTEN))
        self._observers = native + looking

    def stop(self) -> None:
        for observer in self._observers:
            observer.stop()

    def join(self) -> None:
        for observer in self._observers:
            observer.join()

    def _started(self, observer: BaseObserver) -> list[BaseObserver]:
        """An observer of all that is watched; none where the system has no more to give."""
        for watched in self._watched:
            _schedule(observer, watched)
        try:
            observer.start()
        except OSError:
            observer.unschedule_all()
            return []
        return [observer]


class Once(FileSystemEventHandler):
    """Hands events on, but for those of files that look as they did when the last one came.

    What an editor leaves beside the files that it has open is not handed on either: it writes there
    while somebody types.
    """

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler
        self._looks: dict[str, Look] = {}
        self._lock = Lock()  # each observer has a thread of its own

    def on_any_event(self, event: FileSystemEvent) -> None:
        named = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        paths = [path for path in named if not LEFTOVERS.fullmatch(os.path.basename(path))]  # noqa: PTH119
        with self._lock:
            looks = {path: _look(path) for path in paths}
            is_new = any(self._looks.get(path) != look for path, look in looks.items())
            self._looks |= looks
        if is_new:
            self._handler.dispatch(event)


def _schedule(observer: BaseObserver, watched: _Watched) -> None:
    observer.schedule(
        watched.handler, watched.path, recursive=watched.recursive, event_filter=CHANGES
    )


def _look(path: str) -> Look:
    """How the file system sees a file; empty for one that is gone."""
    try:
        return look_of(os.stat(path))  # noqa: PTH116 (of whatever an event names)
    except OSError:
        return ()
