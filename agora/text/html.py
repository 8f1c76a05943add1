"""HTML that strangers wrote, read as browsers read it (https://html.spec.whatwg.org/)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "title"})
"""Elements whose text nobody reads on a page."""

_WORD = re.compile(r"[ \t\n]+|[^ \t\n]+")
_INLINE = frozenset(
    [
        *("a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark"),
        *("q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    ]
)
"""Elements that stand within a line; what others begin is another line to readers."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element, with its attributes, None for those without a value."""

    name: str
    attributes: Mapping[str, str | None]
    _node: LexborNode

    @property
    def text(self) -> str:
        """The text within it: of all elements that nest, as long to gather as the square."""
        return self._node.text()

    @property
    def names(self) -> set[str]:
        """Those that a link may call it by: its id, and in older HTML the name of a link."""
        own = ("id", "name") if self.name == "a" else ("id",)
        return {value for name in own if (value := self.attributes.get(name))}


def elements(html: str) -> Iterator[Element]:
    """All elements of a piece of HTML, in their order."""
    for node in _nodes(html):
        if not node.is_text_node and not node.is_comment_node and node.tag:
            yield Element(node.tag, node.attributes, node)


def texts(html: str) -> Iterator[tuple[str, int]]:
    """The text that readers see of some HTML: its words and blanks, and where each is written.

    A word that cannot be found as it stands, for its entities, is given the place of what came
    before it.
    """
    at = 0
    for node in _nodes(html):
        parent = node.parent
        if not node.is_text_node or (parent and parent.tag in UNSEEN):
            continue
        if parent and parent.tag not in _INLINE and node.prev is None:
            yield " ", at
        for found in _WORD.finditer(node.text_content or ""):
            if found[0][0] in " \t\n":
                yield " ", at
                continue
            place = html.find(found[0], at)
            if place >= 0:
                at = place
            yield found[0], at
            at += len(found[0]) if place >= 0 else 0


def text_of(html: str) -> str:
    """All text of a piece of HTML."""
    root = _root(html)
    return root.text() if root is not None else ""


def _root(html: str) -> LexborNode | None:
    return LexborHTMLParser(html).body


def _nodes(html: str) -> Iterator[LexborNode]:
    root = _root(html)
    if root is not None:
        for node in root.traverse(include_text=True):
            if node is not root and node.tag != "body":
                yield node
