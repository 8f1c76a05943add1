"""The pictures shown beside links to the site: for each showcase and axis, and for the others one.

Each language has its own, in the words of its readers; a borrowed title stays in its language.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from agora.catalog import Catalog
from agora.keeping.cancellation import checkpoint
from agora.language.countries import names as country_names
from agora.language.direction import direction
from agora.languages import Languages
from agora.model import Showcase, in_language
from agora.pages.generated import Asset
from agora.pages.views import Link
from agora.pictures.drawings import Drawings
from agora.pictures.emblem import BLUE
from agora.pictures.photographs import Photograph
from agora.pictures.press import Press
from agora.pictures.social import Design, Words, document
from agora.site import Site
from agora.strings import Strings

SEA = "#0a3a5a"
"""The ground of the home page's picture, as of the masthead there."""

HOME = "agora"
"""What the home page's zellige is drawn from."""

STEP = 10
"""After how many pictures a line is told."""

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Planned:
    """A picture before it is drawn. `photograph` is the digest of the photograph's bytes."""

    alternative: str
    design: Design
    photograph: str = ""


class SocialPictures:
    """The pictures of a catalog, from the cache where they have been drawn before.

    `drawings` holds the covers. `tell` is given a line now and then while pictures are drawn.
    """

    def __init__(
        self,
        site: Site,
        catalog: Catalog,
        languages: Languages,
        photographs: Mapping[str, Photograph],
        drawings: Drawings,
        tell: Callable[[str], object],
    ) -> None:
        self._catalog = catalog
        self._tell = tell
        self._planners = {
            language: _Planner(
                site, catalog, languages.readers[language], language, drawings, photographs
            )
            for language in catalog.languages
        }
        self._press = Press(site.root / ".cache" / "social")
        self._drawn: dict[tuple[str, Parts], tuple[Link, Asset]] = {}

    def of(self, parts: Parts, language: str) -> Link:
        """The picture of a page in a language: its own, or else that of the home page.

        Its text is what it shows, and its address that of its file. Raises PressError and OSError.
        """
        place = (language, parts if self._has(parts) else ())
        if place not in self._drawn:
            self._draw([place])
        return self._drawn[place][0]

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """The files of all pictures. Raises PressError and OSError."""
        self.draw()
        return tuple(asset for _, asset in self._drawn.values())

    def draw(self) -> None:
        """Draw what is not drawn yet. Raises PressError and OSError."""
        axes = (("axes", key) for key in self._catalog.axes)
        showcases = (("showcases", slug) for slug in self._catalog.showcases)
        parts = [(), *axes, *showcases]
        places = [(language, one) for language in self._planners for one in parts]
        if missing := [place for place in places if place not in self._drawn]:
            self._draw(missing)
            self._press.sweep()

    def _has(self, parts: Parts) -> bool:
        match parts:
            case ("axes", key):
                return key in self._catalog.axes
            case ("showcases", slug):
                return slug in self._catalog.showcases
        return False

    def _draw(self, places: Iterable[tuple[str, Parts]]) -> None:
        def progress(done: int, total: int) -> None:
            if done % STEP == 0 or done == total:
                self._tell(f"social pictures: {done} of {total}")

        plans = {}
        for language, parts in places:
            checkpoint()
            plan = self._planners[language].plan(parts)
            plans[language, parts] = (self._press.key(_content(plan)), plan)
        documents = {key: partial(document, plan.design) for key, plan in plans.values()}
        digests = self._press.print_all(documents, progress)
        for (language, parts), (key, plan) in plans.items():
            # Networks keep a picture by its address: another picture has another one.
            name = "/".join((language, *(parts or ("home",))))
            path = f"assets/social/{name}.{digests[key][:8]}.png"
            asset = Asset(path, str(self._press.file(key)), inputs=(digests[key],))
            self._drawn[language, parts] = (Link(plan.alternative, path), asset)


class _Planner:
    """What the pictures of one language show."""

    def __init__(
        self,
        site: Site,
        catalog: Catalog,
        t: Strings,
        language: str,
        drawings: Drawings,
        photographs: Mapping[str, Photograph],
    ) -> None:
        self._site = site
        self._catalog = catalog
        self._t = t
        self._language = language
        self._drawings = drawings
        self._photographs = photographs
        self._direction = direction(language)
        self._countries = country_names(language)
        edition = catalog.editions[catalog.current_edition]
        year = str(edition.year)
        self._event = t("print.edition", name=edition.name, n=edition.number, year=year)
        self._theme = in_language(edition.themes, language) if edition.themes else site.name

    def plan(self, parts: Parts) -> _Planned:
        """The picture of the home page, an axis or a showcase."""
        match parts:
            case ("showcases", slug):
                return self._showcase(self._catalog.showcases[slug])
            case ("axes", key):
                axis = self._catalog.axes[key]
                title = in_language(axis.titles, self._language)
                alternative = self._t("social.axis", axis=title, edition=self._event)
                return self._other(title, axis.colour, (key, axis.colour), alternative)
        named = {"site": self._site.name, "title": self._theme, "edition": self._event}
        return self._other(self._theme, SEA, (HOME, BLUE), self._t("social.home", **named))

    def _words(self, text: str) -> Words:
        return Words(text, self._direction)

    def _showcase(self, one: Showcase) -> _Planned:
        t, catalog, language = self._t, self._catalog, self._language
        text, axis, picture = one.text(language), catalog.axes[one.axis], one.picture
        best = self._photographs[f"{one.slug}/{picture.file}"].best if picture else None
        city = catalog.cities[one.city]
        named = {
            "title": text.title,
            "axis": in_language(axis.titles, language),
            "place": t(
                "print.place",
                city=in_language(city.names, language),
                country=self._countries[city.country],
            ),
        }
        if picture:
            alternative = t(
                "social.photograph",
                alternative=in_language(picture.alternatives, language),
                **named,
            )
        else:
            alternative = t("social.cover", **named)
        design = Design(
            direction=self._direction,
            strength="tint",
            colour=axis.colour,
            eyebrow=self._words(named["axis"]),
            title=Words(text.title, direction(text.language)),
            place=self._words(named["place"]),
            name=self._words(self._site.name),
            cover="" if picture else self._drawings.covers[one.slug, axis.colour],
            photograph=str(best.file) if best else "",
        )
        shown = best.digest if best else ""
        return _Planned(alternative, design, shown)

    def _other(self, title: str, colour: str, cover: tuple[str, str], alternative: str) -> _Planned:
        design = Design(
            direction=self._direction,
            strength="full",
            colour=colour,
            eyebrow=self._words(self._event),
            title=self._words(title),
            place=self._words(""),
            name=self._words(self._site.name),
            cover=self._drawings.covers[cover],
        )
        return _Planned(alternative, design)


def _content(plan: _Planned) -> str:
    """All that a picture is made from, wherever the photograph's file lies."""
    fields = _fields(plan.design) | {"photograph": plan.photograph}
    return json.dumps(fields, sort_keys=True, default=_fields)


def _fields(record: Design | Words) -> dict[str, object]:
    """The fields of a record by name, as they are; `asdict` makes copies all the way down."""
    return {name: getattr(record, name) for name in record.__slots__}
