"""What is wrong with a text by itself, whatever else the site holds.

What is published has been through the sanitizer; here is told what that took away, and what a
reader would see otherwise than its author on the forge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit

from agora.keeping.compact import compact
from agora.safety import bounds
from agora.safety.allowed import (
    ADMONITIONS,
    ELEMENTS,
    NEEDLESS_ELEMENTS,
    is_allowed,
    is_needless,
)
from agora.safety.characters import hidden, named
from agora.safety.lookalikes import lookalikes
from agora.text.headings import Names
from agora.text.headings import find as find_anchor
from agora.text.html import Element, elements, text_of
from agora.text.links import Link
from agora.text.markup import Markup
from agora.text.passages import Passage
from agora.text.tokens import ADDRESSES, CODE, Html, Tokens

OWN = frozenset({"markdown"})
"""Attributes that other Markdown takes away, and that are nothing to browsers."""

_IGNORED = re.compile(r"</?(?P<name>html|head|body|frameset|frame)\b", re.IGNORECASE)
"""Elements of which a browser makes nothing within a page."""

_ADDRESS = re.compile(r"(?:https?://|www\.)(?P<host>[^\s/?#]+)", re.IGNORECASE)

ATTRIBUTES = re.compile(
    r"\{:[^{}\n]*\}"
    r"|\{ ?[\w-]+=[^{}\n]*\}"
    r"|(?<=\s)\{[#.][\w-][^{}\n]*\}$"
    r"|^\[TOC\]$"
)
"""Attributes of elements, and the place of a table of contents, as Python-Markdown has them."""

ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:")
FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
LINK = re.compile(
    r"\[[^][]*\](?:"
    r"\((?P<open>[^()\s]+)$"
    r"|\s+\((?P<apart>(?:https?://|www\.|(?=[\w./-]++(?<=\.md)))[^()\s]*+)\)"
    r"|\((?P<spaced>https?://[^()\n]* [^()\n]*)\)"
    r")"
)
"""Links that are none: not closed, apart from their words, or with a space in their address."""

_WORD = re.compile(r"<(?:[movwx]|st1):\w+>?")
"""Elements of Word, which are no tags of Markdown, for their colon."""

BULLET = re.compile(r"\s*(?P<bullet>[•·▪●◦‣\uf0b7\uf0a7])[ \t\u00a0]*\S")


@compact
@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule, the offset in the body where, and the arguments of its message."""

    rule: str
    offset: int
    arguments: Mapping[str, str | int] = field(default_factory=dict)


Faults: TypeAlias = Iterator[Fault]


def find(
    tokens: Tokens,
    passages: Sequence[Passage],
    links: Sequence[Link],
    names: Names,
    published: Markup,
) -> Faults:
    """All that is wrong with a text, in no order."""
    if not any(passage.text.strip(f" \n{CODE}") for passage in passages):
        yield Fault("empty-body", 0)
    yield from _deep(tokens)
    if tokens.html:
        lost = list(_lost_html(tokens, names, published.rendered))
        yield from lost
        if not any(fault.rule == "html-element" for fault in lost):  # which took words with it
            yield from _lost_words(tokens, published.html)
    yield from _lost_admonitions(tokens)
    yield from _characters(tokens, passages, published.html)
    yield from _links(links, names)
    if tokens.html:
        yield from _disguised(links, published.html)
    yield from _other_markdown(tokens, passages)
    yield from _mistakes(tokens, passages)


def _deep(tokens: Tokens) -> Faults:
    depth = 0
    for token in tokens.all:
        if token.type in ("list_item_open", "blockquote_open", "alert_open", "admonition_open"):
            depth += 1
            if depth > bounds.DEEPEST:
                offset = tokens.source.offset(token.map[0] if token.map else 0)
                yield Fault("too-deep", offset, {"n": depth, "most": bounds.DEEPEST})
                return
        elif token.type in (
            "list_item_close",
            "blockquote_close",
            "alert_close",
            "admonition_close",
        ):
            depth -= 1


