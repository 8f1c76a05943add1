"""`showcases.geojson`: the showcases whose city is on the map (RFC 7946).

Properties are flat, a text of each language beside that of the others, since that is what maps and
geographic information systems make columns of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agora.content.history import timestamp
from agora.data import licence
from agora.data.collection import Collection
from agora.data.records import Json, Written, dumps_record
from agora.data.spreadsheet import BETWEEN
from agora.language import countries
from agora.model import Coordinates, Showcase, in_language
from agora.strings import Strings

PATH = "data/showcases.geojson"


def document(collection: Collection, features: Iterable[str]) -> Json:
    """A collection of points: each is the centre of the city of a showcase."""
    return {
        "type": "FeatureCollection",
        "name": collection.site.name,
        "url": collection.site.address,
        "license": licence.ADDRESS,
        "features": Written(features),
    }


def feature(
    collection: Collection, strings: Mapping[str, Strings], showcase: Showcase
) -> str | None:
    """The feature of a showcase as text; None where its city is not on the map."""
    point = collection.catalog.cities[showcase.city].coordinates
    return dumps_record(_feature(collection, strings, showcase, point)) if point else None


def _feature(
    collection: Collection, strings: Mapping[str, Strings], showcase: Showcase, point: Coordinates
) -> Json:
    catalog, dates = collection.catalog, collection.dates(showcase)
    city = catalog.cities[showcase.city]
    properties: Json = {"slug": showcase.slug}
    for key, t in strings.items():
        text = showcase.texts.get(key)
        partners = (in_language(catalog.partners[p].names, key) for p in showcase.partners)
        properties |= {
            f"title_{key}": text.title if text else None,
            f"summary_{key}": text.summary if text else None,
            f"axis_{key}": in_language(catalog.axes[showcase.axis].titles, key),
            f"partners_{key}": BETWEEN.join(partners),
            f"city_{key}": in_language(city.names, key),
            f"country_{key}": countries.names(key)[city.country],
            f"status_{key}": t(f"status.{showcase.status}") if showcase.status else None,
            f"url_{key}": collection.page(key, "showcases", showcase.slug),
        }
    properties |= {
        "axis": showcase.axis,
        "country": city.country,
        "year": showcase.year,
        "status": showcase.status,
        "edition": showcase.edition,
        "published": timestamp(dates.first),
        "modified": timestamp(dates.last),
    }
    return {
        "type": "Feature",
        "id": showcase.slug,
        "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
        "properties": properties,
    }
