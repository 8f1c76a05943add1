"""Texts that nobody here wrote: nothing of them is lost, and what is refused has its line.

They lie beside the checkout, where they are at hand, and are never copied into it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.gfm import gfm_plugin

from agora.problems.rules import ADVICE, CODES
from agora.text.html import elements, text_of
from agora.text.reading import read
from conftest import ROOT

TEXTS = sorted((ROOT.parent / "shared" / "texts").glob("*/*.md"))
SINGLE = [path for path in TEXTS if path.parent.name == "single"]

AS_THEY_STAND = frozenset(
    ["broken-anchor", "hidden-character", "html-element", "html-attribute", "other-markdown"]
)
"""What is refused for what a text holds, and not for its Markdown."""

pytestmark = pytest.mark.skipif(not TEXTS, reason="the texts are not at hand")


def body(path: Path) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), count=1, flags=re.DOTALL)


def inventory(html: str) -> Counter[str]:
    """How often each element stands in HTML; headings of all levels are one."""
    names = (re.sub("^h[1-6]$", "h", element.name) for element in elements(html))
    renamed = {"s": "del", "input": "", "big": ""}  # a box of a task is a sign; what looks goes
    found = Counter(renamed.get(name, name) for name in names)
    del found[""]
    return found


def words(html: str) -> str:
    return re.sub(r"[☐☑\s]", "", text_of(html))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_is_refused_for_its_markdown(path: Path) -> None:
    reading = read(body(path))
    refused = {fault.rule for fault in reading.faults if not CODES[fault.rule].startswith(ADVICE)}
    assert refused <= AS_THEY_STAND


@pytest.mark.parametrize("path", SINGLE, ids=lambda path: path.name)
def test_nothing_is_lost(path: Path) -> None:
    """Element by element, what GitHub's Markdown makes of a text is on the page."""
    text = body(path)
    if re.search("^!!! ", text, re.MULTILINE):
        pytest.skip("GitHub shows admonitions as they stand")
    markdown = MarkdownIt("commonmark")
    gfm_plugin(markdown)
    there = markdown.render(text)
    here = read(text).html
    assert inventory(here) == inventory(there)
    assert words(here) == words(there)