class _Pieces:
    """The HTML of a text, searched in its order for what a parser found in it."""

    def __init__(self, pieces: Sequence[Html]) -> None:
        self._pieces = pieces
        self._at: dict[str, tuple[int, int]] = {}

    def place(self, words: str) -> int:
        """The offset of the next place where some words stand, whatever their case."""
        number, start = self._at.get(words, (0, 0))
        for n in range(number, len(self._pieces)):
            at = self._pieces[n].content.lower().find(words.lower(), start if n == number else 0)
            if at >= 0:
                self._at[words] = (n, at + 1)
                return self._pieces[n].offset + at
        return self._pieces[0].offset


def _lost_html(tokens: Tokens, names: Names, rendered: str) -> Faults:
    """Elements and attributes that a text may not hold, as browsers find them in it."""
    pieces = _Pieces(tokens.html)
    for element in elements(rendered):
        if element.name not in ELEMENTS:
            rule = "needless-element" if element.name in NEEDLESS_ELEMENTS else "html-element"
            if ":" in element.name:
                rule = "word-leftover"
            arguments = {"value": f"<{element.name}>"}
            yield Fault(rule, pieces.place(f"<{element.name}"), arguments)
            continue
        for name, value in element.attributes.items():
            if name in OWN or name in ADDRESSES or is_allowed(element.name, name, value or ""):
                continue
            if _is_ours(element, name):
                continue
            rule = "needless-attribute" if is_needless(name) else "html-attribute"
            written = name if value is None else f'{name}="{value}"'
            yield Fault(rule, pieces.place(name), {"value": written})
    for piece in tokens.html:
        if (at := piece.content.rfind("<")) > piece.content.rfind(">"):  # a tag that never ends
            first = piece.content[at:].split()[0]
            yield Fault("html-element", piece.offset + at, {"value": first})
        for found in _IGNORED.finditer(piece.content):
            arguments = {"value": f"<{found['name'].lower()}>"}
            yield Fault("html-element", piece.offset + found.start(), arguments)
    for name in sorted(names.twice):
        yield Fault("needless-attribute", pieces.place(name), {"value": f'id="{name}"'})


def _is_ours(element: Element, name: str) -> bool:
    """Whether an attribute is one that Markdown makes, and the sanitizer takes or turns."""
    if name == "class":
        is_admonition = (element.attributes[name] or "").startswith("admonition ")
        return is_admonition or element.name in ("ul", "ol", "code", "pre")
    return name == "id" and element.name in ("sup", "li")


def _lost_words(tokens: Tokens, html: str) -> Faults:
    """Words of the text that its HTML swallows, such as a comment that nobody closes."""
    shown = "".join(text_of(html).split())
    at = 0
    for _, block in tokens.blocks:
        for token in block.tokens:
            if token.type != "text" or "at" not in token.meta:
                continue
            words = "".join(token.content.split())
            found = shown.find(words, at)
            if found >= 0:
                at = found
            elif words not in shown:  # footnotes, and what a table lets fall out, come elsewhere
                offset = block.offset(token.meta["at"])
                before = [piece for piece in tokens.html if piece.offset <= offset]
                culprit = (before or tokens.html)[-1]
                first = culprit.content.split("\n")[0]
                yield Fault("swallowed-text", culprit.offset, {"value": first})
                return


def _lost_admonitions(tokens: Tokens) -> Faults:
    for token in tokens.all:
        if token.type == "admonition_open":
            for kind in str(token.attrs["class"]).split()[1:]:
                if kind not in ADMONITIONS:
                    offset = tokens.source.offset(token.map[0] if token.map else 0)
                    yield Fault("html-attribute", offset, {"value": kind})


