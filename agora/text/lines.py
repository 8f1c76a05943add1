"""Lines that are shown as they are written: titles, summaries, what a picture shows."""

from __future__ import annotations

import re

from agora.text.dialect import parser

_MARKS = frozenset({"em_open", "strong_open", "s_open", "code_inline", "image", "link_open"})
_MARK = re.compile(r"[*_`~\]]")


def words_of(line: str) -> str:
    """The line without emphasis, code, links and pictures; as it is where it has none of them."""
    if not _MARK.search(line):
        return line
    children = parser().parseInline(line)[0].children or []
    if not any(child.type in _MARKS and child.info != "auto" for child in children):
        return line
    return "".join(child.content for child in children)
