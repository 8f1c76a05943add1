"""Figures of two languages are compared by what they say, whatever they are written with."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from agora.content.agreement import Telling, disagreements, misread
from agora.content.figures import Figure, first_figure
from agora.language.quantities import Manner, written_in
from agora.problems.rules import ADVICE, CODES
from agora.text.passages import Passage
from agora.text.reading import read

PAIRS = Path(__file__).resolve().parents[2] / "shared" / "texts" / "pairs"
"""Official translations, which nobody here wrote."""

needs_pairs = pytest.mark.skipif(not PAIRS.is_dir(), reason="the real texts are not here")


def telling(text: str, language: str) -> Telling:
    return Telling(language, read(text).passages)


def figures_of(text: str, language: str) -> list[Figure]:
    return list(telling(text, language).figures)


def values(text: str, language: str) -> list[str]:
    """What the figures of a text say, those in names left out."""
    return [figure.value for figure in figures_of(text, language) if figure.manner != Manner.LOOSE]


def rules(french: str, english: str) -> list[str]:
    found = disagreements(telling(french, "fr"), telling(english, "en"))
    return [disagreement.rule for disagreement in found]


SAYINGS = {
    # Thousands and decimals, with every kind of space.
    "40000": {
        "fr": ["40 000", "40\u00a0000", "40\u202f000", "40\u2009000", "40000", "40&nbsp;000"],
        "en": ["40,000", "40 000", "40\u2009000", "40000", "40&#8239;000", "40  000"],
    },
    "1.5": {"fr": ["1,5", "1.5", "1,50"], "en": ["1.5", "1.50"]},
    "1234567.8": {"fr": ["1 234 567,8", "1234567,8"], "en": ["1,234,567.8", "1 234 567.8"]},
    # Words.
    "21": {
        "fr": ["21", "vingt et un", "vingt-et-un", "21e", "XXIe", "vingt et unième"],
        "en": ["21", "twenty-one", "21st", "twenty-first", "Twenty‑one"],
    },
    "205": {"fr": ["205", "deux cent cinq"], "en": ["205", "two hundred and five"]},
    "12": {"fr": ["12", "douze", "12e", "XIIe"], "en": ["12", "twelve", "12th", "twelfth"]},
    # Millions and milliards.
    "12400000": {
        "fr": ["12,4 millions", "12 400 000", "12,4\u00a0M€", "12,4 MDH"],
        "en": ["12.4 million", "12,400,000", "12 400 000", "$12.4M", "$12.4m", "12.4 Million"],
    },
    "1000000": {"fr": ["1 million", "1 000 000"], "en": ["1 million", "1,000,000", "1 000 000"]},
    "3000000000": {
        "fr": ["3 milliards", "trois milliards", "3 Md€"],
        "en": ["3 billion", "three billion", "€3bn"],
    },
    "2000000000000": {"fr": ["2 billions", "2000 milliards"], "en": ["2 trillion"]},
    # Percentages.
    "15 %": {
        "fr": ["15 %", "15%", "15&nbsp;%", "15 pour cent", "quinze pour cent"],
        "en": ["15%", "15 percent", "15 per cent", "fifteen per cent"],
    },
    # Times.
    "17:00": {"fr": ["17 h", "17h", "17h00", "17 heures", "17:00"], "en": ["5:00 pm", "5 p.m."]},
    "2:10": {"fr": ["2h10", "2 h 10", "2 heures 10"], "en": ["2 hours 10 minutes", "2:10"]},
    "0:30": {"fr": ["0 h 30", "00:30"], "en": ["12:30 am"]},
    # Quarters of a year.
    "quarter 3": {
        "fr": ["3e trimestre", "troisième trimestre"],
        "en": ["3rd quarter", "third quarter"],
    },
}
"""By value, the ways in which the languages write it."""


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (value, language, written)
        for value, by_language in SAYINGS.items()
        for language, all_written in by_language.items()
        for written in all_written
    ],
)
def test_a_figure_has_one_value(value: str, language: str, written: str) -> None:
    before, after = {"fr": ("Voici", "du pont."), "en": ("There it is,", "of it.")}[language]
    (found,) = figures_of(f"{before} {written} {after}", language)
    assert value in found.values


DATES = {
    "fr": ["31 décembre 2023", "31 déc. 2023", "31.12.2023", "31/12/2023", "2023-12-31"],
    "en": ["December 31, 2023", "31 December 2023", "Dec 31st, 2023", "12/31/2023", "31/12/2023"],
}


@pytest.mark.parametrize(
    ("language", "written"), [(language, date) for language in DATES for date in DATES[language]]
)
def test_a_date_is_a_day_a_month_and_a_year(language: str, written: str) -> None:
    assert sorted(values(f"({written})", language)) == ["2023", "31", "month 12"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de 2019 à 2021", ["2019", "2021"]),
        ("2019-2021", ["2019", "2021"]),
        ("2019–21", ["2019", "2021"]),
        ("de 5 à 10 millions", ["5000000", "10000000"]),
        ("de 5 à 10 %", ["5 %", "10 %"]),
        ("entre 9 et 17 h", ["9:00", "17:00"]),
        ("1/4", ["1", "4"]),
        ("1 participant sur 4", ["1", "4"]),
        ("deux ou trois, quatre et cinq", ["2", "3", "4", "5"]),
        ("3 MW et 15 kg, 5km", ["3", "15", "5"]),
        ("USD 500, 5 $, $5, 12 DH", ["500", "5", "5", "12"]),
        ("un pont, une rive, l’un d’eux", []),
        ("le 1er mai, en mai", ["1", "month 5"]),
        ("post-2015", ["2015"]),
        ("2.1.3", []),
    ],
)
def test_figures_stand_beside_each_other(text: str, expected: list[str]) -> None:
    assert values(text, "fr") == expected


NAMES = [
    *(
        "la ligne T3",
        "le CO2",
        "la 5G",
        "une 2FA",
        "le COVID-19",
        "Covid-19",
        "la RN11",
        "la RN 11",
    ),
    *(
        "ISO 37120",
        "ISO/IEC 27001",
        "un A380",
        "Étape 1",
        "Step 2",
        "Phases 1 et 2",
        "n° 4",
        "no. 4",
    ),
    *("Q3", "+212 5 22 48 00 00", "05 22 48 00 00", "(613) 555-0123", "1-800-555-0123"),
    *("le pont[^1]", "les quais[^2][^12b]"),
    *("## 1. Le pont", "## 2.1 Le pont", "**3) Le pont**", "1. un\n2. deux", "le (1) et le (2)"),
    *(
        "https://agence.example.org/2019/08/30",
        "mai est un verbe",
        "deux ponts, vingt et une rives",
    ),
]


@pytest.mark.parametrize("text", NAMES)
def test_names_and_what_is_counted_off_need_no_source(text: str) -> None:
    assert first_figure(read(text).passages) is None


@pytest.mark.parametrize("text", NAMES)
def test_names_need_not_stand_in_another_language(text: str) -> None:
    passages = telling(text, "fr").passages
    found = disagreements(Telling("fr", passages), telling("Un pont.", "en"))
    assert [each.rule for each in found] == []


def test_the_first_figure_has_its_place() -> None:
    text = "## 1. Le pont\n\nLa **5G** coûte 12&nbsp;000 dirhams."
    found = first_figure(read(text).passages)
    assert found == ("12\u00a0000", text.index("12&"))


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le pont a 40 000 visiteurs par jour.", "The bridge has 40 000 visitors a day."),
        ("Ouvert de 8 h à 17 h 30.", "Open from 8 am to 5:30 pm."),
        ("Ouvert de 8 h à 17 h.", "Open from 8:00 to 5:00."),
        ("Il faut 24 h.", "It takes 24 hours."),
        ("Le 1er juin 2021, deux ponts.", "On June 1st, 2021, both bridges."),
        ("Une dizaine d’agents, 1 sur 4 à midi.", "10 agents, one in four at 12:00."),
        ("Au XXIe siècle.", "In the 21st century."),
        ("Au 3e trimestre 2020.", "In Q3 2020."),
        ("En 2019-2021.", "In 2019–21."),
        ("Les années 1990.", "The 1990s."),
        ("La moitié.", "50 percent."),
        ("Le RN 11, la RN11.", "The N11 and RN 11."),
        ("En 2020, puis 2021.", "First 2021. In 2020, though, and again in 2020."),
        ("Un premier bac, le second pont.", "A ferry, a bridge."),
        ("Trois étapes, donc.", "Thus."),
        ("Le 05/06/2023.", "On 06/05/2023."),
        ("Le 05/06/2023.", "On 5 June 2023."),
        ("Un million et 3,5 milliards.", "1 million and 3.5 billion."),
        ("12 400 000 personnes.", "12.4 million people."),
        ("- 1,5 km de quais\n- 2,5 MW", "- 1.5 km of quays\n- 2.5 MW"),
    ],
)
def test_ways_of_writing_are_no_contradiction(french: str, english: str) -> None:
    assert rules(french, english) == []


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("Il a 40 000 visiteurs.", "It has 41,000 visitors.", "figure-differs"),
        ("Il coûte 3 millions.", "It costs 3 billion.", "figure-differs"),
        ("En 2019, puis en 2020.", "In 2020, then in 2020.", "figure-differs"),
        ("Il a 5 arches.", "It has six arches.", "figure-differs"),
        ("Il a vingt et une arches.", "It has twenty-two arches.", "figure-differs"),
        ("Le 7 juin.", "On June 9.", "figure-differs"),
        ("Le 7 juin.", "On July 7.", "figure-differs"),
        ("À 17 h.", "At 6 pm.", "figure-differs"),
        ("De 15 %.", "By 51%.", "figure-differs"),
        ("Il mesure 1,5 km.", "It is long.", "figure-missing"),
        ("En 2019.", "In spring.", "figure-missing"),
        ("Il a 5 arches.", "It has arches.", "figure-form"),
        ("Il y en a 25,000.", "There are 25,000.", "figure-form"),
        ("Il y en a 25.000.", "There are 25,000.", "figure-form"),
        ("À 15 %.", "At 15.", "figure-form"),
        ("## A\n\n2019\n\n## B\n\nRien.", "## A\n\nNone.\n\n## B\n\n2019", "figure-moved"),
    ],
)
def test_what_is_a_contradiction_and_what_may_be(french: str, english: str, expected: str) -> None:
    assert rules(french, english) == [expected]


@pytest.mark.parametrize(
    ("written", "language", "other", "right"),
    [
        ("25,000", "fr", "25,000", ("25\u202f000", ",")),
        ("25.000", "fr", "25,000", ("25\u202f000", ",")),
        ("1.500", "en", "1 500", ("1,500", ".")),
    ],
)
def test_the_marks_of_another_language_are_named(
    written: str, language: str, other: str, right: tuple[str, str]
) -> None:
    (one,) = figures_of(written, language)
    (two,) = figures_of(other, "fr" if language == "en" else "en")
    assert misread(one, two) is misread(two, one) is one
    assert written_in(one.foreign or "", language) == right


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("٤٠٬٠٠٠ و ١٫٥", "ar", ["40000", "1.5"]),
        ("40,000 في 31 ديسمبر 2023", "ar", ["40000", "31", "month 12", "2023"]),
        ("40.000 und 1,5 am 31. Dezember", "de", ["40000", "1.5", "31"]),
    ],
)
def test_languages_without_words_have_their_marks(
    text: str, language: str, expected: list[str]
) -> None:
    assert values(text, language) == expected


NUMBERS = st.decimals(0, 10**9, places=2).map(lambda number: number.normalize())
WRITTEN_IN = {"fr": ["fr", "fr_CH"], "en": ["en", "en_ZA"]}
"""Locales whose ways of writing numbers are read in a language."""


@given(NUMBERS, st.sampled_from([(key, form) for key in WRITTEN_IN for form in WRITTEN_IN[key]]))
def test_a_number_has_the_value_that_it_was_written_for(
    number: Decimal, form: tuple[str, str]
) -> None:
    language, locale = form
    written = format_decimal(number, locale=locale, decimal_quantization=False)
    (found,) = figures_of(f"= {written} ;", language)
    assert found.value == f"{number:f}"
    assert found.written == written


@given(
    st.text("0123456789 .,:/-–%hkMeQXIVT()\u00a0\u202famp\n", max_size=60),
    st.sampled_from(["fr", "en", "ar"]),
)
def test_a_text_agrees_with_itself(text: str, language: str) -> None:
    passages = [Passage(line, ((0, 0),), 0) for line in text.split("\n")]
    one, other = Telling(language, passages), Telling(language, passages)
    assert list(disagreements(one, other)) == []
    for figure in one.figures:
        assert figure.written in passages[figure.passage].text


@pytest.mark.parametrize(
    "piece", ["1", "1 234 ", ",1", "1-", "12:", "(1", "#1", "vingt et ", "[1](a) "]
)
def test_a_long_text_is_read_to_its_end(piece: str) -> None:
    passage = Passage(piece * 5_000, ((0, 0),), 0, 0, tuple((n, n + 1, "a") for n in range(5_000)))
    one, other = (Telling(language, (passage,)) for language in ("fr", "en"))
    for found in disagreements(one, other):
        assert found.rule == "figure-form"


def pairs() -> Iterator[tuple[str, dict[str, str]]]:
    """The number of each pair, and its texts by language."""
    for path in sorted(PAIRS.glob("*.fr.md")):
        number = path.name.partition(".")[0]
        names = {language: f"{number}.{language}.md" for language in ("fr", "en")}
        yield number, {key: (PAIRS / name).read_text("utf-8") for key, name in names.items()}


Broken: TypeAlias = set[tuple[str, str | None, str | None]]


def errors(french: Telling, english: Telling) -> Broken:
    """The rules that two texts break, but those of advice, and the values that break them."""
    return {
        (rule, ours.value if ours else None, theirs.value if theirs else None)
        for rule, ours, theirs in disagreements(french, english)
        if not CODES[rule].startswith(ADVICE)
    }


@needs_pairs
def test_official_translations_are_refused_rightly() -> None:
    refused: dict[str, Broken] = {}
    for number, texts in pairs():
        if found := errors(*(telling(texts[language], language) for language in ("fr", "en"))):
            refused[number] = found
    assert refused == {
        # The years of a school are counted otherwise in each language.
        "32": {("figure-differs", "2", "8.5"), ("figure-differs", "3", "9")},
        # A share in one language is a ratio in the other, and not the same.
        "37": {("figure-missing", "20 %", None)},
    }


def changed(written: str) -> Iterator[tuple[str, str]]:
    """A figure with another digit, another year, another unit, and which of these it is."""
    for at, digit in enumerate(written):
        if digit.isdecimal():
            yield "digit", f"{written[:at]}{(int(digit) + 3) % 9 + 1}{written[at + 1 :]}"
    if re.fullmatch(r"(19|20)\d\d", written):
        yield "year", str(int(written) + 1)
    for one, other in (("million", "billion"), ("milliard", "million"), ("million", "milliard")):
        if one in written:
            yield "unit", written.replace(one, other)


def in_digits(text: Telling) -> Counter[tuple[int, str]]:
    """How often each figure stands in each passage in digits."""
    return Counter(
        (figure.passage, figure.value) for figure in text.figures if figure.manner == Manner.DIGITS
    )


def contradictions(texts: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """What is changed, and two texts with that change to one of the figures that stand in both."""
    tellings = {language: telling(text, language) for language, text in texts.items()}
    french, english = in_digits(tellings["fr"]), in_digits(tellings["en"])
    shared = {place for place, count in french.items() if english[place] == count}
    for language, text in texts.items():
        for figure in tellings[language].figures:
            start, end = figure.offset, figure.offset + len(figure.written)
            is_shared = (figure.passage, figure.value) in shared and text[
                start:end
            ] == figure.written
            if is_shared and figure.manner == Manner.DIGITS:
                for what, said in changed(figure.written):
                    yield what, {**texts, language: text[:start] + said + text[end:]}


@needs_pairs
def test_planted_contradictions_are_found() -> None:
    planted: dict[str, list[dict[str, str]]] = {"digit": [], "year": [], "unit": []}
    for number, both in pairs():
        if number not in ("32", "37"):  # these are refused as they are
            for what, texts in contradictions(both):
                planted[what].append(texts)
    chance = random.Random(19)
    chosen = [
        texts
        for what, count in {"digit": 20, "year": 10, "unit": 10}.items()
        for texts in chance.sample(planted[what], count)
    ]
    found = [errors(telling(texts["fr"], "fr"), telling(texts["en"], "en")) for texts in chosen]
    assert sum(map(bool, found)) == 40
