"""The pictures shown beside links to the site: for each showcase and axis, and for the others one.

Each language has its own, in the words of its readers; a borrowed title stays in its language.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from agora.catalog import Catalog
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
class SocialPictures:
    """The pictures, by language and parts of an address, and their files.

    A picture's text is what it shows, and its address that of its file.
    """

    pictures: Mapping[tuple[str, Parts], Link]
    assets: tuple[Asset, ...]

    def of(self, parts: Parts, language: str) -> Link:
        """The picture of a page in a language: its own, or else that of the home page."""
        return self.pictures.get((language, parts)) or self.pictures[language, ()]


@dataclass(frozen=True, slots=True)
class _Planned:
    """A picture before it is drawn. `photograph` is the digest of the photograph's bytes."""

    parts: Parts
    language: str
    alternative: str
    design: Design
    photograph: str = ""


def social_pictures(
    site: Site,
    catalog: Catalog,
    languages: Languages,
    photographs: Mapping[str, Photograph],
    drawings: Drawings,
    tell: Callable[[str], object],
) -> SocialPictures:
    """All pictures, from the cache where they have been drawn before.

    `drawings` holds the covers. `tell` is given a line now and then. Raises PressError and OSError.
    """

    def progress(done: int, total: int) -> None:
        if done % STEP == 0 or done == total:
            tell(f"social pictures: {done} of {total}")

    press = Press(site.root / ".cache" / "social")
    plans = [
        (press.key(_content(plan)), plan)
        for language in catalog.languages
        for plan in _plans(
            site, catalog, languages.readers[language], language, drawings, photographs
        )
    ]
    documents = {key: partial(document, plan.design) for key, plan in plans}
    digests = press.print_all(documents, progress)
    press.sweep()
    pictures, files = {}, []
    for key, plan in plans:
        # Networks keep a picture by its address: another picture has another one.
        name = "/".join((plan.language, *(plan.parts or ("home",))))
        path = f"assets/social/{name}.{digests[key][:8]}.png"
        pictures[plan.language, plan.parts] = Link(plan.alternative, path)
        files.append(Asset(path, str(press.file(key)), inputs=(digests[key],)))
    return SocialPictures(pictures, tuple(files))


def _plans(
    site: Site,
    catalog: Catalog,
    t: Strings,
    language: str,
    drawings: Drawings,
    photographs: Mapping[str, Photograph],
) -> Iterator[_Planned]:
    """The pictures of one language."""
    way, countries = direction(language), country_names(language)

    def words(text: str) -> Words:
        return Words(text, way)

    def showcase(one: Showcase) -> _Planned:
        text, axis, picture = one.text(language), catalog.axes[one.axis], one.picture
        best = photographs[f"{one.slug}/{picture.file}"].best if picture else None
        city = catalog.cities[one.city]
        named = {
            "title": text.title,
            "axis": in_language(axis.titles, language),
            "place": t(
                "print.place",
                city=in_language(city.names, language),
                country=countries[city.country],
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
            direction=way,
            strength="tint",
            colour=axis.colour,
            eyebrow=words(named["axis"]),
            title=Words(text.title, direction(text.language)),
            place=words(named["place"]),
            name=words(site.name),
            cover="" if picture else drawings.covers[one.slug, axis.colour],
            photograph=str(best.file) if best else "",
        )
        shown = best.digest if best else ""
        return _Planned(("showcases", one.slug), language, alternative, design, shown)

    def other(
        parts: Parts, title: str, colour: str, pattern: str, alternative: str, eyebrow: str
    ) -> _Planned:
        design = Design(
            direction=way,
            strength="full",
            colour=colour,
            eyebrow=words(eyebrow),
            title=words(title),
            place=words(""),
            name=words(site.name),
            cover=pattern,
        )
        return _Planned(parts, language, alternative, design)

    edition = catalog.editions[catalog.current_edition]
    event = t("print.edition", name=edition.name, n=edition.number, year=str(edition.year))
    theme = in_language(edition.themes, language) if edition.themes else site.name
    yield other(
        (),
        theme,
        SEA,
        drawings.covers[HOME, BLUE],
        t("social.home", site=site.name, title=theme, edition=event),
        event,
    )
    for key, axis in catalog.axes.items():
        title = in_language(axis.titles, language)
        alternative = t("social.axis", axis=title, edition=event)
        pattern = drawings.covers[key, axis.colour]
        yield other(("axes", key), title, axis.colour, pattern, alternative, event)
    yield from map(showcase, catalog.showcases.values())


def _content(plan: _Planned) -> str:
    """All that a picture is made from, wherever the photograph's file lies."""
    fields = _fields(plan.design) | {"photograph": plan.photograph}
    return json.dumps(fields, sort_keys=True, default=_fields)


def _fields(record: Design | Words) -> dict[str, object]:
    """The fields of a record by name, as they are; `asdict` makes copies all the way down."""
    return {name: getattr(record, name) for name in record.__slots__}
