"""The prose of a Markdown text: what a reader reads, at the place where it stands.

Whatever is not prose (code, HTML, addresses, marks of Markdown) is blanked, not
removed, so that every character keeps its line and column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from agora.content.frontmatter import Document
from agora.problems import Place

CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)",
    re.MULTILINE | re.DOTALL,
)
NOT_PROSE = re.compile(
    # What each of the others begins with: all else is passed over quickly.
    r"(?=[<(\[{!h]|^)(?:"
    r"(?s:<!--.*?-->)|<[^<>\n]*>"  # comments, tags, addresses in angle brackets
    r"|(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"  # where a link leads
    r"|(?<=\])\[[^\]\n]*\]|\[\^[^\]\n]*\]:?"  # references, footnotes
    r"|^ {0,3}(?:\[[^\]\n]+\]|\*\[[^\]\n]+\]):.*$"  # definitions of links and abbreviations
    r"|\{:?[^{}\n]*\}"  # attribute lists
    r"|^[ \t]*(?:!!!|\?\?\?\+?)[ \t].*$|^[ \t]*:[ \t]"  # admonitions, definition lists
    r"|^[ \t|]*:?-{2,}:?[-:| \t]*$"  # rules of tables
    r"|^[ \t]*\d+[.)](?=[ \t])"  # numbers of list items
    r"|https?://\S+|!(?=\[)"
    r")",
    re.MULTILINE,
)
"""What readers do not read in Markdown: tags, addresses, references, definitions, attributes."""


def blank(match: re.Match[str]) -> str:
    """As many spaces as were matched, with its line ends."""
    return "\n".join([" " * len(line) for line in match[0].split("\n")])


@lru_cache(maxsize=8)
def without_code(text: str) -> str:
    """The text with its code blanked."""
    if "`" not in text and "~~~" not in text:
        return text
    return CODE.sub(blank, text)


# Several checks in turn read the few texts of one showcase.
@lru_cache(maxsize=8)
def prose(text: str) -> str:
    """The text with all that is not prose blanked; links keep their words."""
    return NOT_PROSE.sub(blank, without_code(text))


def count_words(text: str) -> int:
    return len(prose(text).split())


def place_at(document: Document, offset: int) -> Place:
    """The place of a character of a document's body."""
    starts = _line_starts(document.body)
    line = bisect_right(starts, offset) - 1
    return Place(document.path, document.body_line + line, offset - starts[line] + 1)


@lru_cache(maxsize=8)
def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]
