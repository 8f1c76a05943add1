"""The domain: showcases and the terms they are grouped by. Immutable, and free of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from agora.text.reading import Reading

Names: TypeAlias = Mapping[str, str]
"""A name by language; languages that lack it borrow another's."""


def in_language(names: Names, language: str) -> str:
    """The name in a language, or else the first one that was given."""
    return names.get(language) or next(iter(names.values()))


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point in degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of the edition; its introduction is the ordinary page `docs/axes/<key>.<lang>.md`."""

    key: str
    order: int
    colour: str
    icon: str
    titles: Names
    short_titles: Names
    descriptions: Names


@dataclass(frozen=True, slots=True)
class City:
    """A city; `country` is an ISO 3166-1 alpha-2 code. Without coordinates it has no pin."""

    slug: str
    country: str
    names: Names
    coordinates: Coordinates | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    slug: str
    names: Names


@dataclass(frozen=True, slots=True)
class SourcedFact:
    """A fact in each language, and the address that it was taken from."""

    texts: Names
    source: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the event. `notes` are reservations that readers should know.

    `city` is the name of the city where it is held.
    """

    number: int
    year: int
    name: str
    start: date | None = None
    end: date | None = None
    city: str | None = None
    themes: Names = field(default_factory=dict)
    guests: Names = field(default_factory=dict)
    facts: tuple[SourcedFact, ...] = ()
    notes: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or a source."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the showcase's folder; `alternatives` describes it by language."""

    file: str
    alternatives: Names
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """What a showcase says in one language.

    `path` is its file, relative to the repository; `reading` is what `body` says, from which it
    follows.
    """

    language: str
    title: str
    summary: str
    body: str
    path: str
    reading: Reading = field(compare=False, repr=False)
    links: tuple[Reference, ...] = ()
    sources: tuple[Reference, ...] = ()

    @property
    def words(self) -> int:
        """How many words readers read."""
        return self.reading.words


@dataclass(frozen=True, slots=True)
class Showcase:
    """A showcase: facts, stated once, and a text in one or more languages.

    `axis`, `partners` and `city` hold the keys of terms. `tags` holds, per tag,
    its name by language.
    """

    slug: str
    original: str
    texts: Mapping[str, Text]
    axis: str
    partners: tuple[str, ...]
    city: str
    edition: int
    year: int | None = None
    status: str | None = None
    tags: tuple[Names, ...] = ()
    picture: Picture | None = None
    files: tuple[str, ...] = ()
    """The names of all pictures in the showcase's folder."""
    aliases: tuple[str, ...] = ()

    def text(self, language: str) -> Text:
        """The text in a language, or the original's where that language lacks one."""
        return self.texts.get(language) or self.texts[self.original]

    def is_borrowed(self, language: str) -> bool:
        """Whether readers of a language are shown another language's text."""
        return language not in self.texts
