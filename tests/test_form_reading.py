"""The form reads a text as the site does: `reading.js`, run by Node, beside `agora.text`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from agora.text.reading import read
from building import ROOT
from node import Mirror, mirror

SHOWCASES = sorted((ROOT / "showcases").glob("*.md"))
OTHERS = sorted((ROOT.parent / "shared" / "texts").glob("*/*.md"))
SPECIFICATION = ROOT.parent / "shared" / "texts" / "gfm-spec.json"

OTHERWISE = {
    "foo <!-- not a comment -- two hyphens -->": "comments are those of HTML 5",
    "foo <!--> foo -->": "comments are those of HTML 5",
}
"""By how they begin, the examples of GitHub's specification that are read otherwise, and why."""


@pytest.fixture(scope="module")
def script() -> Iterator[Mirror]:
    with mirror() as script:
        yield script


def test_the_parser_is_that_of_its_lock_file() -> None:
    lock = json.loads((ROOT / "tools" / "vendor" / "package-lock.json").read_text("utf-8"))
    folder = ROOT / "docs" / "assets" / "form" / "vendor"
    head = "".join((folder / "markdown-it.js").read_text("utf-8").splitlines()[:3])
    licences = (folder / "LICENSE.txt").read_text("utf-8")
    made = re.findall(r"([\w.-]+) (\d+\.\d+\.\d+)", head)
    assert {"markdown-it", "markdown-it-deflist", "markdown-it-footnote"} <= {
        name for name, _ in made
    }
    for name, version in made:
        package = lock["packages"][f"node_modules/{name}"]
        assert package["version"] == version
        assert f"\n{name} {version} ({package['license']})\n" in licences


def differing(script: Mirror, texts: Iterable[str]) -> list[str]:
    """The texts of which the form does not find the same words, links and pictures."""
    return [text for text in texts if of_form(script, text) != of_site(text)]


def of_form(script: Mirror, text: str) -> tuple[object, object]:
    found = script("read", text)
    links = [(one["url"], one["isPicture"], one.get("alternative")) for one in found["links"]]
    return found["passages"], sorted(links, key=str)


def of_site(text: str) -> tuple[object, object]:
    reading = read(text)
    links = [(one.written, one.is_picture, one.alternative) for one in reading.links]
    return [passage.text for passage in reading.passages], sorted(links, key=str)


@pytest.mark.parametrize("paths", [SHOWCASES, OTHERS], ids=["showcases", "others"])
def test_real_texts_are_read_alike(script: Mirror, paths: list[Path]) -> None:
    if not paths:
        pytest.skip("the texts are not at hand")
    assert differing(script, (path.read_text("utf-8") for path in paths)) == []


@pytest.mark.skipif(not SPECIFICATION.is_file(), reason="the specification is not at hand")
def test_the_examples_of_githubs_specification_are_read_alike(script: Mirror) -> None:
    examples = (one["markdown"] for one in json.loads(SPECIFICATION.read_text("utf-8"))["spec"])
    unlike = differing(script, examples)
    assert [one for one in unlike if not any(map(one.startswith, OTHERWISE))] == []
