"""The tokens of a text with their places in its body, and the words that readers find in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from agora.text.dialect import destination, parse
from agora.text.html import Element, elements, texts
from agora.text.links import Link
from agora.text.passages import Passage

CODE = "\ufffc"
"""What stands for a code span in a passage: readers see something there, but no words."""


class Source:
    """The body of a text, by lines."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.lines = body.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def offset(self, line: int) -> int:
        return self.starts[min(line, len(self.lines))]


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of HTML in a text, a tag or a block, and its offset in the body."""

    content: str
    offset: int


class Block:
    """A block of text: its tokens, and where its content was written."""

    def __init__(self, token: Token, places: Sequence[tuple[int, int]]) -> None:
        self.token = token
        self.tokens: Sequence[Token] = token.children or ()
        self._places = places

    def offset(self, at: int) -> int:
        """The offset in the body of a place in the block's content."""
        start, offset = self._places[max(bisect_right(self._places, (at, 2**62)) - 1, 0)]
        return offset + at - start

    @property
    def title(self) -> str:
        """The block's words, code included."""
        code = (
            token.content if token.type == "code_inline" else _text(token) for token in self.tokens
        )
        return "".join(code).strip()


class Tokens:
    """The tokens of a text, in their order, and what is found among them."""

    def __init__(self, body: str) -> None:
        self.source = Source(body)
        self.all, self.environment = parse(body)
        self._row = (-1, 0)

    @cached_property
    def blocks(self) -> list[tuple[Token, Block]]:
        """Each block of text with the token that opens it: a paragraph, a heading, a cell.

        Cells that hold nothing are none: most of them may have been added to short rows.
        """
        opener = None
        found: list[tuple[Token, Block]] = []
        for token in self.all:
            if token.type == "inline" and opener is not None:
                if token.content or opener.type == "heading_open":
                    found.append((opener, Block(token, self._places(token))))
            elif token.nesting == 1:
                opener = token
        return found

    def _places(self, inline: Token) -> list[tuple[int, int]]:
        """Where each line of a block's content begins, in the content and in the body.

        The parser took the marks of lists and quotations off, and knows the lines.
        """
        first = inline.map[0] if inline.map else 0
        places: list[tuple[int, int]] = []
        at = 0
        for number, line in enumerate(inline.content.split("\n"), first):
            known = number < len(self.source.lines)
            written = self.source.lines[number] if known else ""
            words = line.strip()
            # The cells of a row come in their order; of all else, the end of the line is meant.
            after = self._row[1] if self._row[0] == number else 0
            column = written.find(words, after) if after else -1
            if column < 0:
                column = written.rfind(words) if "|" not in written else written.find(words)
            column = max(column, 0)
            self._row = (number, column + len(words))
            places.append(
                (at, self.source.offset(number) + column - (len(line) - len(line.lstrip())))
            )
            at += len(line) + 1
        return places

    @cached_property
    def html(self) -> list[Html]:
        """All pieces of HTML, in the order of their places."""
        found = [
            Html(token.content, self.source.offset(token.map[0] if token.map else 0))
            for token in self.all
            if token.type == "html_block"
        ]
        found += [
            Html(token.content, block.offset(token.meta["at"]))
            for _, block in self.blocks
            for token in block.tokens
            if token.type == "html_inline"
        ]
        return sorted(found, key=lambda one: one.offset)

    @cached_property
    def elements(self) -> list[tuple[Html, Element]]:
        """All elements of the text's HTML that have attributes, with the piece that holds them."""
        return [
            (html, element)
            for html in self.html
            if "=" in html.content
            for element in elements(html.content)
        ]

    @cached_property
    def verbatim(self) -> list[tuple[int, int]]:
        """The spans of the body that hold code, HTML or definitions, and no words of Markdown."""
        spans = [
            (self.source.offset(token.map[0]), self.source.offset(token.map[1]))
            for token in self.all
            if token.map and token.type in ("fence", "code_block", "html_block")
        ]
        for reference in self.environment.get("references", {}).values():
            first, last = reference["map"]
            spans.append((self.source.offset(first), self.source.offset(last)))
        return sorted(spans)

    def passages(self) -> Iterator[Passage]:
        """The words of each block, in the order in which readers meet them."""
        section = 0
        blocks = {id(block.token): (opener, block) for opener, block in self.blocks}
        for token in self.all:
            if token.type == "html_block":
                offset = self.source.offset(token.map[0] if token.map else 0)
                if words := list(texts(token.content)):
                    yield _joined([(text, offset + at) for text, at in words], section, 0, ())
            elif id(token) in blocks:
                opener, block = blocks[id(token)]
                level = int(opener.tag[1]) if opener.type == "heading_open" else 0
                section += bool(level)
                yield self._passage(block, section, level)

    def _passage(self, block: Block, section: int, level: int) -> Passage:
        pieces: list[tuple[str, int]] = []
        links: list[tuple[int, int, str]] = []
        opened: list[tuple[int, str]] = []
        length = 0
        for token in block.tokens:
            if token.type == "link_open":
                opened.append((length, str(token.attrs["href"])))
            elif token.type == "link_close" and opened:
                start, url = opened.pop()
                links.append((start, length, url))
            elif text := _text(token):
                at = token.meta["at"] + (2 if token.type == "image" else 0)
                pieces.append((text, block.offset(at)))
                length += len(text)
        return _joined(pieces, section, level, tuple(links))

    def links(self) -> Iterator[Link]:
        """All links and pictures, of Markdown and of HTML."""
        for _, block in self.blocks:
            yield from self._links(block, block.tokens, 0)
        for html, element in self.elements:
            for name in sorted(ADDRESSES & element.attributes.keys()):
                yield _html_link(html, element, name)

    def _links(self, block: Block, tokens: Sequence[Token], base: int) -> Iterator[Link]:
        opened: list[tuple[Token, list[str]]] = []
        for token in tokens:
            if token.type == "link_open":
                opened.append((token, []))
            elif token.type == "link_close" and opened:
                link, words = opened.pop()
                at = base + token.meta["at"]
                said = "".join(words)
                if link.info == "auto":
                    written, offset = str(link.attrs["href"]), block.offset(base + link.meta["at"])
                else:
                    written, offset = self._destination(block, at, link)
                yield Link(str(link.attrs["href"]), written, offset, said)
            elif token.type == "image":
                at = base + token.meta["at"]
                written, offset = self._destination(block, at + 2 + len(token.content), token)
                yield Link(
                    url=str(token.attrs["src"]),
                    written=written,
                    offset=offset,
                    alternative="".join(_text(child) for child in token.children or ()),
                    is_picture=True,
                )
                yield from self._links(block, token.children or (), at + 2)
            if opened:
                opened[-1][1].append(_text(token))

    def _destination(self, block: Block, end: int, token: Token) -> tuple[str, int]:
        """The address of a link as written, and its offset; its words end at `end`."""
        label = token.meta.get("label")
        if label is None:
            content = block.token.content
            at = end + 2
            while at < len(content) and content[at] in " \t\n":
                at += 1
            read = destination(content, at, len(content))
            if read.ok:
                bare = content[at : at + 1] == "<"
                return read.str, block.offset(at + bare)
            return "", block.offset(end)
        reference = self.environment["references"].get(normalizeReference(label))
        if reference is None:
            return "", block.offset(end)
        start = self.source.offset(reference["map"][0])
        after = self.source.body.find("]:", start) + 2
        while after < len(self.source.body) and self.source.body[after] in " \t\n":
            after += 1
        read = destination(self.source.body, after, len(self.source.body))
        return read.str, after + self.source.body.startswith("<", after)


