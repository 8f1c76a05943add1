"""The line at which a field stands, found when a finding needs it.

The catalog knows files, not lines, and most of its files have no finding that needs one. So the
few are looked into: a field of the front matter begins its line, whatever YAML does below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from agora.content.frontmatter import FENCE
from agora.problems import Place


class Places:
    """Looks into the files below a root."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines = cache(self._read)

    def field(self, path: str, name: str, value: str = "") -> Place:
        """Where a field of a file stands, or the line of it that holds `value`.

        The whole file where the field is not found.
        """
        key = re.compile(rf"""(["']?){re.escape(name)}\1[ \t]*:""")
        found: int | None = None
        for number, line in enumerate(self._lines(path), 1):
            if found is None:
                found = number if key.match(line) else None
            elif line and line[0] not in " \t-#":
                break
            if found is not None and (not value or (value in line and line[0] != "#")):
                return Place(path, number)
        return Place(path, found)

    def named(self, paths: Sequence[str], name: str, value: str) -> Place:
        """Where a field holds a value, in the first of some files that has it; else in the first.

        A translation may give a name that the original lacks.
        """
        for path in paths:
            place = self.field(path, name, value)
            if place.line and value in self._lines(path)[place.line - 1]:
                return place
        return self.field(paths[0], name)

    def _read(self, path: str) -> tuple[str, ...]:
        """The lines of the front matter, or those of a file of data."""
        try:
            lines = (self._root / path).read_text("utf-8-sig", errors="replace").splitlines()
        except FileNotFoundError:
            return ()
        if not lines or not FENCE.match(lines[0]):
            return tuple(lines) if path.endswith(".yml") else ()
        end = next((i for i, line in enumerate(lines[1:], 1) if FENCE.match(line)), len(lines))
        return tuple(lines[:end])
