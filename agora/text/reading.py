"""The one reading of a text: what is published of it, and what is wrong with it by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agora.keeping.compact import compact
from agora.safety.bounds import overflows
from agora.text import faults
from agora.text.faults import Fault
from agora.text.headings import Heading, Names, nested
from agora.text.links import Link
from agora.text.markup import ALERTS, markup
from agora.text.passages import Passage
from agora.text.tokens import CODE, Tokens


@compact
@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read.

    `html` is what is published, but that its links are as their author wrote them: whoever
    publishes it knows where the pages lie. `anchors` holds, for each name that a link may give to
    a place in the text, the id of that place. `verbatim` are the spans of the body, as offsets,
    that hold code, HTML or definitions. Of a text whose HTML nobody can afford to read, there is
    one fault and nothing else.
    """

    html: str
    headings: tuple[Heading, ...]
    anchors: Mapping[str, str]
    links: tuple[Link, ...]
    passages: tuple[Passage, ...]
    faults: tuple[Fault, ...]
    verbatim: tuple[tuple[int, int], ...]

    @property
    def words(self) -> int:
        """How many words readers read."""
        return sum(len(passage.text.replace(CODE, " ").split()) for passage in self.passages)


def read(body: str, titles: Mapping[str, str] = ALERTS) -> Reading:
    """Read a text; `titles` are those of alerts, by kind, where an alert has none of its own.

    Never raises for what a text holds; time and stack are for `safety.guard` to bound.
    """
    tokens = Tokens(body)
    if piece := next((html for html in tokens.html if overflows(html.content)), None):
        return _unread(piece.offset)
    passages = tuple(tokens.passages())
    links = tuple(tokens.links())
    names = Names(tokens)
    published = markup(tokens, names, titles)
    if published is None:
        return _unread(tokens.html[0].offset)
    found = faults.find(tokens, passages, links, names, published)
    return Reading(
        html=published.html,
        headings=nested(names.headings),
        anchors=names.anchors,
        links=links,
        passages=passages,
        faults=tuple(sorted(found, key=lambda fault: fault.offset)),
        verbatim=tuple(tokens.verbatim),
    )


def _unread(place: int) -> Reading:
    """Of a text whose HTML, at a place, takes too much."""
    return Reading("", (), {}, (), (), (Fault("too-deep", place),), ())
