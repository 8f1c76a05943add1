"""Writes the file of a translation that is still to be made, beside what it is made from.

What must be translated stands empty, with the original's words in a comment
above it, and the text in comments, passage by passage. So `agora check` names
what is left to do, nothing untranslated can be published as if it were
translated, and a text that is done has lost every mark of having been undone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from agora.authoring.scaffold import Answers, quoted, write
from agora.content.entries import LanguageFile
from agora.strings import Strings


def write_untranslated(original: LanguageFile, words: Strings) -> str:
    """The file, its comments in the language of `words`."""
    answers = Answers.of(original.values, original.language, original.document.body)
    lines = ["---", f"# {words('translate.head', path=original.path)}"]
    for name in ("title", "summary"):
        lines += [f"# {quoted(getattr(answers, name))}", f'{name}: ""']
    if names := _fields(Answers(partner=answers.partner, tags=answers.tags)):
        lines += _comment([words("translate.names"), *names])
    if answers.image:
        lines += ["image:", f"  # {quoted(answers.image.alt)}", '  alt: ""']
    if references := _fields(Answers(links=answers.links, sources=answers.sources)):
        lines += _comment([words("translate.references"), *references])
    lines += ["---", "", f"<!-- {words('translate.body')} -->"]
    for passage in passages(answers.body):
        if _COMMENT.fullmatch(passage):
            continue
        # The end of a comment inside the passage would end the comment around it.
        lines += ["", "<!--", passage.replace("-->", "-- >"), "-->"]
    return "\n".join(lines) + "\n"


_COMMENT = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*", re.DOTALL)


def passages(text: str) -> list[str]:
    """The parts of a Markdown text between its empty lines; a fence of code stays whole."""
    found: list[list[str]] = [[]]
    fence = ""
    for line in text.split("\n"):
        mark = line.lstrip(" ")[:3]
        if mark in ("```", "~~~") and fence in ("", mark):
            fence = "" if fence else mark
        if line.strip() or fence:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return ["\n".join(lines) for lines in found if lines]


def _fields(answers: Answers) -> list[str]:
    """The lines of the fields that were given."""
    return write(replace(answers, body="")).split("\n")[1:-2]


def _comment(lines: list[str]) -> list[str]:
    return [f"# {line}" for line in lines]
