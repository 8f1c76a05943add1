"""What showcases are about, in schema.org's vocabulary: the site, axes, places, partners, editions.

Of an entity that has a page in each language, the identifier is one: the address of its page in
the site's default language, and a fragment that says what is meant by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from agora.catalog import Catalog
from agora.discovery.described import uri
from agora.language.slugs import slugify
from agora.model import Axis, City, Edition, Names, Partner, in_language
from agora.pages.urls import url
from agora.site import Site
from agora.strings import Strings

Node: TypeAlias = dict[str, Any]
"""A node of JSON-LD."""

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of all texts; see LICENSE-CONTENT."""


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of a site, named in the reader's language."""

    site: Site
    catalog: Catalog
    strings: Mapping[str, Strings]

    def absolute(self, address: str) -> str:
        """An address of the site, relative to its root, as others write it."""
        return self.site.address + address

    def identifier(self, fragment: str, *parts: str) -> str:
        """What an entity is known by, in all languages."""
        return self.absolute(f"{url(self._default, self._default, *parts)}#{fragment}")

    def page(self, language: str, *parts: str) -> str:
        return self.absolute(url(language, self._default, *parts))

    def organization(self) -> Node:
        """Who publishes the site."""
        return {
            "@type": "Organization",
            "@id": self.identifier("organization"),
            "name": self.site.name,
            "url": self.site.address,
        }

    def website(self) -> Node:
        """The site, as every page names it."""
        return {
            "@type": "WebSite",
            "@id": self.identifier("website"),
            "name": self.site.name,
            "url": self.site.address,
        }

    def whole_website(self, description: str, language: str) -> Node:
        """The site, as its home page presents it."""
        search = self.page(language, "showcases")
        return {
            **self.website(),
            "description": description,
            "inLanguage": list(self.catalog.languages),
            "license": LICENCE,
            "publisher": {"@id": self.identifier("organization")},
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{query}}"},
                "query-input": "required name=query",
            },
        }

    def axis(self, axis: Axis, language: str) -> Node:
        return {
            "@type": "DefinedTerm",
            "@id": self.identifier("axis", "axes", axis.key),
            **_named(axis.titles, language),
            "url": self.page(language, "axes", axis.key),
            "inDefinedTermSet": self.page(language, "axes"),
        }

    def place(self, city: City, language: str) -> Node:
        # Not schema.org's City: some showcases are at home in a whole region or country.
        node: Node = {
            "@type": "Place",
            "@id": self.identifier("place", "cities", city.slug),
            **_named(city.names, language),
            "mainEntityOfPage": self.page(language, "cities", city.slug),
            "address": {"@type": "PostalAddress", "addressCountry": city.country},
        }
        if city.coordinates:
            node["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": city.coordinates.latitude,
                "longitude": city.coordinates.longitude,
            }
        return node

    def partner(self, partner: Partner, language: str) -> Node:
        return {
            "@type": "Organization",
            "@id": self.identifier("organization", "partners", partner.slug),
            **_named(partner.names, language),
            "mainEntityOfPage": self.page(language, "partners", partner.slug),
        }

    def edition(self, edition: Edition, language: str) -> Node:
        """An edition of the event: what the list of editions knows of it, and nothing else."""
        t = self.strings[language]
        node: Node = {
            "@type": "Event",
            "@id": self.identifier("event", "editions", str(edition.number)),
            "name": t("home.eyebrow", name=edition.name, year=str(edition.year)),
            "startDate": edition.start.isoformat() if edition.start else str(edition.year),
            "url": self.page(language, "editions", str(edition.number)),
        }
        if edition.end:
            node["endDate"] = edition.end.isoformat()
        if edition.themes:
            node["description"] = in_language(edition.themes, language)
        if edition.city:
            city = self.catalog.cities.get(slugify(edition.city))
            place = {"@type": "Place", "name": edition.city}
            node["location"] = self.place(city, language) if city else place
        sources = dict.fromkeys(fact.source for fact in edition.facts)
        if sources:
            node["subjectOf"] = [{"@type": "WebPage", "url": uri(one)} for one in sources]
        return node

    @property
    def _default(self) -> str:
        return self.catalog.default_language


def _named(names: Names, language: str) -> Node:
    name = in_language(names, language)
    others = sorted({*names.values()} - {name})
    return {"name": name, **({"alternateName": others} if others else {})}
