"""What holds for every input, found out by Hypothesis."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agora import ContentError, Site, load
from agora.catalog import Catalog
from agora.content.frontmatter import (
    Document,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    dump,
    parse,
)
from agora.model import Axis, City, Edition, Partner, Showcase, Text
from agora.problems import Problem
from agora.safety.characters import hidden
from agora.text.reading import read
from conftest import ROOT

# What YAML can hold and an editor can save: no surrogates, control characters or lone line ends.
words = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Cf", "Cn", "Zl", "Zp"), exclude_characters="\ufeff\x85"
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: not any(hidden(text)))
keys = st.from_regex(r"[a-z]{1,12}", fullmatch=True)
values = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=8,
)


def plain(node: Node) -> Any:
    match node:
        case ScalarNode(value):
            return value
        case SequenceNode(items):
            return [plain(item) for item in items]
        case MappingNode(entries):
            return {key.value: plain(value) for key, value in entries}


@given(st.dictionaries(keys, values, min_size=1, max_size=6), st.lists(words, max_size=5))
def test_front_matter_round_trips(fields: dict[str, Any], lines: list[str]) -> None:
    body = "\n".join(lines)
    problems: list[Problem] = []

    document = parse(dump(fields, body), "x.md", problems)

    assert problems == []
    assert isinstance(document, Document)
    assert plain(document.fields) == fields
    assert document.body == body


def load_files(files: dict[str, bytes]) -> None:
    """Load a site of these files; anything raised but ContentError fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path in (ROOT / "tests" / "site").rglob("*"):
            if path.is_file():
                target = root / path.relative_to(ROOT / "tests" / "site")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        for name, content in files.items():
            (root / "showcases" / name).write_bytes(content)
        try:
            load(Site.read(root / "mkdocs.yml"))
        except ContentError as error:
            assert error.problems
            assert error.report()


PIECES = r"""---\n|title: |axis: infrastructure\n|partner:\n|  - a\n|city: Rabat\n|\t|]|}
|'|"|&a |*a\n|!!int |? |>\n|\n|[x](|![](|<a href=|javascript:|`|```\n|\xe9|\u202e|\x00|\r|\x85
|links: [|image: {file: |12 mars 2011|31\u202f000|1,5|## |sources: [{title: a, url: https://a.b}]"""
fragments = st.sampled_from(
    [piece.strip("\n").encode().decode("unicode_escape") for piece in PIECES.split("|")]
)
markdown = st.lists(fragments | words, max_size=40).map("".join)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["a.fr.md", "a.en.md", "b.md"]),
        st.binary(max_size=200) | markdown.map(str.encode),
        max_size=3,
    )
)
def test_loading_raises_nothing_but_problems(files: dict[str, bytes]) -> None:
    load_files(files)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "title",
                "summary",
                "axis",
                "partner",
                "city",
                "country",
                "year",
                "status",
                "edition",
                "tags",
                "image",
                "links",
                "sources",
                "aliases",
            ]
        ),
        values,
    ),
    markdown,
)
def test_fields_of_any_shape_raise_nothing_but_problems(fields: dict[str, Any], body: str) -> None:
    load_files({"a.fr.md": dump(fields, body).encode()})


AXES = {
    key: Axis(key, i, "#000000", "a/b", {"fr": key}, {"fr": key}, {"fr": key})
    for i, key in enumerate("abc")
}
CITIES = {key: City(key, "MA", {"fr": key}) for key in "rst"}
PARTNERS = {key: Partner(key, {"fr": key}) for key in "xyz"}
EDITIONS = {number: Edition(number, 2015 + number, "Smart City") for number in (1, 2, 3)}


@st.composite
def showcases(draw: st.DrawFn) -> list[Showcase]:
    slugs = draw(st.lists(keys, unique=True, max_size=12))
    return [
        Showcase(
            slug=slug,
            original="fr",
            texts={"fr": Text("fr", slug, slug, slug, f"{slug}.fr.md", read(slug))},
            axis=draw(st.sampled_from(sorted(AXES))),
            partners=tuple(
                draw(st.lists(st.sampled_from(sorted(PARTNERS)), unique=True, min_size=1))
            ),
            city=draw(st.sampled_from(sorted(CITIES))),
            edition=draw(st.sampled_from(sorted(EDITIONS))),
        )
        for slug in slugs
    ]


def catalog(items: list[Showcase]) -> Catalog:
    by_slug = {showcase.slug: showcase for showcase in items}
    return Catalog(("fr",), AXES, CITIES, PARTNERS, by_slug, EDITIONS, 2)


@given(showcases(), st.randoms(use_true_random=False))
def test_grouping_loses_and_repeats_nothing_whatever_the_order(
    items: list[Showcase], shuffler: random.Random
) -> None:
    groups = catalog(items)
    shuffled = list(items)
    shuffler.shuffle(shuffled)

    for by_term in ("by_axis", "by_city", "by_partner", "by_edition"):
        assert getattr(catalog(shuffled), by_term) == getattr(groups, by_term)
    for showcase in items:
        assert [k for k, g in groups.by_axis.items() for s in g if s is showcase] == [showcase.axis]
        assert [k for k, g in groups.by_city.items() for s in g if s is showcase] == [showcase.city]
        editions = [k for k, g in groups.by_edition.items() for s in g if s is showcase]
        assert editions == [showcase.edition]
        partners = [k for k, g in groups.by_partner.items() for s in g if s is showcase]
        assert sorted(partners) == sorted(showcase.partners)
    assert groups.by_axis.keys() == AXES.keys()
    assert groups.by_edition.keys() == EDITIONS.keys()
