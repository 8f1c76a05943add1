"""The table of the form, `tests/form/cases.yml`: answers, and what `agora check` says of them."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from agora.authoring import scaffold
from agora.form.data import RULES
from agora.form.view import form
from agora.loading import inspect, load
from agora.model import Reference
from agora.problems import Problem, wording
from agora.problems.rules import CODES
from agora.site import Site
from agora.strings import Strings
from pictures import picture as draw

TABLE = Path(__file__).parent / "form" / "cases.yml"
LANGUAGES = ("fr", "en")
EMPTY: dict[str, Any] = {
    "country": "",
    "year": "",
    "status": "",
    "tags": [],
    "links": [],
    "sources": [],
    "image": {"file": "", "alt": "", "credit": ""},
}

Answers = dict[str, Any]
Said = dict[str, str]
"""A problem in words: `field`, `code`, `message`, `help`, `note`."""


@dataclass(frozen=True)
class Case:
    """A row of the table; `expected` and `form` are as in the file, `size` is in bytes."""

    name: str
    answers: Answers
    expected: list[Said]
    form: list[Said] | None
    size: int

    def of_form(self) -> list[Said]:
        """What the form says: the same, of the rules that it knows."""
        known = {CODES[rule] for rule in RULES}
        said = self.expected if self.form is None else self.form
        return [one for one in said if one["code"] in known]


@cache
def table() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(TABLE.read_text("utf-8"))
    return read


def files() -> dict[str, str]:
    """The files of the site around the answers."""
    return {name: _expanded(text) for name, text in table()["files"].items()}


def cases() -> list[Case]:
    return [
        Case(
            row["name"],
            answers(row["language"], row["change"]),
            row["expected"],
            row.get("form"),
            row.get("size", 1),
        )
        for row in table()["cases"]
    ]


def answers(language: str, change: Answers) -> Answers:
    """The answers of `base` in a language, with the changes of a case."""
    changed = {**EMPTY, **table()["base"][language], "language": language, **change}
    return {name: _expanded(value) for name, value in changed.items()}


def _expanded(value: Any) -> Any:
    match value:
        case {"repeat": item, "times": int(times)}:
            expanded = _expanded(item)
            return expanded * times if isinstance(expanded, str) else [expanded] * times
        case dict():
            return {name: _expanded(part) for name, part in value.items()}
        case list():
            return [_expanded(part) for part in value]
        case str():
            for language in LANGUAGES:
                body = (Path(__file__).parent / f"body.{language}.md").read_text("utf-8")
                value = value.replace(f"{{body.{language}}}", body)
            return value
    return value


def document(given: Answers) -> str:
    """The file that `agora new` writes for the answers."""
    named = {name: value for name, value in given.items() if name != "slug"}
    named["image"] = scaffold.Image(**given["image"])
    for name in ("links", "sources"):
        named[name] = tuple(Reference(**item) for item in given[name])
    for name in ("partner", "tags"):
        named[name] = tuple(given[name])
    return scaffold.write(replace(scaffold.Answers(), **named))


def checked(
    root: Path, given: Answers, size: int = 1, text: str | None = None
) -> Iterator[Problem]:
    """What `agora check` finds in a site to which the answers' file and picture are added."""
    folder = root / "showcases"
    path = folder / f"{given['slug']}.{given['language']}.md"
    path.write_text(document(given) if text is None else text, "utf-8", newline="")
    site = Site.read(root / "mkdocs.yml")
    picture = folder / given["slug"] / given["image"]["file"]
    if picture.suffix.lower() in (".jpg", ".png", ".avif") and picture.name[0] != ".":
        picture.parent.mkdir()
        picture.write_bytes(draw(picture.suffix.lower(), weight=size))
    yield from inspect(site)[1]


def said(problem: Problem, given: Answers, strings: Strings) -> Said:
    words = wording(problem, strings)
    return {
        "field": _field(problem, given),
        "code": problem.code,
        "message": words.message,
        "help": words.help,
        "note": words.note,
    }


def _field(problem: Problem, given: Answers) -> str:
    """The field, or `body` or `slug`, that a problem is about, from its place in the file."""
    name = f"{given['slug']}.{given['language']}.md"
    place = next((p for p in problem.places if p.path == f"showcases/{name}"), problem.places[0])
    lines = document(given).split("\n")
    if problem.rule in ("slug", "alias-clash"):
        return "slug"
    if problem.rule == "large-picture":
        return "image"
    if place.line is None:
        return str(problem.arguments.get("key", ""))
    if place.line > lines.index("---", 1):
        return "body"
    keys = [re.match(r"[a-z]+(?=:)", line) for line in lines[: place.line]]
    return next(key[0] for key in reversed(keys) if key)


def load_site(root: Path) -> tuple[Site, Any]:
    """A site, and its catalog."""
    site = Site.read(root / "mkdocs.yml")
    return site, load(site)


def browser_data(folder: Path) -> dict[str, dict[str, Any]]:
    """What the browser is told of the site around the table, by language; `folder` is for it."""
    root = folder / "site"
    shutil.copytree(TABLE.parent.parent / "site", root)
    for name, text in files().items():
        (root / name).write_text(text, "utf-8")
    described = load_site(root)
    return {language: dict(form(*described, Strings.load(language)).data) for language in LANGUAGES}


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _is_unseen(character: str) -> bool:
    category = unicodedata.category(character)
    return character not in " \n" and (category[0] in "CZ" or category == "Mn")


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = '"' if any(map(_is_unseen, text)) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def rewrite(rows: list[dict[str, Any]]) -> None:
    """Write the table anew, its heading kept, and what cannot be seen as escapes."""
    heading = re.match(r"(?:#.*\n)*", TABLE.read_text("utf-8"))
    assert heading
    text = yaml.dump(
        {**table(), "cases": rows},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=10_000,
    )
    shown = "".join(
        c if c.isascii() or not _is_unseen(c) else f"\\u{ord(c):04x}" if c < "\U00010000" else c
        for c in text
    )
    TABLE.write_text(f"{heading[0]}\n{shown}", "utf-8")
