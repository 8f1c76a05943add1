"""Characters that nobody sees, and that make a text read as something else than it is.

Some have honest uses: marks of direction beside letters that are written from right to left,
joiners in the scripts and emoji that need them. These stay (Unicode Standard, 23.2 and 23.3;
Unicode Technical Report 36).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but for tabs and line ends
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls, format characters, fillers that look like a space, and what is no character at all.
No-break spaces are not among them: French is written with them."""

DIRECTION = "\u200e\u200f\u061c"
JOINERS = "\u200c\u200d"
_TEXT_VARIANT = "\ufe0e"
_BLANK = "\u200b"
FORM = re.compile("[\ufe00-\ufe02\U000e0100-\U000e01ef]")
"""Which of its forms an ideograph has, as in Japanese names (UTS 37)."""

IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

SPACELESS = re.compile("[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Tibetan, Burmese, Khmer: an unseen space says where a line may end."""

JOINED = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u0fff\u1000-\u109f\u1780-\u18af\ufb50-\ufefc]"
)
"""Arabic, Syriac, N’Ko, the scripts of India, Tibetan, Burmese, Khmer, Mongolian: letters join."""

EMOJI = re.compile("[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")
"""Where emoji stand, with the sign that turns one into a picture."""

FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f")
"""The flags of England, Scotland, Wales and other regions (UTS 51)."""


def hidden(text: str) -> Iterator[tuple[int, str]]:
    """Each character that hides, with its offset; marks of direction count line by line."""
    if UNSEEN.search(text) is None:
        return
    flags = [match.span() for match in FLAG.finditer(text)] if "\U000e007f" in text else []
    in_flags = {at for start, end in flags for at in range(start, end)}
    for line in re.finditer(r"[^\n]+", text):
        found = list(UNSEEN.finditer(text, *line.span()))
        from_the_right = any(c[0] in DIRECTION for c in found) and _reads_from_the_right(line[0])
        for match in found:
            at = match.start()
            allowed = from_the_right and match[0] in DIRECTION
            if not allowed and not _is_needed(text, at) and at not in in_flags:
                yield at, match[0]


def named(character: str) -> str:
    """A character as messages write it, such as `U+202E`."""
    return f"U+{ord(character):04X}"


def _is_needed(text: str, at: int) -> bool:
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character in JOINERS:
        joins = bool(JOINED.match(before))
        return joins or (character == "\u200d" and all(map(_is_emoji, (before, after))))
    if character == _TEXT_VARIANT:
        return _is_emoji(before)
    if FORM.match(character):
        return bool(IDEOGRAPH.match(before))
    if character == _BLANK:
        return bool(SPACELESS.match(before) or SPACELESS.match(after))
    return False


def _is_emoji(character: str) -> bool:
    return bool(EMOJI.match(character))


def _reads_from_the_right(line: str) -> bool:
    """Whether a line has letters that are written from right to left."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") and c not in DIRECTION for c in line)
