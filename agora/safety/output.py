"""The words of strangers where they go out: at a terminal, in logs, annotations, summaries, tables.

Each of these obeys some characters instead of showing them: a terminal moves and paints, a runner
of CI takes a line for its command, a summary is Markdown, a spreadsheet computes. A function for
each gives text that is seen and nothing else. Strings of this package pass through unchanged.
"""

from __future__ import annotations

import html
import re

from agora.safety.characters import hidden

_COMMAND = re.compile(r"##(?=\w*\[)|^\s*::", re.MULTILINE)
"""What begins a command to GitHub's runner (`##[`, or `::` at the beginning of a line, after any
white space) or to that of Azure Pipelines (`##vso[`)."""

_FORMULA = re.compile(r"""(^\s*|[;\t][\s"]*)(?=[=+\-@＝＋－＠])""")

_NOT_IN_CELL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Unicode's categories Cc, Zl and Zp: controls, and what ends a line or a paragraph."""


def for_terminal(text: str, longest: int | None = None) -> str:
    r"""The text on one line, in at most `longest` characters; what is not seen is written `\x1b`.

    No-break spaces stay what they are.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else _escaped(c) for c in text)
    for _, character in list(hidden(text)):  # some that nobody sees are "printable" to Python
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text if longest is None or len(text) <= longest else f"{text[: longest - 1]}…"


def for_log(text: str) -> str:
    """The text, each of its lines as for a terminal; none is a command to what runs a job of CI."""
    lines = "\n".join(for_terminal(line) for line in text.split("\n"))
    return _COMMAND.sub(
        lambda found: f"{found[0][:-2]}\\x{ord(found[0][-1]):02x}{found[0][-1]}", lines
    )


def for_annotation(text: str) -> str:
    """The text, of one or many lines, as the message of a workflow command of GitHub.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return for_log(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def for_annotation_property(text: str) -> str:
    """The text as a property of such a command, such as its title."""
    return for_annotation(text).replace(":", "%3A").replace(",", "%2C")


def for_summary(text: str) -> str:
    """The text as HTML on one line, which ends no block of HTML in a Markdown document."""
    return html.escape(for_terminal(text))


def for_cell(text: str) -> str:
    """The text on one line, which no spreadsheet takes for a formula.

    As OWASP's page on CSV injection asks, an apostrophe precedes `=`, `+`, `-` and `@`, and their
    full-width forms, at the beginning of the text; so it does after a semicolon too, where a cell
    begins for a spreadsheet that was told, or whose language makes it believe, that semicolons
    separate. Control characters, tabs and line ends among them, become spaces; the other
    spaces stay what they are.
    """
    line = " ".join(word for word in _NOT_IN_CELL.sub(" ", text).split(" ") if word)
    return _FORMULA.sub(r"\1'", line)


def _escaped(character: str) -> str:
    # No-break spaces are not "printable" to Python, yet they are what good French is written with.
    return character if character in "\u00a0\u202f" else repr(character)[1:-1]
