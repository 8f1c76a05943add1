"""What must hold of any contribution: problems or a page, and nothing else.

Shared by the Hypothesis tests (`test_fuzzing.py`) and the fuzzer that follows coverage (`fuzz.py`).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from agora.content.frontmatter import parse
from agora.loading import inspect
from agora.pages.fitting import fitted
from agora.problems import Problem, report
from agora.rendering import renderer
from agora.safety.allowed import ELEMENTS, PREFIX, is_allowed
from agora.safety.bounds import excess
from agora.safety.sanitizing import FOOTNOTE
from agora.site import Site
from agora.strings import Strings
from agora.text.headings import Heading
from agora.text.html import elements
from agora.text.publishing import EXTERNAL, REL, with_links
from agora.text.reading import read
from building import SITE_URL, build, copy_site, showcase
from conftest import ROOT
from rendering import clean

WORDS = Strings.load("en")


MARKS = (
    *("[", "](", ")", "![", "[^1]", "[^1]: ", "*[a]: ", "`", "```\n", "~~~", "*", "**", "_", "> "),
    *("- ", "1. ", "# ", "|", "|-|\n", "!!! note\n    ", ":   ", "{: ", "{#a}", " }", "<", ">"),
    *(
        "<div markdown>\n",
        "</div>\n",
        "<p ",
        "<a href=",
        "<img src=",
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
    ),
    *(
        "&#106;",
        "&lt;",
        "&",
        "\\",
        "javascript:",
        "https://",
        "mailto:",
        "//",
        "\n\n",
        "\n",
        "    ",
        "  \n",
        "=\n",
        "---\n",
        "* * *\n",
        ": ",
        "]: ",
    ),
    *(
        "\t",
        " ",
        '"',
        "'",
        "=",
        "onclick=",
        "style=",
        "id=",
        "class=",
        "[TOC]",
        "\x02",
        "\x03",
        "a",
        "é",
    ),
    *(
        "\u202e",
        "\u200f",
        "\u0430",
        "\r",
        "\x0c",
        "\u2028",
        "\ufeff",
        "\x00",
        "table",
        "svg",
        "math",
    ),
)
"""Pieces of Markdown and HTML."""

SIGNS = (
    *("---\n", "title: ", "summary: ", "axis: ", "partner: ", "city: ", "links: ", "image: ", "- "),
    *(
        "{",
        "}",
        "[",
        "]",
        ", ",
        ": ",
        "&a ",
        "*a",
        "!!",
        "!",
        "|",
        ">",
        "'",
        '"',
        "#",
        "%",
        "@",
        "?",
    ),
    *(
        "<<: ",
        "~",
        "null",
        "yes",
        "012",
        "1e9",
        "2012-01-01",
        "\\u202e",
        "\\0",
        "\n",
        "  ",
        "\t",
        "\r",
    ),
)
"""Pieces of YAML."""


class Page:
    """The page of a showcase as the site has it, into which any text is put."""

    def __init__(self, root: Path) -> None:
        """Build a site of one showcase in a folder, where nothing is yet; it has to stay."""
        copy_site(root)
        (root / "showcases" / "temoin.fr.md").write_text(showcase(), "utf-8")
        rendered: list[Sequence[Any]] = []
        render = renderer.render

        def noted(*given: Any) -> bytes:
            rendered.append(given)
            return render(*given)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(renderer, "render", noted)
            build(root)
        self._page, self._site, self._frame, self._values = next(
            given[:4] for given in rendered if given[0].slug
        )
        self._around = self._taken_apart("", ())

    def check(self, html: str, headings: Sequence[Heading] = ()) -> None:
        """See that browsers find nothing on the page of a text but what it may hold, in its place,
        and all else as it is on any page.
        """
        content = with_links(html, lambda address: address, SITE_URL)
        assert self._taken_apart(content, headings) == self._around

    def _taken_apart(self, content: str, headings: Sequence[Heading]) -> str:
        """The page without its text and the link that leads to it, which are checked."""
        given = (self._page, self._site, self._frame, self._values)
        tree = LexborHTMLParser(renderer.render(*given, content, tuple(headings)))
        (text,) = tree.css(".ag-prose")
        (skip,) = tree.css("[data-md-component=skip]")
        for name, attributes in _within(text):
            added = {"rel": REL, "aria-describedby": EXTERNAL} if name == "a" else {}
            own = {k: v for k, v in attributes.items() if v is None or added.get(k) != v}
            check_element(name, own)
        to = {"href": headings[0].url, "class": "md-skip"} if headings else {}
        assert list(_within(skip)) == ([("a", to)] if headings else [])
        text.decompose()
        skip.decompose()
        return tree.html or ""


def _within(node: LexborNode) -> Iterator[tuple[str, Mapping[str, str | None]]]:
    """The elements within another one, each with its attributes."""
    for one in islice(node.traverse(), 1, None):
        if not one.is_comment_node:
            yield one.tag or "", one.attributes


class Sandbox:
    """A small site, whose showcases are put in and taken out again."""

    def __init__(self, root: Path) -> None:
        self.root = Path(shutil.copytree(ROOT / "tests" / "site", root / "site"))
        self.site = Site.read(self.root / "mkdocs.yml")
        self._data = {path: path.read_bytes() for path in self.site.showcases.iterdir()}
        self.page = Page(root / "page")

    def inspect(self, files: Mapping[str, bytes]) -> list[Problem]:
        """All problems of the site with these files, told in words. Raises OSError for a name."""
        shutil.rmtree(self.site.showcases)
        self.site.showcases.mkdir()
        for path, content in self._data.items():
            path.write_bytes(content)
        for name, content in files.items():
            path = self.site.showcases / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        catalog, problems = inspect(self.site)
        assert (catalog is None) == any(not problem.is_advice for problem in problems)
        assert bool(report(problems, WORDS)) == bool(problems)
        if catalog is not None:
            for showcase in catalog.showcases.values():
                for text in showcase.texts.values():
                    self.check_published(text.reading.html, text.reading.headings)
        return problems

    def check_html(self, html: str) -> None:
        """Sanitize any HTML, and see that nothing is left that must not be."""
        self.check_published(clean(html))

    def check_text(self, body: str) -> None:
        """Read a text as if nobody had refused it, unless that would take long."""
        body = body.replace("\r\n", "\n").replace("\r", "\n")  # as they are when a file is read
        if not any(excess(body)):
            reading = read(body)
            self.check_published(reading.html, reading.headings)

    def check_published(self, html: str, headings: Sequence[Heading] = ()) -> None:
        """See that HTML holds nothing that it must not, by itself, on a page and in the booklet."""
        ids: set[str] = set()
        for element in elements(html):
            check_element(element.name, element.attributes)
            if name := element.attributes.get("id"):
                assert name not in ids
                ids.add(name)
        self.page.check(html, headings)
        anchors = {"showcases/cas/": "cas"}
        for element in elements(fitted(html, "showcases/cas/", into="print/", anchors=anchors)):
            name = (element.attributes.get("id") or "").removeprefix("cas--")
            check_element(element.name, {**element.attributes, **({"id": name} if name else {})})


def check_element(element: str, attributes: Mapping[str, str | None]) -> None:
    assert element in ELEMENTS, element
    for name, value in attributes.items():
        value = value or ""
        if name in ("id", "name"):
            assert value.startswith(PREFIX), value
            value = value.removeprefix(PREFIX)
            assert FOOTNOTE.fullmatch(value) or is_allowed(element, name, value), value
            continue
        assert is_allowed(element, name, value), (element, name, value)
        if name in ("href", "src", "srcset") and value:
            assert re.match(r"(?i)(?:https?://|mailto:)|(?![a-z][a-z0-9+.-]*:|//|[\\/])", value)


def check_front_matter(text: str) -> None:
    """Take a file apart."""
    problems: list[Problem] = []
    document = parse(text, "x.md", problems)
    assert document is not None or problems
    assert bool(report(problems, WORDS)) == bool(problems)
