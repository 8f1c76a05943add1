"""How a report is written: for people, for programs, and for annotations in a pull request."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from agora.problems import Place, Problem, advice_by_file, count, render, report, wording
from agora.safety.output import for_annotation, for_annotation_property, for_terminal
from agora.strings import Strings

JSON_VERSION = 1
"""Grows when a field of the JSON report changes its meaning or goes; not when one is added."""

_BOLD, _RED, _BLUE, _CYAN, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[34m", "\x1b[36m", "\x1b[0m"


def as_text(problems: Sequence[Problem], strings: Strings, root: Path, advice_in: str = "") -> str:
    """For people who read a file or a log: no colour, nothing but words.

    Where a command `advice_in` lists the advice, it is named, and the advice is only counted.
    """
    return report(problems, strings, advice_in=advice_in) if problems else ""


def as_terminal_text(
    problems: Sequence[Problem], strings: Strings, root: Path, advice_in: str = ""
) -> str:
    """The same at a terminal: in colour, with the line at fault and a caret under the place."""
    if not problems:
        return ""
    told = [problem for problem in problems if not (advice_in and problem.is_advice)]
    blocks = [_in_colour(problem, strings, root) for problem in told]
    if advice_in and (by_file := advice_by_file(problems, strings, advice_in)):
        blocks.append(f"{_CYAN}{by_file}{_PLAIN}")
    return "\n\n".join([*blocks, f"{_BOLD}{count(problems, strings)}{_PLAIN}"])


def as_json(problems: Sequence[Problem], strings: Strings, root: Path) -> str:
    """For programs: an object with `version`, `problems` and `counts`.

    Each problem has `code`, `rule`, `severity` ("error" or "advice"), `message`,
    `help`, `note`, and `places`, each with `path`, `line` and `column`; the last
    two are null where the whole file is meant.
    """
    document = {
        "version": JSON_VERSION,
        "problems": [_as_object(problem, strings) for problem in problems],
        "counts": {
            "problems": sum(not problem.is_advice for problem in problems),
            "advice": sum(problem.is_advice for problem in problems),
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem], strings: Strings, root: Path) -> str:
    """For GitHub: workflow commands, which annotate the line in the pull request.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(_command(problem, strings) for problem in problems)


FORMATS: Mapping[str, Callable[[Sequence[Problem], Strings, Path], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def _in_colour(problem: Problem, strings: Strings, root: Path) -> str:
    first, *rest = render(problem, strings).split("\n")
    kind, _, message = first.partition(": ")
    colour = _CYAN if problem.is_advice else _RED
    lines = [f"{_BOLD}{colour}{kind}{_PLAIN}{_BOLD}: {message}{_PLAIN}"]
    for line, place in zip(rest, problem.places, strict=False):
        lines.append(line.replace("-->", f"{_BLUE}-->{_PLAIN}", 1))
        lines += _excerpt(place, root, colour)
    lines += rest[len(problem.places) :]
    lines.append(f"  {_BLUE}={_PLAIN} {problem.code}")
    return "\n".join(lines)


def _excerpt(place: Place, root: Path, colour: str) -> list[str]:
    """The line of a place, and a caret under its column."""
    if not place.line or not place.column:
        return []
    try:
        source = (root / place.path).read_text("utf-8", errors="replace").split("\n")
        line = source[place.line - 1].replace("\r", "").replace("\t", " ")
    except (OSError, ValueError, IndexError):
        return []
    start = max(0, place.column - 60)
    before, after = line[start : place.column - 1], line[place.column - 1 : start + 100]
    before = for_terminal(before)
    gutter = f"{place.line:>6} "
    return [
        f"{_BLUE}{gutter}|{_PLAIN} {before}{for_terminal(after)}",
        f"{_BLUE}{' ' * len(gutter)}|{_PLAIN} {' ' * len(before)}{colour}^{_PLAIN}",
    ]


def _as_object(problem: Problem, strings: Strings) -> dict[str, Any]:
    words = wording(problem, strings)
    return {
        "code": problem.code,
        "rule": problem.rule,
        "severity": "advice" if problem.is_advice else "error",
        "message": words.message,
        "help": words.help,
        "note": words.note,
        "places": [
            {"path": for_terminal(place.path), "line": place.line, "column": place.column}
            for place in problem.places
        ],
    }


def _command(problem: Problem, strings: Strings) -> str:
    words = wording(problem, strings)
    place = problem.places[0]
    # An annotation needs a line; a whole file is annotated at its beginning.
    properties = {"file": for_terminal(place.path), "line": str(place.line or 1)}
    if place.column:
        properties["col"] = str(place.column)
    properties["title"] = f"{problem.code}: {words.message}"
    parts = [words.message]
    if words.help:
        parts.append(f"{strings('report.help')}: {words.help}")
    if words.note:
        parts.append(f"{strings('report.note')}: {words.note}")
    parts += [f"--> {other}" for other in problem.places[1:]]
    level = "notice" if problem.is_advice else "error"
    joined = ",".join(
        f"{name}={for_annotation_property(value)}" for name, value in properties.items()
    )
    return f"::{level} {joined}::{for_annotation(chr(10).join(parts))}"
