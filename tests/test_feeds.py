"""The Atom feeds: what RFC 4287 demands, and what a reader of feeds is told."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import lxml.etree
import pytest
from hypothesis import HealthCheck, given, settings

from agora import Catalog, Site, load
from agora.content.history import Dates, History
from agora.data import licence
from agora.data.feeds import ENTRIES, atom, feeds
from building import ROOT
from catalogs import ADDRESS, HOSTILE, LANGUAGES, WORDS, catalogs, collection

GRAMMAR = lxml.etree.RelaxNG(file=str(ROOT / "tests" / "atom.rng"))
ATOM = {"a": "http://www.w3.org/2005/Atom", "xml": "http://www.w3.org/XML/1998/namespace"}


@pytest.fixture(scope="module")
def real() -> Catalog:
    catalog = load(Site.read(ROOT / "mkdocs.yml"))
    # Photographs are developed elsewhere, and feeds show none.
    return replace(
        catalog,
        showcases={s.slug: replace(s, picture=None, files=()) for s in catalog.showcases.values()},
    )


def documents(catalog: Catalog) -> Iterator[tuple[str, str, lxml.etree._Element]]:
    """The language, the path and the root of each feed."""
    one = collection(catalog)
    for language in LANGUAGES:
        for feed in feeds(one, language, WORDS[language]):
            text = atom(one, feed, language)
            yield language, feed.path, lxml.etree.fromstring(text.encode())


def texts(root: lxml.etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=ATOM)]


def check(root: lxml.etree._Element) -> None:
    """What RFC 4287 demands, of which a grammar cannot say all."""
    GRAMMAR.assertValid(root)
    ids = texts(root, "//a:id/text()")
    assert len(set(ids)) == len(ids)  # 4.1.1: entries are told apart by id
    assert len(texts(root, "a:link[@rel='self']/@href")) == 1
    for whole in root.xpath("//a:feed | //a:entry", namespaces=ATOM):
        alternates = [
            (link.get("type"), link.get("hreflang"))
            for link in whole.xpath("a:link[@rel='alternate' or not(@rel)]", namespaces=ATOM)
        ]
        assert len(set(alternates)) == len(alternates) > 0  # 4.1.1 and 4.1.2
        assert texts(whole, "a:link[@rel='license']/@href") == [licence.ADDRESS]
    assert texts(root, "a:author/a:name/text()")
    updated = texts(root, "a:entry/a:updated/text()")
    if updated:
        assert texts(root, "a:updated/text()") == [max(updated)]
    for entry in root.xpath("a:entry", namespaces=ATOM):
        published, changed = (
            texts(entry, f"a:{name}/text()")[0] for name in ("published", "updated")
        )
        assert published <= changed


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(catalogs())
def test_every_catalog_makes_valid_feeds(catalog: Catalog) -> None:
    for language, _, root in documents(catalog):
        check(root)
        for entry in root.xpath("a:entry", namespaces=ATOM):
            slug = texts(entry, "a:id/text()")[0].split("/")[-2]
            text = catalog.showcases[slug].text(language)
            assert texts(entry, "@xml:lang") == [text.language]


@pytest.mark.parametrize(
    "change",
    [
        "<updated>2026-01-01T12:30:05Z</updated>",  # gone
        "<name>Agora</name>",
        ' xml:lang="fr"',
        "<id>https://agora.test/base/feed.xml</id>",
    ],
)
def test_the_grammar_refuses_what_lacks_something(change: str) -> None:
    empty = Catalog(LANGUAGES, {}, {}, {}, {}, {}, 1)
    one = collection(empty)
    feed = next(iter(feeds(one, "fr", WORDS["fr"])))
    text = atom(one, feed, "fr").replace("1970-01-01T00:00:00Z", "2026-01-01T12:30:05Z")
    assert GRAMMAR.validate(lxml.etree.fromstring(text.encode()))
    assert change in text
    assert not GRAMMAR.validate(lxml.etree.fromstring(text.replace(change, "", 1).encode()))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_texts_arrive_as_they_were_written(real: Catalog, hostile: str) -> None:
    slug, one = next(iter(real.showcases.items()))
    hostile_text = replace(one.texts["fr"], title=hostile, summary=hostile)
    one = replace(one, texts={**one.texts, "fr": hostile_text})
    for language, path, root in documents(replace(real, showcases={slug: one})):
        if (language, path) == ("fr", "feed.xml"):
            check(root)
            # What XML cannot hold is shown to be missing.
            allowed = "".join(
                "\ufffd" if (c < " " and c not in "\t\r\n") or c in "\ufffe\uffff" else c
                for c in hostile
            )
            assert texts(root, "a:entry/a:title/text()") == [allowed]
            assert texts(root, "a:entry/a:summary/text()") == [allowed]


def test_there_is_a_feed_for_all_and_for_each_axis_in_each_language(real: Catalog) -> None:
    found = {path: root for _, path, root in documents(real)}
    assert found.keys() == {
        f"{prefix}{parts}feed.xml"
        for prefix in ("", "en/")
        for parts in ("", *(f"axes/{key}/" for key in real.axes))
    }
    for path, root in found.items():
        page = "showcases/" if "axes/" not in path else ""
        page = path.removesuffix("feed.xml") + page
        assert (
            texts(root, "a:link[@rel='self']/@href")
            == texts(root, "a:id/text()")
            == [ADDRESS + path]
        )
        assert texts(root, "a:link[@rel='alternate']/@href") == [ADDRESS + page]
    for key in real.axes:
        ids = texts(found[f"en/axes/{key}/feed.xml"], "a:entry/a:id/text()")
        assert set(ids) == {f"{ADDRESS}en/showcases/{s.slug}/" for s in real.by_axis[key]}
        terms = texts(found[f"en/axes/{key}/feed.xml"], "a:entry/a:category/@term")
        assert set(terms) == {key}
    assert texts(found["en/axes/social/feed.xml"], "a:title/text()") == [
        f"Agora: {real.axes['social'].titles['en']}"
    ]
    assert texts(found["feed.xml"], "a:title/text()") == ["Agora\u202f: derniers showcases"]


def dated(catalog: Catalog, days: dict[str, tuple[int, int]]) -> History:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    return History(
        Path("/nowhere"),
        {
            path: Dates(first + timedelta(days=a), first + timedelta(days=b))
            for path, (a, b) in days.items()
        },
    )


def test_the_newest_come_first_and_no_more_than_a_screen(real: Catalog) -> None:
    one = next(iter(real.showcases.values()))
    showcases = {}
    days = {}
    for n in range(ENTRIES + 12):
        slug = f"projet-{n * 11 % (ENTRIES + 12):03}"
        path = f"showcases/{slug}.fr.md"
        text = replace(one.texts["fr"], path=path)
        showcases[slug] = replace(one, slug=slug, original="fr", texts={"fr": text})
        days[path] = (n, n + 100)
    catalog = replace(real, showcases=dict(sorted(showcases.items())))
    made = replace(collection(catalog), history=dated(catalog, days))
    feed = next(iter(feeds(made, "fr", WORDS["fr"])))
    root = lxml.etree.fromstring(atom(made, feed, "fr").encode())

    published = texts(root, "a:entry/a:published/text()")
    assert len(published) == ENTRIES
    assert all(newer > older for newer, older in itertools.pairwise(published))
    assert (
        published[0] == f"{datetime(2026, 1, 1) + timedelta(days=ENTRIES + 11):%Y-%m-%d}T00:00:00Z"
    )
    check(root)


def test_a_translation_is_new_to_those_who_read_it(real: Catalog) -> None:
    """Dates are those of the text that is shown, a borrowed one's in its own language."""
    old, new = [s for s in real.showcases.values() if s.original == "fr" and len(s.texts) == 2][:2]
    new = replace(new, texts={"fr": new.texts["fr"]})
    catalog = replace(real, showcases={old.slug: old, new.slug: new})
    days = {
        old.texts["fr"].path: (0, 0),
        old.texts["en"].path: (9, 9),
        new.texts["fr"].path: (5, 5),
    }
    made = replace(collection(catalog), history=dated(catalog, days))
    order = {}
    for language in LANGUAGES:
        feed = next(iter(feeds(made, language, WORDS[language])))
        root = lxml.etree.fromstring(atom(made, feed, language).encode())
        ids = texts(root, "a:entry/a:id/text()")
        order[language] = list(
            zip([i.split("/")[-2] for i in ids], texts(root, "a:entry/@xml:lang"), strict=True)
        )
    assert order == {
        "fr": [(new.slug, "fr"), (old.slug, "fr")],
        "en": [(old.slug, "en"), (new.slug, "fr")],
    }
