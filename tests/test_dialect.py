"""A showcase's Markdown is GitHub's: the examples of its specification, and what stands beside."""

from __future__ import annotations

import json
import re

import pytest

from agora.text.dialect import parse, parser
from conftest import ROOT

SPECIFICATION = ROOT.parent / "shared" / "texts" / "gfm-spec.json"

OTHERWISE = {
    "| abc | defghi |": "cells are aligned by a style, as pages are, not by an attribute",
    "- [ ] foo\n- [x] bar": "boxes carry classes",
    "- [x] foo\n  - [ ] bar": "boxes carry classes",
    "< http://foo.bar >": "the specification has it without its own bare addresses",
    "http://example.com\n": "the specification has it without its own bare addresses",
    "foo@bar.example.com\n": "the specification has it without its own bare addresses",
    "http://commonmark.org\n": "addresses of FTP are not followed",
    "a.b-c_d@a.b\n": "a low line ends what stands before an address of mail",
    "foo <!-- not a comment -- two hyphens -->": "comments are those of HTML 5",
    "foo <!--> foo -->": "comments are those of HTML 5",
    "<strong> <title> <style> <em>": "elements that no text may hold are refused with their line",
}
"""By how they begin, the examples that come out otherwise, and why."""


def folded(html: str) -> str:
    """HTML without what no reader sees: blanks between tags, and two names of one element."""
    html = re.sub(r">\s+<", "><", html).strip().replace(" />", ">")
    return html.replace("<s>", "<del>").replace("</s>", "</del>")


def rendered(markdown: str) -> str:
    """The HTML of a text as Markdown alone makes it."""
    tokens, environment = parse(markdown)
    return str(parser().renderer.render(tokens, parser().options, environment))


@pytest.mark.skipif(not SPECIFICATION.is_file(), reason="the specification is not at hand")
def test_the_examples_of_githubs_specification_look_as_on_github() -> None:
    examples = json.loads(SPECIFICATION.read_text("utf-8"))["spec"]
    differing = [
        one["markdown"]
        for one in examples
        if folded(rendered(one["markdown"])) != folded(one["html"])
    ]
    assert len(examples) - len(differing) >= 655
    unnamed = [one for one in differing if not any(map(one.startswith, OTHERWISE))]
    assert unnamed == []
