"""`showcases.geojson`: the showcases whose city is on the map (RFC 7946).

Properties are flat, a text of each language beside that of the others, since that is what maps and
geographic information systems make columns of.
"""

from __future__ import annotations

from collections.abc import Mapping

from agora.content.history import timestamp
from agora.data import licence
from agora.data.collection import Collection
from agora.data.records import Json
from agora.data.spreadsheet import BETWEEN
from agora.language import countries
from agora.model import Coordinates, Showcase, in_language
from agora.strings import Strings

PATH = "data/showcases.geojson"


def features(collection: Collection, strings: Mapping[str, Strings]) -> Json:
    """A collection of points: each is the centre of the city of a showcase."""
    catalog = collection.catalog
    placed = (
        (showcase, point)
        for showcase in catalog.showcases.values()
        if (point := catalog.cities[showcase.city].coordinates)
    )
    return {
        "type": "FeatureCollection",
        "name": collection.site.name,
        "url": collection.site.address,
        "license": licence.ADDRESS,
        "features": [_feature(collection, strings, *each) for each in placed],
    }


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
