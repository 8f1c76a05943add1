"""Each file in `tests/problems/` is a case: the files of a contributor, and the exact report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from agora.cli import main
from agora.loading import inspect
from agora.site import Site
from agora.strings import Strings
from conftest import Write

CASES = sorted((Path(__file__).parent / "problems").glob("*.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_report(
    case: Path,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    golden = yaml.safe_load(case.read_text("utf-8"))
    monkeypatch.chdir(write(golden["files"]))

    status = main(["check"])
    printed = capsys.readouterr().out

    if request.config.getoption("--update-golden"):
        _update(case, printed)
    else:
        assert printed == golden["expected"]
        assert status == int("error: " in printed)


def test_every_rule_has_a_case() -> None:
    rules = set(Strings.load("en").entry("problems"))
    named = {case.stem for case in CASES} - {"everything-at-once"}
    assert named == rules


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case_shows_its_rule(case: Path, write: Write) -> None:
    """A case named after a rule breaks that rule, so that the folder's listing tells the truth."""
    if case.stem == "everything-at-once":
        pytest.skip("breaks many")
    golden = yaml.safe_load(case.read_text("utf-8"))
    _, problems = inspect(Site.read(write(golden["files"]) / "mkdocs.yml"))
    assert case.stem in {problem.rule for problem in problems}


def _update(case: Path, printed: str) -> None:
    indented = "".join(f"  {line}" if line.strip() else line for line in printed.splitlines(True))
    text = re.sub(
        r"^expected: \|\n.*",
        lambda _: f"expected: |\n{indented}",
        case.read_text("utf-8"),
        flags=re.S | re.M,
    )
    case.write_text(text, "utf-8")
