"""The headings of a text, and the names by which links find places in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import unquote

from agora.keeping.compact import compact
from agora.language.slugs import slugify
from agora.safety.allowed import PREFIX, is_id
from agora.text.tokens import Tokens

_LEFT_OUT = re.compile(r"[^\w\- ]")
"""What GitHub leaves out of the name of a heading."""

LONGEST = 80
"""Characters of a heading's id."""


@compact
@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a table of contents; `title` is HTML."""

    title: str
    id: str
    level: int
    children: tuple[Heading, ...] = ()

    @property
    def url(self) -> str:
        return f"#{self.id}"


class Names:
    """The ids of a text's places, as they are published, by each name that a link may give them.

    Those that authors wrote come first: a heading makes way for them. `twice` holds what was given
    to more than one element.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.anchors: dict[str, str] = {}
        self.headings: list[Heading] = []
        self.twice: set[str] = set()
        self._last: Counter[str] = Counter()
        written: set[str] = set()
        for _, element in tokens.elements:
            for name in element.names:
                if is_id(name):
                    if name in written:
                        self.twice.add(name)
                    written.add(name)
                    self.anchors[name] = PREFIX + name
        # A text whose headings begin at the first level moves down as a whole: above it, the page
        # has a title of its own.
        headings = [pair for pair in tokens.blocks if pair[0].type == "heading_open"]
        demotion = int(any(opener.tag == "h1" for opener, _ in headings))
        for opener, block in headings:
            self._add(block.title, min(int(opener.tag[1]) + demotion, 6))

    def _add(self, title: str, level: int) -> None:
        slug = slugify(title)[:LONGEST].rstrip("-") or "section"
        own = PREFIX + self._free(slug)
        self.anchors[own.removeprefix(PREFIX)] = own
        if (name := _LEFT_OUT.sub("", title.lower()).replace(" ", "-")) != slug:
            self.anchors[self._free(name)] = own
        self.headings.append(Heading(escape(title), own, level))

    def _free(self, name: str) -> str:
        """A name that no other place has; of several alike, GitHub counts from the second."""
        free = name
        while free in self.anchors:
            self._last[name] += 1
            free = f"{name}-{self._last[name]}"
        return free


def find(anchors: Mapping[str, str], fragment: str) -> str | None:
    """The id in a text's anchors of the place that a fragment of an address names."""
    name = unquote(fragment)
    return anchors.get(name) or anchors.get(name.lower())


def nested(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """Headings within those that they belong to."""
    open_: list[tuple[Heading, list[Heading]]] = [(Heading("", "", 0), [])]

    def close(level: int) -> None:
        while len(open_) > 1 and open_[-1][0].level >= level:
            heading, children = open_.pop()
            open_[-1][1].append(replace(heading, children=tuple(children)))

    for heading in headings:
        close(heading.level)
        open_.append((heading, []))
    close(1)
    return tuple(open_[0][1])
