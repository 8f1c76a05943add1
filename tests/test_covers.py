from __future__ import annotations

import gzip
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from agora.pictures.covers import cover
from agora.pictures.palette import from_oklch, oklch, palette
from agora.pictures.strapwork import strapwork
from agora.pictures.tilings import TILINGS, Tiling
from agora.pictures.zellige import HEIGHT, WIDTH, Pattern, pattern

AXES = ("#3949ab", "#ad1457", "#b3541e", "#00697a", "#2e6b34")
SLUGS = [f"projet-{number}" for number in range(300)]

slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def without_ids(svg: str) -> str:
    return re.sub(r'(id="|href="#)z[0-9a-f]{8}', r"\1", svg)


def area(outline: Sequence[complex]) -> float:
    following = [*outline[1:], outline[0]]
    return sum((a.conjugate() * b).imag for a, b in zip(outline, following, strict=True)) / 2


def contains(outline: Iterable[tuple[int, int]], x: float, y: float) -> bool:
    points = list(outline)
    inside = False
    for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            inside = not inside
    return inside


def is_covered(drawn: Pattern, x: float, y: float) -> bool:
    return any(
        contains(outline, x - cell.x, y - cell.y)
        for cell in drawn.cells
        for group in drawn.tesserae
        for outline in group.outlines
    )


@given(slugs, slugs)
def test_different_slugs_look_different(one: str, other: str) -> None:
    same_look = without_ids(cover(one, AXES[0])) == without_ids(cover(other, AXES[0]))
    assert same_look == (one == other)


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_numbered_slugs_give_as_many_looks(count: int) -> None:
    looks = {
        hashlib.sha256(without_ids(cover(f"projet-{number}", AXES[3])).encode()).digest()
        for number in range(count)
    }
    assert len(looks) == count


def test_a_cover_is_the_same_whatever_the_hash_seed() -> None:
    code = (
        "import sys; from agora.pictures.covers import cover;"
        "sys.stdout.buffer.write(cover('tramway-casablanca', '#b3541e').encode())"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        run = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, check=True
        )
        assert run.stdout.decode() == cover("tramway-casablanca", "#b3541e")


@given(slugs, colours)
def test_a_cover_is_a_drawing_without_text_and_refers_to_itself_alone(
    slug: str, colour: str
) -> None:
    root = etree.fromstring(cover(slug, colour).encode())
    assert {etree.QName(element).localname for element in root.iter()} <= {
        "svg", "defs", "g", "path", "use",
    }  # fmt: skip
    assert not "".join(root.itertext()).strip()
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {reference.removeprefix("#") for reference in root.xpath("//@href")} == set(ids)
    assert root.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    assert WIDTH * 9 == HEIGHT * 16


def test_several_covers_can_stand_in_one_page() -> None:
    ids = [name for slug in SLUGS for name in re.findall(r'id="(\w+)"', cover(slug, AXES[1]))]
    assert len(ids) == len(set(ids))


def test_a_listing_of_covers_is_light() -> None:
    sizes = [len(gzip.compress(cover(slug, AXES[2]).encode())) for slug in SLUGS]
    assert max(sizes) < 6_000
    assert median(sizes) < 2_000


@pytest.mark.parametrize("colour", AXES)
def test_most_of_a_cover_is_in_the_shades_of_its_axis(colour: str) -> None:
    shades = palette(colour)
    assert shades.base == colour
    for slug in SLUGS[:100]:
        areas: dict[str, float] = {}
        for group in pattern(slug, colour).tesserae:
            areas[group.colour] = sum(
                area([complex(*point) for point in outline]) for outline in group.outlines
            )
        fields = sum(areas.get(shade, 0) for shade in (shades.deep, shades.base, shades.light))
        assert fields / sum(areas.values()) > 0.68


def test_the_pattern_fills_the_window() -> None:
    for slug in SLUGS[:100]:
        drawn = pattern(slug, AXES[4])
        # A little off the corners and the middle, where lines of a symmetric pattern may lie.
        points = [(x + 0.3, y + 0.4) for x in (0, 3111, 6399) for y in (0, 1777, 3599)]
        assert all(is_covered(drawn, x, y) for x, y in points), slug


@given(st.text().filter(lambda text: not re.fullmatch("#[0-9a-fA-F]{6}", text)))
def test_what_is_not_a_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a colour of the form #rrggbb"):
        cover("tramway-casablanca", text)


@given(colours)
def test_a_colour_survives_oklch(colour: str) -> None:
    assert from_oklch(*oklch(colour)) == colour


@given(colours)
def test_glazes_go_from_dark_to_pale(colour: str) -> None:
    shades = palette(colour)
    order = [shades.ink, shades.deep, shades.base, shades.light, shades.pale]
    lightness = [oklch(shade)[0] for shade in order]
    assert lightness == sorted(lightness)


@pytest.mark.parametrize("tiling", TILINGS, ids=lambda tiling: tiling.name)
def test_tiles_meet_edge_to_edge_all_around_each_vertex(tiling: Tiling) -> None:
    assert all(len(edge) == 2 for edge in tiling.edges)
    for vertex in tiling.vertices:
        turn = sum(180 - 360 / tiling.tiles[corner.tile].sides for corner in vertex)
        assert turn == pytest.approx(360)


@given(st.sampled_from(TILINGS), st.floats(45, 76), st.integers(1, 6))
def test_faces_fill_the_period_and_upper_straps_run_straight(
    tiling: Tiling, angle: float, depth: int
) -> None:
    work = strapwork(tiling, angle, depth)
    first, second = work.period
    areas = [area(face.outline) for face in work.faces]
    assert min(areas) > 0
    assert sum(areas) == pytest.approx((first.conjugate() * second).imag)
    for crossing in work.crossings:
        before, after = crossing.point - crossing.before, crossing.after - crossing.point
        assert after / abs(after) == pytest.approx(before / abs(before))
