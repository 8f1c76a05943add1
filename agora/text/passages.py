"""What a reader reads of a text, block by block, and where each character of it was written."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from agora.keeping.compact import compact


@compact
@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a paragraph, a heading, an item of a list or a cell of a table.

    `text` is as readers see it: entities are resolved, marks of Markdown, addresses and code are
    left out; a code span is the sign U+FFFC, a line end is a space. `starts` says where it was
    written: pairs of an index of `text` and an offset in the body, ascending. `level` is that of a
    heading, and 0 of all else. `section` counts the headings up to and with this passage. `links`
    are the parts of the text that lead elsewhere: start, end, and the address.
    """

    text: str
    starts: tuple[tuple[int, int], ...]
    section: int
    level: int = 0
    links: tuple[tuple[int, int, str], ...] = ()

    def offset(self, index: int) -> int:
        """Where the character at an index of `text` was written, as an offset in the body."""
        at = bisect_right(self.starts, (index, 2**62)) - 1
        start, offset = self.starts[max(at, 0)]
        return offset + index - start
