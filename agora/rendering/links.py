"""Links as nearly all of them are written, `[words](address)`, read at once.

Python-Markdown looks at each character of a link by itself, for brackets within brackets and for
titles, which takes longer than anything else that it does. `tests/test_fuzzing.py` holds one way
against the other.
"""

from __future__ import annotations

import re

from markdown.inlinepatterns import LinkInlineProcessor

_WORDS = re.compile(r"([^][]*)\]")
_ADDRESS = re.compile(r"\(([^\s()<>'\"\x02]+)\)")
"""Without what can end it early, and without what stands for something that was taken out."""


class PlainLinks(LinkInlineProcessor):
    """Reads links; those that are not plain, as ever."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        found = _WORDS.match(data, index)
        return (found[1], found.end(), True) if found else super().getText(data, index)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        found = _ADDRESS.match(data, index)
        return (found[1], None, found.end(), True) if found else super().getLink(data, index)
