"""From nodes to values: each field held against the schema, every problem collected."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from agora.content import schema
from agora.content.frontmatter import MappingNode, Node, ScalarNode, SequenceNode
from agora.content.schema import Field
from agora.keeping.compact import compact
from agora.language import countries, slugs
from agora.language.similar import most_similar
from agora.problems import Place, Problem
from agora.safety import addresses
from agora.safety.lookalikes import lookalikes
from agora.text.lines import words_of


@compact
@dataclass(frozen=True, slots=True)
class Value:
    """A valid value, its place, its text as written, and the places of its items."""

    data: Any
    place: Place
    written: str
    items: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What closed fields may name, beside what the schema itself says."""

    axes: Collection[str]
    editions: Collection[int]
    languages: tuple[str, ...]


class Validator:
    """Holds nodes against the schema.

    Each method returns a value, or None after adding a problem to `problems`.
    """

    def __init__(self, known: Known, problems: list[Problem]) -> None:
        self._known = known
        self._problems = problems

    def record(
        self, node: MappingNode, fields: Sequence[Field], prefix: str = ""
    ) -> dict[str, Value]:
        """The valid fields of a mapping. Unknown keys are problems; missing ones are left out."""
        by_name = {field.name: field for field in fields}
        values: dict[str, Value] = {}
        for key, child in node.entries:
            field = by_name.get(key.value)
            if field is None:
                self._unknown_key(key, by_name, prefix)
            elif isinstance(child, ScalarNode) and child.is_empty:
                # An empty optional field is a scaffold left as it was; an empty required one
                # says more than "missing" would.
                if field.required:
                    self._problem(
                        "empty-value", key.place, key=prefix + field.name, example=field.example
                    )
            else:
                data = self.value(child, field.type, prefix + field.name)
                if data is not None:
                    items = child.items if isinstance(child, SequenceNode) else (child,)
                    places = tuple(item.place for item in items)
                    values[field.name] = Value(data, child.place, written(child), places)
        return values

    def missing(
        self, path: str, field: Field, place: Place | None = None, prefix: str = ""
    ) -> None:
        self._problem(
            "missing", place or Place(path), key=prefix + field.name, example=field.example
        )

    def value(self, node: Node, type_: schema.Type, key: str) -> Any:
        """The value of a node as its type has it, or None."""
        if isinstance(type_, schema.ListOf):
            return self._list(node, type_, key)
        if isinstance(type_, schema.Record):
            return self._nested(node, type_, key)
        if not isinstance(node, ScalarNode):
            found = "list" if isinstance(node, SequenceNode) else "mapping"
            self._problem(f"{found}-for-text", node.place, key=key)
            return None
        if node.is_empty:
            self._problem("empty-value", node.place, key=key, example=_example(key))
            return None
        return self._scalar(node, type_, key)

    def _scalar(self, node: ScalarNode, type_: schema.Type, key: str) -> Any:
        text = node.text
        match type_:
            case schema.Text():
                return self._text(node, text, type_, key)
            case schema.Choice(options):
                if text in options:
                    return text
                self._closed("choice", node, options, key=key)
            case schema.AxisKey():
                if text in self._known.axes:
                    return text
                self._closed("unknown-axis", node, self._known.axes)
            case schema.EditionNumber():
                if len(text) <= 4 and text.isdecimal() and int(text) in self._known.editions:
                    return int(text)
                self._closed("unknown-edition", node, map(str, self._known.editions))
            case schema.Year(first, last):
                if (
                    text.isdecimal()
                    and text.isascii()
                    and len(text) == 4
                    and first <= int(text) <= last
                ):
                    return int(text)
                self._problem(
                    "year", node.place, key=key, value=text, first=str(first), last=str(last)
                )
            case schema.CountryCode():
                return self._country(node, text)
            case schema.WebAddress():
                if better := _without_spaces(text, type_.longest):
                    place = _at(node, node.value.find(" "))
                    around = _around_space(text)
                    self._problem("address-space", place, key=key, value=around, better=better)
                elif addresses.local_file(node.value):
                    self._problem("local-path", node.place, value=node.value)
                elif not is_web_address(node.value, type_.longest):
                    self._problem("web-address", node.place, key=key, value=node.value)
                elif fault := addresses.fault(node.value):
                    self._problem(f"{fault}-address", node.place, value=node.value)
                else:
                    return node.value
            case schema.Slug():
                if slugs.is_slug(text) and len(text) <= type_.longest:
                    return text
                better = slugs.slugify(text)
                self._problem(
                    "slug-value",
                    node.place,
                    key=key,
                    value=text,
                    **({"better": better} if better else {}),
                )
            case schema.PictureFile(suffixes):
                if name := addresses.local_file(text):
                    folder = node.place.path.partition(".")[0]
                    self._problem(
                        "local-path", node.place, value=text, folder=f"{folder}/", better=name
                    )
                elif "/" in text or "\\" in text or text.startswith("."):
                    self._problem("picture-path", node.place, key=key, value=text)
                elif not text.lower().endswith(suffixes):
                    self._problem(
                        "picture-type", node.place, key=key, value=text, known=", ".join(suffixes)
                    )
                else:
                    return text
        return None

    def _text(self, node: ScalarNode, text: str, type_: schema.Text, key: str) -> str | None:
        if len(text) > type_.longest:
            self._problem(
                "too-long", node.place, key=key, value=text, n=len(text), longest=str(type_.longest)
            )
        elif len(text) < type_.shortest:
            self._problem(
                "too-short",
                node.place,
                key=key,
                value=text,
                n=len(text),
                shortest=str(type_.shortest),
            )
        else:
            if found := next(lookalikes(text), None):
                self._problems.append(Problem("lookalike", (node.place,), found.arguments))
            elif (words := words_of(text)) != text:
                better = {"better": words} if words.strip() else {}
                self._problem("markdown-in-field", node.place, key=key, value=text, **better)
            if quote := _lone_quote(text):
                self._problem("lone-quote", node.place, value=text, quote=quote)
            return text
        return None

    def _country(self, node: ScalarNode, text: str) -> str | None:
        if countries.is_country(text):
            return text
        better = text.upper() if countries.is_country(text.upper()) else None
        better = better or countries.code_of(text, self._known.languages)
        self._problem("country", node.place, value=text, **({"better": better} if better else {}))
        return None

    def _list(self, node: Node, type_: schema.ListOf, key: str) -> tuple[Any, ...] | None:
        if isinstance(node, SequenceNode):
            items: Sequence[Node] = node.items
        elif type_.single and isinstance(node, ScalarNode):
            items = (node,)
        else:
            found = "mapping" if isinstance(node, MappingNode) else "text"
            self._problem(f"{found}-for-list", node.place, key=key, example=_example(key))
            return None
        if not items:
            self._problem("empty-value", node.place, key=key, example=_example(key))
            return None
        if len(items) > type_.most:
            self._problem("too-many", node.place, key=key, n=len(items), most=str(type_.most))
            return None
        values = [self.value(item, type_.item, key) for item in items]
        return None if None in values else tuple(values)

    def _nested(self, node: Node, type_: schema.Record, key: str) -> dict[str, Value] | None:
        if isinstance(node, MappingNode):
            values = self.record(node, type_.fields, f"{key}.")
            if key == "image":
                # What an image lacks depends on whether its file is the original: see showcases.py.
                return values
            names = [field.name for field in type_.fields]
            given = {key.value.partition(":")[0] for key, _ in node.entries}
            # What is misspelt is told by itself, and not as missing too.
            given |= {most_similar(name, names) or name for name in given - set(names)}
            for field in type_.fields:
                if field.required and field.name not in given:
                    self.missing("", field, node.place, f"{key}.")
            complete = all(f.name in values for f in type_.fields if f.required)
            return values if complete else None
        found = "list" if isinstance(node, SequenceNode) else "text"
        self._problem(f"{found}-for-mapping", node.place, key=key, example=_example(key))
        return None

    def _unknown_key(self, key: ScalarNode, known: Mapping[str, Field], prefix: str) -> None:
        name, colon, text = key.value.partition(":")
        if colon and name in known:
            self._problem("no-space", key.place, key=prefix + name, better=f"{name}: {text}")
            return
        better = most_similar(key.value, known)
        self._problem(
            "unknown-key",
            key.place,
            key=prefix + key.value,
            known=", ".join(known),
            **({"similar": better} if better else {}),
        )

    def _closed(self, rule: str, node: ScalarNode, options: Any, **arguments: str) -> None:
        options = list(options)
        better = most_similar(node.value, options)
        if better:
            arguments["similar"] = better
        self._problem(rule, node.place, value=node.value, known=", ".join(options), **arguments)

    def _problem(self, rule: str, place: Place, **arguments: str | int) -> None:
        self._problems.append(Problem(rule, (place,), arguments))


