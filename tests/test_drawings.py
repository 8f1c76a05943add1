"""Covers and QR codes are drawn once, and kept for as long as the site shows them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import segno

import building
from agora.pictures import drawings, qr
from agora.pictures.covers import cover
from agora.pictures.drawings import Drawings
from building import SITE_URL, copy_site, showcase

COVERS = (("pont", "#ad1457"), ("pont", "#00697a"), ("tram", "#ad1457"))
ADDRESSES = tuple(f"{SITE_URL}showcases/{name}/" for name in ("pont", "tram", "parc"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "pictures" / "drawn"


@pytest.fixture
def no_pen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is drawn from here on fails the test."""

    def draw(*named: object) -> None:
        raise AssertionError(f"drew {named}")

    monkeypatch.setattr(drawings, "cover", draw)
    monkeypatch.setattr(qr, "code", draw)


def test_drawings_are_what_is_drawn(file: Path) -> None:
    for _ in range(2):
        drawn = Drawings.load(file, COVERS, ADDRESSES)
        assert drawn.covers == {named: cover(*named) for named in COVERS}
        assert drawn.codes == {address: qr.code(address) for address in ADDRESSES}
        assert isinstance(drawn.code(ADDRESSES[0]), qr.Code)


def test_what_was_not_asked_for_can_be_had_all_the_same(file: Path) -> None:
    assert Drawings.load(file, (), ()).code(ADDRESSES[0]) == qr.code(ADDRESSES[0])


def test_drawings_are_drawn_once(file: Path, request: pytest.FixtureRequest) -> None:
    first = Drawings.load(file, COVERS, ADDRESSES)
    written = file.stat().st_mtime_ns
    request.getfixturevalue("no_pen")
    assert Drawings.load(file, COVERS, ADDRESSES) == first
    assert file.stat().st_mtime_ns == written


def test_the_file_holds_what_was_asked_for_last(file: Path, request: pytest.FixtureRequest) -> None:
    Drawings.load(file, COVERS, ADDRESSES)
    size = file.stat().st_size
    Drawings.load(file, COVERS[:1], ADDRESSES[:1])
    assert file.stat().st_size < size
    request.getfixturevalue("no_pen")
    Drawings.load(file, COVERS[:1], ADDRESSES[:1])
    with pytest.raises(AssertionError, match="drew"):
        Drawings.load(file, COVERS, ())


def test_another_pen_draws_everything_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Drawings.load(file, COVERS, ADDRESSES)
    monkeypatch.setattr(drawings, "_recipe", lambda: b"another")
    monkeypatch.setattr(drawings, "cover", lambda slug, colour: f"{slug} in {colour}")
    drawn = Drawings.load(file, COVERS, ADDRESSES)
    assert drawn.covers[COVERS[0]] == "pont in #ad1457"


@pytest.mark.parametrize("left", [0, 5, 300, 5_000])
def test_a_file_that_is_cut_short_is_made_again(file: Path, left: int) -> None:
    first = Drawings.load(file, COVERS, ADDRESSES)
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    assert Drawings.load(file, COVERS, ADDRESSES) == first
    assert file.read_bytes() == whole


def test_a_file_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("no folder")
    drawn = Drawings.load(tmp_path / "pictures" / "drawn", COVERS, ADDRESSES)
    assert drawn.covers[COVERS[0]] == cover(*COVERS[0])


def test_a_text_too_long_for_a_code_is_left_to_the_page(file: Path) -> None:
    longest = "a" * qr.LONGEST
    drawn = Drawings.load(file, (), (longest, f"{longest}a"))
    assert list(drawn.codes) == [longest]
    with pytest.raises(segno.DataOverflowError):
        drawn.code(f"{longest}a")


def test_every_drawing_of_a_site_outlasts_its_other_caches(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    root = copy_site(tmp_path / "agora")
    for slug in ("pont", "tram"):
        (root / "showcases" / f"{slug}.fr.md").write_text(showcase(title=slug), "utf-8")
    first = building.build(root)
    shutil.rmtree(root / ".cache" / "agora")
    shutil.rmtree(root / "site")
    request.getfixturevalue("no_pen")
    second = building.build(root)
    for page in ("showcases/pont/", "en/showcases/tram/", "print/"):
        (_, path) = second.page(page).cssselect(".ag-code")[0].cssselect("path")
        assert path.get("d")
        assert second.page(page).text_content() == first.page(page).text_content()
