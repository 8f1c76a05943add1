"""Each file in `tests/problems/` is a case: the files of a contributor, and the exact reports.

`expected` is the report in English, `attendu` the one in French.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from agora.cli import main
from agora.loading import inspect
from agora.problems import Problem
from agora.problems.rules import CODES
from agora.site import Site
from agora.strings import LOCALES, Strings
from conftest import copy_small_site, writer
from pictures import picture

CASES = sorted((Path(__file__).parent / "problems").glob("*.yml"))
REPORTS = {"en": "expected", "fr": "attendu"}
"""The key of a case under which the report in a language stands."""

by_language = pytest.mark.parametrize("language", REPORTS)


@dataclass(frozen=True)
class Checked:
    """A case, what its files are refused for, and what `agora check` says of them, advice and all.

    `printed` holds, for a language and a format, what was printed, and `statuses` the exit status.
    """

    case: Path
    site: Path
    problems: Sequence[Problem]
    printed: Mapping[tuple[str, str], str]
    statuses: Mapping[tuple[str, str], int]


@pytest.fixture(scope="module", params=CASES, ids=lambda path: path.stem)
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    case: Path = request.param
    site = writer(copy_small_site(tmp_path_factory.mktemp("case")))(golden(case)["files"])
    printed: dict[tuple[str, str], str] = {}
    statuses: dict[tuple[str, str], int] = {}
    for way in product(REPORTS, ("text", "github", "json")):
        language, form = way
        with chdir(site), redirect_stdout(StringIO()) as output:
            arguments = ["check", "--advice", "--lang", language, "--format", form]
            statuses[way] = main(arguments)
        printed[way] = output.getvalue()
    return Checked(case, site, problems_of(site), printed, statuses)


REPEATED = re.compile(r"\((\d+) (?:bytes|times (.+))\)")
PICTURE = re.compile(r"\((picture|PNG)(?: of (?:(\d+) kB|(\d+) × (\d+)))?\)")


@cache
def golden(case: Path) -> Mapping[str, Any]:
    """A case; `(picture)`, `(picture of 5001 kB)` and `(PNG of 9000 × 6000)` stand for pictures.

    In a text, `(600 times [)` stands for so many brackets, `(60001 bytes)` for so long a line.
    """
    wanted = dict(yaml.safe_load(case.read_text("utf-8")))
    for name, content in wanted["files"].items():
        described = isinstance(content, str) and PICTURE.fullmatch(content)
        if described:
            kind, weight, width, height = described.groups()
            suffix = {"picture": Path(name).suffix, "PNG": ".png"}[kind]
            size = (int(width or 4), int(height or 3))
            wanted["files"][name] = picture(suffix, size, int(weight or 0) * 1000)
        elif isinstance(content, str):
            repeated = REPEATED.sub(lambda found: (found[2] or "x") * int(found[1]), content)
            wanted["files"][name] = repeated
    return wanted


def problems_of(folder: Path) -> list[Problem]:
    """What is wrong, then the advice."""
    found = inspect(Site.read(folder / "mkdocs.yml"))[1]
    return sorted(found, key=lambda problem: problem.is_advice)


def test_languages_of_messages_are_those_of_the_cases() -> None:
    assert {path.stem for path in LOCALES.glob("*.yml")} == set(REPORTS)


def test_report(checked: Checked, request: pytest.FixtureRequest) -> None:
    reports = {language: checked.printed[language, "text"] for language in REPORTS}
    if request.config.getoption("--update-golden"):
        _update(checked.case, {REPORTS[language]: told for language, told in reports.items()})
        return
    for language, key in REPORTS.items():
        assert reports[language] == golden(checked.case)[key]


def test_every_rule_has_a_case() -> None:
    named = {case.stem for case in CASES} - {"everything-at-once"}
    assert named == set(CODES)


def test_case_shows_its_rule(checked: Checked) -> None:
    """A case named after a rule breaks that rule, so that the folder's listing tells the truth."""
    if checked.case.stem == "everything-at-once":
        pytest.skip("breaks many")
    assert checked.case.stem in {problem.rule for problem in checked.problems}


def test_only_errors_refuse(checked: Checked) -> None:
    advice_only = all(problem.is_advice for problem in checked.problems)
    assert set(checked.statuses.values()) == {int(not advice_only)}


# What the other formats say is held against the text report, whose places the golden cases pin.


@by_language
def test_annotations_point_to_the_first_place(checked: Checked, language: str) -> None:
    text = _read_text(checked.printed[language, "text"], language)
    commands = checked.printed[language, "github"].splitlines()

    told = [(places[0], message) for message, places, *_ in text]
    assert [_read_command(command) for command in commands] == told
    for (path, line, column), _ in told:
        source = checked.site / path
        if line and source.is_file():
            # GitHub shows an annotation beside a line that exists, and nowhere else.
            lines = source.read_bytes().decode("utf-8", "replace").split("\n")
            assert line <= len(lines)
            assert column is None or column <= len(lines[line - 1]) + 1


