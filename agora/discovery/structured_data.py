"""The JSON-LD of each page, in schema.org's vocabulary (https://schema.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from agora.content.history import timestamp
from agora.discovery.article import article
from agora.discovery.described import Described, uri
from agora.discovery.entities import Entities, Node
from agora.explorer.view import ExplorerView
from agora.model import Showcase, in_language
from agora.pages.views import Card, EditionPage, Index, Listing, ShowcasePage, Term
from agora.pictures.photographs import Photograph

CONTEXT = "https://schema.org"

MOST_ITEMS = 30
"""Items of a list that are named; `numberOfItems` counts them all."""

_TYPES: Mapping[tuple[str, ...], str] = {
    ("about",): "AboutPage",
    ("axes",): "CollectionPage",
    ("cities",): "CollectionPage",
    ("editions",): "CollectionPage",
    ("partners",): "CollectionPage",
    ("print",): "CollectionPage",
    ("showcases",): "CollectionPage",
}

_TAXONOMIES = ("axes", "cities", "editions", "partners")
"""The first parts of addresses below which each page lists the showcases of one term."""

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def script(document: Node) -> str:
    """The text of a `<script type="application/ld+json">`: JSON that no tag or entity can end."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text


@dataclass(frozen=True, slots=True)
class StructuredData:
    """Tells what pages are about. `photographs` are those of the showcases, by name."""

    entities: Entities
    photographs: Mapping[str, Photograph]

    def document(self, page: Described, view: object) -> Node:
        """The JSON-LD of a page; `view` is what its template shows."""
        web_page = self._web_page(page)
        subjects = self._subjects(page, view)
        if subjects and page.parts:
            web_page["mainEntity"] = {"@id": subjects[0]["@id"]}
        if isinstance(view, ShowcasePage) and view.links:
            web_page["relatedLink"] = [uri(link.url) for link in view.links]
        graph = [web_page, *subjects]
        if page.trail:
            breadcrumb = self._breadcrumb(page)
            web_page["breadcrumb"] = {"@id": breadcrumb["@id"]}
            graph.append(breadcrumb)
        return {"@context": CONTEXT, "@graph": graph}

    def _web_page(self, page: Described) -> Node:
        address, text = self.entities.absolute(page.address), page.head.language
        is_term = len(page.parts) == 2 and page.parts[0] in _TAXONOMIES
        node: Node = {
            "@type": "CollectionPage" if is_term else _TYPES.get(page.parts, "WebPage"),
            "@id": address,
            "url": address,
            "name": page.title,
            # Around a borrowed text, everything is in the reader's language.
            "inLanguage": text if text == page.language else [text, page.language],
            "isPartOf": self.entities.website(),
        }
        if page.description and not page.is_showcase:  # whose article says it
            node["description"] = page.description
        if page.dates:
            node["dateModified"] = timestamp(page.dates.last)
        return node

    def _subjects(self, page: Described, view: object) -> list[Node]:
        """What a page presents, its main entity first."""
        catalog = self.entities.catalog
        match page.parts, view:
            case (), _:
                return list(self._home(page))
            case ("editions",), _:
                return [self._editions(page)]
            case ("editions", number), EditionPage(listing=listing):
                edition = catalog.editions[int(number)]
                return [self.entities.edition(edition, page.language), self._listed(page, listing)]
            case ("showcases", slug), _:
                return [self._article(catalog.showcases[slug], page)]
            case _, ExplorerView(cards=cards):
                return [self._list(page, self._linked(cards), len(catalog.showcases))]
            case _, Index(terms=terms):
                return [self._list(page, self._linked(terms), len(terms))]
            case _, Listing() as listing:
                term = self._term(page)
                return [self._listed(page, listing) | {"about": {"@id": term["@id"]}}, term]
        return []

    def _home(self, page: Described) -> Iterator[Node]:
        entities, catalog = self.entities, self.entities.catalog
        yield entities.whole_website(page.description, page.language)
        yield entities.organization()
        edition = catalog.editions[catalog.current_edition]
        if edition.name:
            yield entities.edition(edition, page.language)

    def _article(self, showcase: Showcase, page: Described) -> Node:
        picture = showcase.picture
        return article(
            showcase,
            page.language,
            dates=page.dates,
            photograph=self.photographs.get(f"{showcase.slug}/{picture.file}") if picture else None,
            social=page.head.social,
            entities=self.entities,
        )

    def _term(self, page: Described) -> Node:
        """What a page that lists showcases is about."""
        catalog, (taxonomy, key) = self.entities.catalog, page.parts
        match taxonomy:
            case "axes":
                description = in_language(catalog.axes[key].descriptions, page.language)
                axis = self.entities.axis(catalog.axes[key], page.language)
                return axis | {"description": description}
            case "cities":
                return self.entities.place(catalog.cities[key], page.language)
        return self.entities.partner(catalog.partners[key], page.language)

    def _editions(self, page: Described) -> Node:
        editions = sorted(self.entities.catalog.editions.values(), key=lambda one: -one.number)
        events = [self.entities.edition(one, page.language) for one in editions if one.name]
        return self._list(page, ({"item": event} for event in events), len(events))

    def _linked(self, shown: Iterable[Card | Term]) -> Iterator[Node]:
        for one in islice(shown, MOST_ITEMS):
            name = one.title if isinstance(one, Card) else one.name
            yield {"name": name, "url": self.entities.absolute(one.url)}

    def _listed(self, page: Described, listing: Listing) -> Node:
        total = len(listing.cards) + len(listing.rest)
        return self._list(page, self._linked(listing.cards), total)

    def _list(self, page: Described, items: Iterable[Node], total: int) -> Node:
        return {
            "@type": "ItemList",
            "@id": f"{self.entities.absolute(page.address)}#list",
            "name": page.title,
            "numberOfItems": total,
            "itemListElement": _numbered(items),
        }

    def _breadcrumb(self, page: Described) -> Node:
        return {
            "@type": "BreadcrumbList",
            "@id": f"{self.entities.absolute(page.address)}#breadcrumb",
            "itemListElement": _numbered(
                {"name": step.text, "item": {"@id": self.entities.absolute(step.url or "")}}
                for step in page.trail
            ),
        }


def _numbered(items: Iterable[Node]) -> list[Node]:
    return [
        {"@type": "ListItem", "position": position, **item}
        for position, item in enumerate(items, 1)
    ]
