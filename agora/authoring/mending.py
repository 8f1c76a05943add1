"""Mends in a showcase's file what a machine can mend without knowing what was meant.

Line ends, byte order mark, characters that Word and PDF leave behind, lists with
pasted bullets, headings of the first level, links whose address stands apart,
typography, spaces at the end of a line, the end of the last line, the order of
the fields, and a misspelt field of which one name alone is near. Text is edited
in place, never written anew, so that comments and the contributor's way of
writing survive; every change is read back, and dropped unless it says the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from agora.authoring import rewriting
from agora.authoring.typesetting import replaced, typeset, without_hidden
from agora.content import schema
from agora.content.frontmatter import FENCE, parse_yaml
from agora.content.schema import Field, Scope
from agora.language.similar import most_similar
from agora.problems import Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

KINDS = (
    *("byte-order-mark", "line-ends", "characters", "names", "order", "lists", "headings"),
    *("links", "typography", "spaces", "last-line"),
)
"""What can be mended, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text, the kinds of what was mended, and whether the order of fields was left."""

    text: str
    done: tuple[str, ...] = ()
    is_order_left: bool = False


def mend(text: str, language: str) -> Mended:
    """Mend the Markdown file of a showcase in a language. Mending it again changes nothing."""
    done: set[str] = set()

    def step(kind: str, before: str, after: str) -> str:
        if after != before:
            done.add(kind)
        return after

    text = step("byte-order-mark", text, text.removeprefix("\ufeff"))
    text = step("line-ends", text, re.sub(r"\r\n?", "\n", text))
    is_order_left = False
    parts = _parts(text)
    if parts:
        opening, fields, closing, body = parts
        fields = step("characters", fields, _without_hidden(fields))
        if _is_sound(fields):
            fields = step("names", fields, _with_names(fields))
            ordered = _in_schema_order(fields)
            is_order_left = ordered is None
            fields = step("order", fields, ordered or fields)
            fields = step("typography", fields, _typeset_fields(fields, language))
            fields = step("spaces", fields, _without_field_ends(fields))
        opening = step("spaces", opening, re.sub(r"[ \t]+(?=\n)", "", opening))
        closing = step("spaces", closing, re.sub(r"[ \t]+(?=\n|\Z)", "", closing))
        body, kinds = rewriting.mended(body, language)
        done.update(kinds)
        text = opening + fields + closing + body
    if text.strip():
        text = step("last-line", text, text if text.endswith("\n") else text + "\n")
    return Mended(text, tuple(sorted(done, key=KINDS.index)), is_order_left)


def _parts(text: str) -> tuple[str, str, str, str] | None:
    """The opening fence, the fields, the closing fence, the body; None without front matter.

    What a text without front matter holds cannot be told: its fields may stand in it unfenced.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    if lines and FENCE.match(lines[0].rstrip("\n")):
        for number, line in enumerate(lines[1:], 1):
            if FENCE.match(line.rstrip("\n")):
                return lines[0], "".join(lines[1:number]), line, "".join(lines[number + 1 :])
    return None


def _without_hidden(fields: str) -> str:
    """The fields without what nobody sees, if they can then be read, and say the same."""
    bare = without_hidden(fields)
    if bare == fields or not _is_sound(bare):
        return fields
    try:
        before = [token.said for token in _tokens(_compose(fields))]
    except yaml.YAMLError:  # for the very characters that are gone
        return bare
    said = [(kind, _spaced(without_hidden(text))) for kind, text in before]
    after = [(kind, _spaced(text)) for kind, text in (t.said for t in _tokens(_compose(bare)))]
    return bare if said == after else fields


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _is_sound(fields: str) -> bool:
    """Whether fields can be read without a problem, so that their text can be edited."""
    problems: list[Problem] = []
    return parse_yaml(fields, "", problems) is not None and not problems


@dataclass(frozen=True, slots=True)
class _Token:
    """A part of YAML: where it begins and ends, whether it is a key, and what it says."""

    start: int
    end: int
    kind: str
    text: str

    @property
    def said(self) -> tuple[str, str]:
        return self.kind, self.text


@dataclass(frozen=True, slots=True)
class _Edit:
    """What to write in place of a token, and what the token then says."""

    token: _Token
    written: str
    text: str


def _compose(fields: str) -> yaml.MappingNode:
    node = yaml.compose(fields, Loader=_LOADER)
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 (`_is_sound` has seen to it)
    return node


