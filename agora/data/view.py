"""What the page `/data/` is given: downloads, feeds, and the fields as the schema has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from babel.units import format_unit

from agora.data.schema import Json
from agora.pages.views import Link
from agora.strings import Strings


@dataclass(frozen=True, slots=True)
class DownloadView:
    """A file, or several of one form: `pattern` then says what their addresses are like."""

    key: str
    title: str
    use: str
    format: str
    amount: str
    url: str | None = None
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class FieldRow:
    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """The members of an object of the JSON."""

    anchor: str
    title: str
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    downloads: tuple[DownloadView, ...]
    feeds: tuple[Link, ...]
    counted: str
    changed: str
    version: str
    citation: str
    columns: tuple[str, ...]
    """The headings of the table."""
    groups: tuple[FieldGroup, ...]


def size(n: int, t: Strings) -> str:
    """A number of bytes as readers of a language know it, such as `412 kB`."""
    unit, by, decimals = ("kilobyte", 1_000, 0) if n < 1_000_000 else ("megabyte", 1_000_000, 1)
    amount = max(1, round(n / by, decimals))
    return str(format_unit(amount, f"digital-{unit}", "short", locale=t.locale))


def day(moment: datetime | None, t: Strings) -> str:
    """The day of a moment in UTC, in words; "" for none."""
    return str(format_date(moment.date(), "long", locale=t.locale)) if moment else ""


def field_groups(schema: Json, t: Strings) -> tuple[FieldGroup, ...]:
    """The objects that a schema describes, its own first, in the words of its descriptions."""
    objects = {"catalog": schema, **schema["$defs"]}
    return tuple(
        FieldGroup(
            anchor=f"__fields-{name}",
            title=node["description"],
            rows=tuple(
                FieldRow(key, _kind(member, objects, t), member["description"])
                for key, member in node["properties"].items()
            ),
        )
        for name, node in objects.items()
        if "properties" in node
    )


def _kind(node: Json, objects: Json, t: Strings) -> str:
    """What a value is, in words."""
    return ", ".join(_parts(node, objects, t))


def _parts(node: Json, objects: Json, t: Strings) -> Iterator[str]:
    types = node.get("type", ())
    types = [types] if isinstance(types, str) else list(types)
    match node:
        case {"anyOf": [value, {"type": "null"}]}:
            yield from _parts(value, objects, t)
            types = ["null"]
        case {"$ref": target}:
            name = target.rpartition("/")[2]
            if "properties" in objects[name]:
                yield t("data.kinds.object", name=objects[name]["description"])
            else:
                yield t(f"data.kinds.{name}")
        case {"items": item}:
            yield t("data.kinds.list", of=_kind(item, objects, t))
        case {"additionalProperties": value}:
            yield t("data.kinds.by-language", of=_kind(value, objects, t))
        case {"enum": options} if len(options) <= _FEW:
            yield t("data.kinds.choice", options=_listed(options))
            types = ["null"] if None in options else []
        case {"enum": _}:
            yield t("data.kinds.code")
        case {"format": format_}:
            yield t(f"data.kinds.{format_}")
        case _:
            yield t(f"data.kinds.{next(name for name in types if name != 'null')}")
    if node.get("maxLength", _LONG) < _LONG:
        yield t("data.kinds.longest", n=node["maxLength"])
    if "null" in types:
        yield t("data.kinds.null")


_FEW = 12
"""Options that are worth a list."""

_LONG = 1000
"""Characters from which a limit only catches what is no text of that kind."""


def _listed(options: Iterable[str | None]) -> str:
    return ", ".join(option for option in options if option)
