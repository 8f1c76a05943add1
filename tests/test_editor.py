"""The settings for Visual Studio Code do what they say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from agora.loading import inspect
from agora.problems import render
from agora.site import Site
from agora.strings import Strings
from conftest import ROOT, Write

FILES = sorted((ROOT / ".vscode").glob("*.json"))
CASES = sorted((Path(__file__).parent / "problems").glob("*.yml"))


def read(path: Path) -> Any:
    """A file of settings: JSON with comments on lines of their own."""
    text = path.read_text("utf-8")
    return json.loads("\n".join(x for x in text.split("\n") if not x.lstrip().startswith("//")))


def matchers() -> list[Any]:
    (task,) = read(ROOT / ".vscode" / "tasks.json")["tasks"]
    return list(task["problemMatcher"])


def matched(lines: list[str]) -> list[tuple[str, ...]]:
    """What Visual Studio Code makes of a report: severity, file, line, column, message."""
    found = []
    for number in range(len(lines) - 1):
        for matcher in matchers():
            first, second = (re.compile(one["regexp"]) for one in matcher["pattern"])
            message, place = first.match(lines[number]), second.match(lines[number + 1])
            if message and place:
                found.append((matcher["severity"], *place.groups(), message[1]))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_settings_can_be_read(path: Path) -> None:
    assert read(path)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_task_finds_every_problem_at_its_place(case: Path, language: str, write: Write) -> None:
    files = yaml.safe_load(case.read_text("utf-8"))["files"]
    strings = Strings.load(language)
    problems = inspect(Site.read(write(files) / "mkdocs.yml"))[1]
    report = "\n\n".join(render(problem, strings) for problem in problems).split("\n")
    expected = []
    for problem in problems:
        place = problem.places[0]
        where = [str(part) for part in (place.path, place.line, place.column) if part]
        severity = "info" if problem.is_advice else "error"
        message = re.split(r"\s?: ", render(problem, strings).split("\n")[0], maxsplit=1)[1]
        expected.append((severity, *where, message))
    assert matched(report) == expected
