"""What the explorer's page and its search are made of: rows, files and documents."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agora import AgoraError, Catalog, Site, load
from agora.explorer import index
from agora.explorer.data import FIRST_CODE, ROWS_PER_FILE, plain_slug
from agora.explorer.documents import apart
from agora.explorer.index import ROWS, SearchError, write_index
from agora.explorer.table import Table
from agora.explorer.view import FIRST_CARDS, FIRST_VALUES
from agora.languages import Languages
from agora.pages.generated import Asset
from agora.pages.router import Router
from building import showcase, translation
from conftest import ROOT, Write
from many import many

ELISIONS = "l d j m n s t c qu jusqu lorsqu puisqu quoiqu"


@pytest.fixture(scope="module")
def site() -> Site:
    return Site.read(ROOT / "mkdocs.yml")


@pytest.fixture(scope="module")
def real(site: Site) -> Catalog:
    return load(site)


def router(site: Site, catalog: Catalog) -> Router:
    return Router(catalog, Languages.load(site), site, {})


def content(asset: Asset) -> str:
    assert asset.content is not None
    return asset.content


def decoded(text: str, several: bool) -> list[list[int]]:
    """The rows of a column, as the browser reads them."""
    parts = text.split(" ")[:-1] if several else list(text)
    return [[ord(character) - FIRST_CODE for character in part.strip(" ")] for part in parts]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_showcase_is_one_row_and_one_document(
    site: Site, real: Catalog, language: str
) -> None:
    explorer = router(site, real).explorers[language]
    found = list(explorer.documents(real, Languages.load(site).readers))
    assert sorted(slug for slug, _ in found) == sorted(real.showcases)
    for slug, html in found:
        document = lxml.html.document_fromstring(html)
        assert document.get("lang") == language
        title = apart(real.showcases[slug].text(language).title, ELISIONS * (language == "fr"))
        assert document.findtext(".//h1") == " ".join(re.split(r"[ \n]+", title))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_columns_say_what_the_catalog_says(site: Site, real: Catalog, language: str) -> None:
    explorer = router(site, real).explorers[language]
    (file,) = explorer.assets()
    columns = {column["key"]: column for column in json.loads(content(file))["facets"]}
    keys = {
        name: [key or plain_slug(called) for key, called in zip(c["keys"], c["names"], strict=True)]
        for name, c in columns.items()
    }
    rows = {name: decoded(c["rows"], "several" in c) for name, c in columns.items()}
    in_order = [slug for slug, _ in explorer.documents(real, Languages.load(site).readers)]
    for row, slug in enumerate(in_order):
        one = real.showcases[slug]

        def values(name: str, row: int = row) -> list[str]:
            return [keys[name][index] for index in rows[name][row]]

        assert values("axis") == [one.axis]
        assert values("city") == [one.city]
        (city,) = rows["city"][row]
        assert [keys["country"][i] for i in rows["country"][city]] == [
            real.cities[one.city].country
        ]
        assert values("partner") == list(one.partners)
        assert values("status") == ([one.status] if one.status else [])
        assert values("year") == ([str(one.year)] if one.year else [])
        assert len(values("tag")) == len(one.tags)


def test_values_have_the_same_keys_in_every_language(site: Site, real: Catalog) -> None:
    readers = Languages.load(site).readers
    tables = {key: Table(real, readers[key], key) for key in real.languages}
    for french, english in zip(tables["fr"].facets, tables["en"].facets, strict=True):
        assert set(french.keys) == set(english.keys)
    tags = {table.language: table.facets[-2] for table in tables.values()}
    names = {
        key: dict(zip(facet.keys, facet.names, strict=True))["mobilite"]
        for key, facet in tags.items()
    }
    assert names == {"fr": "mobilité", "en": "mobility"}


def test_a_borrowed_text_is_a_document_of_the_readers_language(write: Write) -> None:
    body = "Il s’agit d’un pont.\n" * 40
    root = write(
        {
            "showcases/pont.fr.md": showcase(body=body),
            "showcases/gare.fr.md": showcase(title="La gare", body=body),
            "showcases/gare.en.md": translation(title="The station"),
        }
    )
    site = Site.read(root / "mkdocs.yml")
    catalog = load(site)
    explorer = router(site, catalog).explorers["en"]
    documents = dict(explorer.documents(catalog, Languages.load(site).readers))
    assert '<html lang="en">' in documents["pont"]
    # French elides, whoever reads it.
    assert "s’ agit d’ un pont" in documents["pont"]
    assert "The station" in documents["gare"]
    (file,) = explorer.assets()
    assert json.loads(content(file))["borrowed"] == {"fr": [0]}


def test_the_page_carries_the_newest_and_the_commonest(site: Site, real: Catalog) -> None:
    catalog = many(real, 200)
    views = router(site, catalog)
    view = views.view(("showcases",), "fr")
    years = [card.year for card in view.cards]
    assert len(years) == FIRST_CARDS
    assert years == sorted(years, reverse=True)
    partners = next(facet for facet in view.facets if facet.key == "partner")
    counts = [value.count for value in partners.values]
    assert len(counts) == FIRST_VALUES
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == max(map(len, catalog.by_partner.values()))
    assert str(len([group for group in catalog.by_partner.values() if group])) in partners.more


def test_cards_of_a_long_list_are_files_of_neighbours(site: Site, real: Catalog) -> None:
    catalog = many(real, 200)
    explorer = router(site, catalog).explorers["fr"]
    files = {asset.path: json.loads(content(asset)) for asset in explorer.assets()}
    chunks = [files[f"{explorer.folder}/cards/{number}.json"] for number in range(len(files) - 1)]
    assert {len(chunk) for chunk in chunks[:-1]} == {ROWS_PER_FILE}
    in_order = [slug for slug, _ in explorer.documents(catalog, Languages.load(site).readers)]
    assert [card[0] for chunk in chunks for card in chunk] == in_order
    for slug, title, summary in chunks[3]:
        text = catalog.showcases[slug].text("fr")
        assert (title, summary) == (text.title, text.summary)


def test_another_content_has_another_address(site: Site, real: Catalog) -> None:
    folders = {
        router(site, catalog).explorers[language].folder
        for catalog in (many(real, 70), many(real, 70, seed=2))
        for language in ("fr", "en")
    }
    assert len(folders) == 4
    assert router(site, many(real, 70)).explorers["fr"].folder in folders


@pytest.mark.slow
def test_five_thousand_rows_are_little_to_fetch(site: Site, real: Catalog) -> None:
    assets = router(site, many(real, 5000)).explorers["fr"].assets()
    facets = next(asset for asset in assets if asset.path.endswith("facets.json"))
    assert len(gzip.compress(content(facets).encode(), 6)) < 45_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’eau", "l’ eau"),
        ("L'École, qu’une", "L' École, qu’ une"),
        ("jusqu’à l’an", "jusqu’ à l’ an"),
        ("aujourd’hui", "aujourd’hui"),
        ("« l’« agora »", "« l’« agora »"),
        ("l’", "l’"),
    ],
)
def test_what_elides_stands_apart(text: str, expected: str) -> None:
    assert apart(text, ELISIONS) == expected
    assert apart(text, "") == text


@given(st.text(alphabet="lquaeé’' -", max_size=30))
def test_setting_apart_only_adds_spaces(text: str) -> None:
    once = apart(text, ELISIONS)
    assert once.replace(" ", "") == text.replace(" ", "")
    assert apart(once, ELISIONS) == once


@settings(deadline=None)
@given(st.sets(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), min_size=1, max_size=4))
def test_a_plain_slug_is_its_own(slugs: set[str]) -> None:
    assert {plain_slug(slug) for slug in slugs} == slugs


def documents(*slugs: str) -> list[tuple[str, str]]:
    return [
        (slug, f'<html lang="fr"><main data-pagefind-body><h1>{slug}</h1><p>Un pont.</p></main>')
        for slug in slugs
    ]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_index_knows_the_row_of_each_result(tmp_path: Path, sources: Path) -> None:
    write_index(tmp_path / "index", documents("pont", "gare", "agora"), sources)
    rows = json.loads((tmp_path / "index" / ROWS).read_text("utf-8"))
    titles = []
    for rest in rows["ids"].split():
        path = tmp_path / "index" / "fragment" / f"{rows['prefix']}{rest}.pf_fragment"
        fragment = gzip.decompress(path.read_bytes()).removeprefix(index.SIGNATURE)
        titles.append(json.loads(fragment)["meta"]["title"])
    assert titles == ["pont", "gare", "agora"]


def test_the_same_documents_give_the_same_index(tmp_path: Path, sources: Path) -> None:
    names = [f"pont-{number}" for number in range(60)]
    write_index(tmp_path / "one", documents(*names), sources)
    write_index(tmp_path / "two", documents(*names), sources)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_an_index_replaces_the_last_one_and_holds_what_is_used(
    tmp_path: Path, sources: Path
) -> None:
    write_index(tmp_path / "index", documents("pont", "gare"), sources)
    write_index(tmp_path / "index", documents("pont"), sources)
    names = {re.sub("_[0-9a-f]{7,}", "", name) for name in contents(tmp_path / "index")}
    assert names == {
        "fragment/fr.pf_fragment",
        "index/fr.pf_index",
        "pagefind-entry.json",
        "pagefind-worker.js",
        "pagefind.fr.pf_meta",
        "pagefind.js",
        "rows.json",
        "wasm.fr.pagefind",
    }


def test_whatever_lies_among_the_documents_an_index_is_of_those_given(
    tmp_path: Path, sources: Path
) -> None:
    write_index(tmp_path / "index", documents("pont", "gare"), sources)
    expected, kept = contents(tmp_path / "index"), contents(sources)
    (sources / "pont.html").write_bytes(kept["pont.html"][:40])
    (sources / "gare.html").unlink()
    (sources / "gare.html").mkdir()
    (sources / "gare.html" / "lost.html").write_bytes(kept["gare.html"])
    (sources / "port.html").write_bytes(kept["pont.html"])
    (sources / "old").mkdir()
    (sources / "old" / "port.html").write_bytes(kept["pont.html"])
    write_index(tmp_path / "again", documents("pont", "gare"), sources)
    assert contents(tmp_path / "again") == expected
    assert contents(sources) == kept


def test_without_a_showcase_there_is_no_index(tmp_path: Path, sources: Path) -> None:
    write_index(tmp_path / "index", [], sources)
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise SystemExit('no disk')", "Pagefind did not write the search index: no disk"),
        ("pass", "Pagefind did not write the search index"),
    ],
)
def test_a_failure_of_pagefind_is_told(
    tmp_path: Path, sources: Path, monkeypatch: pytest.MonkeyPatch, code: str, message: str
) -> None:
    (tmp_path / "pagefind.py").write_text(code, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(SearchError, match=message) as raised:
        write_index(tmp_path / "index", documents("pont"), sources)
    assert isinstance(raised.value, AgoraError)


def test_a_pagefind_that_does_not_end_is_told(
    tmp_path: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pagefind", index.LONGEST)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(SearchError, match="timed out"):
        write_index(tmp_path / "index", documents("pont"), sources)
