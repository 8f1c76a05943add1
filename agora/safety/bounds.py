"""How much of what a text may hold, so that no text can hold up the build.

The time that a text takes grows with its size, but brackets take a hundred times what letters
take, and quotations and definitions that nest as much again for each level. Within these bounds
the worst texts that we know take about a second: tests/adversarial.py has them. The same text
always gets the same verdict, whatever the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

LARGEST_TEXT = 60_000
"""Bytes of a showcase's file in one language: ten times what is read to its end."""

LARGEST_DATA = 1_000_000
"""Bytes of `cities.yml` and `editions.yml`: ten thousand cities."""

DEEPEST = 8
"""Lists and quotations within each other."""

MOST_MARKS = {"[": 1000}
"""How often a mark may stand in a text; the most that we have seen in a real one is thirty."""

DEEPEST_HTML = 100
"""Elements within each other, those of the document around them included."""

_TOO_DEEP = " > ".join("*" * (DEEPEST_HTML + 1))

MOST_SWELLING = 5
"""How many times its size HTML may take when all that it means is written out; real HTML takes what
it took, or a tenth more."""

_HARMLESS = 1000
"""Characters of HTML that can neither mean much more than they say, nor nest too deep."""

_OPENERS = re.compile(r"^(?:[ \t]*+(?:>|[-+*:~](?=[ \t])|\d{1,9}[.)](?=[ \t])))++", re.MULTILINE)
"""What opens quotations, lists and definitions, at the beginning of a line."""

_DEEP = re.compile("[>:~]")
"""Those that take time. Lists are for the reading to count: what looks like one may be a rule."""


@dataclass(frozen=True, slots=True)
class Excess:
    """What there is too much of: at `offset`, `n` of `mark`; or nesting, where `mark` is ""."""

    offset: int
    mark: str
    n: int
    most: int


def excess(text: str) -> Iterator[Excess]:
    """What a Markdown text has too much of."""
    for mark, most in MOST_MARKS.items():
        n = text.count(mark)
        if n > most:
            yield Excess(text.index(mark), mark, n, most)
    for line in _OPENERS.finditer(text):
        n = len(_DEEP.findall(line[0]))
        if n > DEEPEST:
            yield Excess(line.start(), "", n, DEEPEST)
            return


def overflows(html: str) -> bool:
    """Whether the tree of some HTML is too deep, or means far more than it says.

    What nobody closes, such as `<b>`, is opened anew by browsers in each paragraph that follows
    (HTML Standard, 13.2.4.3): a thousand of them and a thousand paragraphs are a million elements.
    """
    size = _HARMLESS
    while size < len(html):
        # Little by little: what swells is seen to do so before it takes all of the memory.
        size += size // 4
        beginning = html[:size]
        tree = LexborHTMLParser(beginning)
        if tree.css_first(_TOO_DEEP) or len(tree.html or "") > MOST_SWELLING * len(beginning):
            return True
    return False
