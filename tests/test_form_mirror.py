"""The form says and writes what `agora check` and `agora new` do: its modules, run by Node."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agora.authoring.rewriting import mended
from agora.authoring.scaffold import propose_slug
from agora.form.data import RULES
from agora.form.view import form
from agora.language.similar import most_similar
from agora.language.slugs import slugify
from agora.safety.characters import hidden
from agora.strings import Strings
from building import ROOT
from conftest import Write
from form_cases import (
    LANGUAGES,
    Case,
    answers,
    browser_data,
    cases,
    checked,
    document,
    files,
    load_site,
    said,
)
from mending_cases import CHARACTERS, FRENCH, HEADINGS, LINKS, LISTS, PASTED_SOUP
from node import Mirror, mirror

CASES = cases()
messages = {language: Strings.load(language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def script() -> Iterator[Mirror]:
    with mirror() as script:
        yield script


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return browser_data(tmp_path_factory.mktemp("around"))


def in_order(problems: list[dict[str, str]]) -> list[dict[str, str]]:
    """`agora check` tells problems in the order of their places, the form in its own."""
    return sorted(problems, key=lambda problem: json.dumps(problem, sort_keys=True))


def told(problems: list[dict[str, str]]) -> list[dict[str, str]]:
    """What the form tells, as `said` has it: without the rule, and of a whole field, not a part."""
    keys = ("code", "message", "help", "note")
    return in_order(
        [
            {"field": one["field"].partition(".")[0], **{key: one[key] for key in keys}}
            for one in problems
        ]
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_form_says_and_writes_what_python_does(
    case: Case, script: Mirror, write: Write, around: dict[str, dict[str, Any]]
) -> None:
    found = list(checked(write(files()), case.answers, case.size))
    for language in LANGUAGES:
        file, problems = script("check", case.answers, case.size, around[language])

        assert file == document(case.answers)
        problems = told(problems)
        if case.form is None:
            wanted = [
                said(problem, case.answers, messages[language])
                for problem in found
                if problem.rule in RULES
            ]
            assert problems == in_order(wanted)
        brief = [{key: one[key] for key in ("field", "code", "message")} for one in problems]
        wanted = [
            {"field": row["field"], "code": row["code"], "message": row[language]}
            for row in case.of_form()
        ]
        assert in_order(brief) == in_order(wanted)


PIECES = (
    *(
        "[x](",
        "![",
        "](",
        ")",
        "(",
        "<a href=",
        "<img src='",
        "'",
        '"',
        "SRC = x",
        "[ref]: ",
        "[^1]: ",
    ),
    *(
        "javascript:",
        "https://a.b/",
        "http://c.d",
        "//x.y",
        "mailto:x",
        "quai.md",
        "../axes/social.md",
    ),
    *("&#106;", "&colon;", "%20", "%ff", "<!--", "-->", "{.x}", "`", "```\n", "## ", "-- | --"),
    *("\n", "\n\n", "\t", "\x0b", "\x85", "\xa0", "\u200b", "\u2028", "\u202f", "\ufeff"),
    *(": ", "; ", "! ", "?", "«", "»", "1,5", "31 000", "12 mars 2011", "May 2011", "2h10", "T3"),
    *("\u0663", "\u0131", "\U0001f600"),
)
pieces = st.sampled_from(PIECES)
texts = st.lists(pieces | st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=3)).map(
    "".join
)
# What hides in a text is a problem of its own, which the form does not know: it comes alone.
texts = texts.filter(lambda text: not any(hidden(text)))
# In a name, python-slugify resolves the entities of HTML 4, a browser those of HTML 5.
names = texts.filter(lambda text: "&colon;" not in text)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, dict[str, Any]]]:
    """A site without showcases for each language, and what the form is told of it."""
    sites = {}
    for language in LANGUAGES:
        root = tmp_path_factory.mktemp(language) / "site"
        shutil.copytree(ROOT / "tests" / "site", root)
        sites[language] = (root, dict(form(*load_site(root), messages[language]).data))
    return sites


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(LANGUAGES), texts, texts, names)
def test_whatever_is_typed_the_form_says_and_writes_what_python_does(
    script: Mirror,
    bare: dict[str, tuple[Path, dict[str, Any]]],
    language: str,
    text: str,
    title: str,
    partner: str,
) -> None:
    root, data = bare[language]
    typed = answers(language, {"body": text, "title": title, "partner": [partner, "ONCF"]})

    file, problems = script("check", typed, 0, data)

    known = [problem for problem in checked(root, typed) if problem.rule in RULES]
    assert told(problems) == in_order([said(p, typed, messages[language]) for p in known])
    assert file == document(typed)


def test_names_are_folded_alike(script: Mirror) -> None:
    described, catalog = load_site(ROOT)
    data = form(described, catalog, messages["fr"]).data
    every = [
        *(name for city in catalog.cities.values() for name in city.names.values()),
        *(name for partner in catalog.partners.values() for name in partner.names.values()),
        *(text.title for one in catalog.showcases.values() for text in one.texts.values()),
        *(f"x{chr(code)}y" for code in (*range(0x20, 0x700), *range(0x2000, 0x2400))),
        *("R&amp;D", "&eacute;", "&notes", "l’Œuvre d'Ægir", "ⴰⵎⵓⵔ", "☺", "🌉", "1,234", "Ⅷ½"),
        *("mot " * 30, "x" * 70, "Titre : suite", "12:30 heures", ": suite", "!!!"),
    ]

    folded = script("slugify", every, data)
    proposed = script("propose", every, data)

    assert dict(zip(every, folded, strict=True)) == {name: slugify(name) for name in every}
    assert dict(zip(every, proposed, strict=True)) == {name: propose_slug(name) for name in every}


def test_similar_names_are_found_alike(script: Mirror, around: dict[str, dict[str, Any]]) -> None:
    known = ["Casablanca", "Barcelona", "Barcelone", "Fès", "Safi", "Le Cap", "Paris", "Reykjavik"]
    slips = [
        slip
        for name in known
        for i in range(len(name))
        for slip in (name[:i] + name[i + 1 :], f"{name[:i]}x{name[i:]}", name[:i] + name[i:][::-1])
    ]

    found = script("mostSimilar", slips, known, around["fr"])

    assert found == [most_similar(slip, known) for slip in slips]


PASTED = [
    before.replace("~", "\u202f") for before, _ in chain(FRENCH, CHARACTERS, LISTS, HEADINGS, LINKS)
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_pasted_is_mended_as_by_fix(
    language: str, script: Mirror, around: dict[str, dict[str, Any]]
) -> None:
    unlike = [text for text in PASTED if not is_mended_alike(script, text, language, around)]
    assert unlike == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=PASTED_SOUP)
def test_whatever_is_pasted_is_mended_as_by_fix(
    body: str, script: Mirror, around: dict[str, dict[str, Any]]
) -> None:
    assert is_mended_alike(script, body, "fr", around)


def is_mended_alike(
    script: Mirror, body: str, language: str, around: dict[str, dict[str, Any]]
) -> bool:
    """Whether the form mends as `--fix` does, which takes spaces from the ends of lines as well."""
    text, kinds = mended(body, language)
    found = script("mend", body, language, around["fr"])
    here = [line.rstrip(" \t") for line in found["text"].split("\n")]
    there = [line.rstrip(" \t") for line in text.split("\n")]
    return here == there and set(found["kinds"]) == set(kinds) - {"spaces"}
