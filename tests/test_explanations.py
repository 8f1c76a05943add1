"""The page that explains the rules: every rule is on it, and every example does what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

import example_sites
from agora.problems import Problem, explanations, wording
from agora.problems.explanations import RIGHT, WRONG, ProblemIndex, Sample, problem_index, words
from agora.problems.rules import CODES
from agora.strings import LOCALES, Strings

LANGUAGES = sorted(path.stem for path in LOCALES.glob("*.yml"))

by_language = pytest.mark.parametrize("language", LANGUAGES)
by_rule = pytest.mark.parametrize("rule", CODES)


def index(language: str) -> ProblemIndex:
    return problem_index(Strings.load(language), ["culture", "social"], [3, 12])


def shown(spans: explanations.Sentence) -> str:
    return "".join(f"`{span.text}`" if span.is_code else span.text for span in spans)


@cache
def check(language: str, rule: str, side: str) -> Sequence[Problem]:
    """The problems of an example.

    Examples are short for the reader's sake, which is what the advice `short-text` is about.
    """
    found = example_sites.check(language, rule, side)
    return [problem for problem in found if rule == "short-text" or problem.rule != "short-text"]


@by_language
def test_every_rule_is_explained(language: str) -> None:
    entries = words(language).entry("rules")
    assert list(entries) == list(CODES)
    for rule, entry in entries.items():
        assert set(entry) - {"encoding"} == {"why", "kind", WRONG, RIGHT}, rule
        assert re.fullmatch(r"[A-ZÀÉ].*\.", entry["why"]), rule


@by_language
@by_rule
def test_the_wrong_example_breaks_its_rule_and_no_other(rule: str, language: str) -> None:
    assert {problem.rule for problem in check(language, rule, WRONG)} == {rule}


@by_language
@by_rule
def test_the_right_example_breaks_no_rule(rule: str, language: str) -> None:
    assert check(language, rule, RIGHT) == []


@by_language
def test_the_page_says_what_the_check_says(language: str) -> None:
    strings = Strings.load(language)
    explained = {rule.code: rule for group in index(language).groups for rule in group.explanations}
    assert list(explained) == list(CODES.values())
    for rule, code in CODES.items():
        said = wording(check(language, rule, WRONG)[0], strings)
        page = explained[code]
        assert page.anchor == code.lower()
        assert shown(page.message) == said.message
        assert shown(page.help) == said.help
        if rule not in ("unknown-axis", "unknown-edition"):
            assert shown(page.note) == said.note
        assert all(sample.text for sample in (*page.wrong, *page.right))


def test_the_page_knows_what_the_check_says(request: pytest.FixtureRequest) -> None:
    said = {
        language: {rule: dict(check(language, rule, WRONG)[0].arguments) for rule in CODES}
        for language in LANGUAGES
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--update-golden"):
        explanations.EXAMPLES.write_text(text, "utf-8")
    assert explanations.EXAMPLES.read_text("utf-8") == text


def test_the_page_names_the_axes_and_editions_of_its_own_site() -> None:
    notes = {
        rule.code: shown(rule.note) for group in index("en").groups for rule in group.explanations
    }
    assert notes[CODES["unknown-axis"]] == "the axes are culture, social"
    assert notes[CODES["unknown-edition"]] == "the editions are 3, 12"


@by_language
def test_groups_are_the_hundreds(language: str) -> None:
    groups = index(language).groups
    assert [group.anchor for group in groups] == [f"ag{hundred}" for hundred in range(1, 10)]
    for group in groups:
        codes = [rule.code for rule in group.explanations]
        assert group.codes == (codes[0], codes[-1])
        assert {code[:3].lower() for code in codes} == {group.anchor}
        assert group.title
        assert group.lead


@pytest.mark.parametrize(
    ("rule", "sample"),
    [
        ("empty-file", Sample("", "(rien)")),
        ("not-utf8", Sample("", "title: Le pont de la Libert\ufffd")),
        ("control-character", Sample("", "title: Le pont\u2402 Hassan II")),
    ],
)
def test_what_cannot_be_seen_is_shown(rule: str, sample: Sample) -> None:
    (group,) = [g for g in index("fr").groups if CODES[rule].startswith(g.anchor.upper())]
    (explanation,) = [e for e in group.explanations if e.code == CODES[rule]]
    assert explanation.wrong == (sample,)


def test_a_tab_is_shown() -> None:
    tab = next(e for g in index("en").groups for e in g.explanations if e.code == CODES["tab"])
    assert "\t" not in tab.wrong[0].text
    assert "\n⇥" in tab.wrong[0].text


def test_languages_have_the_same_words() -> None:
    def shape(entry: Any) -> Any:
        return {key: shape(part) for key, part in entry.items()} if isinstance(entry, dict) else ""

    french, english = words("fr"), words("en")
    for part in ("page", "groups"):
        assert shape(french.entry(part)) == shape(english.entry(part))
    for rule in CODES:
        kinds = [
            (entry["kind"], entry.get("encoding"))
            for entry in (french.entry("rules", rule), english.entry("rules", rule))
        ]
        assert kinds[0] == kinds[1], rule


def test_french_typography() -> None:
    french = words("fr")
    texts = [
        *french.entry("page").values(),
        *(text for group in french.entry("groups").values() for text in group.values()),
        *(rule["why"] for rule in french.entry("rules").values()),
    ]
    for text in texts:
        prose = re.sub(r"`[^`]*`", "x", text)
        assert not re.search(r"(?<!\u202f)[:;!?»]|«(?!\u202f)|\u202f(?![:;!?»])", prose), text
        assert "'" not in prose, text
