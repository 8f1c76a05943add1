"""What templates are given: everything decided, counted, sorted and addressed.

Addresses are relative to the site's root; texts are plain text, which templates escape.
"""

from __future__ import annotations

from dataclasses import dataclass

from agora.model import Edition, Picture, Reference, Text


@dataclass(frozen=True, slots=True)
class Link:
    """A name, and where it leads if it leads anywhere."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class AxisBadge:
    """An axis as it is shown beside something else."""

    key: str
    title: str
    short: str
    colour: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A showcase in a listing. `language` is that of its texts; `borrowed` names it to readers."""

    slug: str
    title: str
    summary: str
    url: str
    language: str
    borrowed: str | None
    axis: AxisBadge
    partners: tuple[Link, ...]
    city: Link
    country: str
    year: int | None
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Term:
    """An axis, city or partner in a listing, with what it counts."""

    name: str
    url: str
    count: int
    counted: str
    detail: str = ""
    axis: AxisBadge | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Showcases under a heading; `counted` says how many there are."""

    cards: tuple[Card, ...]
    counted: str
    axis: AxisBadge | None = None
    place: str = ""
    """For a city, its country."""


@dataclass(frozen=True, slots=True)
class Index:
    """Terms under a heading, all of them or by group."""

    terms: tuple[Term, ...]
    counted: str


@dataclass(frozen=True, slots=True)
class Home:
    axes: tuple[Term, ...]
    cards: tuple[Card, ...]
    counts: tuple[Link, ...]
    edition: Edition
    theme: str


@dataclass(frozen=True, slots=True)
class Sourced:
    """A fact, the address that it was taken from, and whose that address is."""

    text: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """An edition in the list of editions."""

    number: str
    name: str
    dates: str
    theme: str
    guest: str
    facts: tuple[Sourced, ...]
    note: str
    current: bool


@dataclass(frozen=True, slots=True)
class EditionIndex:
    """All editions, the latest first."""

    editions: tuple[EditionEntry, ...]
    counted: str


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Other showcases of a term; `all` leads to the whole of it where there are more."""

    heading: str
    cards: tuple[Card, ...]
    all: Link | None


@dataclass(frozen=True, slots=True)
class ShowcasePage:
    text: Text
    axis: AxisBadge
    facts: tuple[Fact, ...]
    links: tuple[Reference, ...]
    sources: tuple[Reference, ...]
    related: tuple[Related, ...]
    picture: Picture | None
    picture_url: str
    alternative: str
    borrowed: str | None
    """Name of the language the text is in, in the reader's language, if it is not the reader's."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page in one of the site's languages, for the language switcher."""

    language: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What search engines are told. `alternates` are the languages the page is really in."""

    canonical: str
    alternates: tuple[tuple[str, str], ...]
    default: str
