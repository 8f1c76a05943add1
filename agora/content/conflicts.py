"""What git leaves in a file where two people changed the same lines and nobody chose between them.

The marks are those of git-merge(1): a line of seven `<`, `|`, `=` or `>`. All but `=` have a name.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"([<|>])\1{6} \S|(=)={6}\r?$")


def marks(text: str) -> tuple[int, ...]:
    """The lines, from 1, of the first conflict: one for each mark of it; () where there is none.

    What begins a conflict or ends one is told by itself. A line of `=` alone makes a heading of
    Markdown, and `>>>>>>> a` is a quotation within six others where it stands among quotations.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return ()
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    first: dict[str, int] = {}
    for at, (number, line) in enumerate(lines):
        found = _MARK.match(line)
        if found is None:
            continue
        mark = found[1] or found[2]
        beside = (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])
        if mark == ">" and not first and any(other.startswith(">") for _, other in beside):
            continue
        first.setdefault(mark, number)
        if mark == ">":
            break
    return tuple(sorted(first.values())) if first.keys() & {"<", ">"} else ()
