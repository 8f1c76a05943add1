"""Names by content: another content has another name, and the same content the same one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agora.explorer.index import index_folder
from agora.hosting.caching import IMMUTABLE, REVALIDATED, cache_control, undated
from agora.hosting.published import Published, is_unused, published
from agora.pages.urls import cover_path


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    files = {
        "assets/a.css": "a { mask: url(star.svg) } b { background: url('data:,x') } c {}",
        "assets/star.svg": "<svg/>",
        "assets/form/form.js": 'import { x } from "./x.js";',
        "assets/form/x.js": "export const x = 1;",
        "assets/form/.hidden": "",
        "assets/.hidden": "",
        "index.fr.md": "# Accueil",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def changed(docs: Path, name: str, text: str) -> set[str]:
    """The files whose published names change with the text of one."""
    before = published(docs)
    (docs / name).write_text(text, "utf-8")
    after = published(docs)
    assert set(before) == set(after)
    return {path for path in before if before[path].path != after[path].path}


def test_names_carry_a_digest(docs: Path) -> None:
    names = {path: re.sub("[0-9a-f]{10}", "#", file.path) for path, file in published(docs).items()}
    assert names == {
        "assets/a.css": "assets/a.#.css",
        "assets/star.svg": "assets/star.#.svg",
        "assets/form/form.js": "assets/form-#/form.js",
        "assets/form/x.js": "assets/form-#/x.js",
    }


def test_a_style_sheet_names_files_as_they_are_published(docs: Path) -> None:
    found = published(docs)
    star = found["assets/star.svg"].path.removeprefix("assets/")
    assert found["assets/a.css"].content == (
        f"a {{ mask: url({star}) }} b {{ background: url('data:,x') }} c {{}}"
    )
    assert found["assets/star.svg"] == Published(f"assets/{star}")


def test_names_change_with_what_they_depend_on_and_nothing_else(docs: Path) -> None:
    assert changed(docs, "assets/star.svg", "<svg id='a'/>") == {"assets/star.svg", "assets/a.css"}
    assert changed(docs, "assets/a.css", "a {}") == {"assets/a.css"}
    scripts = {"assets/form/form.js", "assets/form/x.js"}
    assert changed(docs, "assets/form/x.js", "export const x = 2;") == scripts
    assert changed(docs, "index.fr.md", "# Autre") == set()


def test_the_order_of_files_and_their_cuts_matter_not_and_matter(tmp_path: Path) -> None:
    def folder(**files: str) -> str:
        docs = tmp_path / "-".join(files)
        for name, text in files.items():
            (docs / "assets" / "f").mkdir(parents=True, exist_ok=True)
            (docs / "assets" / "f" / name).write_text(text)
        return published(docs)["assets/f/a"].path

    assert folder(a="1", b="2") == folder(b="2", a="1")
    assert folder(a="1", b="2") != folder(a="12", b="")


def test_a_site_without_assets_has_none(tmp_path: Path) -> None:
    assert published(tmp_path) == {}


def test_an_index_is_named_after_its_documents() -> None:
    documents = [("pont", "<p>un</p>"), ("gare", "<p>deux</p>")]
    folder = index_folder("fr", documents)
    assert re.fullmatch(r"assets/search/index/fr-[0-9a-f]{10}", folder)
    assert folder == index_folder("fr", iter(documents))
    assert folder != index_folder("fr", documents[::-1])
    assert folder != index_folder("fr", documents[:1])


def test_a_cover_is_named_after_its_colour() -> None:
    assert cover_path("pont", "#aa0000") != cover_path("pont", "#aa0001")
    assert cover_path("pont", "#aa0000") == cover_path("pont", "#aa0000")


def test_the_two_classes_are_told_apart_by_the_first_folder(tmp_path: Path) -> None:
    assert cache_control("assets/a.0123456789.css") == IMMUTABLE
    assert cache_control("index.html") == cache_control("en/assets/a.css") == REVALIDATED
    for name in ("a.0123456789.css", "f-0123456789/a.js", "a.css", "decade.svg"):
        path = tmp_path / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    assert list(undated(tmp_path)) == ["assets/a.css", "assets/decade.svg"]


def test_the_search_of_the_theme_is_left_out() -> None:
    assert is_unused("assets/javascripts/lunr/min/lunr.fr.min.js")
    assert is_unused("assets/stylesheets/main.css.map")
    assert not is_unused("assets/javascripts/bundle.min.js")
