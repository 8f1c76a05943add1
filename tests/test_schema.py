"""The JSON Schema says what `agora check` says, as far as a JSON Schema can say it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from agora.authoring.vocabulary import Vocabulary
from agora.cli import main
from agora.content import json_schema, schema
from agora.content.entries import assemble, read_fields
from agora.content.frontmatter import dump, parse
from agora.content.validation import Known, Validator
from agora.model import Axis
from agora.problems import Problem
from agora.site import Site
from agora.strings import LOCALES
from conftest import ROOT

AXES = {
    key: Axis(key, 1, "#000000", "a/b", {"fr": key}, {"fr": key}, {"fr": key})
    for key in ("infrastructure", "social")
}
DOCUMENT = json_schema.showcase(AXES, (6, 7), "en")
ANY = Draft202012Validator(DOCUMENT)


def original_of(document: dict[str, Any]) -> Draft202012Validator:
    """What holds a file against the definition of an original."""
    registry = Registry().with_resource("urn:showcase", DRAFT202012.create_resource(document))
    return Draft202012Validator({"$ref": "urn:showcase#/$defs/original"}, registry=registry)


ORIGINAL = original_of(DOCUMENT)
DRAFT_7 = Draft7Validator(DOCUMENT)

REFERENCE = {"title": "Le Matin", "url": "https://lematin.ma/"}
ORIGINAL_FIELDS: dict[str, Any] = {
    "title": "Pont Hassan II",
    "summary": "Un pont qui rapproche les deux rives du fleuve.",
    "axis": "infrastructure",
    "partner": "Agence du Bouregreg",
    "city": "Rabat",
}
EVERYTHING = ORIGINAL_FIELDS | {
    "country": "MA",
    "year": 2012,
    "status": "running",
    "edition": 7,
    "tags": ["pont", "fleuve"],
    "image": {"file": "Pont.JPG", "alt": "Le pont", "credit": "Agence"},
    "links": [REFERENCE],
    "sources": [REFERENCE, REFERENCE],
    "aliases": ["vieux-pont"],
}


def problems_of(fields: dict[str, Any], *, as_original: bool) -> list[Problem]:
    """What `agora check` says of the front matter of one file, or of one that is the original."""
    problems: list[Problem] = []
    # What stands twice in a document is two things, of which YAML would else make an alias.
    document = parse(dump(json.loads(json.dumps(fields)), ""), "x.fr.md", problems)
    assert document is not None
    validator = Validator(Known(AXES, {6, 7}, ("fr", "en")), problems)
    file = read_fields(document, "fr", validator)
    if as_original:
        assemble("x", [file], validator, problems)
    # Whether the parts of a picture may be missing depends on the other files.
    return [p for p in problems if p.rule not in ("missing-file", "missing-alt")]


def assert_agreement(fields: dict[str, Any]) -> None:
    rules = [problem.rule for problem in problems_of(fields, as_original=False)]
    errors = [error.message for error in ANY.iter_errors(fields)]
    assert bool(errors) == bool(rules), (fields, rules, errors)
    assert DRAFT_7.is_valid(fields) == ANY.is_valid(fields)
    rules = [problem.rule for problem in problems_of(fields, as_original=True)]
    errors = [error.message for error in ORIGINAL.iter_errors(fields)]
    assert bool(errors) == bool(rules), (fields, rules, errors)


@pytest.mark.parametrize("language", sorted(path.stem for path in LOCALES.glob("*.yml")))
def test_it_is_a_schema_and_describes_every_field(language: str) -> None:
    document = json_schema.showcase(AXES, (6, 7), language)
    Draft202012Validator.check_schema(document)
    Draft7Validator.check_schema(document)
    assert list(document["properties"]) == list(schema.FIELDS)
    for name, described in document["properties"].items():
        assert described["title"], name
        assert described["description"], name
        assert "{" not in described["description"], name


def test_the_examples_are_valid() -> None:
    for name, described in DOCUMENT["properties"].items():
        for example in described["examples"]:
            assert list(Draft202012Validator(described).iter_errors(example)) == [], name


@pytest.mark.parametrize("as_draft", [ANY, ORIGINAL, DRAFT_7])
def test_what_is_well_is_well(as_draft: Any) -> None:
    assert list(as_draft.iter_errors(EVERYTHING)) == []


LONG = "x" * 40
VALUES: dict[str, list[Any]] = {
    "axis": ["tourisme", "Social", "", None, 7, ["social"]],
    "partner": ["", [], [""], ["a"] * 8, ["a"] * 9, "x" * 121, [["a"]], {"a": "b"}, 1337],
    "city": ["x" * 80, "x" * 81, "", ["Rabat"], 12],
    "country": ["ma", "XX", "NO", "", None, "Maroc", 12],
    "year": [1799, 1800, 2100, 2101, 12, "", None, [2012], "vers 2012"],
    "status": ["running", "done", "", None, 1],
    "edition": [6, 8, "", None, "septième"],
    "tags": [None, "a", ["a"] * 8, ["a"] * 9, ["x" * 40], ["x" * 41], [None], []],
    "image": [
        None,
        "",
        "rame.jpg",
        [],
        {},
        {"file": "a/b.jpg"},
        {"file": "..jpg"},
        {"file": "a\\b.jpg"},
        {"file": "rame.gif"},
        {"file": "rame.WebP"},
        {"file": ""},
        {"alt": "x" * 300},
        {"alt": "x" * 301},
        {"alt": ""},
        {"credit": ""},
        {"credit": "x" * 121},
        {"src": "x"},
    ],
    "links": [
        None,
        "",
        [],
        "x",
        {},
        [REFERENCE] * 20,
        [REFERENCE] * 21,
        [{"title": "x"}],
        [{"url": "https://a.example"}],
        [REFERENCE | {"x": "y"}],
        [REFERENCE | {"title": "x" * 201}],
        ["x"],
        *(
            [{**REFERENCE, "url": url}]
            for url in [
                "http://a.example",
                "HTTPS://a.example?x#y",
                "https://a.example:80/é",
                "ftp://a.example",
                "https://",
                "https:///x",
                "https://a b",
                "https://u@a.example",
                "https://a.example/" + "x" * 1982,
                "https://a.example/" + "x" * 1983,
                "a.example",
                "",
                None,
            ]
        ),
    ],
    "sources": [[REFERENCE] * 40, [REFERENCE] * 41],
    "aliases": ["a", ["a-b", "c1"], "A", "a--b", "-a", "index", ["x" * 80], ["x" * 81], []],
}
"""What a field may be given, and what it may not."""
CASES: list[dict[str, Any]] = [
    {},
    {"title": "x"},
    {"title": None, "summary": LONG},
    {"title": " ", "summary": LONG},
    {"title": 1337, "summary": LONG},
    {"title": True, "summary": LONG},
    {"title": "x" * 90, "summary": "x" * 220},
    {"title": "x" * 91, "summary": LONG},
    {"title": "x", "summary": "x" * 39},
    {"title": "x", "summary": "x" * 221},
    {"title": ["x"], "summary": LONG},
    {"title": {"x": "y"}, "summary": LONG},
    {"titel": "x", "title": "x", "summary": LONG},
    *(ORIGINAL_FIELDS | {name: value} for name, values in VALUES.items() for value in values),
    *({k: v for k, v in ORIGINAL_FIELDS.items() if k != name} for name in ORIGINAL_FIELDS),
]


@pytest.mark.parametrize("fields", CASES, ids=lambda fields: json.dumps(fields)[:60])
def test_schema_and_check_agree(fields: dict[str, Any]) -> None:
    assert_agreement(fields)


# Texts on one line and trimmed: a schema counts the characters of what is written, `agora check`
# those of what is read. No text that is a number, of which a schema would say that it is none.
words = st.text(
    st.characters(categories=("L", "P", "S"), exclude_characters="\\"), min_size=1, max_size=50
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 3000) | words | st.just("") | st.just(" "),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "x"]), inner)
    ),
    max_leaves=4,
)
addresses = st.from_regex(r"(https?|HTTP|ftp)?(://)?[a-z.]{0,9}(/[a-z?#@é]{0,5})?", fullmatch=True)
references = st.fixed_dictionaries({}, optional={"title": anything, "url": addresses | anything})
pictures = st.from_regex(r"[a-z./]{0,5}\.(jpg|PNG|gif|avif|jpeg|Webp)", fullmatch=True)
strategies: dict[str, st.SearchStrategy[Any]] = {
    "title": words,
    "summary": words.map(lambda text: text * 3),
    "axis": st.sampled_from([*AXES, "tourisme"]),
    "partner": words | st.lists(words, max_size=9),
    "city": words,
    "country": st.sampled_from(["MA", "NO", "UK", "ma"]),
    "year": st.integers(1790, 2110),
    "status": st.sampled_from([*schema.STATUSES, "done"]),
    "edition": st.sampled_from([5, 6, 7]),
    "tags": words | st.lists(words, max_size=9),
    "image": st.fixed_dictionaries(
        {}, optional={"file": pictures | anything, "alt": anything, "credit": anything}
    ),
    "links": st.lists(references, max_size=3),
    "sources": st.lists(references, max_size=3),
    "aliases": st.from_regex(r"[a-z0-9-]{0,6}x", fullmatch=True) | st.lists(words, max_size=2),
}


def test_there_is_a_strategy_for_every_field() -> None:
    assert list(strategies) == list(schema.FIELDS)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.fixed_dictionaries({}, optional={n: s | anything for n, s in strategies.items()}),
    st.sets(st.sampled_from(sorted(schema.FIELDS)), max_size=3),
)
def test_schema_and_check_agree_whatever_is_written(
    fields: dict[str, Any], replaced: set[str]
) -> None:
    # Mostly sound, so that what is wrong is not always the same.
    assert_agreement(EVERYTHING | {name: fields.get(name) for name in replaced})
    assert_agreement(fields)


def real_files() -> list[Path]:
    return sorted((ROOT / "showcases").glob("*.md"))


def test_the_real_showcases_are_valid() -> None:
    vocabulary = Vocabulary.read(Site.read(ROOT / "mkdocs.yml"))
    document = json_schema.showcase(vocabulary.axes, vocabulary.editions, "fr")
    originals = 0
    for path in real_files():
        fields = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
        if set(schema.ORIGINAL_MARKS) <= fields.keys():
            originals += 1
            assert original_of(document).is_valid(fields), path
        assert list(Draft202012Validator(document).iter_errors(fields)) == [], path
    assert 0 < originals < len(real_files())


def test_the_command_prints_the_schema_of_the_site(
    small_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(small_site)
    assert main(["schema", "--lang", "fr"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["properties"]["axis"]["enum"] == ["infrastructure", "social"]
    assert printed["properties"]["edition"]["anyOf"][0]["enum"] == [6, 7]
    assert printed["properties"]["title"]["title"] == "Titre"
    site = Vocabulary.read(Site.read(small_site / "mkdocs.yml"))
    assert printed == json_schema.showcase(site.axes, site.editions, "fr")
