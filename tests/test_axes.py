"""The axes are ordinary pages: two Markdown files define one."""

from __future__ import annotations

import pytest

from agora import ContentError, Site, load
from conftest import Write

FRENCH = (
    "---\ntitle: Systèmes culturels\nshort: Culture\ndescription: Ce qu’une ville garde.\n"
    'order: 0\ncolour: "#6A3D8F"\nicon: material/palette\n---\n'
)
ENGLISH = "---\ntitle: Cultural systems\nshort: Culture\ndescription: What a city keeps.\n---\n"


def test_an_axis_is_two_files_more(write: Write) -> None:
    root = write({"docs/axes/culture.fr.md": FRENCH, "docs/axes/culture.en.md": ENGLISH})
    axes = load(Site.read(root / "mkdocs.yml")).axes
    assert list(axes) == ["culture", "infrastructure", "social"]
    assert axes["culture"].titles == {"fr": "Systèmes culturels", "en": "Cultural systems"}
    assert axes["culture"].colour == "#6a3d8f"


def rules(write: Write, files: dict[str, str]) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(Site.read(write(files) / "mkdocs.yml"))
    return [problem.rule for problem in caught.value.problems]


def test_an_axis_lacks_what_it_lacks(write: Write) -> None:
    files = {"docs/axes/culture.fr.md": FRENCH.replace("short: Culture\n", "icon: x/y\nshort:\n")}
    files["docs/axes/culture.en.md"] = ENGLISH
    assert rules(write, files) == ["missing", "duplicate-key"]


def test_an_axis_is_named_like_a_showcase(write: Write) -> None:
    files = {"docs/axes/La Culture.fr.md": FRENCH, "docs/axes/La Culture.en.md": ENGLISH}
    assert rules(write, files) == ["slug"]


def test_an_axis_that_cannot_be_read(write: Write) -> None:
    assert rules(write, {"docs/axes/social.en.md": ""}) == ["empty-file"]
