"""The JSON Schema of a showcase's front matter, made from `agora.content.schema`.

Draft 2020-12, with no keyword whose meaning draft 7 does not share but `$defs`, for editors still
read that. It is about one file: it says nothing of what a file's translation
holds, of the list of cities, or of the text. `tests/test_schema.py` holds it
against `agora.validation`. It is stricter in one way: years and numbers of
editions are numbers, not texts that hold one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from agora.content import schema
from agora.content.schema import Field, Scope
from agora.language import countries
from agora.language.slugs import PATTERN, RESERVED
from agora.model import Axis, in_language
from agora.strings import LOCALES, Strings

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PATH = "schema/showcase.json"
"""Where the site publishes the schema."""

Json: TypeAlias = dict[str, Any]

_SCALARS = ["string", "number", "boolean"]
"""What YAML makes of a text that is not quoted: `partner: 1337` names a partner."""

_EMPTY: Json = {"type": ["string", "null"], "pattern": r"^\s*$"}
"""A field left empty, which an optional field may be."""


def showcase(axes: Mapping[str, Axis], editions: Iterable[int], language: str) -> Json:
    """The schema of any language file of a showcase, its words in a language of the site.

    `#/$defs/original` is that of the file which states the facts.
    """
    form, words = (Strings.load(language, [LOCALES / part]) for part in ("form", "commands"))
    return _Writer(axes, tuple(editions), form, words, Strings.load(language)).root()


def dumps(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class _Writer:
    axes: Mapping[str, Axis]
    editions: tuple[int, ...]
    form: Strings
    words: Strings
    site: Strings

    def root(self) -> Json:
        marks = [field for field in schema.SHOWCASE if field.required]
        words = self.words
        return {
            "$schema": DIALECT,
            "title": words("schema.title"),
            "description": words("schema.description"),
            **self._object(schema.SHOWCASE),
            "required": [field.name for field in marks if field.scope is Scope.TEXT],
            "$defs": {
                "original": {
                    "description": words("schema.original"),
                    "allOf": [{"$ref": "#"}],
                    "required": [field.name for field in marks],
                }
            },
        }

    def _object(self, fields: tuple[Field, ...], prefix: str = "") -> Json:
        return {
            "type": "object",
            "properties": {field.name: self._field(field, prefix) for field in fields},
            "additionalProperties": False,
        }

    def _field(self, field: Field, prefix: str) -> Json:
        value = self._type(field.type, f"{prefix}{field.name}.")
        described = self._described(field, prefix)
        if field.required:
            return described | value
        return described | {"anyOf": [value, _EMPTY]}

    def _described(self, field: Field, prefix: str) -> Json:
        label, help_ = self._label_and_help(prefix + field.name)
        words = self.words
        parts = [help_]
        if isinstance(field.type, schema.AxisKey):
            options = (
                f"`{key}` ({in_language(axis.titles, words.language)})"
                for key, axis in self.axes.items()
            )
            parts.append(words("schema.one-of", options=", ".join(options)))
        elif isinstance(field.type, schema.Choice):
            options = (
                f"`{option}` ({self.site(f'status.{option}')})" for option in field.type.options
            )
            parts.append(words("schema.one-of", options=", ".join(options)))
        if not prefix or prefix == "image.":
            parts.append(words(f"schema.{field.scope.value}"))
        example = yaml.safe_load(field.example)[field.name]
        description = " ".join(part for part in parts if part)
        return {
            "title": label,
            **({"description": description} if description else {}),
            "examples": [example],
        }

    def _label_and_help(self, name: str) -> tuple[str, str]:
        own = self.words.entry("schema", "fields")
        entry = own.get(name) or self.form.entry("fields", name)
        # The form tells what becomes of a picture in the browser; here it is a file.
        is_file = name == "image.file"
        return entry["label"], self.words("schema.file") if is_file else entry.get("help", "")

    def _type(self, type_: schema.Type, prefix: str) -> Json:
        match type_:
            case schema.Text(shortest, longest):
                # No number is as long as a text that must be long.
                least = {"minLength": shortest} if shortest > 1 else {}
                kind = "string" if least else _SCALARS
                return {"type": kind, "pattern": r"\S", **least, "maxLength": longest}
            case schema.AxisKey():
                return {"enum": list(self.axes)}
            case schema.EditionNumber():
                return {"enum": list(self.editions)}
            case schema.Slug():
                kinds = ["string", "integer", "boolean"]
                return {**scalar(type_), "type": kinds, "minimum": 0}
            case schema.Record(fields):
                return self._object(fields, prefix)
            case schema.ListOf(item, most, single):
                one = self._type(item, prefix)
                if isinstance(item, schema.Record):
                    one["required"] = [field.name for field in item.fields if field.required]
                several = {"type": "array", "items": one, "minItems": 1, "maxItems": most}
                return {"anyOf": [one, several]} if single else several
            case _:
                return scalar(type_)


def scalar(type_: schema.Scalar) -> Json:
    """The schema of a value as it is once it has been read."""
    match type_:
        case schema.Text(shortest, longest):
            return {"type": "string", "minLength": shortest, "maxLength": longest}
        case schema.Choice(options):
            return {"enum": list(options)}
        case schema.Year(first, last):
            return {"type": "integer", "minimum": first, "maximum": last}
        case schema.CountryCode():
            return {"enum": sorted(countries.names("en"))}
        case schema.WebAddress(longest):
            return {"type": "string", "pattern": _WEB_ADDRESS, "maxLength": longest}
        case schema.Slug(longest):
            return {
                "type": "string",
                "pattern": f"^{PATTERN.pattern}$",
                "maxLength": longest,
                "not": {"enum": sorted(RESERVED)},
            }
        case schema.PictureFile(suffixes):
            endings = "|".join(_in_any_case(suffix) for suffix in suffixes)
            return {"type": "string", "pattern": rf"^[^./\\][^/\\]*({endings})$"}
        case schema.EditionNumber():
            return {"type": "integer", "minimum": 0}


_WEB_ADDRESS = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@:\[\]\\]+(:[0-9]+)?([/?#]\S*)?$"
"""What `agora.validation.is_web_address` takes, but for ports that are none, addresses of the
sixth version of IP, and characters that cannot be seen."""


def _in_any_case(suffix: str) -> str:
    letters = (f"[{c.lower()}{c.upper()}]" if c.isalpha() else f"\\{c}" for c in suffix)
    return "".join(letters)
