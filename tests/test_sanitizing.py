"""What may stay in a text stays as it is; what may not goes."""

from __future__ import annotations

import pytest

from agora.safety.allowed import ELEMENTS
from agora.safety.sanitizing import MOST_READINGS
from agora.text.html import elements
from agora.text.publishing import EXTERNAL, REL, with_links
from agora.text.reading import read
from conftest import ROOT
from rendering import clean

CONSTRUCTS = (ROOT / "tests" / "every-construct.md").read_text("utf-8")


def test_every_construct_is_published_whole() -> None:
    """The document has every element that a text may hold."""
    reading = read(CONSTRUCTS)
    assert [fault for fault in reading.faults if fault.rule != "first-level-heading"] == []
    found = {element.name for element in elements(reading.html)}
    assert found >= ELEMENTS - {"h1", "h5", "h6"}


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>a<script>x</script>b</p>", "<p>ab</p>"),
        ('<p onclick="x" class="note ag-hero" id="a">b</p>', '<p class="note" id="text-a">b</p>'),
        ('<p id="a">b</p><p id="a">c</p>', '<p id="text-a">b</p><p>c</p>'),
        ('<a id="é">b</a><a name="c">d</a>', '<a>b</a><a name="text-c">d</a>'),
        ('<a href="#x">b</a>', '<a href="#text-">b</a>'),
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
def test_what_is_not_allowed_goes(html: str, left: str) -> None:
    assert clean(html) == left


def test_what_is_read_again_is_the_same() -> None:
    """Links within links come apart when they are read; what is written has come apart already."""
    depth = 7
    nested = "<p><a></p>\n" + "<blockquote>\n" * depth + "<p><a></p>" + "</blockquote>" * depth
    assert clean(clean(nested)) == clean(nested) != nested


def test_what_never_settles_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    class Restless:
        def clean(self, html: str) -> str:
            return f"{html}<b>"

    monkeypatch.setattr("agora.safety.sanitizing._AGAIN", Restless())
    assert clean("<i></i>") == "&lt;i&gt;&lt;/i&gt;" + "&lt;b&gt;" * MOST_READINGS


def test_links_to_elsewhere_are_marked() -> None:
    marked = f'<a href="https://a.example/" rel="{REL}" aria-describedby="{EXTERNAL}">a</a>'
    kept = '<a href="https://own.example/x">b</a><a href="c/">c</a><a name="text-d">d</a>'
    html = '<a href="https://a.example/">a</a>' + kept
    assert with_links(html, lambda link: link, "https://own.example/") == marked + kept
    assert with_links(marked, lambda link: link) == marked


def test_links_lead_where_their_pages_lie() -> None:
    html = '<a href="tram.md?a=1&amp;b=2">a</a>'
    assert (
        with_links(html, {"tram.md?a=1&b=2": "../tram/"}.__getitem__) == '<a href="../tram/">a</a>'
    )
