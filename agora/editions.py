"""The editions of the event: `showcases/editions.yml`, newest last, one of them current."""

from __future__ import annotations

from dataclasses import dataclass, field

from agora.frontmatter import MappingNode, Node, ScalarNode, parse_yaml
from agora.model import Edition
from agora.problems import Place, Problem
from agora.site import Site


@dataclass(frozen=True, slots=True)
class Editions:
    """All editions by number, and the number of the current one."""

    current: int = 1
    all: dict[int, Edition] = field(default_factory=dict)


def load(site: Site, problems: list[Problem]) -> Editions:
    """Read the editions. A site without the file has one edition, without a name."""
    path = site.showcases / "editions.yml"
    if not path.is_file():
        return Editions(1, {1: Edition(1, 0, "")})
    name = site.relative(path)
    root = parse_yaml(path.read_text("utf-8"), name, problems)
    if root is None:
        return Editions()
    entries = {key.value: node for key, node in root.entries}
    editions = {}
    for key, node in root.entries:
        if key.value == "current":
            continue
        edition = _edition(key, node, site)
        if edition is None:
            problems.append(Problem("edition-entry", (key.place,), {"value": key.value}))
        else:
            editions[edition.number] = edition
    current = entries.get("current")
    if (
        isinstance(current, ScalarNode)
        and current.value.isdecimal()
        and int(current.value) in editions
    ):
        return Editions(int(current.value), editions)
    problems.append(Problem("current-edition", (current.place if current else Place(name),)))
    return Editions(1, editions)


def _edition(key: ScalarNode, node: Node, site: Site) -> Edition | None:
    if not key.value.isdecimal() or not isinstance(node, MappingNode):
        return None
    values = {k.value: v for k, v in node.entries}
    year, name, themes = values.get("year"), values.get("name"), values.get("theme")
    if not isinstance(year, ScalarNode) or not year.value.isdecimal():
        return None
    if not isinstance(name, ScalarNode) or name.is_empty:
        return None
    by_language = {}
    if isinstance(themes, MappingNode):
        by_language = {k.value: v.value for k, v in themes.entries if isinstance(v, ScalarNode)}
        if not by_language.keys() <= set(site.language_keys):
            return None
    return Edition(int(key.value), int(year.value), name.value, by_language)
