"""What a showcase's front matter may hold: the one definition of every field.

Validation reads it, and so will whatever else must agree with it: the JSON
Schema, the scaffold and the web form. Types carry constraints, no behaviour.
Lengths are in characters (Unicode code points).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

STATUSES = ("planned", "pilot", "running", "ended")

PICTURE_FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
}
"""What a picture's name may end in, and the format that each ending says, by Pillow's names."""

PICTURE_SUFFIXES = tuple(PICTURE_FORMATS)

LARGEST_PICTURE = 5_000_000
"""Bytes of a picture: five megabytes, as cameras and file managers count them."""

MOST_PICTURES = 20
"""Pictures of a showcase: one a section, and some to choose from; 100 MB at most."""


class Scope(Enum):
    """Which of a showcase's language files may state a field."""

    FACT = "fact"
    """Stated once, in the original; a translation that repeats it must agree."""

    NAMES = "names"
    """Stated in the original; a translation may give the same names in its language."""

    TEXT = "text"
    """Written in each language."""


@dataclass(frozen=True, slots=True)
class Text:
    shortest: int = 1
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AxisKey:
    """The key of an axis: the name of its files under `docs/axes/`."""


@dataclass(frozen=True, slots=True)
class EditionNumber:
    """The number of an edition in `showcases/editions.yml`."""


@dataclass(frozen=True, slots=True)
class Year:
    """Four digits. The bounds only catch slips of the finger."""

    first: int = 1800
    last: int = 2100


@dataclass(frozen=True, slots=True)
class CountryCode:
    """ISO 3166-1 alpha-2, in capitals."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An absolute http or https address."""

    longest: int = 2000


@dataclass(frozen=True, slots=True)
class Slug:
    """Small letters a to z, digits, and single hyphens between them."""

    longest: int = 80


@dataclass(frozen=True, slots=True)
class PictureFile:
    """The name of a picture in the showcase's own folder."""

    suffixes: tuple[str, ...] = PICTURE_SUFFIXES


Scalar: TypeAlias = (
    Text | Choice | EditionNumber | Year | CountryCode | WebAddress | Slug | PictureFile
)


@dataclass(frozen=True, slots=True)
class Record:
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    item: Text | Slug | Record
    most: int
    single: bool = False
    """Whether one item may stand without a list around it."""


Type: TypeAlias = Scalar | AxisKey | Record | ListOf


@dataclass(frozen=True, slots=True)
class Field:
    """A field: required where its scope has it stated, with a line to copy as `example`."""

    name: str
    type: Type
    scope: Scope
    required: bool = False
    example: str = ""


REFERENCE = Record(
    (
        Field("title", Text(longest=200), Scope.TEXT, True, "title: Casatramway"),
        Field("url", WebAddress(), Scope.TEXT, True, "url: https://www.casatramway.ma"),
    )
)

IMAGE = Record(
    (
        Field("file", PictureFile(), Scope.FACT, True, "file: rame.jpg"),
        Field("alt", Text(longest=300), Scope.TEXT, True, "alt: Une rame devant la gare"),
        Field("credit", Text(longest=120), Scope.FACT, False, "credit: Casa Transports"),
    )
)

SHOWCASE: tuple[Field, ...] = (
    Field("title", Text(longest=90), Scope.TEXT, True, "title: Tramway de Casablanca"),
    Field(
        "summary",
        Text(shortest=40, longest=220),
        Scope.TEXT,
        True,
        "summary: Des tramways et des bus sur leur propre voie, pour traverser Casablanca.",
    ),
    Field("axis", AxisKey(), Scope.FACT, True, "axis: infrastructure"),
    Field(
        "partner",
        ListOf(Text(longest=120), most=8, single=True),
        Scope.NAMES,
        True,
        "partner: Casa Transports",
    ),
    Field("city", Text(longest=80), Scope.FACT, True, "city: Casablanca"),
    Field("country", CountryCode(), Scope.FACT, False, "country: MA"),
    Field("year", Year(), Scope.FACT, False, "year: 2012"),
    Field("status", Choice(STATUSES), Scope.FACT, False, "status: running"),
    Field("edition", EditionNumber(), Scope.FACT, False, "edition: 7"),
    Field(
        "tags",
        ListOf(Text(longest=40), most=8, single=True),
        Scope.NAMES,
        False,
        "tags: [mobilité]",
    ),
    Field(
        "image", IMAGE, Scope.FACT, False, "image: {file: rame.jpg, alt: Une rame devant la gare}"
    ),
    Field(
        "links",
        ListOf(REFERENCE, most=20),
        Scope.TEXT,
        False,
        "links: [{title: Casatramway, url: https://www.casatramway.ma}]",
    ),
    Field(
        "sources",
        ListOf(REFERENCE, most=40),
        Scope.TEXT,
        False,
        "sources: [{title: Le Matin, url: https://lematin.ma}]",
    ),
    Field("aliases", ListOf(Slug(), most=20, single=True), Scope.FACT, False, "aliases: [old]"),
)

FIELDS = {field.name: field for field in SHOWCASE}

NAMES = frozenset(FIELDS) | {field.name for record in (REFERENCE, IMAGE) for field in record.fields}
"""The names of all fields, those within others too."""

ORIGINAL_MARKS = ("axis", "partner", "city")
"""The fields that make a file the original of its showcase."""
