"""What must hold of any contribution: problems or a page, and nothing else.

Shared by the Hypothesis tests (`test_fuzzing.py`) and the fuzzer that follows coverage (`fuzz.py`).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from agora.content.frontmatter import parse
from agora.loading import inspect
from agora.pages.fitting import fitted
from agora.problems import Problem, report
from agora.safety.allowed import ELEMENTS, is_allowed
from agora.safety.bounds import excess
from agora.safety.sanitizing import EXTERNAL, sanitized
from agora.site import Site
from agora.strings import Strings
from conftest import ROOT
from rendering import render

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


class Sandbox:
    """A small site, whose showcases are put in and taken out again."""

    def __init__(self, root: Path) -> None:
        self.root = Path(shutil.copytree(ROOT / "tests" / "site", root / "site"))
        self.site = Site.read(self.root / "mkdocs.yml")
        self._data = {path: path.read_bytes() for path in self.site.showcases.iterdir()}

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
                    check_html(render(text.body))
        return problems


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))


def check_html(rendered: str) -> None:
    """Sanitize any HTML, and see that nothing is left that must not be."""
    clean = sanitized(rendered).html
    ids: set[str] = set()
    for tag, attributes in _Tags(clean).tags:
        assert tag in ELEMENTS, tag
        assert len({name for name, _ in attributes}) == len(attributes)
        for name, value in attributes:
            if tag == "a" and name in ("rel", "aria-describedby"):
                assert EXTERNAL in (value or "") or "external" in (value or "")
                continue
            assert is_allowed(tag, name, value or ""), (tag, name, value)
            if name == "id":
                assert value not in ids
                ids.add(value or "")
            if name in ("href", "src", "srcset") and value:
                assert re.match(r"(?i)(?:https?://|mailto:)|(?![a-z][a-z0-9+.-]*:|//|[\\/])", value)
    # What a parser makes of it is what is there: read again, nothing changes.
    assert sanitized(clean).html == clean
    check_fitted(clean)


def check_fitted(clean: str) -> None:
    """Read a text as the booklet does, with another parser, and see that nothing comes of it."""
    if not clean.strip():
        return
    anchors = {"showcases/cas/": "cas"}
    for tag, attributes in _Tags(
        fitted(clean, "showcases/cas/", into="print/", anchors=anchors)
    ).tags:
        assert tag in ELEMENTS, tag
        for name, value in attributes:
            if name == "id":  # set apart from those of other texts
                value = (value or "").removeprefix("cas--")
            if name not in ("rel", "aria-describedby"):
                assert is_allowed(tag, name, value or ""), (tag, name, value)
            if name == "href" and value:
                assert not re.match(r"(?i)\s*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", value)


def check_text(body: str) -> None:
    """Render a text as if nobody had refused it, unless that would take long."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")  # as they are when a file is read
    if not any(excess(body)):
        check_html(render(body))


def check_front_matter(text: str) -> None:
    """Take a file apart."""
    problems: list[Problem] = []
    document = parse(text, "x.md", problems)
    assert document is not None or problems
    assert bool(report(problems, WORDS)) == bool(problems)
