"""The signs in a text by which a part of Python-Markdown finds something to do.

Each part is tried on every piece of a text, of which most hold nothing for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

EXTENSIONS: Mapping[str, Sequence[str]] = {
    "abbr": ["*["],
    "admonition": ["!!!"],
    "attr_list": ["{"],
    "def_list": ["\n: ", " : ", ">: "],
    "fenced_code": ["```", "~~~"],
    "footnotes": ["[^"],
    "md_in_html": ["<"],
    "tables": ["|"],
}
"""For an extension of Python-Markdown, the signs of which a text holds one, between ends of lines,
or else the extension leaves it as it is."""

PREPROCESSORS: Mapping[str, Sequence[str]] = {"html_block": ["<", "&"]}
BLOCKS: Mapping[str, Sequence[str]] = {
    "code": ["    "],
    # A line ends where HTML around Markdown does, too.
    "setextheader": ["=\n", "= ", "=<", "-\n", "- ", "-<"],
    "hr": ["-\n", "- ", "-<", "_\n", "_ ", "_<", "*\n", "* ", "*<"],
    "quote": [">"],
    "indent": ["    "],
    "ulist": ["* ", "+ ", "- "],
    "hashheader": ["#"],
    "reference": ["]:"],
}
PATTERNS: Mapping[str, Sequence[str]] = {
    "backtick": ["`"],
    "escape": ["\\"],
    # What nothing defines, nothing refers to.
    "reference": ["]:"],
    "image_reference": ["]:"],
    "short_reference": ["]:"],
    "short_image_ref": ["]:"],
    "link": ["["],
    "image_link": ["!["],
    "autolink": ["<"],
    "automail": ["<"],
    "linebreak": ["  \n"],
    "html": ["<"],
    "entity": ["&"],
    "em_strong": ["*", "_"],
}
TREES: Mapping[str, Sequence[str]] = {"unescape": ["\\"]}
"""The same for parts of Python-Markdown itself, by the names that it registers them under."""

_UNLIKE = re.compile("[\t\r\x02\x03]")
"""What Python-Markdown takes out of a text, or turns into something else, before it reads it."""


class Signs:
    """The signs that a text holds."""

    def __init__(self, text: str) -> None:
        self._lines = None if _UNLIKE.search(text) else f"\n{text}\n"

    def needless(self, parts: Mapping[str, Sequence[str]]) -> Collection[str]:
        """The names of those parts that would find none of their signs; none if that is unsure."""
        if self._lines is None:
            return ()
        holds = self._lines.__contains__
        return [name for name, signs in parts.items() if not any(map(holds, signs))]
