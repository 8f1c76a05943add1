"""The corpus in `tests/hostile/`: one hostile contribution a file, and what must become of it.

A case is a mapping. `expect` lists the rules that it breaks, advice left out; an empty list says
that what comes of it is harmless. What it contributes is one of:

- `body`: the text of an original;
- `fields`: fields in the place of an original's;
- `file`: a whole file;
- `bytes`: a whole file, in hexadecimal after `hex:`;
- `generate`: a whole file, or with `into: body` a text, of `before`, `times` `repeat`, `after`;
- `tree`: files by name, as `_make` reads them;
- `picture`: the original's picture, by what `hostile_pictures` makes of it.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import hostile_pictures
from conftest import ROOT
from pictures import picture

FOLDER = ROOT / "tests" / "hostile"

FIELDS = {
    "title": "Pont Hassan II",
    "summary": "Un ouvrage qui rapproche les deux rives et ouvre la vallée aux piétons.",
    "axis": "infrastructure",
    "partner": "Agence du Bouregreg",
    "city": "Rabat",
    "sources": [{"title": "L’agence", "url": "https://bouregreg.example.org/"}],
}
BODY = "\nDeux rives se font face, et l’on ne passait qu’en bac.\n"


@dataclass(frozen=True)
class Case:
    path: Path
    content: dict[str, Any] = field(repr=False)

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def slug(self) -> str:
        """A name under which many cases fit into one site."""
        return f"{self.path.parent.name}-{self.path.stem}"

    @property
    def expect(self) -> list[str]:
        return list(self.content["expect"])

    @property
    def is_text(self) -> bool:
        """Whether it is the text of a showcase, whatever the rest."""
        return "body" in self.content

    @property
    def body(self) -> str:
        if "generate" in self.content:
            return _generated(self.content["generate"])
        return str(self.content["body"])

    def document(self) -> bytes | None:
        """The original's file; None where the case is a tree."""
        match self.content:
            case {"generate": parts, "into": "body"}:
                return written({}, BODY + _generated(parts))
            case {"generate": parts}:
                return _generated(parts).encode()
            case {"body": body}:
                return written({}, f"{BODY}\n{body}")
            case {"fields": fields}:
                return written(fields, BODY)
            case {"file": text}:
                return str(text).encode()
            case {"bytes": code}:
                return bytes.fromhex(code.removeprefix("hex:"))
            case {"picture": spec}:
                return written({"image": {"file": spec["file"], "alt": "Le pont"}}, BODY)
        return None

    @contextmanager
    def put(self, showcases: Path, slug: str = "cas") -> Iterator[None]:
        """The case among the showcases of a site, under a name if it has none of its own."""
        document = self.document()
        with _Sockets() as sockets:
            if document is not None:
                (showcases / f"{slug}.fr.md").write_bytes(document)
            if "picture" in self.content:
                spec = self.content["picture"]
                (showcases / slug).mkdir()
                (showcases / slug / spec["file"]).write_bytes(hostile_pictures.make(spec["make"]))
            elif "fields" in self.content and "image" in self.content["fields"]:
                (showcases / slug).mkdir()
                (showcases / slug / "vue.png").write_bytes(picture(".png"))
            for name, content in self.content.get("tree", {}).items():
                _make(showcases, name, content, sockets)
            yield


def written(fields: dict[str, Any], body: str) -> bytes:
    """An original with these fields in the place of its own."""
    # Without allow_unicode, what cannot be printed is escaped, and reads back as it was.
    front = yaml.safe_dump({**FIELDS, **fields}, sort_keys=False, width=10**6)
    return f"---\n{front}---\n{body}".encode()


@cache
def cases(*folders: str) -> list[Case]:
    """The cases of these folders, or all."""
    paths = sorted(FOLDER.glob("*/*.yml"))
    return [
        Case(path, yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))
        for path in paths
        if not folders or path.parent.name in folders
    ]


def spread(cases: Iterable[Case], step: int) -> list[Case]:
    """Of the cases of each folder that contribute the same, the first and each `step`-th after."""
    alike: dict[tuple[str, ...], list[Case]] = {}
    for case in cases:
        kind = (case.path.parent.name, *case.content, *case.content.get("fields", ()))
        alike.setdefault(kind, []).append(case)
    return [case for kind in alike.values() for case in kind[::step]]


def by_name(case: Case) -> str:
    return case.name


def update(case: Case, found: list[str]) -> None:
    """Write what was found as what is expected; the last line of a case says it."""
    lines = case.path.read_text("utf-8").splitlines(keepends=True)
    assert lines[-1].startswith("expect: ")
    lines[-1] = f"expect: [{', '.join(found)}]\n"
    case.path.write_text("".join(lines), "utf-8")


def _generated(parts: dict[str, Any]) -> str:
    return str(parts["before"]) + str(parts["repeat"]) * int(parts["times"]) + str(parts["after"])


class _Sockets(list[socket.socket]):
    def __enter__(self) -> _Sockets:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self:
            one.close()


def _make(showcases: Path, name: str, content: str, sockets: _Sockets) -> None:
    """Make a file out of its description.

    `(valid)` is an original, `(picture)` a picture, `-> path` a symbolic link, `=> path` a hard
    one, `|` a pipe, `(socket)` a socket, `hex:…` bytes, `repeat:…:n` a text n times.
    """
    path = Path(os.fsdecode(os.path.join(os.fsencode(showcases), _encoded(name))))  # noqa: PTH118
    for data in ("cities.yml", "editions.yml"):  # the small site has its own
        if name.partition("/")[0] == data:
            (showcases / data).unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    if content == "(valid)":
        path.write_bytes(written({}, BODY))
    elif content == "(picture)":
        path.write_bytes(picture(".png"))
    elif content == "(socket)":
        one = socket.socket(socket.AF_UNIX)
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket is short
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)
        sockets.append(one)
    elif content == "|":
        os.mkfifo(path)
    elif content.startswith("-> "):
        path.symlink_to(content.removeprefix("-> "))
    elif content.startswith("=> "):
        path.hardlink_to(path.parent / content.removeprefix("=> "))
    elif content.startswith("hex:"):
        path.write_bytes(bytes.fromhex(content.removeprefix("hex:")))
    elif content.startswith("repeat:"):
        text, _, times = content.removeprefix("repeat:").rpartition(":")
        path.write_text(text * int(times), "utf-8")
    else:
        path.write_text(content, "utf-8")


def _encoded(name: str) -> bytes:
    """A name as bytes: `(0xE9)` in it stands for the byte E9, which is no UTF-8."""
    return name.encode().replace(b"(0xE9)", b"\xe9")