_AFTER_HOST = re.compile(r"https?://[^\s/?#]+[/?#]")


def _without_spaces(text: str, longest: int) -> str:
    """An address that lacks nothing but the `%20` of its spaces, with these; "" for any other."""
    better = text.replace(" ", "%20")
    is_so = better != text and _AFTER_HOST.match(text) and is_web_address(better, longest)
    return better if is_so else ""


def _around_space(text: str) -> str:
    """The part of an address where its first space stands, its spaces shown."""
    at = text.index(" ")
    return text[max(at - 40, 0) : at + 30].replace(" ", "␣")


def _lone_quote(text: str) -> str:
    """A quote that opens and does not close, or the other way round; "" where there is none."""
    opened, closed = text.count("«"), text.count("»")
    if opened != closed:
        return "«" if opened > closed else "»"
    # “ closes what „ opened, and ” may be both, as in Swedish.
    return "“" if "“" in text and "”" not in text and "„" not in text else ""


def _at(node: ScalarNode, index: int) -> Place:
    """The place of a character of a text; that of the text where its line or escapes hide it."""
    place = node.place
    if place.line is None or place.column is None or "\n" in node.value:
        return place
    return Place(place.path, place.line, place.column + node.quoted + index)


def is_web_address(text: str, longest: int = schema.WebAddress().longest) -> bool:
    """Whether a text is an absolute http(s) address without spaces or a user name."""
    if len(text) > longest or " " in text or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


def written(node: Node) -> str:
    """The text of a node as the contributor gave it; of a list, its items joined."""
    match node:
        case ScalarNode():
            return node.text
        case SequenceNode(items):
            return ", ".join(written(item) for item in items)
        case MappingNode(entries):
            return ", ".join(f"{key.value}: {written(value)}" for key, value in entries)


def _example(key: str) -> str:
    field = schema.FIELDS.get(key.partition(".")[0])
    return field.example if field else ""
