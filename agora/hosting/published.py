"""The files below `docs/assets/` under names that carry a digest of what they hold.

Hosts and browsers then keep them for a year: another content has another name. Templates, style
sheets and Markdown go on naming files as they lie in `docs/assets/`.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

FOLDER = "assets"
"""The folder, of the site as of `docs/`, whose files' names change with their content."""

DIGITS = 10
"""Hexadecimal digits in a name: 40 bits, between versions of one and the same file."""

UNUSED = (
    "*.map",
    "assets/images/favicon.png",
    "assets/javascripts/lunr/*",
    "assets/javascripts/workers/*",
    "inline/*",
)
"""Files of the theme that no page asks for: those of its search, which ours replaces, and scripts
that stand in the pages themselves."""

REFERENCE = re.compile(r"""url\(\s*(["']?)(?P<target>[^"')]+)\1\s*\)""")
"""A file that a style sheet names (CSS Values and Units, § 4.5)."""


@dataclass(frozen=True, slots=True)
class Published:
    """A file of `docs/assets/` on the site: its path, and its content where that is not the file's.

    `path` is relative to the site's root.
    """

    path: str
    content: str | None = None


def short_digest(*parts: bytes) -> str:
    """Hexadecimal digits that stand for some contents, in their order."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()[:DIGITS]


def published(docs: Path) -> Mapping[str, Published]:
    """Where each file of `docs/assets/` is published, by its path relative to `docs/`.

    A file has the digest in its own name. Those of a folder share that of the folder, since
    scripts name each other: a change in one gives all of them new names. Raises OSError.
    """
    root = docs / FOLDER
    files: list[Path] = []
    folders: list[Path] = []
    for entry in sorted(root.iterdir()) if root.is_dir() else ():
        if not entry.name.startswith("."):
            (folders if entry.is_dir() else files).append(entry)
    found: dict[str, Published] = {}
    for folder in folders:
        found |= _folder(folder)
    # Style sheets come last, since they name the others.
    for file in sorted(files, key=lambda file: (file.suffix == ".css", file.name)):
        found[f"{FOLDER}/{file.name}"] = _file(file, found)
    return found


def named_by_content(path: str, content: str) -> Published:
    """A file that is made and not found in `docs/assets/`, with the digest in its name."""
    folder, _, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    return Published(f"{folder}/{stem}.{short_digest(content.encode())}{dot}{suffix}", content)


def is_unused(path: str) -> bool:
    """Whether a file of the theme is left out of the site."""
    return any(fnmatchcase(path, pattern) for pattern in UNUSED)


def _folder(folder: Path) -> dict[str, Published]:
    paths = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    paths = [path for path in paths if not any(part.startswith(".") for part in path.split("/"))]
    digest = short_digest(*_named(folder, paths))
    return {
        f"{FOLDER}/{folder.name}/{path}": Published(f"{FOLDER}/{folder.name}-{digest}/{path}")
        for path in paths
    }


def _named(folder: Path, paths: Iterable[str]) -> Iterable[bytes]:
    for path in paths:
        yield path.encode()
        yield (folder / path).read_bytes()


def _file(file: Path, found: Mapping[str, Published]) -> Published:
    content = file.read_bytes()
    text = None
    if file.suffix == ".css":
        text = content.decode("utf-8")
        renamed = REFERENCE.sub(lambda match: _reference(match, found), text)
        content, text = renamed.encode(), (renamed if renamed != text else None)
    return Published(f"{FOLDER}/{file.stem}.{short_digest(content)}{file.suffix}", text)


def _reference(match: re.Match[str], found: Mapping[str, Published]) -> str:
    """A `url(…)` of a style sheet that lies in `docs/assets/`, with the published name."""
    target = posixpath.normpath(posixpath.join(FOLDER, match["target"]))
    if target not in found:
        return match[0]
    return f"url({posixpath.relpath(found[target].path, FOLDER)})"