def _tokens(node: yaml.Node, kind: str = "value") -> Iterator[_Token]:
    """The texts of a document with what opens and closes lists and mappings, in their order."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        yield _Token(start, end, kind if node.style else f"plain {kind}", node.value)
        return
    shape = "mapping" if isinstance(node, yaml.MappingNode) else "list"
    yield _Token(start, start, "open", shape)
    for child in node.value:
        if isinstance(node, yaml.MappingNode):
            yield from _tokens(child[0], "key")
            yield from _tokens(child[1])
        else:
            yield from _tokens(child)
    yield _Token(end, end, "close", shape)


def _applied(fields: str, edits: Sequence[_Edit]) -> str:
    """The fields with the edits, or with some, if they would say anything else with all of them."""
    if not edits:
        return fields
    if (edited := _with(fields, edits)) is not None:
        return edited
    if len(edits) <= _MOST_TRIED:
        # From the last one on, so that the places of the others hold.
        for edit in sorted(edits, key=lambda edit: edit.token.start, reverse=True):
            fields = _with(fields, [edit]) or fields
    return fields


_MOST_TRIED = 50
"""Edits that are tried one by one; fields that are as they should be have fewer."""


def _with(fields: str, edits: Sequence[_Edit]) -> str | None:
    """The fields with the edits; None if they would then say anything but what these do."""
    places = ((edit.token.start, edit.token.end, edit.written) for edit in edits)
    edited = replaced(fields, sorted(places))
    new = {(edit.token.start, edit.token.kind): edit.text for edit in edits}
    said = [
        (token.kind, new.get((token.start, token.kind), token.text))
        for token in _tokens(_compose(fields))
    ]
    return edited if _says(edited, said) else None


def _says(fields: str, said: Sequence[tuple[str, str]]) -> bool:
    return _is_sound(fields) and [t.said for t in _tokens(_compose(fields))] == said


def _with_names(fields: str) -> str:
    """A field that is not known takes the one known name that is near, if no field has it."""
    return _applied(fields, list(_renames(_compose(fields), schema.SHOWCASE)))


def _renames(node: yaml.Node, known: Sequence[Field]) -> Iterator[_Edit]:
    if not isinstance(node, yaml.MappingNode):
        return
    by_name = {field.name: field for field in known}
    given = [key.value for key, _ in node.value]
    meant = {key: _only_near(key, by_name) for key in given if key not in by_name}
    claims = Counter([*given, *meant.values()])
    for key, value in node.value:
        name = meant.get(key.value)
        if name and claims[name] == 1:
            yield _Edit(next(_tokens(key, "key")), name, name)
        field = by_name.get(name or key.value)
        if field:
            for record, item in _records(field, value):
                yield from _renames(item, record.fields)


def _only_near(name: str, known: Iterable[str]) -> str | None:
    near = [candidate for candidate in known if most_similar(name, [candidate])]
    return near[0] if len(near) == 1 else None


def _records(field: Field, value: yaml.Node) -> Iterator[tuple[schema.Record, yaml.Node]]:
    """The records in a field's value."""
    if isinstance(field.type, schema.Record):
        yield field.type, value
    elif isinstance(field.type, schema.ListOf) and isinstance(field.type.item, schema.Record):
        for item in value.value if isinstance(value, yaml.SequenceNode) else ():
            yield field.type.item, item


def _in_schema_order(fields: str) -> str | None:
    """The fields in the order of the schema, unknown ones last; None where that cannot be done.

    Lines are moved whole, each field with the comments right above it.
    """
    root = _compose(fields)
    keys = [key.value for key, _ in root.value]
    order = {name: number for number, name in enumerate(schema.FIELDS)}
    wanted = sorted(keys, key=lambda key: order.get(key, len(order)))
    if keys == wanted:
        return fields
    lines = re.findall(r"[^\n]*\n", fields)
    starts = [key.start_mark.line for key, _ in root.value]
    if any(key.start_mark.column for key, _ in root.value) or len(set(starts)) < len(starts):
        return None
    for number, start in enumerate(starts):
        while start > (starts[number - 1] + 1 if number else 0) and lines[start - 1][0] == "#":
            start -= 1
        starts[number] = start
    end = len(lines)
    while not lines[end - 1].strip() or lines[end - 1][0] == "#":
        end -= 1
    blocks = {
        key: "".join(lines[start:stop])
        for key, start, stop in zip(keys, starts, [*starts[1:], end], strict=True)
    }
    ordered = "".join([*lines[: starts[0]], *(blocks[key] for key in wanted), *lines[end:]])
    said = {key.value: list(_said(key, value)) for key, value in root.value}
    frame = [t.said for t in (next(_tokens(root)), list(_tokens(root))[-1])]
    return (
        ordered
        if _says(ordered, [frame[0], *(s for key in wanted for s in said[key]), frame[1]])
        else None
    )


def _said(key: yaml.Node, value: yaml.Node) -> Iterator[tuple[str, str]]:
    for token in (*_tokens(key, "key"), *_tokens(value)):
        yield token.said


def _typeset_fields(fields: str, language: str) -> str:
    """Texts that are written in each language; names stay as their owners spell them."""
    return _applied(
        fields, list(_typeset_edits(fields, _compose(fields), schema.SHOWCASE, language))
    )


def _typeset_edits(
    fields: str, node: yaml.Node, known: Sequence[Field], language: str
) -> Iterator[_Edit]:
    if not isinstance(node, yaml.MappingNode):
        return
    by_name = {field.name: field for field in known}
    for key, value in node.value:
        field = by_name.get(key.value)
        if field is None:
            continue
        for record, item in _records(field, value):
            yield from _typeset_edits(fields, item, record.fields, language)
        is_text = isinstance(field.type, schema.Text) and field.scope is Scope.TEXT
        if is_text and isinstance(value, yaml.ScalarNode):
            better = typeset(value.value, language)
            if better != value.value:
                token = next(_tokens(value))
                written = _typeset_scalar(fields[token.start : token.end], value.style, language)
                yield _Edit(token, written, better)


def _typeset_scalar(written: str, style: str | None, language: str) -> str:
    quote = style if style and style in "'\"" else ""
    inner = written.removeprefix(quote).removesuffix(quote)
    if quote == "'":
        inner = re.sub(r"(?<=[^\W\d_])''(?=[^\W\d_])", "’", inner)
    elif quote == '"':
        inner = re.sub(r'(\\\\)|\\"', lambda match: match[1] or '"', inner)
    # Indentation is YAML's here.
    lines = re.split(r"(\n[ \t]*)", inner)
    inner = "".join(part if part[:1] == "\n" else typeset(part, language) for part in lines)
    return quote + (inner.replace('"', '\\"') if quote == '"' else inner) + quote


def _without_field_ends(fields: str) -> str:
    bare = re.sub(r"[ \t]+$", "", fields, flags=re.MULTILINE)
    said = [token.said for token in _tokens(_compose(fields))]
    return bare if _says(bare, said) else fields
