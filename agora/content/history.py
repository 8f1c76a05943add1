"""When each file was first and last changed, as the repository's history tells it.

Feeds, the sitemap and the report are dated by this, never by the time of a build. A
file that differs from the last commit, or lies outside any repository, has no date
in history: it takes `SOURCE_DATE_EPOCH` where that is set, and else the time that the
file system has for it. A shallow clone knows its last commit alone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from agora.site import Site

_COMMIT = "\x01"
"""What begins a commit in git's output: no path has it."""


class Dates(NamedTuple):
    """When a file was first and last changed, in UTC, to the second."""

    first: datetime
    last: datetime


class History:
    """The dates of a site's files, by path relative to its root."""

    def __init__(self, root: Path, committed: Mapping[str, Dates]) -> None:
        self._root = root
        self._committed = committed

    @classmethod
    def read(cls, site: Site) -> History:
        """The history of the texts of a site; empty where there is no git or no repository."""
        folders = [site.relative(folder) for folder in (site.docs, site.showcases)]
        try:
            log = _git(
                site.root,
                *("log", "--relative", "--name-status", "--find-renames"),
                f"--format=%x{ord(_COMMIT):02x}%ct",
                folders=folders,
            )
            changed = {
                *_git(site.root, "diff", "--relative", "--name-only", "HEAD", folders=folders),
            }
        except (FileNotFoundError, subprocess.CalledProcessError):
            return cls(site.root, {})
        dates = _dates(log)
        uncommitted = cls(site.root, {})
        for path in changed & dates.keys():
            if (site.root / path).exists():
                dates[path] = Dates(dates[path].first, uncommitted.dates(path).last)
        return cls(site.root, dates)

    def dates(self, path: str) -> Dates:
        """The dates of a file that exists. Raises FileNotFoundError for one that does not."""
        if path in self._committed:
            return self._committed[path]
        seconds = os.environ.get("SOURCE_DATE_EPOCH") or (self._root / path).stat().st_mtime
        changed = _time(int(seconds))
        return Dates(changed, changed)

    def latest(self, paths: Iterable[str]) -> datetime | None:
        """When the last change of several files was; None for no files."""
        return max((self.dates(path).last for path in paths), default=None)


def timestamp(moment: datetime) -> str:
    """A moment as W3C's profile of ISO 8601 writes it, in UTC: `2023-06-07T09:30:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _git(root: Path, command: str, *options: str, folders: Iterable[str]) -> list[str]:
    done = subprocess.run(  # noqa: S603
        ["git", command, "-z", *options, "--", *folders],  # noqa: S607
        cwd=root,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8", "surrogateescape").split("\0")


def _dates(log: Iterable[str]) -> dict[str, Dates]:
    """The dates of each path that the log, the newest commit first, still finds in place.

    A renamed file keeps its dates: renaming alone changes no text. What was removed and written
    anew begins with the second writing.
    """
    dates: dict[str, Dates] = {}
    names: dict[str, str | None] = {}  # today's name of what a path was at that commit
    for time, status, before, path in _changes(log):
        today = names.get(path, path)
        if status == "D":
            names[path] = None
        elif today is not None:
            last = dates[today].last if today in dates else time
            if status != "R100" or today in dates:
                dates[today] = Dates(time, last)
        if status == "A":
            names[path] = None
        elif before != path:
            names[before], names[path] = today, None
    return dates


def _changes(log: Iterable[str]) -> Iterator[tuple[datetime, str, str, str]]:
    """Time, status, and the path before and after, of each change of each commit."""
    fields = iter(field.lstrip("\n") for field in log)
    time = _time(0)
    for field in fields:
        if field.startswith(_COMMIT):
            time = _time(int(field.removeprefix(_COMMIT)))
        elif field:
            before = next(fields)
            yield time, field, before, next(fields) if field[0] in "RC" else before


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
