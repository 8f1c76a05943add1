"""Mends the Markdown of a showcase in place: what a reader reads of it, and nothing else.

What is read, and where it was written, is what `agora.text` found. A change is kept if the text is
then read as it was meant to be: the same words, links, headings and code, but for what was mended.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property, partial

from agora.authoring.typesetting import (
    Edit,
    Edits,
    applied,
    lookalikes,
    replaced,
    typography,
    without_hidden,
)
from agora.safety import bounds
from agora.text.passages import Passage
from agora.text.reading import Reading, read

_BULLETS = "•▪●◦‣⁃∙\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8"
BULLET = re.compile(rf"(?:[{_BULLETS}]\s*|·\s+)+(?=\S)")
"""What makes a point of a list in Word and PDF; the last ones are signs of its own fonts."""

DASH = re.compile(r"[–—]\s+(?=\S)")
"""A point of a list too, where each line has one; alone, it begins what somebody says."""

SIGNS = re.compile(rf"[{_BULLETS}·–—]")
MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+\Z")
HASHES = re.compile(r"(?<!#)#{1,6}(?=[ \t])")
LINK = re.compile(r"\[(?P<words>[^][]*[^\W\d_][^][]*)\](?P<gap> +)\((?P<url>https?://[^()\s]+)\)")
DEFINED = re.compile(r"^[ \t>]*\[(?P<label>[^\]]+)\]:", re.MULTILINE)
_LONGEST_LABEL = 999
"""Characters of the label of a link, by CommonMark."""


def mended(body: str, language: str) -> tuple[str, list[str]]:
    """The body, and the kinds of what was mended in it. Mending it again changes nothing.

    A text that `agora.safety.bounds` refuses keeps its Markdown.
    """
    done: list[str] = []
    cleaned = without_hidden(body)
    if cleaned != body:
        done.append("characters")
    if any(bounds.excess(cleaned)):
        return cleaned, done
    text = _Text(cleaned)
    steps: Sequence[tuple[str, Callable[[], bool]]] = (
        ("characters", partial(text.rewrite, lookalikes, language)),
        ("lists", text.make_lists),
        ("headings", text.lower_headings),
        ("links", text.join_links),
        ("links", text.encrypt_links),
        ("typography", partial(text.rewrite, typography, language)),
        ("spaces", text.strip_lines),
    )
    done += [kind for kind, step in steps if step()]
    return text.body, done


class _Text:
    """A body with its reading, which changes step by step; each step says whether it did."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.reading = read(body)

    def rewrite(self, find: Edits, language: str) -> bool:
        """Change words where they were written, but not in addresses, HTML and labels."""
        changes: list[tuple[Passage, list[Edit]]] = []
        for passage in self.reading.passages:
            edits = [
                edit
                for edit in find(passage.text, language)
                if self._is_literal(passage, edit) and not self._is_fixed(passage, edit)
            ]
            changes.append((passage, edits))
        return self._apply(changes)

    def make_lists(self) -> bool:
        """Begin with a hyphen each line that begins with a bullet."""
        return self._apply([(passage, self._bullets(passage)) for passage in self.reading.passages])

    def join_links(self) -> bool:
        """Have an address follow its words at once."""
        changes = []
        for passage in self.reading.passages:
            edits = []
            for found in LINK.finditer(passage.text):
                link = f"]({found['url']})"
                some = [
                    Edit(found.start(), found.start() + 1, "[", ""),
                    Edit(found.end("words"), found.end(), link, ""),
                ]
                if all(self._is_literal(passage, edit) for edit in some):
                    edits += some
            changes.append((passage, edits))
        return self._apply(changes)

    def encrypt_links(self) -> bool:
        """Have an address that begins with `www.`, and is read with `http://`, say `https://`."""
        bare = {
            link.offset
            for link in self.reading.links
            if link.url.startswith("http://") and self.body.startswith("www.", link.offset)
        }
        changes = [
            (
                passage,
                [
                    Edit(start, start + 1, "https://w", "https://w")
                    for start, _, _ in passage.links
                    if passage.offset(start) in bare
                ],
            )
            for passage in self.reading.passages
        ]
        urls = [
            link.url.replace("http:", "https:", 1) if link.offset in bare else link.url
            for link in self.reading.links
        ]
        return self._apply(changes, urls)

    def lower_headings(self) -> bool:
        """Have no heading on the level of the page's title; where several are, all go down."""
        levels = [passage.level for passage in self.reading.passages if passage.level]
        if 1 not in levels:
            return False
        # Sections that hold others keep them below themselves.
        holds_others = levels.count(1) > 1 and 2 in levels and max(levels) < 6
        return (holds_others and self._lower(range(1, 6))) or self._lower(range(1, 2))

    def _lower(self, which: range) -> bool:
        """Have the headings of some levels one level lower, if all of them can be."""
        headings = [passage for passage in self.reading.passages if passage.level]
        places = []
        for heading in headings:
            if heading.level in which:
                place = self._lowered(heading)
                if place is None:
                    return False
                places.append(place)
        body = replaced(self.body, places)
        reading = read(body)
        wanted = [heading.level + (heading.level in which) for heading in headings]
        is_so = [passage.level for passage in reading.passages if passage.level] == wanted
        return is_so and self._keep(body, reading, [p.text for p in self.reading.passages])

    def _lowered(self, heading: Passage) -> tuple[int, int, str] | None:
        """What to write where, for a heading to be one level lower; None where it cannot be."""
        start, body = heading.offset(0), self.body
        if not heading.text or self._is_verbatim(start):
            return None
        if found := HASHES.search(body, body.rfind("\n", 0, start) + 1, start):
            return found.start(), found.start(), "#"
        start = body.find("\n", heading.offset(len(heading.text) - 1)) + 1
        end = body.find("\n", start)
        underline = body[start : end if end >= 0 else None]
        if heading.level > 1 or set(underline.strip(" \t>")) != {"="}:
            return None
        return start, start + len(underline), underline.replace("=", "-")

    def strip_lines(self) -> bool:
        """Take away spaces and tabs at the end of lines, but those that mean something."""
        lines, at = [], 0
        for line in self.body.split("\n"):
            lines.append(line if self._is_verbatim(at) else _without_end(line))
            at += len(line) + 1
        body = "\n".join(lines)
        if body == self.body:
            return False
        reading = read(body)
        if reading.html != self.reading.html:
            return False
        self.body, self.reading = body, reading
        return True

    def _apply(
        self, changes: Sequence[tuple[Passage, Sequence[Edit]]], urls: Sequence[str] | None = None
    ) -> bool:
        """Make edits that were found in passages, if the words are then those that they say.

        `urls` is where the links then lead: to where they led, unless it is given.
        """
        found = sorted(
            (passage.offset(edit.start), passage.offset(edit.end - 1) + 1, edit.written)
            for passage, edits in changes
            for edit in edits
        )
        if not found:
            return False
        body = replaced(self.body, found)
        words = [applied(passage.text, edits) for passage, edits in changes]
        return self._keep(body, read(body), words, urls)

    def _keep(
        self,
        body: str,
        reading: Reading,
        expected: Sequence[str],
        urls: Sequence[str] | None = None,
    ) -> bool:
        """Keep a body if its reading has the expected words and links, and the same code."""
        urls = [link.url for link in self.reading.links] if urls is None else urls
        is_so = (
            _letters([passage.text for passage in reading.passages]) == _letters(expected)
            and [link.url for link in reading.links] == urls
            and _verbatim(body, reading) == _verbatim(self.body, self.reading)
        )
        if is_so:
            self.body, self.reading = body, reading
        return is_so

    def _bullets(self, passage: Passage) -> list[Edit]:
        """The bullets at the beginnings of lines, each with the hyphen that takes its place."""
        text = passage.text
        if passage.level or not SIGNS.search(text):
            return []
        firsts = [0]
        firsts += [n + 1 for n, c in enumerate(text) if c == " " and self._ends_line(passage, n)]
        prefix = self._prefix(passage, 0)
        marker = MARKER.search(prefix)
        if prefix[: marker.start() if marker else None].strip(" \t>"):
            return []  # a cell of a table, or an element's
        found = [match for first in firsts if (match := BULLET.match(text, first))]
        if not found and not marker:
            found = [match for first in firsts if (match := DASH.match(text, first))]
            if len(found) < 2 or [match.start() for match in found] != firsts[-len(found) :]:
                return []
        # In an item of a list, a bullet says the same again.
        edits = [
            Edit(*match.span(), "" if marker and not match.start() else "- ", "") for match in found
        ]
        return edits if all(self._is_literal(passage, edit) for edit in edits) else []

    def _ends_line(self, passage: Passage, index: int) -> bool:
        return self.body[passage.offset(index)] == "\n"

    def _prefix(self, passage: Passage, index: int) -> str:
        """What stands in the line before a character."""
        at = passage.offset(index)
        return self.body[self.body.rfind("\n", 0, at) + 1 : at]

    def _is_literal(self, passage: Passage, edit: Edit) -> bool:
        """Whether a part of a passage was written as it is read."""
        start = passage.offset(edit.start)
        end = passage.offset(edit.end - 1) + 1
        return (
            self.body[start:end] == passage.text[edit.start : edit.end]
            and self.body[start - 1 : start] != "\\"
            and not self._is_verbatim(start)
        )

    def _is_verbatim(self, offset: int) -> bool:
        spans = self.reading.verbatim
        before = bisect_right(spans, (offset, len(self.body))) - 1
        return before >= 0 and offset < spans[before][1]

    def _is_fixed(self, passage: Passage, edit: Edit) -> bool:
        """Whether a part of a passage is an address, or the label of one written elsewhere."""
        link = bisect_right(passage.links, (edit.start, len(passage.text) + 1)) - 1
        if link >= 0:
            start, end, url = passage.links[link]
            if edit.start < end and _is_address(passage.text[start:end], url):
                return True
        at = passage.offset(edit.start)
        opened = self.body.rfind("[", max(at - _LONGEST_LABEL, 0), at)
        closed = self.body.find("]", at, at + _LONGEST_LABEL)
        return (
            opened >= 0 and closed >= 0 and _label(self.body[opened + 1 : closed]) in self._labels
        )

    @cached_property
    def _labels(self) -> frozenset[str]:
        """The labels of addresses that are written apart, which their links repeat."""
        parts = (self.body[start:end] for start, end in self.reading.verbatim)
        return frozenset(
            _label(found["label"]) for part in parts for found in DEFINED.finditer(part)
        )


def _letters(texts: Sequence[str]) -> str:
    """All that is read, but for its spaces."""
    return "".join(part for text in texts for part in text.split())


def _verbatim(body: str, reading: Reading) -> list[str]:
    return [body[start:end].strip() for start, end in reading.verbatim]


def _is_address(words: str, url: str) -> bool:
    return "://" in words or words.startswith("www.") or url in (words, f"mailto:{words}")


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _without_end(line: str) -> str:
    bare = line.rstrip(" \t")
    is_break = len(line.expandtabs(4)) - len(bare.expandtabs(4)) >= 2
    is_syntax = not any(map(str.isalnum, bare)) or bare.endswith("\\")
    return line if bare and (is_break or is_syntax) else bare
