"""What templates are given: everything decided, counted, sorted and addressed.

Addresses are relative to the site's root; texts are plain text, which templates escape.
"""

from __future__ import annotations

from dataclasses import dataclass

from agora.geography.maps import MapView
from agora.model import Edition, Picture, Reference, Text
from agora.pictures.photographs import Photograph


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
    """A showcase in a listing. `language` is that of its texts; `borrowed` names it to readers.

    `cover` is the file of the picture drawn for it, "" where it has a photograph.
    """

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
    cover: str
    photograph: Photograph | None


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
    """Showcases under a heading; `counted` says how many there are.

    Of many, the first are shown as cards and the others, `rest`, as lines.
    """

    cards: tuple[Card, ...]
    rest: tuple[Card, ...]
    counted: str
    axis: AxisBadge | None = None
    place: str = ""
    """For a city, its country."""


@dataclass(frozen=True, slots=True)
class Index:
    """Terms under a heading; cities are on a map too."""

    terms: tuple[Term, ...]
    counted: str
    map: MapView | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The home page. `edition` is the current one, and `current` leads to its page.

    `earlier` leads to the edition that the cards come from, where the current one has none yet.
    """

    axes: tuple[Term, ...]
    cards: tuple[Card, ...]
    counts: tuple[Link, ...]
    edition: Edition
    current: Link
    theme: str
    map: MapView
    earlier: Link | None


@dataclass(frozen=True, slots=True)
class Sourced:
    """A fact, the address that it was taken from, and whose that address is."""

    text: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """What is known of an edition. `counted` says how many showcases it has, "" for none."""

    number: str
    name: str
    url: str
    dates: str
    theme: str
    guest: str
    facts: tuple[Sourced, ...]
    note: str
    current: bool
    counted: str


@dataclass(frozen=True, slots=True)
class EditionIndex:
    """All editions, the latest first."""

    editions: tuple[EditionEntry, ...]
    counted: str


@dataclass(frozen=True, slots=True)
class EditionPage:
    """An edition with its showcases, between the one before it and the one after it."""

    edition: EditionEntry
    listing: Listing
    previous: Link | None
    next: Link | None


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
class Sheet:
    """A showcase on paper, for a stand; `address` is that of its page in the reader's language.

    Sizes count from 1, the largest type.
    """

    address: str
    title_size: int
    summary_size: int
    partners: tuple[str, ...]
    partners_size: int
    place: str
    details: tuple[str, ...]
    edition: str


@dataclass(frozen=True, slots=True)
class ShowcasePage:
    text: Text
    axis: AxisBadge
    facts: tuple[Fact, ...]
    links: tuple[Reference, ...]
    sources: tuple[Reference, ...]
    related: tuple[Related, ...]
    cover: str
    picture: Picture | None
    photograph: Photograph | None
    alternative: str
    borrowed: str | None
    """Name of the language the text is in, in the reader's language, if it is not the reader's."""
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class BookletEntry:
    """A showcase in the booklet's contents; `language` is its title's, if not the reader's."""

    number: int
    slug: str
    title: str
    language: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A showcase in the booklet, in full but for its text: its number there, and its page."""

    number: int
    slug: str
    showcase: ShowcasePage


@dataclass(frozen=True, slots=True)
class BookletPart:
    """An axis of the booklet, and its showcases, of which there is at least one."""

    axis: Term
    entries: tuple[BookletEntry, ...]


@dataclass(frozen=True, slots=True)
class Booklet:
    """The whole agora in one language, but for its chapters.

    `address` is that of the home page, and `numbers_sheet` the style sheet that numbers the pages,
    both relative to the site's root.
    """

    parts: tuple[BookletPart, ...]
    counts: tuple[Link, ...]
    edition: Edition
    theme: str
    address: str
    numbers_sheet: str


@dataclass(frozen=True, slots=True)
class Embed:
    """A page to be framed by another site: showcases of a selection; `all` leads to its listing."""

    heading: str
    cards: tuple[Card, ...]
    counted: str
    all: Link
    axis: AxisBadge | None


@dataclass(frozen=True, slots=True)
class Embeddable:
    """What embeds a selection: the page to frame, its title, and the HTML to copy."""

    url: str
    label: str
    snippet: str


@dataclass(frozen=True, slots=True)
class EmbedChoice:
    """Selections of one kind, each with the page to frame."""

    label: str
    selections: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SharePage:
    """The page that explains embedding. Without the site's address there is nothing to embed.

    `site` is that address, which ends with a slash.
    """

    site: str
    whole: Embeddable | None
    choices: tuple[EmbedChoice, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A line that cites a showcase, in two parts; `language` is the title's if not the reader's."""

    title: str
    language: str | None
    details: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """A showcase to pass on: its absolute address, its title, and links that share them."""

    address: str
    title: str
    links: tuple[Link, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page in one of the site's languages, for the language switcher."""

    language: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class WebApp:
    """What a browser needs to put the site on a home screen, as files relative to its root."""

    manifest: str
    touch_icon: str
    theme_light: str
    theme_dark: str


@dataclass(frozen=True, slots=True)
class Head:
    """What search engines are told. `alternates` are the languages the page is really in.

    `language` is that of its text. A page that is not `indexed` is not for them: another one, the
    canonical one, is. `social` is the picture that stands for the page where its address is
    shared: what it shows, and its file.
    """

    canonical: str
    alternates: tuple[tuple[str, str], ...]
    default: str
    language: str
    indexed: bool = True
    social: Link | None = None
