"""Small sites with an example of a rule each, as the explanations of the rules show them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from PIL import Image

from agora.loading import inspect
from agora.problems import Problem
from agora.problems.explanations import FOLDER, WRONG, words
from agora.site import Language, Site

_LANGUAGES = (Language("fr", "Français"), Language("en", "English"))
"""Those of the small site on which examples are checked, the default one first."""

_KEY = re.compile(r"[\w-]+")
_FILLER = re.compile(r"^… \((\d+) (?:× (?P<what>[^\n]+)|[^)\n]*)\)$", re.MULTILINE)
_NUMBERED = re.compile(r"(?P<before>.*)\{(?P<first>\d+)\.\.(?P<last>\d+)\}(?P<after>.*)")
_PIPE = re.compile(r"(?P<name>\S+) \|")
_LINKED = re.compile(r"(?P<name>.*) -> (?P<target>.*)")
_PICTURE = re.compile(
    r"(?P<name>\S+\.(?:jpg|png))"
    r"(?: \((?:(?P<megabytes>\d+) M[Bo]|(?P<format>JPEG|PNG)|(?P<width>\d+) × (?P<height>\d+)"
    r"|[^)]+)\))?"
)


def check(language: str, rule: str, side: str) -> list[Problem]:
    """All problems of a small site with one example of a rule put on it.

    `side` is WRONG or RIGHT.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in _files(language, rule, side).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            content(path)
        site = Site(root, root / "docs", root / "showcases", _LANGUAGES)
        return inspect(site)[1]


# How an example is put on the small site. Its `kind` says what it is; the languages' files explain.


def _files(language: str, rule: str, side: str) -> dict[str, Callable[[Path], object]]:
    """The files of the small site with an example: for each name, what makes the file there."""
    entries = words(language)
    entry = entries.entry("rules", rule)
    showcases: dict[str, str] = entries.entry("site")
    site = _shared_site() | showcases
    original = next(iter(showcases))
    slug = original.partition(".")[0]

    def base(name: str) -> str:
        if name in site:
            return site[name]
        is_translation = name.partition(".")[0] == slug
        return str(entries.entry("translation")) if is_translation else site[original]

    example = entry[side]
    files = {
        name: _picture(pictured) if (pictured := _PICTURE.fullmatch(name)) else _content(text)
        for name, text in site.items()
    }
    if entry["kind"] == "names":
        for line in _numbered(example.splitlines()):
            if piped := _PIPE.fullmatch(line):
                files[piped["name"]] = _make_pipe
            elif linked := _LINKED.fullmatch(line):
                files[linked["name"]] = _link_to(linked["target"])
            elif pictured := _PICTURE.fullmatch(line):
                files[pictured["name"]] = _picture(pictured)
            else:
                files[line] = _content(base(line))
        return files
    put = {"fields": _with_fields, "body": _with_body, "file": _with_file}[entry["kind"]]
    encoding = entry.get("encoding", "utf-8") if side == WRONG else "utf-8"
    for name, text in (example if isinstance(example, Mapping) else {original: example}).items():
        files[name] = _content(put(base(name), text), encoding)
    return files


def _numbered(lines: Iterable[str]) -> Iterator[str]:
    """The lines, `x{1..3}` as three of them."""
    for line in lines:
        if found := _NUMBERED.fullmatch(line):
            for number in range(int(found["first"]), int(found["last"]) + 1):
                yield f"{found['before']}{number}{found['after']}"
        else:
            yield line


@cache
def _shared_site() -> dict[str, str]:
    return dict(yaml.safe_load((FOLDER / "site.yml").read_text("utf-8")))


def _with_file(base: str, text: str) -> str:
    return text


def _with_body(base: str, text: str) -> str:
    return f"{base[: base.index('---', 3)]}---\n\n{text}\n"


def _with_fields(base: str, text: str) -> str:
    """The lines first, then what the base has of other keys; lists of data have no fence."""
    fence, fields, rest = ("", base, "")
    if base.startswith("---\n"):
        end = base.index("---", 3)
        fence, fields, rest = ("---\n", base[4:end], base[end:])
    given = {match[0] for line in text.splitlines() if (match := _KEY.match(line))}
    kept = []
    keep = True
    for line in fields.splitlines():
        match = _KEY.match(line)
        keep = match[0] not in given if match else keep
        if keep:
            kept.append(line)
    return fence + "\n".join([text, *kept, rest])


def _content(text: str, encoding: str = "utf-8") -> Callable[[Path], object]:
    filled = _FILLER.sub(lambda match: f"{match['what'] or 'x'} " * int(match[1]), text)
    return lambda path: path.write_bytes(filled.encode(encoding))


def _picture(described: re.Match[str]) -> Callable[[Path], object]:
    """A blank picture of that size, weight or format; one described by other words is damaged."""
    name, megabytes, kind, width, height = described.groups()
    content = BytesIO()
    if (width and height) or name == described[0] or megabytes or kind:
        size = (int(width or 1), int(height or 1))
        by_name = "JPEG" if name.endswith(".jpg") else "PNG"
        Image.new("1", size).save(content, kind or by_name)
    return lambda path: path.write_bytes(
        content.getvalue().ljust(int(megabytes or 0) * 1_000_000, b"\0")
    )


def _make_pipe(path: Path) -> None:
    # Windows has none; the page then shows the message all the same.
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)


def _link_to(target: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        # Windows grants links to few accounts; the page then shows the message all the same.
        with suppress(OSError):
            path.symlink_to(target)

    return make
