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
from functools import lru_cache
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

    def __init__(
        self, root: Path, committed: Mapping[str, Dates], commits: Mapping[str, str] | None = None
    ) -> None:
        """`commits` names, by path, the last commit that changed a file."""
        self._root = root
        self._known = dict(committed)
        self._commits = commits or {}

    @classmethod
    def read(cls, site: Site) -> History:
        """The history of the texts of a site; empty where there is no git or no repository."""
        folders = [site.relative(folder) for folder in (site.docs, site.showcases)]
        try:
            log = _git(
                site.root,
                *("log", "--relative", "--name-status", "--find-renames"),
                f"--format=%x{ord(_COMMIT):02x}%ct %H",
                folders=folders,
            )
            changed = {
                *_git(site.root, "diff", "--relative", "--name-only", "HEAD", folders=folders),
            }
        except (FileNotFoundError, subprocess.CalledProcessError):
            return cls(site.root, {})
        dates, commits = _dates(log)
        uncommitted = cls(site.root, {})
        for path in changed & dates.keys():
            if (site.root / path).exists():
                dates[path] = Dates(dates[path].first, uncommitted.dates(path).last)
                commits.pop(path, None)
        return cls(site.root, dates, commits)

    def dates(self, path: str) -> Dates:
        """The dates of a file that exists. Raises FileNotFoundError for one that does not.

        A file is asked for once: a build is of one moment.
        """
        dates = self._known.get(path)
        if dates is None:
            seconds = os.environ.get("SOURCE_DATE_EPOCH") or (self._root / path).stat().st_mtime
            changed = _time(int(seconds))
            dates = self._known[path] = Dates(changed, changed)
        return dates

    def commit(self, path: str) -> str:
        """The last commit that changed a file; "" where the file differs, or history is silent."""
        return self._commits.get(path, "")

    def text(self, path: str) -> str:
        """What a file holds now; bytes that are not UTF-8 are replaced."""
        return (self._root / path).read_text("utf-8", "replace")

    def texts_then(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """What the first file of each pair held when the second was last changed, as committed.

        A pair is missing where history does not say.
        """
        known = [(path, other) for path, other in pairs if other in self._commits]
        if not known:
            return {}
        names = "".join(f"{self._commits[other]}:./{path}\n" for path, other in known)
        done = subprocess.run(
            ["git", "cat-file", "--batch"],  # noqa: S607
            cwd=self._root,
            input=names.encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=True,
        )
        return {
            pair: content.decode("utf-8", "replace")
            for pair, content in zip(known, _contents(done.stdout), strict=True)
            if content is not None
        }

    def latest(self, paths: Iterable[str]) -> datetime | None:
        """When the last change of several files was; None for no files."""
        return max((self.dates(path).last for path in paths), default=None)


@lru_cache(maxsize=2**12)
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


def _contents(output: bytes) -> Iterator[bytes | None]:
    """The contents that `git cat-file --batch` printed, in order; None for what is not there."""
    while output:
        head, _, output = output.partition(b"\n")
        if head.endswith(b" missing"):
            yield None
            continue
        size = int(head.rpartition(b" ")[2])
        yield output[:size]
        output = output[size + 1 :]


def _dates(log: Iterable[str]) -> tuple[dict[str, Dates], dict[str, str]]:
    """The dates, and the last commit, of each path that the log still finds in place.

    The log begins with the newest commit.

    A renamed file keeps its dates: renaming alone changes no text. What was removed and written
    anew begins with the second writing.
    """
    dates: dict[str, Dates] = {}
    commits: dict[str, str] = {}
    names: dict[str, str | None] = {}  # today's name of what a path was at that commit
    for time, commit, status, before, path in _changes(log):
        today = names.get(path, path)
        if status == "D":
            names[path] = None
        elif today is not None:
            last = dates[today].last if today in dates else time
            if status != "R100" or today in dates:
                dates[today] = Dates(time, last)
                commits.setdefault(today, commit)
        if status == "A":
            names[path] = None
        elif before != path:
            names[before], names[path] = today, None
    return dates, commits


def _changes(log: Iterable[str]) -> Iterator[tuple[datetime, str, str, str, str]]:
    """Time, commit, status, and the path before and after, of each change of each commit."""
    fields = iter(field.lstrip("\n") for field in log)
    time, commit = _time(0), ""
    for field in fields:
        if field.startswith(_COMMIT):
            seconds, _, commit = field.removeprefix(_COMMIT).partition(" ")
            time = _time(int(seconds))
        elif field:
            before = next(fields)
            yield time, commit, field, before, next(fields) if field[0] in "RC" else before


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
