"""Front matter that keeps the line and column of everything it holds.

MkDocs turns broken YAML into an empty mapping without a word, and
`yaml.safe_load` takes duplicate keys silently, so neither is used. PyYAML
parses; this module composes its events into nodes that know their place.
Scalars stay text: what a field means is for the schema to say, which is why
`country: NO` is Norway here and not the word "false".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from agora.keeping.compact import compact
from agora.problems import Place, Problem
from agora.safety.characters import hidden, named

DEEPEST_NESTING = 8
FENCE = re.compile(r"---[ \t]*\Z")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def one_line(text: str) -> str:
    """A text on one line, trimmed. No-break spaces stay: French is written with them."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


@compact
@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A text as written. `quoted` tells `"null"` from `null`."""

    value: str
    quoted: bool
    place: Place

    @property
    def text(self) -> str:
        return one_line(self.value)

    @property
    def is_empty(self) -> bool:
        """Nothing was given: an empty text, or a plain `null` or `~`."""
        return not self.value.strip() or (
            not self.quoted and self.value in ("~", "null", "Null", "NULL")
        )


@compact
@dataclass(frozen=True, slots=True)
class SequenceNode:
    items: tuple[Node, ...]
    place: Place


@compact
@dataclass(frozen=True, slots=True)
class MappingNode:
    entries: tuple[tuple[ScalarNode, Node], ...]
    place: Place


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


@compact
@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A Markdown file taken apart. `body_line` is the line, from 1, where `body` begins.

    Compared by identity: what is found in a document is kept with it.
    """

    path: str
    fields: MappingNode
    body: str
    body_line: int


def parse(text: str, path: str, problems: list[Problem]) -> Document | None:
    """Take a Markdown file apart; None, and a problem, where it has no readable front matter."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = Place(path, 1, 1)
    if not FENCE.match(lines[0]):
        problems.append(Problem("no-front-matter", (start,)))
        return None
    end = next((i for i, line in enumerate(lines[1:], 1) if FENCE.match(line)), None)
    if end is None:
        problems.append(Problem("open-front-matter", (start,)))
        return None
    # Line 1 is the fence, so line 0 of the YAML is line 2 of the file.
    fields = parse_yaml("\n".join(lines[1:end]) + "\n", path, problems, first_line=2)
    if fields is None:
        return None
    return Document(path, fields, "\n".join(lines[end + 1 :]), end + 2)


def parse_yaml(
    text: str, path: str, problems: list[Problem], *, first_line: int = 1
) -> MappingNode | None:
    """Compose a YAML mapping; None, and a problem, where the text is not one."""
    composer = _Composer(path, first_line, problems)
    try:
        root = composer.compose(text)
    except _RefusedError as refused:
        problems.append(refused.problem)
        return None
    except yaml.YAMLError:
        problems.append(_syntax_problem(text, path, first_line))
        return None
    if not isinstance(root, MappingNode):
        place = root.place if root else Place(path, first_line, 1)
        problems.append(Problem("not-fields", (place,)))
        return None
    return root


def dump(fields: Mapping[str, Any], body: str) -> str:
    """Write a Markdown file with front matter; `parse` reads the same fields and body back."""
    block = yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{block}---\n{body}"


class _RefusedError(Exception):
    def __init__(self, rule: str, place: Place, **arguments: str | int) -> None:
        self.problem = Problem(rule, (place,), arguments)


class _Composer:
    """Builds nodes from PyYAML's events with a stack, so that no nesting can exhaust ours."""

    def __init__(self, path: str, first_line: int, problems: list[Problem]) -> None:
        self._path = path
        self._first_line = first_line
        self._problems = problems

    def compose(self, text: str) -> Node | None:
        root: Node | None = None
        documents = 0
        stack: list[tuple[type[SequenceNode] | type[MappingNode], Place, list[Node]]] = []
        for event in yaml.parse(text, Loader=_LOADER):
            node: Node | None = None
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError("several-documents", self._place(event))
            elif isinstance(event, yaml.AliasEvent):
                raise _RefusedError("yaml-alias", self._place(event), value=f"*{event.anchor}")
            elif isinstance(event, yaml.ScalarEvent):
                self._refuse_extras(event)
                node = ScalarNode(event.value, bool(event.style), self._place(event))
                self._tell_hidden(node)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._refuse_extras(event)
                if len(stack) == DEEPEST_NESTING:
                    raise _RefusedError("yaml-depth", self._place(event), n=DEEPEST_NESTING)
                kind = SequenceNode if isinstance(event, yaml.SequenceStartEvent) else MappingNode
                stack.append((kind, self._place(event), []))
            elif isinstance(event, yaml.CollectionEndEvent):
                kind, place, children = stack.pop()
                if kind is SequenceNode:
                    node = SequenceNode(tuple(children), place)
                else:
                    node = MappingNode(self._entries(children), place)
            if node is not None:
                if stack:
                    stack[-1][2].append(node)
                else:
                    root = node
        return root

    def _entries(self, children: list[Node]) -> tuple[tuple[ScalarNode, Node], ...]:
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, ScalarNode):
                raise _RefusedError("key-not-text", key.place)
            if key.value in entries:
                first = entries[key.value][0].place.line or 0
                self._problems.append(
                    Problem("duplicate-key", (key.place,), {"key": key.value, "line": str(first)})
                )
            else:
                entries[key.value] = (key, value)
        return tuple(entries.values())

    def _tell_hidden(self, node: ScalarNode) -> None:
        if found := next(hidden(node.value), None):
            # Escapes of YAML make its place in the file hard to tell, and that of the value do.
            arguments = {"value": named(found[1])}
            self._problems.append(Problem("hidden-character", (node.place,), arguments))

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            raise _RefusedError("yaml-alias", self._place(event), value=f"&{event.anchor}")
        if event.tag is not None and event.tag != "!":
            raise _RefusedError("yaml-tag", self._place(event), value=event.tag)

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self._path, mark.line + self._first_line, mark.column + 1)


