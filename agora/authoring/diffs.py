"""Shows what was changed in a text: a unified diff, in colour for a terminal."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from agora.safety.output import for_log

_BOLD, _RED, _GREEN, _CYAN, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[0m"
_COLOURS = {"-": _RED, "+": _GREEN, "@": _CYAN}

_UNSEEN = re.compile("[\u202f\u00a0]|[ \t]+$")
"""What looks like a space or like nothing; at a terminal it is shown in reverse video."""


def unified(path: str, before: str, after: str, *, colour: bool = False) -> str:
    """The diff of a file, without a last line end; "" where nothing that it can show changed.

    Line ends and a byte order mark are no lines, so what changed in them is not in it.
    """
    lines = difflib.unified_diff(_lines(before), _lines(after), path, path, n=1, lineterm="")
    # What strangers wrote acts on no terminal, and gives no command to what keeps a log.
    visible = map(for_log, lines)
    return "\n".join(_coloured(visible) if colour else visible)


def _lines(text: str) -> list[str]:
    text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    return text.removesuffix("\n").split("\n")


def _coloured(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number < 2:
            yield f"{_BOLD}{line}{_PLAIN}"
            continue
        colour = _COLOURS.get(line[:1], "")
        marked = _UNSEEN.sub(lambda match: f"\x1b[7m{match[0]}\x1b[27m", line) if colour else line
        yield f"{colour}{marked}{_PLAIN}" if colour else line
