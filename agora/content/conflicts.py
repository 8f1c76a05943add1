"""What git leaves in a file where two people changed the same lines and nobody chose between them.

The marks are those of git-merge(1): a line of seven `<`, `|`, `=` or `>`, perhaps with a name.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"^([<|=>])\1{6}(?= |\r?$)", re.MULTILINE)


def marks(text: str) -> tuple[int, ...]:
    """The lines, from 1, of the first conflict: one for each mark of it; () where there is none.

    A line of `=` alone makes a heading of Markdown, and says nothing without the others.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return ()
    first: dict[str, int] = {}
    for found in _MARK.finditer(text):
        if found[1] not in first:
            first[found[1]] = text.count("\n", 0, found.start()) + 1
        if found[1] == ">":
            break
    return tuple(sorted(first.values())) if first.keys() & {"<", ">"} else ()
