"""Sets right the typography of which a machine can be sure; what it cannot be, it leaves alone.

`agora.typography` advises on more than is mended here. French: a narrow no-break
space (U+202F) in place of an ordinary space, or of none, before `; ! ? : »` and
after `«`. Both languages: a typographic apostrophe between two letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agora.content.prose import CODE, blank, prose

NARROW = "\u202f"
APOSTROPHE = "\u2019"

LISTS_AND_HEADINGS = re.compile(r"(?:[ \t]*(?:[>*+:|-]|#{1,6}|\d+[.)]))*[ \t]*")
"""What begins a line of Markdown: a space after it is syntax."""

_VERBATIM = re.compile(
    r"<(?P<tag>pre|code|kbd|samp|script|style|textarea)\b.*?(?:</(?P=tag)\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_INDENTED = re.compile(r"^(?: {4}|\t| {1,3}\t).*$", re.MULTILINE)
_LABEL = re.compile(r"\[[^\]\n]*\](?!\()")
_ABBREVIATION = re.compile(r"^\*\[(?P<short>[^\]\n]+)\]:", re.MULTILINE)

_MARKS = re.compile("[;!?:»«']")
_FOLLOWS = frozenset(' \t\n\u00a0\u202f)]*_»”".,…!?<|')
_ENTITY = re.compile(r"&#?\w+\Z")
_SHORTCODE = re.compile(r":[\w+-]+\Z")


def typeset(text: str, language: str) -> str:
    """The text with its typography set right, in a language that has rules here.

    Code, addresses, HTML and whatever else is not prose stays as it is, and so
    does every space that Markdown gives a meaning.
    """
    if language not in ("fr", "en"):
        return text
    while (better := _once(text, language)) != text:
        text = better
    return text


def without_verbatim(text: str, filler: str = " ") -> str:
    """The text with every character of its code replaced: in fences, ticks, tags, or indented."""
    for pattern in (CODE, _VERBATIM, _INDENTED):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", filler, match[0]), text)
    return text


def _once(text: str, language: str) -> str:
    parts = []
    done = 0
    for start, end, better in sorted(set(_edits(text, language))):
        parts += [text[done:start], better]
        done = end
    return "".join([*parts, text[done:]])


def _edits(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """What to put in place of which characters; no two edits overlap, though some are equal."""
    readable = prose(without_verbatim(text))
    # A label in brackets is spelt like its definition, and so is an abbreviation.
    for label in _LABEL.finditer(text):
        readable = readable[: label.start()] + blank(label) + readable[label.end() :]
    for short in _ABBREVIATION.finditer(text):
        readable = readable.replace(short["short"], " " * len(short["short"]))
    for match in _MARKS.finditer(readable):
        at, mark = match.start(), match[0]
        before, after = text[at - 1 : at] or "\n", text[at + 1 : at + 2] or "\n"
        if mark == "'":
            if before.isalpha() and after.isalpha():
                yield at, at + 1, APOSTROPHE
        elif language != "fr":
            continue
        elif mark == "«":
            if after == " ":
                if not text[at + 2 : at + 3].isspace() and text[at + 2 :]:
                    yield at + 1, at + 2, NARROW
            elif not after.isspace() and after != "»" and (before.isspace() or before in "([*_>"):
                yield at + 1, at + 1, NARROW
        elif _is_punctuation(text, at, mark, after):
            if before == " ":
                if _is_closed(text[at - 2 : at - 1], "*_`\"'>…!?.,"):
                    yield at - 1, at, NARROW
            elif _is_closed(before):
                yield at, at, NARROW


def _is_punctuation(text: str, at: int, mark: str, after: str) -> bool:
    """Whether a mark ends words, rather than being part of a name, a smiley or a list."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return (
        (after.isspace() or (mark != ":" and after in _FOLLOWS) or (mark == ":" and after in "*_"))
        and not LISTS_AND_HEADINGS.fullmatch(line)
        and not (mark == ";" and _ENTITY.search(line))
        and not (mark == ":" and _SHORTCODE.search(line))
    )


def _is_closed(character: str, more: str = "") -> bool:
    """Whether a character ends a word: no space may come after an opening mark of Markdown."""
    return character.isalnum() or (bool(character) and character in ")»”’%°€" + more)
