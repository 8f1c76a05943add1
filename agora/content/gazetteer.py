"""The known cities: `showcases/cities.yml`, and which of them a contributor means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from agora.content.frontmatter import MappingNode, Node, ScalarNode, SequenceNode
from agora.content.sources import read_data
from agora.language import countries, slugs
from agora.language.similar import most_similar
from agora.model import City, Coordinates
from agora.problems import Problem
from agora.safety.lookalikes import lookalikes
from agora.site import Site


class Gazetteer:
    """Cities by slug, found by any of their names, whatever its case and accents.

    `is_whole` is false where some of the list could not be read.
    """

    def __init__(self, cities: Iterable[City] = (), is_whole: bool = True) -> None:
        self.is_whole = is_whole
        self.cities: dict[str, City] = {}
        self._by_name: dict[str, list[City]] = defaultdict(list)
        for city in cities:
            self.cities[city.slug] = city
            for name in {_fold(name) for name in city.names.values()}:
                self._by_name[name].append(city)

    @classmethod
    def read(cls, site: Site, problems: list[Problem]) -> Gazetteer:
        """Read `showcases/cities.yml`; a site without that file knows no city."""
        before = len(problems)
        root = read_data("cities.yml", site, problems)
        entries = root.entries if root else ()
        cities = [city for key, node in entries if (city := _city(key, node, site, problems))]
        return cls(cities, is_whole=len(problems) == before)

    def named(self, name: str, country: str | None = None) -> list[City]:
        """The known cities of that name, in that country if one is given."""
        found = self._by_name.get(_fold(name), [])
        return [city for city in found if country in (None, city.country)]

    def similar(self, name: str, country: str | None = None) -> str | None:
        """The known name close to an unknown one, of a city in that country if one is given."""
        cities = (city for city in self.cities.values() if country in (None, city.country))
        return most_similar(name, (known for city in cities for known in city.names.values()))


def _fold(name: str) -> str:
    return slugs.slugify(name) or name.casefold()


def _city(key: ScalarNode, node: Node, site: Site, problems: list[Problem]) -> City | None:
    values = {k.value: v for k, v in node.entries} if isinstance(node, MappingNode) else {}
    country = values.get("country")
    names = _names(values.get("name"), site)
    valid = (
        slugs.is_slug(key.value)
        and values.keys() <= {"country", "coordinates", "name"}
        and isinstance(country, ScalarNode)
        and countries.is_country(country.value)
        and bool(names)
        and not any(next(lookalikes(name), None) for name in names.values())
    )
    coordinates = None
    if "coordinates" in values:
        coordinates = _coordinates(values["coordinates"])
        valid = valid and coordinates is not None
    if not valid or not isinstance(country, ScalarNode):
        problems.append(Problem("city-entry", (key.place,), {"value": key.value}))
        return None
    return City(key.value, country.value, names, coordinates)


def _names(node: Node | None, site: Site) -> dict[str, str]:
    match node:
        case ScalarNode(value) if value.strip():
            return {site.default_language: value}
        case MappingNode(entries):
            return {
                key.value: value.value for key, value in entries if isinstance(value, ScalarNode)
            }
        case _:
            return {}


def _coordinates(node: Node) -> Coordinates | None:
    match node:
        case SequenceNode((ScalarNode(latitude), ScalarNode(longitude))):
            try:
                point = Coordinates(float(latitude), float(longitude))
            except ValueError:
                return None
            return point if abs(point.latitude) <= 90 and abs(point.longitude) <= 180 else None
        case _:
            return None
