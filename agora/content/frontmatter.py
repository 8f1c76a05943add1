"""Front matter that keeps the line and column of everything it holds.

MkDocs turns broken YAML into an empty mapping without a word, and
`yaml.safe_load` takes duplicate keys silently, so neither is used. PyYAML
parses; this module composes its events into nodes that know their place.
Scalars stay text: what a field means is for the schema to say, which is why
`country: NO` is Norway here and not the word "false".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from agora.content import schema
from agora.keeping.compact import compact
from agora.problems import Place, Problem
from agora.safety.characters import hidden, named
from agora.text.lines import words_of

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
    except (yaml.YAMLError, ValueError):  # a number beyond what Python takes is a ValueError
        problems.append(_syntax_problem(text, path, first_line))
        return None
    if not isinstance(root, MappingNode):
        if spaceless := _spaceless(text.splitlines(), path, first_line):
            problems.append(spaceless)
            return None
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


_TAB_INDENT = re.compile(r"^( *)\t[^\S\n]*\S", re.MULTILINE)
_NO_COLON = re.compile(r"[^\s#:\-\[{\]}'\"][^:]*$")
_INDENTED_FIELD = re.compile(r"( +)(?:- )?[^\s:#'\"]+:")
_VALUE = re.compile(r"""^(?P<key>\s*(?:- )?[^\s:#'"]+:[ ]+)(?P<text>.+)$""")
_QUOTED = re.compile(r"""(?<![^\s\[{,:])(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*+'(?!'))""")
_OPENING = re.compile(r"""(?<![^\s\[{,:])['"]""")
_ITEM = re.compile(r"""'[^']*'|"[^"]*"|[^\s:,\]}]+""")
_SIGNS = frozenset("@`%*&!|>")
"""What begins something of YAML's own."""

_BEYOND = re.compile(r"\\U(?!00(?:0|10))([0-9A-Fa-f]{8})")
"""An escape of YAML for a character beyond Unicode."""

_SPACELESS = re.compile(r"\s*(?:- )?(?P<key>[A-Za-z_]+):(?P<text>[^\s/].*)$")


def _syntax_problem(text: str, path: str, first_line: int) -> Problem:
    """Name the mistake behind a YAML error in the words of someone who does not know YAML."""
    # libyaml and PyYAML word and place the same mistake differently; only PyYAML is asked,
    # so that a message does not depend on the machine.
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.reader.ReaderError as error:
        character = f"U+{ord(text[error.position]):04X}"
        return _character_problem(character, text, error.position, path, first_line)
    except yaml.MarkedYAMLError as error:
        return _marked_problem(error, text, path, first_line)
    except ValueError:
        if beyond := _BEYOND.search(text):
            character = f"U+{beyond[1].lstrip('0').upper()}"
            return _character_problem(character, text, beyond.start(), path, first_line)
    # libyaml alone refused the text.
    return Problem("yaml-syntax", (Place(path, first_line, 1),))


def _character_problem(
    character: str, text: str, position: int, path: str, first_line: int
) -> Problem:
    place = Place.of(path, text[:position], first_line)
    return Problem("control-character", (place,), {"value": character})


def _marked_problem(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    def place(line: int, column: int) -> tuple[Place]:
        return (Place(path, first_line + line, column + 1),)

    mark = error.problem_mark or error.context_mark
    last = mark.line if mark else 0
    tab = _TAB_INDENT.search(text)
    if tab:
        return Problem("tab", place(text.count("\n", 0, tab.start()), len(tab[1])))
    lines = text.splitlines()
    # A quote left open swallows lines until the next quote, so the parser's complaint
    # stands far from the mistake; the line that opens it is the one to show.
    for number, line in enumerate(lines[: last + 1]):
        if found := _open_quote(line):
            return Problem("open-quote", place(number, found.start()), {"quote": found[0]})
    if spaceless := _spaceless(lines[: last + 1], path, first_line):
        return spaceless
    start = error.context_mark
    if mark and mark.line < len(lines):
        opened = start.index if start and "a flow" in (error.context or "") else None
        if wrong := _wrong_value(lines[mark.line], mark, text, opened):
            rule, column, arguments = wrong
            return Problem(rule, place(mark.line, column), arguments)
    missing = next((i for i, line in enumerate(lines[: last + 1]) if _NO_COLON.match(line)), None)
    if missing is not None:
        return Problem("no-colon", place(missing, 0))
    if start and error.context in ("while parsing a flow sequence", "while parsing a flow mapping"):
        bracket = "[" if "sequence" in error.context else "{"
        pair = {"open": bracket, "close": "]" if bracket == "[" else "}"}
        return Problem("open-bracket", place(start.line, start.column), pair)
    if (error.problem or "").startswith("expected '<document start>'") and lines[0][:1] == " ":
        return Problem("indentation", place(0, len(lines[0]) - len(lines[0].lstrip(" "))))
    if mark and mark.line < len(lines):
        indented = _INDENTED_FIELD.match(lines[mark.line])
        if indented and mark.column <= indented.end():
            return Problem("indentation", place(mark.line, indented.end(1)))
    if mark and error.problem == "mapping values are not allowed here":
        return Problem("colon", place(mark.line, mark.column))
    position = place(mark.line, mark.column) if mark else place(0, 0)
    if "'\\t'" in (error.problem or ""):
        return Problem("tab", position)
    return Problem("yaml-syntax", position, {"detail": error.problem or str(error)})


def _wrong_value(
    line: str, mark: yaml.Mark, text: str, opened: int | None
) -> tuple[str, int, dict[str, str]] | None:
    """What is wrong with the value at the mark, in a line of the text: rule, column, arguments.

    `opened` is the index of the bracket around it.
    """
    if opened is not None and _is_closed(text, opened, mark.index):
        at = _missing_comma(line, mark.column)
        if at is not None and (item := _ITEM.match(line, at)):
            return "missing-comma", at, {"value": item[0]}
        if line[mark.column : mark.column + 1] == ":":
            return "colon", mark.column, {}
    before = line[: mark.column].rstrip(" ")
    if before[-1:] in ("'", '"') and before:
        arguments = {} if opened is not None else _requoted(line)
        if before[-1] == "'" and len(before) == mark.column:
            arguments["apostrophe"] = "’"
        return "inner-quote", len(before) - 1, arguments
    value = _VALUE.match(line)
    if value and value["text"][0] in _SIGNS and mark.column <= value.end("key") + 1:
        better = f"{value['key'].strip(' ')} {_quote(words_of(value['text'].strip(' ')))}"
        return "reserved-sign", value.end("key"), {"value": value["text"][0], "better": better}
    return None


def _open_quote(line: str) -> re.Match[str] | None:
    """The quote of a line's value that the line does not close."""
    value = _VALUE.match(line)
    if value is None or value["text"][0] not in "'\"[{":
        return None
    closed = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), value["text"])
    return _OPENING.search(" " * value.start("text") + closed, value.start("text"))


def _spaceless(lines: Sequence[str], path: str, first_line: int) -> Problem | None:
    """A field whose text follows its colon at once, which to YAML is no field."""
    for number, line in enumerate(lines):
        if found := _SPACELESS.match(line):
            key, text = found["key"], found["text"].rstrip(" ")
            place = Place(path, first_line + number, found.end("key") + 1)
            return Problem("no-space", (place,), {"key": key, "better": f"{key}: {text}"})
    return None


def _is_closed(text: str, start: int, mark: int) -> bool:
    """Whether the bracket that opens at `start` closes after `mark`, before the next field."""
    bracket = "]" if text[start : start + 1] == "[" else "}"
    rest = re.split(r"\n(?=[^\s\]}#])", text[start:], maxsplit=1)[0]
    return bracket in rest[max(mark - start, 0) :]


def _missing_comma(line: str, column: int) -> int | None:
    """Where the next item or field of a list in brackets begins, if a comma is all that lacks."""
    if line[column : column + 1] == ":":
        start = line.rfind(" ", 0, column) + 1
        # `Agence url:` lacks a comma, `Le pont:` is a text with a colon.
        is_after_text = line[:start].rstrip(" ")[-1:] not in (",", "{", "[", ":", "")
        return start if is_after_text and line[start:column] in schema.NAMES else None
    if line[:column].endswith(" ") and (
        line[column] in "'\"[{" or re.match(r"[A-Za-z_]+:", line[column:])
    ):
        return column
    return None


def _requoted(line: str) -> dict[str, str]:
    """The field of a line, all of its text between quotes that do not stand in it."""
    value = _VALUE.match(line)
    if value is None:
        return {}
    text = value["text"].strip(" ")
    inner = text[1:-1] if text[-1] == text[0] and len(text) > 1 else text
    return {"better": f"{value['key'].strip(' ')} {_quote(inner)}"}


def _quote(text: str) -> str:
    """A text between quotes of YAML that do not stand in it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "’") + "'"