def _text(token: Token) -> str:
    match token.type:
        case "text":
            return token.content
        case "code_inline":
            return CODE
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            return "".join(_text(child) for child in token.children or ())
        case _:
            return ""


def _joined(
    pieces: Sequence[tuple[str, int]],
    section: int,
    level: int,
    links: tuple[tuple[int, int, str], ...],
) -> Passage:
    starts: list[tuple[int, int]] = []
    length = 0
    for text, offset in pieces:
        if not starts or starts[-1][1] + length - starts[-1][0] != offset:
            starts.append((length, offset))
        length += len(text)
    text = "".join(text for text, _ in pieces)
    return Passage(text, tuple(starts) or ((0, 0),), section, level, links)


ADDRESSES = frozenset({"href", "src", "srcset", "poster", "data", "action", "formaction"})
"""The attributes of HTML that hold an address."""

PICTURES = frozenset({"src", "srcset", "poster", "data"})


def _html_link(html: Html, element: Element, name: str) -> Link:
    value = element.attributes[name] or ""
    at = html.content.find(value) if value else -1
    if at < 0:
        at = max(html.content.lower().find(f"{name}="), 0)
    return Link(
        url=value,
        written=value,
        offset=html.offset + at,
        words=element.text if element.name == "a" else "",
        alternative=element.attributes.get("alt") if element.name == "img" else None,
        is_picture=name in PICTURES,
    )
