"""Writes the Markdown file of a showcase from answers; the web form writes the same bytes.

A free text is a JSON string, which is a YAML double-quoted scalar
(https://yaml.org/spec/1.2.2/#12-relation-to-json), so that nothing in it, be it a
colon, a quote or a hash, can be taken for YAML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agora.content import schema
from agora.content.frontmatter import one_line
from agora.content.validation import Value
from agora.language import slugs
from agora.model import Reference

LONGEST_PROPOSAL = 60
"""Characters of a proposed slug: an address that still fits a line and a poster."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: `file` in the showcase's folder; a translation gives `alt` alone."""

    file: str = ""
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a contributor says in one language: the schema's fields, then the text.

    What was not given is empty or None. `language` is that of the file; it is
    told by the file's name and not written in it.
    """

    title: str = ""
    summary: str = ""
    axis: str = ""
    partner: tuple[str, ...] = ()
    city: str = ""
    country: str = ""
    year: int | None = None
    status: str = ""
    edition: int | None = None
    tags: tuple[str, ...] = ()
    image: Image | None = None
    links: tuple[Reference, ...] = ()
    sources: tuple[Reference, ...] = ()
    aliases: tuple[str, ...] = ()
    language: str = ""
    body: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Value], language: str, body: str) -> Answers:
        """The answers that a file holds, from its valid values."""
        data: dict[str, Any] = {name: value.data for name, value in values.items()}
        for name in ("links", "sources"):
            data[name] = tuple(
                Reference(item["title"].data, item["url"].data) for item in data.get(name, ())
            )
        if "image" in data:
            data["image"] = Image(**{name: part.data for name, part in data["image"].items()})
        return cls(**data, language=language, body=body)


def write(answers: Answers) -> str:
    """The Markdown file: fields in the order of the schema, those without a value left out."""
    lines = ["---"]
    for field in schema.SHOWCASE:
        lines += _field(field, getattr(answers, field.name))
    lines.append("---")
    body = re.sub(r"\r\n?", "\n", answers.body).strip("\n")
    return "\n".join([*lines, "", body] if body else lines) + "\n"


def propose_slug(title: str) -> str:
    """A slug from the part of a title before its colon; "" where no slug can be made of it."""
    head = slugs.slugify(re.split(r"\s*:(?!\S)", title)[0]) or slugs.slugify(title)
    if len(head) > LONGEST_PROPOSAL:
        head = head[: LONGEST_PROPOSAL + 1].rpartition("-")[0] or head[:LONGEST_PROPOSAL]
    return head if slugs.is_slug(head) else ""


def quoted(text: str) -> str:
    """A text as a JSON string that is a YAML scalar too."""
    # JSON leaves as they are some characters that YAML takes for line ends or refuses.
    return _NOT_IN_YAML.sub(
        lambda match: f"\\u{ord(match[0]):04x}", json.dumps(one_line(text), ensure_ascii=False)
    )


_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"[A-Za-z0-9-]*[A-Za-z0-9]")


def _field(field: schema.Field, value: Any, indent: str = "") -> list[str]:
    """The lines of a field; none where it has no value."""
    match field.type, value:
        case _, None | "" | ():
            return []
        case schema.Record(fields), _:
            inner = [line for f in fields for line in _field(f, getattr(value, f.name), "  ")]
            return [f"{field.name}:", *inner] if inner else []
        case schema.ListOf(schema.Record(fields)), _:
            lines = [f"{field.name}:"]
            for item in value:
                inner = [line for f in fields for line in _field(f, getattr(item, f.name), "    ")]
                lines += [f"  - {inner[0].lstrip(' ')}", *inner[1:]] if inner else []
            return lines if len(lines) > 1 else []
        case schema.ListOf(item_type), (single,):
            return [f"{indent}{field.name}: {_scalar(item_type, single)}"]
        case schema.ListOf(item_type), _:
            items = ", ".join(_scalar(item_type, item) for item in value)
            return [f"{indent}{field.name}: [{items}]"]
        case type_, _:
            return [f"{indent}{field.name}: {_scalar(type_, value)}"]


def _scalar(type_: schema.Type, value: Any) -> str:
    if isinstance(type_, schema.Text | schema.WebAddress | schema.PictureFile):
        return quoted(value)
    # Words from a closed list stand plain, unless YAML would not read them as written.
    text = one_line(str(value))
    return text if _PLAIN.fullmatch(text) and text.lower() != "null" else quoted(text)