_TAB_INDENT = re.compile(r"^( *)\t\s*\S", re.MULTILINE)
_NO_COLON = re.compile(r"[^\s#:\-\[{\]}'\"][^:]*$")
_INDENTED_FIELD = re.compile(r"( +)(?:- )?[^\s:#'\"]+:")
_OPEN_QUOTE = re.compile(r"""^\s*(?:- )?[^\s:#'"]+:[ ]+(?P<text>(?P<quote>['"]).*)$""")


def _syntax_problem(text: str, path: str, first_line: int) -> Problem:
    """Name the mistake behind a YAML error in the words of someone who does not know YAML."""
    # libyaml and PyYAML word and place the same mistake differently; only PyYAML is asked,
    # so that a message does not depend on the machine.
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n"), len(before) - before.rfind("\n")
        character = f"U+{ord(text[error.position]):04X}"
        return Problem(
            "control-character", (Place(path, first_line + line, column),), {"value": character}
        )
    except yaml.MarkedYAMLError as error:
        return _marked_problem(error, text, path, first_line)
    # libyaml alone refused the text.
    return Problem("yaml-syntax", (Place(path, first_line, 1),))


def _marked_problem(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    def place(line: int, column: int) -> tuple[Place]:
        return (Place(path, first_line + line, column + 1),)

    mark = error.problem_mark or error.context_mark
    last = mark.line if mark else 0
    tab = _TAB_INDENT.search(text)
    if tab:
        return Problem("tab", place(text.count("\n", 0, tab.start()), len(tab[1])))
    # A quote left open swallows lines until the next quote, so the parser's complaint
    # stands far from the mistake; the line that opens it is the one to show.
    for number, line in enumerate(text.splitlines()[: last + 1]):
        opened = _OPEN_QUOTE.match(line)
        if opened and _is_open(opened["text"], opened["quote"]):
            return Problem(
                "open-quote", place(number, opened.start("text")), {"quote": opened["quote"]}
            )
    lines = text.splitlines()
    missing = next((i for i, line in enumerate(lines[: last + 1]) if _NO_COLON.match(line)), None)
    if missing is not None:
        return Problem("no-colon", place(missing, 0))
    start = error.context_mark
    if start and error.context in ("while parsing a flow sequence", "while parsing a flow mapping"):
        bracket = "[" if "sequence" in error.context else "{"
        arguments = {"open": bracket, "close": "]" if bracket == "[" else "}"}
        return Problem("open-bracket", place(start.line, start.column), arguments)
    if (error.problem or "").startswith("expected '<document start>'") and lines[0][:1] == " ":
        return Problem("indentation", place(0, len(lines[0]) - len(lines[0].lstrip(" "))))
    if mark and mark.line < len(lines):
        indented = _INDENTED_FIELD.match(lines[mark.line])
        if indented and mark.column <= indented.end():
            return Problem("indentation", place(mark.line, indented.end(1)))
    if mark and error.problem == "mapping values are not allowed here":
        return Problem("colon", place(mark.line, mark.column))
    position = place(mark.line, mark.column) if mark else place(0, 0)
    return Problem("yaml-syntax", position, {"detail": error.problem or str(error)})


def _is_open(text: str, quote: str) -> bool:
    """Whether the text after a key opens a quote that its line does not close."""
    inner = text[1:]
    inner = re.sub(r"\\.", "", inner) if quote == '"' else inner.replace("''", "")
    return quote not in inner
