r"""Python's regular expressions in the words of JavaScript, so that a rule has one pattern.

The browser is given the patterns of this package instead of patterns of its own. Python's `\w`,
`\d` and `\s` know Unicode where JavaScript's do not, and its `^`, `$` and `.` know one line end
where JavaScript's know four; each is written out (ECMA-262, section 22.2; the `u` flag is set).
"""

from __future__ import annotations

import re

SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What `str.isspace` takes for a space, as the inside of a JavaScript class."""

_WORD = r"\p{L}\p{N}_"
_INSIDE = {"w": _WORD, "d": r"\p{Nd}", "s": SPACE}
_OUTSIDE = {
    "w": f"[{_WORD}]",
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "s": f"[{SPACE}]",
    "S": f"[^{SPACE}]",
    "b": f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))",
    "Z": "(?![^])",
}
_LETTER = r"[^\W\d_]"
r"""How Python writes a letter. `\W` within another class has no translation."""

_SYNTAX = frozenset("^$\\.*+?()[]{}|/")


def javascript(pattern: re.Pattern[str]) -> tuple[str, str]:
    """The source and the flags of a pattern in JavaScript.

    Raises ValueError for what none of our patterns needed so far.
    """
    source, flags = pattern.pattern, pattern.flags
    many_lines = bool(flags & re.MULTILINE)
    start = r"(?<![^\n])" if many_lines else "(?<![^])"
    end = r"(?![^\n])" if many_lines else r"(?=\n?(?![^]))"
    dots = [bool(flags & re.DOTALL)]
    """Whether a dot takes line ends: in each group that is open, the innermost last."""
    in_class = False
    written: list[str] = []
    atom = 0
    """The index, in what is written, of that to which a quantifier belongs."""
    kept = 0
    at = 0
    while at < len(source):
        character = source[at]
        rest = source[at:]
        at += 1
        if not in_class and character not in "+*?{":
            atom = len(written)
        if character == "\\":
            written.append(_escape(source[at], in_class))
            at += 1
        elif in_class:
            in_class = character != "]"
            written.append(character)
        elif rest.startswith(_LETTER):
            written.append(r"[\p{L}\p{Nl}\p{No}]")
            at += len(_LETTER) - 1
        elif character == "[":
            in_class = True
            written.append(character)
            if source[at] == "^":
                written.append("^")
                at += 1
            if source[at] == "]":  # which Python takes for itself there
                written.append(r"\]")
                at += 1
        elif character == "(":
            group = re.match(r"\(\?P<|\(\?P=(\w+)\)|\(\?s:|\((?!\?)|\(\?(?=[:=!]|<[=!])", rest)
            if group is None:
                raise ValueError(f"no translation for {rest[:6]!r}")
            at += group.end() - 1
            if group[1]:
                written.append(rf"\k<{group[1]}>")
            else:
                dots.append(dots[-1] or group[0] == "(?s:")
                written.append({"(?P<": "(?<", "(?s:": "(?:"}.get(group[0], group[0]))
        elif character == ")":
            dots.pop()
            written.append(character)
        elif rest[:2] in ("?+", "}+"):
            raise ValueError(f"no translation for {rest[:2]!r}")
        elif rest[:2] in ("++", "*+"):
            # What was found is not given back; JavaScript can say so of what is looked ahead for.
            inner = "".join(written[atom:]) + character
            if inner[0] == ")":
                raise ValueError(f"no translation for {inner[:1]!r} and {rest[:2]!r}")
            kept += 1
            written[atom:] = [rf"(?=(?<kept{kept}>{inner}))\k<kept{kept}>"]
            at += 1
        elif character == ".":
            written.append("[^]" if dots[-1] else r"[^\n]")
        else:
            written.append({"^": start, "$": end}.get(character, character))
    return "".join(written), "gu" + ("i" if flags & re.IGNORECASE else "")


def _escape(character: str, in_class: bool) -> str:
    """What follows a backslash; with the `u` flag, JavaScript refuses escapes without need."""
    known = (_INSIDE if in_class else _OUTSIDE).get(character)
    if known:
        return known
    if character in _SYNTAX or character in "ntu" or (in_class and character == "-"):
        return f"\\{character}"
    if character.isalnum():
        raise ValueError(f"no translation for \\{character}")
    return character
