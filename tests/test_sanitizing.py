"""What may stay in a text stays as it is; what may not goes, and is told."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from agora.content.frontmatter import parse
from agora.problems import Problem
from agora.safety.allowed import ELEMENTS
from agora.safety.markup import losses
from agora.safety.sanitizing import EXTERNAL, MOST_READINGS, REL, sanitized
from conftest import ROOT
from rendering import render

CONSTRUCTS = (ROOT / "tests" / "every-construct.md").read_text("utf-8")
SHOWCASES = sorted((ROOT / "showcases").glob("*.md"))


def tree(html: str) -> str:
    """HTML as a parser understands it: without comments and the marks of external links."""
    root = lxml.html.fragment_fromstring(html.strip(), create_parent="div")
    for comment in root.xpath("//comment()"):
        comment.drop_tree()
    root.text = (root.text or "").strip()  # what a comment stood beside
    for link in root.iterdescendants("a"):
        if link.get("rel") == REL:
            assert link.attrib.pop("aria-describedby") == EXTERNAL
            del link.attrib["rel"]
    for element in root.iterdescendants():
        attributes = sorted(element.attrib.items())
        element.attrib.clear()
        element.attrib.update(attributes)
    return lxml.html.tostring(root, encoding="unicode")


def test_every_construct_renders_the_same() -> None:
    rendered = render(CONSTRUCTS)
    safe = sanitized(rendered)
    assert safe.losses == ()
    assert tree(safe.html) == tree(rendered)
    assert list(losses(CONSTRUCTS)) == []


def test_every_construct_is_there() -> None:
    """The document above has every element that a text may hold."""
    found = {str(element.tag) for element in lxml.html.fromstring(render(CONSTRUCTS)).iter("*")}
    # Those that Markdown makes in other documents, or that HTML closes by itself.
    assert ELEMENTS - found <= {"h1", "h5", "h6"}


@pytest.mark.parametrize("path", SHOWCASES, ids=lambda path: path.name)
def test_showcases_render_the_same(path: Path) -> None:
    problems: list[Problem] = []
    document = parse(path.read_text("utf-8"), path.name, problems)
    assert document is not None
    rendered = render(document.body)
    safe = sanitized(rendered)
    assert safe.losses == ()
    assert tree(safe.html) == tree(rendered)


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>a<script>x</script>b</p>", "<p>ab</p>"),
        ('<p onclick="x" class="note ag-hero" id="a">b</p>', '<p class="note" id="a">b</p>'),
        ('<p id="a">b</p><p id="a">c</p>', '<p id="a">b</p><p>c</p>'),
        ("</div><p>a", "<p>a</p>"),
        ("<div><p>a", "<div><p>a</p></div>"),
        ('<a href="java&#10;script:x">a</a>', "<a>a</a>"),
        ('<a href="//evil.example/">a</a>', "<a>a</a>"),
        ('<img src="https://evil.example/x.png" alt="x">', '<img alt="x">'),
        ("<svg><a href='javascript:x'>a</a></svg>", ""),
        ('<td style="text-align: left">a</td>', "a"),
        ("a&#0;b&#8;c", "a\ufffdb\ufffdc"),
    ],
)  # fmt: skip
def test_what_is_not_allowed_goes(html: str, clean: str) -> None:
    assert sanitized(html).html == clean


def test_what_is_read_again_is_the_same() -> None:
    """Links within links come apart when they are read; what is written has come apart already."""
    depth = 7
    nested = "<p><a></p>\n" + "<blockquote>\n" * depth + "<p><a></p>" + "</blockquote>" * depth
    clean = sanitized(nested).html
    assert sanitized(clean).html == clean != nested


def test_what_never_settles_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    class Restless:
        def clean(self, html: str) -> str:
            return f"{html}<b>"

    monkeypatch.setattr("agora.safety.sanitizing._CLEANER", Restless())
    assert sanitized("<i>").html == "&lt;i&gt;" + "&lt;b&gt;" * (MOST_READINGS + 1)


def test_links_to_elsewhere_are_marked() -> None:
    marked = f'<a href="https://a.example/" rel="{REL}" aria-describedby="{EXTERNAL}">a</a>'
    kept = '<a href="https://own.example/x">b</a><a href="c/">c</a>'
    html = '<a href="https://a.example/">a</a>' + kept
    assert sanitized(html, "https://own.example/").html == marked + kept
    assert sanitized(marked).html == marked
    assert "rel=" not in sanitized('<a title="<a href=&quot;https://a.b&quot;>">a</a>').html


def test_what_goes_is_told() -> None:
    html = '<p onclick="x">a</p><form></form><p class="note ag-x" id="a"><img src="//b.c/d" id="a">'
    assert {loss.written for loss in sanitized(html).losses} == {
        *('onclick="x"', "<form>", 'class="ag-x"', 'src="//b.c/d"', 'id="a"'),
    }