@by_language
def test_json_holds_the_same_problems(checked: Checked, language: str) -> None:
    document = json.loads(checked.printed[language, "json"])
    found = [
        (
            problem["message"],
            [(place["path"], place["line"], place["column"]) for place in problem["places"]],
            problem["help"],
            problem["note"],
        )
        for problem in document["problems"]
    ]
    assert found == _read_text(checked.printed[language, "text"], language)
    assert [(p["code"], p["rule"], p["severity"]) for p in document["problems"]] == [
        (CODES[p.rule], p.rule, "advice" if p.is_advice else "error") for p in checked.problems
    ]
    severities = [problem["severity"] for problem in document["problems"]]
    assert document["counts"] == {
        "problems": severities.count("error"),
        "advice": severities.count("advice"),
    }


# The words, in each language.


@by_language
def test_every_rule_has_words(language: str) -> None:
    assert set(Strings.load(language).entry("problems")) == set(CODES)


@pytest.mark.parametrize("rule", CODES)
def test_languages_give_the_same_alternatives(rule: str) -> None:
    """The same lines, alternative by alternative, with the same arguments."""
    shapes = {
        language: {
            line: [_arguments(text) for text in _alternatives(entry)]
            for line, entry in Strings.load(language).entry("problems", rule).items()
        }
        for language in REPORTS
    }
    assert shapes["fr"] == shapes["en"]


@by_language
def test_a_message_never_goes_missing(language: str) -> None:
    """Whatever the arguments, the last alternative of a message is one that can be said."""
    for rule, entry in Strings.load(language).entry("problems").items():
        *_, last = _alternatives(entry["message"])
        for text in _alternatives(entry["message"]):
            assert _arguments(last) <= _arguments(text), rule


def test_reports_have_the_same_words() -> None:
    french, english = (Strings.load(language).entry("report") for language in ("fr", "en"))
    assert french.keys() == english.keys()
    for key, text in english.items():
        assert isinstance(text, dict) == isinstance(french[key], dict), key
        for form in text if isinstance(text, dict) else ():
            assert _arguments(french[key][form]) == _arguments(text[form]), key


def test_french_typography() -> None:
    """Of all that is said in French; what stands between backticks is code, or is quoted."""
    for where, text in _texts("fr"):
        words = re.sub(r"`[^`]*`", "x", text)
        assert not re.search(r"(?<!\u202f)[:;!?»]|«(?!\u202f)|\u202f(?![:;!?»]|$)", words), where
        assert "'" not in words, where


@by_language
def test_style_of_messages(language: str) -> None:
    """Lower case and no full stop, as compilers have it."""
    for where, text in _texts(language):
        first = re.split(r"[ `’]", text)[0]
        capital = first[:1].isupper() and first not in ("English", "French")
        assert not capital and not text.endswith("."), where


def _texts(language: str) -> Iterator[tuple[str, str]]:
    for rule, entry in Strings.load(language).entry("problems").items():
        for line, texts in entry.items():
            for text in _alternatives(texts):
                yield f"{rule}.{line}", text
    for key, texts in Strings.load(language).entry("report").items():
        for text in texts.values() if isinstance(texts, dict) else [texts]:
            yield f"report.{key}", text


def _alternatives(entry: str | list[str]) -> list[str]:
    return [entry] if isinstance(entry, str) else entry


def _arguments(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


_Place = tuple[str, int | None, int | None]


def _read_text(report: str, language: str) -> list[tuple[str, list[_Place], str, str]]:
    """The problems of a text report: message, places, help, note."""
    words = Strings.load(language).entry("report")
    found = []
    for block in report.rstrip("\n").split("\n\n")[:-1]:
        first, *lines = block.split("\n")
        kind, message = first.split(": ", 1)
        assert kind in (words["error"], words["advice"])
        told = {words["help"]: "", words["note"]: ""}
        places = []
        for line in lines:
            if line.startswith("  --> "):
                places.append(_read_place(line.removeprefix("  --> ")))
            else:
                label, text = line.strip(" ").split(": ", 1)
                told[label] = text
        found.append((message, places, told[words["help"]], told[words["note"]]))
    return found


def _read_place(written: str) -> _Place:
    match = re.fullmatch(r"(.*?)(?::(\d+))?(?::(\d+))?", written)
    assert match
    path, line, column = match.groups()
    return path, int(line) if line else None, int(column) if column else None


def _read_command(command: str) -> tuple[_Place, str]:
    """The place and the message of a workflow command, read as GitHub's runner reads it."""
    match = re.fullmatch(r"::(error|notice) ([^:]*)::(.*)", command)
    assert match
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    path = _decoded(properties["file"])
    column = int(properties["col"]) if "col" in properties else None
    line = int(properties["line"])
    # A whole file is annotated at its first line, without a column.
    place = (path, line if column or line > 1 else None, column)
    return place, _decoded(match[3]).split("\n")[0]


def _decoded(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def _update(case: Path, reports: dict[str, str]) -> None:
    text = re.sub(r"^(?:expected|attendu): \|\n.*", "", case.read_text("utf-8"), flags=re.S | re.M)
    for key, printed in reports.items():
        lines = printed.splitlines(True)
        indented = "".join(f"  {line}" if line.strip() else line for line in lines)
        text = f"{text.rstrip()}\n\n{key}: |\n{indented}"
    case.write_text(text, "utf-8")
