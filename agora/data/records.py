"""The catalog as JSON: all that it holds, and where and when that was published.

`agora.data.reading` reads it back; `agora.data.schema` describes it.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from agora.content.history import timestamp
from agora.data import licence
from agora.data.collection import Collection
from agora.model import Axis, City, Edition, Partner, Reference, Showcase, Text

Json: TypeAlias = dict[str, Any]

VERSION = "1.0"
"""Of the format. The first number changes when a field goes or changes its meaning, the second
when one is added."""

PATH = "data/showcases.json"
SCHEMA_PATH = "data/showcases.schema.json"


def single_path(slug: str) -> str:
    """The file of one showcase, relative to the site's root."""
    return f"data/showcases/{slug}.json"


class Written(tuple[str, ...]):
    """Records of a list of a document, as `dumps` writes them."""

    __slots__ = ()


def document(collection: Collection) -> Json:
    """The whole catalog as one document."""
    records, catalog = _Records(collection), collection.catalog
    showcases = [records.showcase(showcase) for showcase in catalog.showcases.values()]
    return {**terms(collection), "showcases": showcases}


def terms(collection: Collection) -> Json:
    """The document without its last member, the showcases."""
    catalog, modified = collection.catalog, collection.modified
    records = _Records(collection)
    return {
        "$schema": collection.file(SCHEMA_PATH),
        "version": VERSION,
        "name": collection.site.name,
        "url": collection.site.address,
        "license": {
            "id": licence.IDENTIFIER,
            "name": licence.NAME,
            "url": licence.ADDRESS,
        },
        "modified": timestamp(modified) if modified else None,
        "languages": list(catalog.languages),
        "current_edition": catalog.current_edition,
        "editions": [records.edition(edition) for edition in catalog.editions.values()],
        "axes": [records.axis(axis) for axis in catalog.axes.values()],
        "cities": [records.city(city) for city in catalog.cities.values()],
        "partners": [records.partner(partner) for partner in catalog.partners.values()],
    }


def record(collection: Collection, showcase: Showcase) -> str:
    """The record of a showcase, as `dumps` writes it."""
    return dumps_record(_Records(collection).showcase(showcase))


def dumps(document: Json) -> str:
    """A document as text, each record of its lists on a line, so that versions of it compare."""
    members = (f"{dumps_record(key)}: {_member(value)}" for key, value in document.items())
    return "{\n" + ",\n".join(members) + "\n}\n"


def _member(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = Written(map(dumps_record, value))
    if isinstance(value, Written) and value:
        return "[\n" + ",\n".join(value) + "\n]"
    return dumps_record(value)


def dumps_record(value: Any) -> str:
    """A record as text, on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


class _Records:
    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def axis(self, axis: Axis) -> Json:
        return {
            "key": axis.key,
            "urls": self._collection.pages("axes", axis.key),
            "order": axis.order,
            "colour": axis.colour,
            "icon": axis.icon,
            "title": dict(axis.titles),
            "short": dict(axis.short_titles),
            "description": dict(axis.descriptions),
        }

    def city(self, city: City) -> Json:
        point = city.coordinates
        return {
            "slug": city.slug,
            "urls": self._collection.pages("cities", city.slug),
            "name": dict(city.names),
            "country": city.country,
            "coordinates": point and {"latitude": point.latitude, "longitude": point.longitude},
        }

    def partner(self, partner: Partner) -> Json:
        return {
            "slug": partner.slug,
            "urls": self._collection.pages("partners", partner.slug),
            "name": dict(partner.names),
        }

    def edition(self, edition: Edition) -> Json:
        return {
            "number": edition.number,
            "year": edition.year,
            "name": edition.name,
            "start": edition.start and edition.start.isoformat(),
            "end": edition.end and edition.end.isoformat(),
            "city": edition.city,
            "theme": dict(edition.themes),
            "guest": dict(edition.guests),
            "facts": [{"text": dict(fact.texts), "source": fact.source} for fact in edition.facts],
            "note": dict(edition.notes),
        }

    def showcase(self, showcase: Showcase) -> Json:
        collection, picture = self._collection, showcase.picture
        dates = collection.dates(showcase)
        return {
            "slug": showcase.slug,
            "urls": collection.pages("showcases", showcase.slug),
            "data": collection.file(single_path(showcase.slug)),
            "published": timestamp(dates.first),
            "modified": timestamp(dates.last),
            "original": showcase.original,
            "axis": showcase.axis,
            "partners": list(showcase.partners),
            "city": showcase.city,
            "year": showcase.year,
            "status": showcase.status,
            "edition": showcase.edition,
            "tags": [dict(names) for names in showcase.tags],
            "image": picture
            and {
                "file": picture.file,
                "alt": dict(picture.alternatives),
                "credit": picture.credit,
            },
            "cover": collection.cover(showcase),
            "pictures": [self._picture(showcase, file) for file in showcase.files],
            "aliases": list(showcase.aliases),
            "texts": {language: self._text(text) for language, text in showcase.texts.items()},
        }

    def _picture(self, showcase: Showcase, file: str) -> Json:
        best = self._collection.photograph(showcase, file).best
        return {
            "file": file,
            "url": self._collection.file(best.path),
            "width": best.width,
            "height": best.height,
        }

    def _text(self, text: Text) -> Json:
        dates = self._collection.text_dates(text)
        return {
            "title": text.title,
            "summary": text.summary,
            "links": [_reference(link) for link in text.links],
            "sources": [_reference(source) for source in text.sources],
            "body": text.body,
            "path": text.path,
            "published": timestamp(dates.first),
            "modified": timestamp(dates.last),
        }


def _reference(reference: Reference) -> Json:
    return {"title": reference.title, "url": reference.url}