def _characters(tokens: Tokens, passages: Sequence[Passage], html: str) -> Faults:
    """What is not seen, and what is not what it looks like; of the same, the first."""
    told: set[str] = set()
    for offset, character in hidden(tokens.source.body):
        if character not in told:
            told.add(character)
            yield Fault("hidden-character", offset, {"value": named(character)})
    for passage in passages:  # what entities stand for is as unseen on the page
        for index, character in hidden(passage.text):
            if character not in told:
                told.add(character)
                yield Fault("hidden-character", passage.offset(index), {"value": named(character)})
        for found in lookalikes(passage.text):
            if found.word not in told:
                told.add(found.word)
                yield Fault("lookalike", passage.offset(found.offset), found.arguments)
    for _, character in hidden(html):
        if character not in told:
            told.add(character)
            offset = tokens.html[0].offset if tokens.html else 0
            yield Fault("hidden-character", offset, {"value": named(character)})


def _links(links: Sequence[Link], names: Names) -> Faults:
    for link in links:
        is_within = link.url.startswith("#") and link.url not in ("#", "#top")
        if is_within and find_anchor(names.anchors, link.url[1:]) is None:
            yield Fault("broken-anchor", link.offset, {"value": link.written or link.url})
        for said in _others(link.words, link.url):
            yield Fault("hidden-address", link.offset, {"value": said})


def _disguised(links: Sequence[Link], html: str) -> Faults:
    """Links of HTML whose words, which may hold other elements, are another address."""
    by_address = {link.url: link for link in reversed(links)}
    for element in elements(html):
        link = by_address.get(element.attributes.get("href") or "")
        if link is None or element.name != "a":
            continue
        for said in _others(element.text, link.url):
            if said not in link.words:
                yield Fault("hidden-address", link.offset, {"value": said})


def _others(words: str, url: str) -> Iterator[str]:
    """The addresses among a link's words that are of another host than the one it leads to."""
    for said in _ADDRESS.finditer(words):
        if _host(said["host"]) != _host(_host_of(url)):
            yield said[0]


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return url


def _host(host: str) -> str:
    return host.lower().rstrip(".,;:!?)").removeprefix("www.")


def _other_markdown(tokens: Tokens, passages: Sequence[Passage]) -> Faults:
    """What other Markdown reads, and GitHub shows as it stands."""
    for passage in passages:
        if found := ATTRIBUTES.search(passage.text):
            arguments = {"value": found[0].strip()}
            yield Fault("other-markdown", passage.offset(found.start()), arguments)
    for _, block in tokens.blocks:
        for at, line in _lines(block.token.content):
            if found := ABBREVIATION.match(line):
                yield Fault("abbreviation", block.offset(at), {"value": found[0]})


def _mistakes(tokens: Tokens, passages: Sequence[Passage]) -> Faults:
    """What was meant to be Markdown, and is shown as it stands; this is advice."""
    for passage in passages:
        for found in FOOTNOTE.finditer(passage.text):
            offset = passage.offset(found.start())
            yield Fault("undefined-footnote", offset, {"value": found[0]})
        for found in LINK.finditer(passage.text):
            offset = passage.offset(found.start())
            arguments: dict[str, str | int] = {"value": found[0]}
            if found["spaced"]:
                better = found["spaced"].strip().replace(" ", "%20")
                arguments["better"] = found[0].replace(found["spaced"], better)
            yield Fault("broken-link-syntax", offset, arguments)
        for found in _WORD.finditer(passage.text):
            yield Fault("word-leftover", passage.offset(found.start()), {"value": found[0]})
        if passage.level == 1:
            arguments = {"value": passage.text.replace(CODE, "…")}
            yield Fault("first-level-heading", passage.offset(0), arguments)
    for _, block in tokens.blocks:
        for at, line in _lines(block.token.content):
            if bullet := BULLET.match(line):
                offset = block.offset(at + bullet.start("bullet"))
                yield Fault("pasted-bullet", offset, {"value": bullet["bullet"]})
                break
    cited = {
        note["label"] for note in tokens.environment.get("footnotes", {}).get("list", {}).values()
    }
    for label in tokens.environment.get("footnotes", {}).get("refs", {}):
        if label[1:] not in cited:
            written = f"[^{label[1:]}]:"
            offset = max(tokens.source.body.find(written), 0)
            yield Fault("unused-footnote", offset, {"value": written[:-1]})


def _lines(content: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in content.split("\n"):
        yield at, line
        at += len(line) + 1
