"""The editions of the event: `showcases/editions.yml`, one of them current."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agora.content.frontmatter import MappingNode, Node, ScalarNode, SequenceNode
from agora.content.sources import read_data
from agora.content.validation import is_web_address
from agora.model import Edition, Names, SourcedFact
from agora.problems import Place, Problem
from agora.safety import addresses
from agora.site import Site


@dataclass(frozen=True, slots=True)
class Editions:
    """All editions by number, and the number of the current one."""

    current: int = 1
    all: Mapping[int, Edition] = field(default_factory=dict)


def load(site: Site, problems: list[Problem]) -> Editions:
    """Read the editions. A site without the file has one edition, without a name."""
    path = site.showcases / "editions.yml"
    if not path.is_file():
        return Editions(1, {1: Edition(1, 0, "")})
    name = site.relative(path)
    root = read_data("editions.yml", site, problems)
    if root is None:
        return Editions()
    reader = _Reader(site, problems)
    read = [reader.edition(k, node) for k, node in root.entries if k.value != "current"]
    editions = {edition.number: edition for edition in read if edition}
    current = next((node for key, node in root.entries if key.value == "current"), None)
    number = (_text(current) or "") if current else ""
    if _is_number(number) and int(number) in editions:
        return Editions(int(number), dict(sorted(editions.items())))
    if len(editions) == len(read):
        place = current.place if current else Place(name)
        problems.append(Problem("current-edition", (place,)))
    return Editions(1, editions)


class _Reader:
    """Reads entries; a field that is not what it should be is a problem at its place."""

    def __init__(self, site: Site, problems: list[Problem]) -> None:
        self._languages = set(site.language_keys)
        self._default = site.default_language
        self._problems = problems

    def edition(self, key: ScalarNode, node: Node) -> Edition | None:
        before = len(self._problems)
        if not _is_number(key.value) or not isinstance(node, MappingNode):
            self._refuse("edition-entry", key.place, value=key.value)
            return None
        readers: dict[str, Callable[[Node], Any]] = {
            "year": _year,
            "start": _date,
            "end": _date,
            "name": _text,
            "city": _text,
            "theme": self._names,
            "guest": self._names,
            "facts": self._facts,
            "note": self._names,
        }
        values: dict[str, Any] = {}
        for name, child in node.entries:
            value = readers[name.value](child) if name.value in readers else None
            if value is None:
                self._refuse("edition-field", child.place, key=name.value, value=key.value)
            else:
                values[name.value] = value
        for name_ in ("year", "name"):
            if name_ not in {name.value for name, _ in node.entries}:
                self._refuse("edition-field", key.place, key=name_, value=key.value)
        if len(self._problems) > before:
            return None
        return Edition(
            number=int(key.value),
            year=values["year"],
            name=values["name"],
            start=values.get("start"),
            end=values.get("end"),
            city=values.get("city"),
            themes=values.get("theme", {}),
            guests=values.get("guest", {}),
            facts=values.get("facts", ()),
            notes=values.get("note", {}),
        )

    def _names(self, node: Node) -> Names | None:
        """One text for all languages, or one for each."""
        match node:
            case ScalarNode() if not node.is_empty:
                return {self._default: node.text}
            case MappingNode(entries):
                names = {k.value: _text(child) for k, child in entries}
                complete = {key: text for key, text in names.items() if text}
                return complete if complete.keys() == self._languages else None
            case _:
                return None

    def _facts(self, node: Node) -> tuple[SourcedFact, ...] | None:
        if not isinstance(node, SequenceNode):
            return None
        facts = [self._fact(item) for item in node.items]
        return None if None in facts else tuple(fact for fact in facts if fact)

    def _fact(self, node: Node) -> SourcedFact | None:
        if not isinstance(node, MappingNode):
            return None
        values = {key.value: _text(child) or "" for key, child in node.entries}
        source = values.pop("source", "")
        if not is_web_address(source) or addresses.fault(source):
            return None
        if values.keys() != self._languages or "" in values.values():
            return None
        return SourcedFact(values, source)

    def _refuse(self, rule: str, place: Place, **arguments: str) -> None:
        self._problems.append(Problem(rule, (place,), arguments))


def _is_number(text: str) -> bool:
    return len(text) <= 4 and text.isascii() and text.isdecimal()


def _text(node: Node) -> str | None:
    return node.text if isinstance(node, ScalarNode) and not node.is_empty else None


def _year(node: Node) -> int | None:
    text = _text(node) or ""
    return int(text) if len(text) == 4 and text.isdecimal() else None


def _date(node: Node) -> date | None:
    try:
        return date.fromisoformat(_text(node) or "")
    except ValueError:
        return None
