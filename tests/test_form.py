"""The form on the page "Contribute", as far as it is made in Python."""

from __future__ import annotations

import json
import re

import pytest

from agora.content import schema
from agora.form.data import RULES
from agora.form.ecmascript import javascript
from agora.form.view import LEFT_OUT, Form, form
from agora.problems.rules import CODES
from agora.strings import LOCALES, Strings
from conftest import Write
from form_cases import (
    LANGUAGES,
    Case,
    cases,
    checked,
    document,
    files,
    load_site,
    rewrite,
    said,
    table,
)

CASES = cases()
messages = {language: Strings.load(language) for language in LANGUAGES}

NOT_IN_A_FORM = {
    "the form names and writes the file": {
        *("language", "two-files", "unexpected-file", "symbolic-link", "stray-folder"),
        *("not-a-picture", "not-utf8", "empty-file", "missing-image"),
        *("other-format", "damaged-picture", "too-many-pixels", "special-file", "hidden-file"),
        *("file-name", "twin-file", "too-many-files", "large-text"),
    },
    "the form writes the front matter": {
        *(rule for rule, code in CODES.items() if code.startswith("AG2")),
        *("unknown-key", "list-for-text", "mapping-for-text", "text-for-list"),
        *("mapping-for-list", "text-for-mapping", "list-for-mapping"),
    },
    "it takes lists of elements, the ids of a page, Unicode's tables or a measure of work": {
        *("html-element", "html-attribute", "needless-element", "needless-attribute"),
        *("swallowed-text", "word-leftover", "broken-anchor", "hidden-address"),
        *("lookalike-address", "hidden-character", "lookalike", "too-deep", "slow-text"),
    },
    "the form offers a list to choose from": {"choice", "unknown-axis", "country"},
    "the form does not ask for it": {"unknown-edition", "slug-value"},
    "the form writes one file, the original": {
        *("no-original", "two-originals", "disagreement", "misplaced-fact", "name-count"),
        *("figure-differs", "figure-missing", "figure-moved", "figure-form"),
    },
    "it takes the parser of Markdown, which comes with the text": {"markdown-in-field"},
    "nobody merges what is typed here": {"conflict-marker"},
    "it is about the data of the site": {
        rule for rule, code in CODES.items() if code.startswith("AG9")
    },
}


def by_name(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_check_says_what_the_table_expects(
    case: Case, write: Write, request: pytest.FixtureRequest
) -> None:
    root = write(files())
    found = list(checked(root, case.answers, case.size))
    told = [
        {
            "field": said(problem, case.answers, messages["en"])["field"],
            "code": problem.code,
            **{key: said(problem, case.answers, messages[key])["message"] for key in LANGUAGES},
        }
        for problem in found
    ]
    if request.config.getoption("--update-golden"):
        row = next(row for row in table()["cases"] if row["name"] == case.name)
        row["expected"] = told
        rewrite(table()["cases"])
    else:
        assert told == case.expected


def test_the_site_around_the_table_is_sound(write: Write) -> None:
    load_site(write(files()))


def test_the_form_differs_from_check_only_where_an_original_is_wanted() -> None:
    different = [case for case in CASES if case.form is not None]
    assert [CODES["no-original"]] * len(different) == [
        case.expected[0]["code"] for case in different
    ]
    assert len(different) == 1


def test_every_rule_is_met_in_the_table_or_cannot_be() -> None:
    codes = {said["code"] for case in CASES for said in case.of_form()}
    assert {rule for rule in CODES if CODES[rule] in codes} == set(RULES)
    for reason, rules in NOT_IN_A_FORM.items():
        assert not rules & set(RULES), reason
    assert set(CODES) - set(RULES) == set().union(*NOT_IN_A_FORM.values())


def test_every_field_is_asked_for_or_left_out(described: dict[str, Form]) -> None:
    asked = {name.partition(".")[0] for name in described["fr"].inputs}
    assert asked == schema.FIELDS.keys() - LEFT_OUT
    parts = {f"image.{part.name}" for part in schema.IMAGE.fields}
    assert parts <= described["fr"].inputs.keys()


@pytest.fixture
def described(write: Write) -> dict[str, Form]:
    """The form of the small site in both languages."""
    site, catalog = load_site(write(files()))
    return {language: form(site, catalog, messages[language]) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_inputs_are_those_of_the_schema(described: dict[str, Form], language: str) -> None:
    inputs = described[language].inputs
    for field in schema.SHOWCASE:
        if field.name in inputs:
            one = inputs[field.name]
            assert one.required == field.required
            match field.type:
                case schema.Text(_, longest):
                    assert one.longest == longest
                    assert str(longest) in one.limits
                case schema.Choice(options):
                    assert tuple(option.value for option in one.options) == options
                case schema.ListOf(_, most):
                    assert one.kind == "list"
                    assert str(most) in one.limits
    assert len(inputs["country"].options) == 249
    assert [option.value for option in inputs["axis"].options] == ["infrastructure", "social"]


def test_suggestions_are_in_the_language_of_the_page(described: dict[str, Form]) -> None:
    cities = {
        language: [city.value for city in described[language].cities] for language in LANGUAGES
    }
    assert cities["fr"] == ["Barcelone", "Casablanca", "Rabat", "Tripoli", "Tripoli"]
    assert cities["en"] == ["Barcelona", "Casablanca", "Rabat", "Tripoli", "Tripoli"]
    assert described["fr"].partners == ("Casa Transports", "Tile Guild")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_browser_is_given_is_json(described: dict[str, Form], language: str) -> None:
    data = json.loads(json.dumps(described[language].data))
    assert data["problems"]["missing"]["code"] == "AG302"
    assert data["showcases"] == ["quai", "tuiles"]
    assert data["aliases"] == ["ancien-quai"]
    assert "axes/social" in data["pages"]
    assert [city["slug"] for city in data["unlisted"]] == ["zagora"]


def test_languages_have_the_same_strings_and_french_its_spaces() -> None:
    def texts(entry: object, path: str = "") -> dict[str, str]:
        if isinstance(entry, str):
            return {path: entry}
        assert isinstance(entry, dict), path
        return {
            key: text
            for name, inner in entry.items()
            for key, text in texts(inner, f"{path}/{name}").items()
        }

    french, english = (
        texts(Strings.load(language, [LOCALES / "form"]).entry()) for language in LANGUAGES
    )
    assert french.keys() == english.keys()
    for key, text in french.items():
        assert set(re.findall(r"\{[\w-]+\}", text)) == set(re.findall(r"\{[\w-]+\}", english[key]))
        if not key.endswith("/en"):
            assert not re.search(r"[^\u202f\s][;!?»](?!\w)|[^\u202f]:(?= |$)|«(?!\u202f)", text), (
                key
            )
            assert not re.search(r" [:;!?»]|« ", text), key
            assert "'" not in text, key


@pytest.mark.parametrize("pattern", [r"(?>a)", r"\W", r"(?i:a)", r"(a)++", r"a?+"])
def test_a_pattern_without_translation_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="no translation for"):
        javascript(re.compile(pattern))


def test_a_document_of_the_table_is_one_that_agora_new_writes() -> None:
    (sound,) = (case for case in CASES if case.name == "every field said")
    assert document(sound.answers).startswith('---\ntitle: "Pont Hassan II"\nsummary: "')
