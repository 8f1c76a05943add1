"""What `agora new` and the web form write: one format, and nothing lost on the way back."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agora.authoring.scaffold import Answers, Image, propose_slug, write
from agora.content import schema
from agora.content.entries import read_fields
from agora.content.frontmatter import Document, parse
from agora.content.schema import PICTURE_SUFFIXES, STATUSES
from agora.content.validation import Known, Validator
from agora.model import Reference
from agora.problems import Problem
from agora.safety.characters import hidden
from agora.safety.lookalikes import lookalikes
from agora.text.lines import words_of

KNOWN = Known({"services": "", "no": ""}, {6: "", 7: ""}, ("fr", "en"))

ANSWERS = Answers(
    title='Le "tram" : une ligne #1',
    summary="Une ligne qui relie les quartiers éloignés au centre de la ville.",
    axis="services",
    partner=("Casa Transports", "RATP Dev Casablanca"),
    city="Casablanca",
    country="MA",
    year=2023,
    status="running",
    edition=7,
    tags=("mobilité",),
    image=Image("rame.jpg", "Une rame devant la gare", "Casa Transports"),
    links=(Reference("Le site", "https://www.example.org/?a=b#c"),),
    sources=(Reference("Une", "https://a.example.org"), Reference("Deux", "http://b.example.org")),
    aliases=("ancien", "plus-ancien"),
    language="fr",
    body="\n\n## Le problème\r\n\r\nTexte.\r\n\n\n",
)

WRITTEN = """\
---
title: "Le \\"tram\\" : une ligne #1"
summary: "Une ligne qui relie les quartiers éloignés au centre de la ville."
axis: services
partner: ["Casa Transports", "RATP Dev Casablanca"]
city: "Casablanca"
country: MA
year: 2023
status: running
edition: 7
tags: "mobilité"
image:
  file: "rame.jpg"
  alt: "Une rame devant la gare"
  credit: "Casa Transports"
links:
  - title: "Le site"
    url: "https://www.example.org/?a=b#c"
sources:
  - title: "Une"
    url: "https://a.example.org"
  - title: "Deux"
    url: "http://b.example.org"
aliases: [ancien, plus-ancien]
---

## Le problème

Texte.
"""


def test_answers_are_the_fields_of_the_schema() -> None:
    names = [field.name for field in fields(Answers)]
    assert names == [*schema.FIELDS, "language", "body"]
    assert [field.name for field in fields(Image)] == [f.name for f in schema.IMAGE.fields]


def test_the_format() -> None:
    assert write(ANSWERS) == WRITTEN


@pytest.mark.parametrize(
    ("answers", "written"),
    [
        (Answers(), "---\n---\n"),
        (Answers(title=" deux \t\r\n lignes\u00a0: "), '---\ntitle: "deux lignes\u00a0:"\n---\n'),
        (Answers(image=Image(alt="Une rame")), '---\nimage:\n  alt: "Une rame"\n---\n'),
        (Answers(image=Image()), "---\n---\n"),
        (Answers(links=(Reference("", ""),)), "---\n---\n"),
        (Answers(aliases=("ancien",)), "---\naliases: ancien\n---\n"),
        (Answers(aliases=("null",)), '---\naliases: "null"\n---\n'),
        (Answers(axis="a: b", city="x"), '---\naxis: "a: b"\ncity: "x"\n---\n'),
        (
            Answers(title="\u2028\ufeff\x85\ud800"),
            '---\ntitle: "\\u2028\\ufeff\\u0085\\ud800"\n---\n',
        ),
    ],
)
def test_what_is_left_out_and_what_is_escaped(answers: Answers, written: str) -> None:
    assert write(answers) == written


# Whatever a text may hold, on one line and trimmed; surrogates are no characters, and what nobody
# sees, or takes for another letter, is refused, and so are Markdown and quotes that stand alone.
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\t\r\n«»“„"),
    min_size=1,
    max_size=40,
).map(lambda text: " ".join(text.split(" ")).strip(" "))
texts = texts.filter(lambda text: text.strip() and "  " not in text)
texts = texts.filter(lambda text: not any(hidden(text)) and not any(lookalikes(text)))
texts = texts.filter(lambda text: words_of(text) == text)
slugs = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,3}", fullmatch=True)
slugs = slugs.filter(lambda slug: slug != "index")
addresses = st.from_regex(
    r"https?://[a-z]{1,9}\.example/[a-zA-Z0-9?&=#'\":é]{0,20}", fullmatch=True
)
references = st.builds(Reference, texts, addresses)
pictures = st.builds(
    Image,
    st.builds(
        str.__add__,
        texts.filter(lambda t: not ({"/", "\\"} & set(t)) and t[0] != "." and t == t.strip()),
        st.sampled_from(PICTURE_SUFFIXES),
    ),
    texts,
    st.just("") | texts,
)


def several(items: st.SearchStrategy, most: int) -> st.SearchStrategy:
    return st.lists(items, max_size=min(most, 4)).map(tuple)


answers = st.builds(
    Answers,
    title=texts,
    summary=texts.map(lambda text: f"{text} {'x' * 40}"),
    axis=st.sampled_from(sorted(KNOWN.axes)),
    partner=several(texts, 8),
    city=texts,
    country=st.sampled_from(["", "MA", "NO", "FR"]),
    year=st.none() | st.integers(1800, 2100),
    status=st.sampled_from(["", *STATUSES]),
    edition=st.none() | st.sampled_from([6, 7]),
    tags=several(texts, 8),
    image=st.none() | pictures,
    links=several(references, 20),
    sources=several(references, 40),
    aliases=several(slugs, 20),
    language=st.just("fr"),
    body=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=80),
)


@given(answers)
@example(replace(ANSWERS, title="null", city="~", partner=("NO",), aliases=("null",), body="x"))
def test_what_is_written_is_read_back(answers: Answers) -> None:
    problems: list[Problem] = []

    document = parse(write(answers), "x.fr.md", problems)

    assert isinstance(document, Document)
    file = read_fields(document, "fr", Validator(KNOWN, problems))
    assert problems == []
    read = Answers.of(file.values, "fr", document.body.strip("\n"))
    assert read == replace(answers, body=answers.body.strip("\n"))


@given(answers)
def test_the_file_is_laid_out_the_same_whatever_the_answers(answers: Answers) -> None:
    written = write(answers)
    head, _, rest = written.removeprefix("---\n").partition("\n---\n")
    keys = [line.partition(":")[0] for line in head.split("\n") if line[0] not in " -"]
    assert keys == [name for name in schema.FIELDS if name in keys]
    assert written.endswith("\n")
    assert not written.endswith("\n\n")
    assert rest == "" or (rest[0] == "\n" and rest[1] != "\n")
    assert "\r" not in written


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Noor Ouarzazate : du soleil stocké pour la nuit", "noor-ouarzazate"),
        ("Noor Ouarzazate: sunshine stored for the night", "noor-ouarzazate"),
        ("L’eau de Casablanca", "l-eau-de-casablanca"),
        ("Ouvert 24:24", "ouvert-24-24"),
        (": rien avant", "rien-avant"),
        ("Index", ""),
        ("!!!", ""),
        (
            "Un titre " + "très " * 15 + "long",
            "un-titre" + "-tres" * 10,
        ),
        ("x" * 90, "x" * 60),
    ],
)
def test_proposed_slugs(title: str, slug: str) -> None:
    assert propose_slug(title) == slug
