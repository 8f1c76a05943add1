"""From `showcases.json`, whole or of one showcase, back to the catalog it was made of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from agora.catalog import Catalog
from agora.data.records import VERSION, Json
from agora.model import (
    Axis,
    City,
    Coordinates,
    Edition,
    Partner,
    Picture,
    Reference,
    Showcase,
    SourcedFact,
    Text,
)
from agora.problems import AgoraError
from agora.text.reading import read as read_body


class ExportError(AgoraError):
    """Raised for what is no export of a catalog, or is one of another version."""


def read(text: str) -> Catalog:
    """The catalog of an export, equal to the one that it was made of.

    Fields that are not known are passed over: a later version of the format may have them.
    Raises ExportError.
    """
    try:
        document = json.loads(text)
        version = str(document["version"])
        if version.partition(".")[0] != VERSION.partition(".")[0]:
            raise ExportError(f"version {version} of the format; this reads {VERSION}")
        return _catalog(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ExportError(f"not an export of a catalog: {error!r}") from error


def _catalog(document: Json) -> Catalog:
    return Catalog(
        languages=tuple(document["languages"]),
        axes={item["key"]: _axis(item) for item in document["axes"]},
        cities={item["slug"]: _city(item) for item in document["cities"]},
        partners={
            item["slug"]: Partner(item["slug"], item["name"]) for item in document["partners"]
        },
        showcases={item["slug"]: _showcase(item) for item in document["showcases"]},
        editions={item["number"]: _edition(item) for item in document["editions"]},
        current_edition=document["current_edition"],
    )


def _axis(item: Json) -> Axis:
    return Axis(
        key=item["key"],
        order=item["order"],
        colour=item["colour"],
        icon=item["icon"],
        titles=item["title"],
        short_titles=item["short"],
        descriptions=item["description"],
    )


def _city(item: Json) -> City:
    point = item["coordinates"]
    coordinates = Coordinates(point["latitude"], point["longitude"]) if point else None
    return City(item["slug"], item["country"], item["name"], coordinates)


def _edition(item: Json) -> Edition:
    return Edition(
        number=item["number"],
        year=item["year"],
        name=item["name"],
        start=_date(item["start"]),
        end=_date(item["end"]),
        city=item["city"],
        themes=item["theme"],
        guests=item["guest"],
        facts=tuple(SourcedFact(fact["text"], fact["source"]) for fact in item["facts"]),
        notes=item["note"],
    )


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _showcase(item: Json) -> Showcase:
    return Showcase(
        slug=item["slug"],
        original=item["original"],
        texts={language: _text(language, text) for language, text in item["texts"].items()},
        axis=item["axis"],
        partners=tuple(item["partners"]),
        city=item["city"],
        edition=item["edition"],
        year=item["year"],
        status=item["status"],
        tags=tuple(item["tags"]),
        picture=_picture(item["image"]),
        files=tuple(picture["file"] for picture in item["pictures"]),
        aliases=tuple(item["aliases"]),
    )


def _picture(image: Json | None) -> Picture | None:
    return Picture(image["file"], image["alt"], image["credit"]) if image else None


def _text(language: str, item: Json) -> Text:
    return Text(
        language=language,
        title=item["title"],
        summary=item["summary"],
        body=item["body"],
        path=item["path"],
        links=_references(item["links"]),
        sources=_references(item["sources"]),
        reading=read_body(item["body"]),
    )


def _references(items: Iterable[dict[str, Any]]) -> tuple[Reference, ...]:
    return tuple(Reference(item["title"], item["url"]) for item in items)
