"""The axes: each is the ordinary page `docs/axes/<axis>.<lang>.md`, whose front matter defines it.

Facts (order, colour, icon) stand in the default language's page, as in a
showcase's original; the others give title, short title and description.
"""

from __future__ import annotations

import re
from pathlib import Path

from agora.content.frontmatter import Document, ScalarNode
from agora.content.sources import read
from agora.language import slugs
from agora.model import Axis
from agora.problems import Place, Problem
from agora.site import Site

_TEXTS = ("title", "short", "description")
_FACTS = {
    "order": (re.compile(r"\d{1,3}"), "order: 1"),
    "colour": (re.compile(r"#[0-9A-Fa-f]{6}"), 'colour: "#2e6b34"'),
    "icon": (re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+"), "icon: material/sprout"),
}


def load(site: Site, problems: list[Problem]) -> dict[str, Axis]:
    """The axes by key, in their order."""
    folder = site.docs / "axes"
    keys = {path.name.partition(".")[0] for path in folder.glob("*.md")} - slugs.RESERVED
    axes = [axis for key in sorted(keys) if (axis := _load_axis(key, folder, site, problems))]
    axes.sort(key=lambda axis: (axis.order, axis.key))
    return {axis.key: axis for axis in axes}


def _load_axis(key: str, folder: Path, site: Site, problems: list[Problem]) -> Axis | None:
    before = len(problems)
    fields: dict[str, dict[str, str]] = {}
    for language in site.language_keys:
        path = folder / f"{key}.{language}.md"
        document = read(path, site, problems) if path.is_file() else None
        if document is None:
            if not path.is_file():
                problems.append(Problem("page-language", (Place(site.relative(path)),)))
            continue
        fields[language] = _fields(document, language == site.default_language, problems)
    if not slugs.is_slug(key):
        place = Place(site.relative(folder / f"{key}.{site.default_language}.md"))
        problems.append(Problem("slug", (place,), {"value": key}))
    if len(problems) > before:
        return None
    facts = fields[site.default_language]
    texts = {name: {lang: fields[lang][name] for lang in fields} for name in _TEXTS}
    return Axis(
        key=key,
        order=int(facts["order"]),
        colour=facts["colour"].lower(),
        icon=facts["icon"],
        titles=texts["title"],
        short_titles=texts["short"],
        descriptions=texts["description"],
    )


def _fields(document: Document, with_facts: bool, problems: list[Problem]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for key, node in document.fields.entries:
        if isinstance(node, ScalarNode) and not node.is_empty:
            fields[key.value] = node.text
            pattern, example = _FACTS.get(key.value, (None, ""))
            if pattern and not pattern.fullmatch(node.value):
                arguments = {"key": key.value, "value": node.value, "example": example}
                problems.append(Problem("axis-field", (node.place,), arguments))
    wanted = [*_TEXTS, *(_FACTS if with_facts else ())]
    for name in wanted:
        if name not in fields:
            example = _FACTS[name][1] if name in _FACTS else f"{name}: …"
            arguments = {"key": name, "example": example}
            problems.append(Problem("missing", (Place(document.path),), arguments))
    return fields
