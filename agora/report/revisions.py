"""Whether the words of a text have changed, whatever else its file says.

A fact is stated once, so a translation is none the older for a new one.
"""

from __future__ import annotations

from typing import Any

from agora.content.frontmatter import MappingNode, Node, ScalarNode, SequenceNode, parse
from agora.content.schema import FIELDS, Scope
from agora.problems import Problem


def says_the_same(before: str, now: str) -> bool:
    """Whether two versions of a showcase's file differ in nothing that is translated.

    What cannot be read has changed.
    """
    words = _words(before)
    return words is not None and words == _words(now)


def _words(text: str) -> tuple[str, dict[str, Any]] | None:
    problems: list[Problem] = []
    document = parse(text, "", problems)
    if document is None or problems:
        return None
    fields = {
        key.text: _plain(node)
        for key, node in document.fields.entries
        if key.text in FIELDS and FIELDS[key.text].scope is not Scope.FACT
    }
    return document.body.strip(), fields


def _plain(node: Node) -> Any:
    match node:
        case ScalarNode():
            return node.text
        case SequenceNode():
            return [_plain(item) for item in node.items]
        case MappingNode():
            return {key.text: _plain(value) for key, value in node.entries}
