"""The strings of the site, and the small functions that words go through."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agora.language import countries
from agora.language.collation import sort_key
from agora.language.direction import direction
from agora.language.similar import most_similar
from agora.language.slugs import LONGEST, is_slug, slugify, term_slug
from agora.pages.urls import parts_of, url
from agora.strings import LOCALES, Strings

LANGUAGES = sorted(path.stem for path in LOCALES.glob("*.yml"))
NOT_WORDS = ("problems", "report", "locale")


def texts(entry: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text below an entry, by dotted key; the forms of a plural share one key."""
    if isinstance(entry, str):
        yield path, entry
    elif set(entry) <= {"zero", "one", "two", "few", "many", "other"}:
        for text in entry.values():
            yield path, text
    else:
        for key, value in entry.items():
            yield from texts(value, f"{path}.{key}".lstrip("."))


def site_texts(language: str) -> list[tuple[str, str]]:
    entries = Strings.load(language).entry()
    return list(texts({k: v for k, v in entries.items() if k not in NOT_WORDS}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_strings(language: str) -> None:
    def shape(language: str) -> dict[str, set[str]]:
        shapes: dict[str, set[str]] = {}
        for key, text in site_texts(language):
            names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            shapes[key] = shapes.get(key, set()) | names
        return shapes

    assert shape(language) == shape("fr")


def test_french_typography() -> None:
    for key, text in site_texts("fr"):
        assert not re.search(r"[^\u202f\s][;!?»]|[^\u202f/s]:(?= |$)|«(?!\u202f)", text), (
            key,
            text,
        )
        assert not re.search(r" [:;!?»]|« ", text), (key, text)
        assert "'" not in text, (key, text)


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("fr", 0, "0 showcase"),
        ("fr", 1, "1 showcase"),
        ("fr", 2, "2 showcases"),
        ("fr", 1200, "1\u202f200 showcases"),
        ("en", 0, "0 showcases"),
        ("en", 1, "1 showcase"),
        ("en", 1200, "1,200 showcases"),
    ],
)
def test_plurals_and_numbers(language: str, n: int, expected: str) -> None:
    assert Strings.load(language)("count.showcases", n=n) == expected


@pytest.mark.parametrize(
    ("language", "end", "expected"),
    [
        ("fr", date(2019, 4, 18), "17–18 avril 2019"),
        ("en", date(2019, 4, 18), "17–18 April 2019"),
        ("en", date(2019, 5, 2), "17 April 2019 – 2 May 2019"),
    ],
)
def test_days_from_one_to_another(language: str, end: date, expected: str) -> None:
    assert Strings.load(language).dates(date(2019, 4, 17), end) == expected


def test_a_language_without_strings(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no xx\.yml in"):
        Strings.load("xx")


def test_a_language_that_cldr_does_not_know_counts_like_english() -> None:
    strings = Strings("qqq", {"n": {"one": "{n} thing", "other": "{n} things"}})
    assert (strings("n", n=1), strings("n", n=2)) == ("1 thing", "2 things")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Société d’Aménagement Zenata", "societe-d-amenagement-zenata"),
        ("الدار البيضاء", "ldr-lbyd"),
        ("!!!", ""),
    ],
)
def test_slugify(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_a_long_name_is_cut_and_stays_apart_from_those_that_begin_alike() -> None:
    name = "建设" * 40
    slug = term_slug(name)
    assert is_slug(slug)
    assert len(slug) <= LONGEST < len(slugify(name))
    assert term_slug(f"{name}局") != slug
    assert term_slug("Aïn Harrouda") == slugify("Aïn Harrouda")


@pytest.mark.parametrize("text", ["a", "pont-2", "1337"])
def test_slugs(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "A", "-a", "a-", "a--b", "é", "a b", "a.fr", "index"])
def test_not_slugs(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("infrastucture", "infrastructure"),
        ("Casabalnca", "Casablanca"),
        ("casablanca ", "Casablanca"),
        ("ecologie", "ecologie"),
        ("tourisme", None),
        ("Sofia", None),
    ],
)
def test_most_similar(name: str, expected: str | None) -> None:
    assert most_similar(name, ["infrastructure", "Casablanca", "ecologie", "Safi"]) == expected


def test_the_closest_of_several_names_wins_whatever_their_order() -> None:
    known = ["Barcelona", "Barcelone"]
    assert most_similar("Barcelonne", known) == most_similar("Barcelonne", known[::-1])


def test_countries_are_those_of_iso_3166() -> None:
    # 249 officially assigned codes, ISO 3166-1:2020.
    assert len(countries.names("fr")) == 249
    assert countries.names("fr")["MA"] == "Maroc"
    assert countries.names("en")["MA"] == "Morocco"
    assert countries.names("qqq") == countries.names("en")


def test_sorting_looks_at_letters_first() -> None:
    assert sorted(["Zenata", "École", "Eau", "« Déchets »", "Dakar"], key=sort_key) == [
        "Dakar",
        "« Déchets »",
        "Eau",
        "École",
        "Zenata",
    ]


@pytest.mark.parametrize(
    ("path", "language", "address"),
    [
        ("index.fr.md", "fr", ""),
        ("index.en.md", "en", "en/"),
        ("axes/index.en.md", "en", "en/axes/"),
        ("showcases/pont.fr.md", "fr", "showcases/pont/"),
    ],
)
def test_addresses(path: str, language: str, address: str) -> None:
    assert url(language, "fr", *parts_of(path, language)) == address


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "ltr"), ("ar", "rtl"), ("ar-MA", "rtl"), ("he", "rtl"), ("pt_BR", "ltr"), ("x", "ltr")],
)
def test_direction(language: str, expected: str) -> None:
    assert direction(language) == expected
