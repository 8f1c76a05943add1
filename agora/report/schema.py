"""The JSON Schema of the report, published beside it."""

from __future__ import annotations

from typing import Any, Final

from agora.report.findings import KINDS, SECTIONS

JSON_VERSION: Final = 1
"""Grows when a field changes its meaning or goes; not when one is added."""

PATH: Final = "schema/report.json"

_COUNT: Final = {"type": "integer", "minimum": 0}
_TEXT: Final = {"type": "string"}


def schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of what `agora report --format json` writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Report on a collection of showcases",
        **_object(
            {
                "version": {"const": JSON_VERSION},
                "language": _TEXT | {"description": "Of the messages"},
                "day": {
                    "type": ["string", "null"],
                    "format": "date",
                    "description": "Of the last change of a showcase, from which ages are counted",
                },
                "counts": _object(
                    {"showcases": _COUNT, "findings": _COUNT, "links_checked": {"type": "boolean"}}
                ),
                "axes": _array(
                    {
                        "axis": _TEXT,
                        "showcases": _COUNT,
                        "languages": _map(
                            _object(
                                {"originals": _COUNT, "translations": _COUNT, "missing": _COUNT}
                            )
                        ),
                    }
                ),
                "cities": _array({"city": _TEXT, "showcases": _COUNT, "axes": _map(_COUNT)}),
                "years": _map(_COUNT) | {"description": "Showcases by the year they began"},
                "findings": _array(
                    {
                        "section": {"enum": list(SECTIONS)},
                        "kind": {"enum": list(KINDS)},
                        "subject": _TEXT
                        | {"description": "Slug of a showcase, key of a term, or an address"},
                        "message": _TEXT,
                        "arguments": _map({"type": ["string", "integer"]}),
                        "places": _array(
                            {
                                "path": _TEXT,
                                "line": {"type": ["integer", "null"], "minimum": 1},
                                "column": {"type": ["integer", "null"], "minimum": 1},
                                "edit": _TEXT | {"description": "Where it is edited, or empty"},
                            }
                        )
                        | {"minItems": 1},
                    }
                ),
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _array(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties)}


def _map(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}
