"""Sets right the typography of which a machine can be sure; what it cannot be, it leaves alone.

`agora.language.typography` advises on more than is mended here. French: a narrow no-break
space (U+202F) in place of an ordinary space, or of none, before `; ! ? : »` and
after `«`. Both languages: a typographic apostrophe between two letters. In any language: letters
and signs that Word, PDF and keyboards of elsewhere put in place of ordinary ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from agora.safety.characters import hidden
from agora.text.tokens import CODE

NARROW = "\u202f"
APOSTROPHE = "\u2019"

MARKS = re.compile("[;!?:»«']")
FOLLOWS = frozenset(' \t\n\u00a0\u202f)]»”".,…!?')
BREAKING = frozenset(" \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f")
"""Spaces at which a line may end."""

_FARTHEST = 40
"""Characters before a mark that are looked at: entities and shortcodes are no longer."""

ENTITY = re.compile(r"&#?\w+\Z")
SHORTCODE = re.compile(r":[\w+-]+\Z")
ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+")

_LETTER = r"[^\W\d_]"
APOSTROPHES = re.compile(f"(?<={_LETTER})[\u00b4\u2018\u2032](?={_LETTER})")
HYPHENS = re.compile(f"(?<={_LETTER})[\u2010\u2212](?={_LETTER})")
LIGATURES = re.compile("[\ufb00-\ufb06]")
APART = re.compile(f"{_LETTER}[\u0300-\u036f]+")
WIDE = re.compile("[\uff01-\uff5e\u3000]")
ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")

AS_SPACES = frozenset("\x0b\x0c\x85\u2028\u2029")
"""How Word and PDF end a line or a page, within what is one line."""

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""These change the order in which a text is read, which somebody may have meant."""


class Edit(NamedTuple):
    """What to write in place of a part of a text, and what is then read there."""

    start: int
    end: int
    written: str
    read: str


Edits = Callable[[str, str], Sequence[Edit]]
"""Finds what to change in a text of a language; no two edits overlap."""


def typeset(text: str, language: str) -> str:
    """A line or several, which hold no Markdown, with characters and typography set right."""
    for find in (lookalikes, typography):
        fixed = {n for found in ADDRESS.finditer(text) for n in range(*found.span())}
        text = applied(text, [edit for edit in find(text, language) if edit.start not in fixed])
    return text


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text as it is read with the edits, which are in order of place."""
    return replaced(text, [(edit.start, edit.end, edit.read) for edit in edits])


def replaced(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """The text with other words at places in their order, each with its start and end."""
    parts, done = [], 0
    for start, end, written in places:
        parts += [text[done:start], written]
        done = end
    return "".join([*parts, text[done:]])


def without_hidden(text: str) -> str:
    """The text without characters that nobody sees, but for those that change its order.

    What is only the trace of another encoding becomes the character that was meant.
    """
    found = [(at, character) for at, character in hidden(text) if character not in BIDI]
    return applied(text, [Edit(at, at + 1, *[_meant(character)] * 2) for at, character in found])


def _meant(character: str) -> str:
    if character in AS_SPACES:
        return " "
    if "\x80" <= character <= "\x9f":
        # What Windows wrote in its own encoding, read in another.
        return character.encode("latin-1").decode("cp1252", "ignore")
    return ""


def lookalikes(text: str, language: str) -> list[Edit]:
    """Ordinary characters for those that only look like them, where nothing else can be meant."""
    found = [(match, APOSTROPHE) for match in APOSTROPHES.finditer(text)]
    found += [(match, "-") for match in HYPHENS.finditer(text)]
    found += [
        (match, unicodedata.normalize("NFKC", match[0])) for match in LIGATURES.finditer(text)
    ]
    found += [
        (match, composed)
        for match in APART.finditer(text)
        if (composed := unicodedata.normalize("NFC", match[0])) != match[0]
    ]
    if not ASIAN.search(text):
        found += [(match, unicodedata.normalize("NFKC", match[0])) for match in WIDE.finditer(text)]
    return sorted(Edit(*match.span(), better, better) for match, better in found)


def typography(text: str, language: str) -> list[Edit]:
    """French spaces and typographic apostrophes, in a language that has rules here."""
    if language not in ("fr", "en"):
        return []
    return sorted(set(_typography(text, language)))


def _typography(text: str, language: str) -> Iterator[Edit]:
    for match in MARKS.finditer(text):
        at, mark = match.start(), match[0]
        before, after = text[at - 1 : at] or "\n", text[at + 1 : at + 2] or "\n"
        if mark == "'":
            if before.isalpha() and after.isalpha():
                yield Edit(at, at + 1, APOSTROPHE, APOSTROPHE)
        elif language != "fr":
            continue
        elif mark == "«":
            if after in BREAKING:
                if not text[at + 2 : at + 3].isspace() and text[at + 2 :]:
                    yield Edit(at + 1, at + 2, NARROW, NARROW)
            elif not after.isspace() and after != "»" and (before.isspace() or before in "([«"):
                yield Edit(at, at + 1, mark + NARROW, mark + NARROW)
        elif _is_punctuation(text, at, mark, after):
            if before in BREAKING:
                if _is_closed(text[at - 2 : at - 1], "\"'…!?.,"):
                    yield Edit(at - 1, at, NARROW, NARROW)
            elif _is_closed(before):
                yield Edit(at, at + 1, NARROW + mark, NARROW + mark)


def _is_punctuation(text: str, at: int, mark: str, after: str) -> bool:
    """Whether a mark ends words, rather than being part of a name or a smiley."""
    line = text[max(at - _FARTHEST, 0) : at]
    return (
        (after.isspace() or (mark != ":" and after in FOLLOWS) or (mark == "»" and after in ";:"))
        and not (mark == ";" and ENTITY.search(line))
        and not (mark == ":" and SHORTCODE.search(line))
    )


def _is_closed(character: str, more: str = "") -> bool:
    """Whether a character ends a word."""
    return character.isalnum() or (bool(character) and character in ")»”’%°€" + CODE + more)
