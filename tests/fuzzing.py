"""What must hold of any contribution: problems or a page, and nothing else.

Shared by the Hypothesis tests (`test_fuzzing.py`) and the fuzzer that follows coverage (`fuzz.py`).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from agora.content.frontmatter import parse
from agora.loading import inspect
from agora.pages.fitting import fitted
from agora.problems import Problem, report
from agora.safety.allowed import ELEMENTS, PREFIX, is_allowed
from agora.safety.bounds import excess
from agora.safety.sanitizing import FOOTNOTE
from agora.site import Site
from agora.strings import Strings
from agora.text.html import elements
from agora.text.reading import read
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
                    check_published(text.reading.html)
        return problems


def check_html(html: str) -> None:
    """Sanitize any HTML, and see that nothing is left that must not be."""
    check_published(clean(html))


def check_published(html: str) -> None:
    """See that HTML holds nothing that it must not, by itself, within a page and in the booklet."""
    ids: set[str] = set()
    for element in elements(html):
        check_element(element.name, element.attributes)
        if name := element.attributes.get("id"):
            assert name not in ids
            ids.add(name)
    check_page(html)
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


def check_page(html: str) -> None:
    """See that a text closes nothing of the page around it, and hides nothing that follows."""
    page = f'<main class="ag"><article>{html}</article><aside class="ag">after</aside></main>'
    found = [(element.name, element.text) for element in elements(page)]
    assert found[0][0] == "main"
    assert found[1][0] == "article"
    assert found[-1] == ("aside", "after")
    assert found[0][1].endswith(f"{found[1][1]}after")


def check_text(body: str) -> None:
    """Read a text as if nobody had refused it, unless that would take long."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")  # as they are when a file is read
    if not any(excess(body)):
        check_published(read(body).html)


def check_front_matter(text: str) -> None:
    """Take a file apart."""
    problems: list[Problem] = []
    document = parse(text, "x.md", problems)
    assert document is not None or problems
    assert bool(report(problems, WORDS)) == bool(problems)
