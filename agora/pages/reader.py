"""The views of one language: pure functions of the catalog and the strings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from agora.catalog import Catalog
from agora.geography.maps import MapView, Spot, draw
from agora.language.collation import sort_key
from agora.language.countries import names as country_names
from agora.model import Axis, Showcase, in_language
from agora.pages import sheet
from agora.pages.urls import cover_path, url
from agora.pages.views import (
    AxisBadge,
    BookletEntry,
    Card,
    Fact,
    Home,
    Index,
    Link,
    Listing,
    Related,
    Sheet,
    ShowcasePage,
    Term,
)
from agora.pictures.photographs import Photograph
from agora.strings import Strings

RELATED = 6
"""Related showcases named on a page, per axis, city and partner: enough to go on from, and a
number that does not grow with the collection."""

MOST_CARDS = 60
"""Cards on a page: what a phone lays out at once. A card with its picture weighs about 2 kB."""


class Reader:
    """The views of one language."""

    def __init__(
        self,
        catalog: Catalog,
        strings: Strings,
        language: str,
        photographs: Mapping[str, Photograph],
        draw: Callable[..., MapView] = draw,
    ) -> None:
        """`draw` is `agora.geography.maps.draw`, or remembers what that has drawn."""
        self._photographs = photographs
        self._draw = draw
        self._catalog = catalog
        self._t = strings
        self._language = language
        self._countries = country_names(language)
        self._made: dict[str, Card] = {}

    def home(self) -> Home:
        catalog, t = self._catalog, self._t
        edition, shown = catalog.editions[catalog.current_edition], catalog.shown_edition
        # The latest of each axis: a visitor sees all axes at once, and what is new comes first.
        latest = {
            s.axis: s
            for s in sorted(catalog.by_edition[shown], key=lambda s: (s.year or 0, s.slug))
        }
        countries = {city.country for city in catalog.cities.values()}
        return Home(
            axes=self.axes.terms,
            cards=tuple(self.card(latest[key]) for key in catalog.axes if key in latest),
            counts=(
                Link(t("count.showcases", n=len(catalog.showcases)), self._url("showcases")),
                Link(t("count.cities", n=len(catalog.cities)), self._url("cities")),
                Link(t("count.countries", n=len(countries)), self._url("cities")),
                Link(t("count.partners", n=len(catalog.partners)), self._url("partners")),
            ),
            edition=edition,
            current=self.edition(edition.number),
            theme=in_language(edition.themes, self._language) if edition.themes else "",
            map=self.map,
            earlier=self.edition(shown) if shown != edition.number else None,
        )

    def listing(
        self, showcases: Iterable[Showcase], *, axis: AxisBadge | None = None, place: str = ""
    ) -> Listing:
        cards = (self.card(showcase) for showcase in showcases)
        ordered = tuple(sorted(cards, key=lambda card: sort_key(card.title)))
        return Listing(
            cards=ordered[:MOST_CARDS],
            rest=ordered[MOST_CARDS:],
            counted=self._t("count.showcases", n=len(ordered)),
            axis=axis,
            place=place,
        )

    def axis(self, key: str) -> Listing:
        return self.listing(self._catalog.by_axis[key], axis=self.badges[key])

    def city(self, key: str) -> Listing:
        country = self._countries[self._catalog.cities[key].country]
        return self.listing(self._catalog.by_city[key], place=country)

    @cached_property
    def axes(self) -> Index:
        terms = tuple(
            self._term(
                axis.titles,
                ("axes", axis.key),
                len(self._catalog.by_axis[axis.key]),
                in_language(axis.descriptions, self._language),
                self.badges[axis.key],
            )
            for axis in self._catalog.axes.values()
        )
        return Index(terms, self._t("count.axes", n=len(terms)))

    @cached_property
    def cities(self) -> Index:
        index = self._index(
            "count.cities",
            (
                self._term(
                    city.names,
                    ("cities", city.slug),
                    len(self._catalog.by_city[city.slug]),
                    self._countries[city.country],
                )
                for city in self._catalog.cities.values()
            ),
        )
        return replace(index, map=self.map)

    @cached_property
    def map(self) -> MapView:
        """The cities whose coordinates are known, in the order of the list of cities."""
        t = self._t
        spots = [
            Spot(
                key=city.slug,
                name=(name := in_language(city.names, self._language)),
                label=t(
                    "map.pin",
                    city=name,
                    country=self._countries[city.country],
                    showcases=t("count.showcases", n=len(self._catalog.by_city[city.slug])),
                ),
                url=self._url("cities", city.slug),
                count=len(self._catalog.by_city[city.slug]),
                coordinates=city.coordinates,
            )
            for city in self._catalog.cities.values()
            if city.coordinates
        ]
        spots.sort(key=lambda spot: sort_key(spot.name))
        return self._draw(spots, label=t("map.label"), world=t("map.world"), home=t("map.home"))

    @cached_property
    def partners(self) -> Index:
        return self._index(
            "count.partners",
            (
                self._term(
                    partner.names,
                    ("partners", partner.slug),
                    len(self._catalog.by_partner[partner.slug]),
                )
                for partner in self._catalog.partners.values()
            ),
        )

    def edition(self, number: int) -> Link:
        """The name of an edition, which leads to its page."""
        edition = self._catalog.editions[number]
        text = self._t("print.edition", name=edition.name, n=number, year=str(edition.year))
        return Link(text, self._url("editions", str(number)))

    def showcase(self, showcase: Showcase) -> ShowcasePage:
        text = showcase.text(self._language)
        picture, photograph = showcase.picture, self._photograph(showcase)
        return ShowcasePage(
            text=text,
            axis=self.badges[showcase.axis],
            facts=tuple(self._facts(showcase)),
            links=text.links,
            sources=text.sources,
            related=tuple(self._related(showcase)),
            cover=self._cover(showcase),
            picture=picture,
            photograph=photograph,
            alternative=in_language(picture.alternatives, self._language) if picture else "",
            borrowed=self._borrowed(showcase),
            sheet=self._sheet(showcase),
        )

    def booklet_entry(self, showcase: Showcase, number: int) -> BookletEntry:
        card = self.card(showcase)
        return BookletEntry(
            number=number,
            slug=showcase.slug,
            title=card.title,
            language=card.language if card.borrowed else None,
            place=self._place(card.city.text, card.country),
        )

    def _place(self, city: str, country: str) -> str:
        return self._t("print.place", city=city, country=country)

    def _sheet(self, showcase: Showcase) -> Sheet:
        t, text = self._t, showcase.text(self._language)
        partners = tuple(self._partner(key).text for key in showcase.partners)
        country = self._countries[self._catalog.cities[showcase.city].country]
        details = (
            f"{t('fact.year')} {showcase.year}" if showcase.year else "",
            t(f"status.{showcase.status}") if showcase.status else "",
        )
        return Sheet(
            address=self._url("showcases", showcase.slug),
            title_size=sheet.size([text.title], sheet.TITLE),
            summary_size=sheet.size([text.summary], sheet.SUMMARY),
            partners=partners,
            partners_size=sheet.size(partners, sheet.PARTNERS),
            place=self._place(self._city(showcase).text, country),
            details=tuple(detail for detail in details if detail),
            edition=self.edition(showcase.edition).text,
        )

    def _facts(self, showcase: Showcase) -> Iterable[Fact]:
        t, badge = self._t, self.badges[showcase.axis]
        country = self._countries[self._catalog.cities[showcase.city].country]
        yield Fact(t("fact.axis"), (Link(badge.title, badge.url),))
        partners = tuple(self._partner(key) for key in showcase.partners)
        yield Fact(t("fact.partner", n=len(partners)), partners)
        yield Fact(t("fact.city"), (self._city(showcase), Link(country)))
        if showcase.year:
            yield Fact(t("fact.year"), (Link(str(showcase.year)),))
        if showcase.status:
            yield Fact(t("fact.status"), (Link(t(f"status.{showcase.status}")),))
        if self._catalog.editions[showcase.edition].name:
            yield Fact(t("fact.edition"), (self.edition(showcase.edition),))

    def inputs(self, showcase: Showcase) -> tuple[object, ...]:
        """All that the page of a showcase tells, before it is put in words.

        Of its other texts, that is their titles. What other showcases say is in their cards.
        """
        catalog = self._catalog
        return (
            showcase.text(self._language),
            [(language, text.title) for language, text in showcase.texts.items()],
            (showcase.original, showcase.year, showcase.status, showcase.tags, showcase.picture),
            catalog.axes[showcase.axis],
            catalog.cities[showcase.city],
            [catalog.partners[key] for key in showcase.partners],
            catalog.editions[showcase.edition],
            self._photograph(showcase),
            [
                (len(group), *map(self.card, _following(showcase, group)))
                for _, group in self._groups(showcase)
            ],
        )

    def _groups(self, showcase: Showcase) -> Iterator[tuple[tuple[str, str], Sequence[Showcase]]]:
        """The terms of a showcase, each by the parts of its address, with all of its showcases."""
        catalog = self._catalog
        yield ("axes", showcase.axis), catalog.by_axis[showcase.axis]
        yield ("cities", showcase.city), catalog.by_city[showcase.city]
        for key in showcase.partners:
            yield ("partners", key), catalog.by_partner[key]

    def _related(self, showcase: Showcase) -> Iterator[Related]:
        """Other showcases of the same axis, city and partners, in groups that have any."""
        names = (
            self.badges[showcase.axis].title,
            self._city(showcase).text,
            *(self._partner(key).text for key in showcase.partners),
        )
        for name, (parts, group) in zip(names, self._groups(showcase), strict=True):
            others = _following(showcase, group)
            if others:
                more = len(group) - 1 > len(others)
                text = self._t("related.all", n=len(group)) if more else ""
                yield Related(
                    heading=self._t(f"related.{parts[0]}", name=name),
                    cards=tuple(map(self.card, others)),
                    all=Link(text, self._url(*parts)) if more else None,
                )

    def _index(self, count: str, terms: Iterable[Term]) -> Index:
        ordered = tuple(sorted(terms, key=lambda term: sort_key(term.name)))
        return Index(ordered, self._t(count, n=len(ordered)))

    def _term(
        self,
        names: Mapping[str, str],
        parts: tuple[str, ...],
        count: int,
        detail: str = "",
        axis: AxisBadge | None = None,
    ) -> Term:
        return Term(
            name=in_language(names, self._language),
            url=self._url(*parts),
            count=count,
            counted=self._t("count.showcases", n=count),
            detail=detail,
            axis=axis,
        )

    def card(self, showcase: Showcase) -> Card:
        """A showcase in a listing."""
        # A card is shown on many pages; it is made once.
        card = self._made.get(showcase.slug)
        if card is None:
            card = self._made[showcase.slug] = self._make_card(showcase)
        return card

    def _make_card(self, showcase: Showcase) -> Card:
        text = showcase.text(self._language)
        return Card(
            slug=showcase.slug,
            title=text.title,
            summary=text.summary,
            url=self._url("showcases", showcase.slug),
            language=text.language,
            borrowed=self._borrowed(showcase),
            axis=self.badges[showcase.axis],
            partners=tuple(self._partner(key) for key in showcase.partners),
            city=self._city(showcase),
            country=self._countries[self._catalog.cities[showcase.city].country],
            year=showcase.year,
            cover=self._cover(showcase),
            photograph=self._photograph(showcase),
        )

    def _cover(self, showcase: Showcase) -> str:
        colour = self._catalog.axes[showcase.axis].colour
        return "" if showcase.picture else cover_path(showcase.slug, colour)

    def _photograph(self, showcase: Showcase) -> Photograph | None:
        picture = showcase.picture
        return self._photographs[f"{showcase.slug}/{picture.file}"] if picture else None

    def _borrowed(self, showcase: Showcase) -> str | None:
        if not showcase.is_borrowed(self._language):
            return None
        languages = self._t.locale.languages
        return str(languages.get(showcase.original, showcase.original))

    def _partner(self, key: str) -> Link:
        partner = self._catalog.partners[key]
        return Link(in_language(partner.names, self._language), self._url("partners", key))

    def _city(self, showcase: Showcase) -> Link:
        city = self._catalog.cities[showcase.city]
        return Link(in_language(city.names, self._language), self._url("cities", city.slug))

    @cached_property
    def badges(self) -> Mapping[str, AxisBadge]:
        """The axes by key."""
        return {key: self._badge(axis) for key, axis in self._catalog.axes.items()}

    def _badge(self, axis: Axis) -> AxisBadge:
        return AxisBadge(
            key=axis.key,
            title=in_language(axis.titles, self._language),
            short=in_language(axis.short_titles, self._language),
            colour=axis.colour,
            icon=axis.icon,
            url=self._url("axes", axis.key),
        )

    def _url(self, *parts: str) -> str:
        return url(self._language, self._catalog.default_language, *parts)


def _following(showcase: Showcase, group: Sequence[Showcase]) -> Sequence[Showcase]:
    """A few others of a group, which is sorted by slug and holds the showcase.

    Those that follow it, round the group's end: every showcase is led to, none is favoured.
    """
    at = bisect_left(group, showcase.slug, key=lambda other: other.slug)
    after = group[at + 1 : at + 1 + RELATED]
    return (*after, *group[: min(at, RELATED - len(after))])
