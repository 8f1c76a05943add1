"""Every hostile contribution of the corpus ends in the problem that its file names, or in nothing.

What reaches a page is looked at in Chromium by `test_hostile_browser.py`.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agora.content.frontmatter import parse
from agora.loading import inspect
from agora.pages.photographs import develop
from agora.problems import ContentError, Problem, report
from agora.problems.rules import CODES
from agora.safety.characters import hidden
from agora.site import Site
from agora.strings import Strings
from hostile_cases import Case, by_name, cases, update

CASES = cases()
WORDS = [Strings.load(language) for language in ("fr", "en")]

LONGEST = 60
"""Seconds that no case may take on any machine; within the bounds they take about one."""


@contextmanager
def bounded() -> Iterator[None]:
    """Fails, rather than waits, where something takes for ever."""

    def expire(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, expire)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def problems_of(root: Path) -> list[Problem]:
    """All that a build would refuse: in the files, and in the pictures."""
    site = Site.read(root / "mkdocs.yml")
    catalog, found = inspect(site)
    if catalog is None:
        return [problem for problem in found if not problem.is_advice]
    try:
        develop(site, catalog, lambda line: None)
    except ContentError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_a_case_ends_in_its_problem(
    case: Case, small_site: Path, request: pytest.FixtureRequest
) -> None:
    with case.put(small_site / "showcases"), bounded():
        found = problems_of(small_site)
        said = [report(found, strings) for strings in WORDS]
    assert all(said) == bool(found)
    assert not any(list(hidden(text)) for text in said)
    rules = sorted({problem.rule for problem in found})
    if request.config.getoption("--update-golden"):
        update(case, rules)
    else:
        assert rules == sorted(case.expect)


def test_the_corpus_is_large_and_names_its_verdicts() -> None:
    assert len(CASES) >= 300
    for case in CASES:
        assert set(case.expect) <= set(CODES), case.name
        assert case.path.read_text("utf-8").startswith("# "), case.name


def test_a_front_matter_within_the_text_is_text(small_site: Path) -> None:
    problems: list[Problem] = []
    (case,) = (case for case in CASES if case.name == "yaml/second-front-matter")
    document = parse((case.document() or b"").decode(), "x.md", problems)
    assert document is not None
    assert "template" not in {key.value for key, _ in document.fields.entries}
