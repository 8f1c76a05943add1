"""The JSON Schema (draft 2020-12) of `showcases.json`, made from `agora.content.schema`.

What a contributor may write is defined there, and what becomes of it is said here: a text is in
each language, names and facts are stated once, partners and cities are named by their key. The
schema is open: a later version of the format may add fields, and what reads this one passes them
over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from agora.content import schema
from agora.content.json_schema import DIALECT, scalar
from agora.content.schema import Field, Scope
from agora.data import licence
from agora.strings import Strings

Json: TypeAlias = dict[str, Any]

NAMES: Json = {"$ref": "#/$defs/names"}
_SLUG: Json = {"$ref": "#/$defs/slug"}
# Formats are for readers; validators may pass them over, which they do not with patterns.
_URL: Json = {"type": "string", "format": "uri", "pattern": r"^https?://\S+$"}
_URLS: Json = {"type": "object", "additionalProperties": _URL}
_MOMENT: Json = {
    "type": "string",
    "format": "date-time",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
}
_DATE: Json = {"type": "string", "format": "date"}
_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_LANGUAGE: Json = {"type": "string", "minLength": 2}


def catalog_schema(address: str, t: Strings) -> Json:
    """The schema, published at `address`, its descriptions in the language of the strings."""
    objects = {name: _object(name, members, t) for name, members in _objects().items()}
    return {
        "$schema": DIALECT,
        "$id": address,
        "$comment": f"{licence.SHORT} {licence.ADDRESS}",
        "title": t("data.dataset.title"),
        **objects.pop("catalog"),
        "$defs": {
            "slug": scalar(schema.Slug(longest=_LONGEST_KEY)),
            "names": {
                "description": t("data.fields.names"),
                "type": "object",
                "additionalProperties": {"type": "string"},
            },
            **objects,
        },
    }


_LONGEST_KEY = 200
"""Characters of the key of a term: those of `agora.language.slugs.LONGEST`, and a country's."""


def _object(name: str, members: Mapping[str, Json], t: Strings) -> Json:
    """An object that always has all of its members; one that holds nothing is null or empty."""
    return {
        "description": t(f"data.objects.{name}"),
        "type": "object",
        "properties": {
            key: {"description": t(f"data.fields.{name}.{key}"), **member}
            for key, member in members.items()
        },
        "required": list(members),
    }


def _objects() -> dict[str, dict[str, Json]]:
    """The members of each object, in the order in which they are written."""
    texts = [field for field in schema.SHOWCASE if field.scope is Scope.TEXT]
    return {
        "catalog": {
            "version": {"type": "string", "pattern": r"^1\.[0-9]+$"},
            "name": _TEXT,
            "url": _URL,
            "license": _ref("license"),
            "modified": _or_null(_MOMENT),
            "languages": {"type": "array", "items": _LANGUAGE, "minItems": 1},
            "current_edition": _WHOLE,
            **{name: _list(_ref(one)) for name, one in LISTS.items()},
        },
        "showcase": {
            "slug": _SLUG,
            "urls": _URLS,
            "data": _URL,
            "published": _MOMENT,
            "modified": _MOMENT,
            "original": _LANGUAGE,
            **{_name(field): _stated(field) for field in schema.SHOWCASE if _is_kept(field)},
            "cover": _URL,
            "pictures": _list(_ref("picture")),
            "texts": {"type": "object", "additionalProperties": _ref("text"), "minProperties": 1},
        },
        "text": {
            **{field.name: _value(field) for field in texts},
            "body": _TEXT,
            "path": _TEXT,
            "published": _MOMENT,
            "modified": _MOMENT,
        },
        "reference": {field.name: _value(field) for field in schema.REFERENCE.fields},
        "image": {field.name: _stated(field) for field in schema.IMAGE.fields},
        "picture": {
            "file": scalar(schema.PictureFile()),
            "url": _URL,
            "width": {"type": "integer", "minimum": 1},
            "height": {"type": "integer", "minimum": 1},
        },
        "axis": {
            "key": _SLUG,
            "urls": _URLS,
            "order": _WHOLE,
            "colour": {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
            "icon": _TEXT,
            "title": NAMES,
            "short": NAMES,
            "description": NAMES,
        },
        "city": {
            "slug": _SLUG,
            "urls": _URLS,
            "name": NAMES,
            "country": scalar(schema.CountryCode()),
            "coordinates": _or_null(_ref("coordinates")),
        },
        "coordinates": {
            "latitude": {"type": "number", "minimum": -90, "maximum": 90},
            "longitude": {"type": "number", "minimum": -180, "maximum": 180},
        },
        "partner": {"slug": _SLUG, "urls": _URLS, "name": NAMES},
        "edition": {
            "number": _WHOLE,
            "year": _WHOLE,
            "name": _TEXT,
            "start": _or_null(_DATE),
            "end": _or_null(_DATE),
            "city": _or_null(_TEXT),
            "theme": NAMES,
            "guest": NAMES,
            "facts": _list(_ref("fact")),
            "note": NAMES,
        },
        "fact": {"text": NAMES, "source": scalar(schema.WebAddress())},
        "license": {"id": _TEXT, "name": _TEXT, "url": _URL},
    }


LISTS = {
    "editions": "edition",
    "axes": "axis",
    "cities": "city",
    "partners": "partner",
    "showcases": "showcase",
}
"""The lists of a catalog, and what they are of."""


def _is_kept(field: Field) -> bool:
    # The country is the city's.
    return field.scope is not Scope.TEXT and field.name != "country"


def _name(field: Field) -> str:
    return "partners" if field.name == "partner" else field.name


def _stated(field: Field) -> Json:
    """What is stated once for all languages: a fact, or names by language."""
    match field:
        case Field(name="partner"):
            return {"type": "array", "items": _SLUG, "minItems": 1, "uniqueItems": True}
        case Field(name="city"):
            return _SLUG
        case Field(type=schema.ListOf(most=most), scope=Scope.NAMES):
            return {"type": "array", "items": NAMES, "maxItems": most}
        case Field(scope=Scope.TEXT):
            return NAMES
        case _:
            return _value(field)


def _value(field: Field) -> Json:
    match field.type:
        case schema.ListOf(item, most):
            one = _ref("reference") if isinstance(item, schema.Record) else scalar(item)
            return {"type": "array", "items": one, "maxItems": most}
        case schema.AxisKey():
            return _SLUG
        case schema.Record():
            return _or_null(_ref(field.name))
        case schema.EditionNumber():
            return scalar(field.type)  # where none is written it is the current one
        case _:
            value = scalar(field.type)
            return value if field.required else _or_null(value)


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _list(item: Json) -> Json:
    return {"type": "array", "items": item}


def _or_null(value: Json) -> Json:
    if "enum" in value:
        return {**value, "enum": [*value["enum"], None]}
    if "type" in value:
        return {**value, "type": [value["type"], "null"]}
    return {"anyOf": [value, {"type": "null"}]}
