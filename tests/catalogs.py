"""Catalogs for properties, and catalogs with texts that would break a careless export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from agora import Catalog, Site, Strings
from agora.content.history import Dates, History
from agora.content.schema import STATUSES
from agora.data.collection import Collection
from agora.data.exports import Exports
from agora.model import (
    Axis,
    City,
    Coordinates,
    Edition,
    Partner,
    Picture,
    Reference,
    Showcase,
    SourcedFact,
    Text,
)
from agora.pictures.photographs import Photograph, Rendition
from agora.site import Language
from agora.text.reading import read

ADDRESS = "https://agora.test/base/"
LANGUAGES = ("fr", "en")
WORDS = {key: Strings.load(key) for key in LANGUAGES}

HOSTILE = [
    '=HYPERLINK("https://evil.example";"click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "\r\n=1+1",
    "\uff1d1+1",
    "a;=1+1",
    'a;"=1+1',
    "a;\t -1",
    '"quoted", and; separated',
    "'already",
    "</script><script>alert(1)</script>",
    "a ]]> b & <c> \u00e9",
    "\x00\x01\x0b\x1b\x7f\x85\ufffe\uffff",
    "\u202e\u2067تجربة\u2069 مدينة",
    "line\u2028separator\nand another",
    "\U0001f54c",
    "…" * 90,
]

characters = st.characters(exclude_categories=["Cs"])


def line(longest: int, shortest: int = 1) -> st.SearchStrategy[str]:
    """Any text of a length, now and then a hostile one."""
    hostile = (text.ljust(shortest, ".")[:longest] for text in HOSTILE)
    return st.sampled_from(list(hostile)) | st.text(
        characters, min_size=shortest, max_size=min(longest, shortest + 20)
    )


slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True).filter(
    lambda slug: slug != "index"
)


def names(longest: int = 80) -> st.SearchStrategy[Mapping[str, str]]:
    both = st.permutations(LANGUAGES).flatmap(
        lambda order: st.tuples(*(st.tuples(st.just(key), line(longest)) for key in order))
    )
    one = st.tuples(st.tuples(st.sampled_from(LANGUAGES), line(longest)))
    return st.one_of(both, one).map(dict)


addresses = st.builds("https://a.example/{}".format, st.text("abcé/?&=;,\"'<>%~", max_size=20))
references = st.lists(st.builds(Reference, line(200), addresses), max_size=2).map(tuple)
points = st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180))
editions = st.builds(
    Edition,
    number=st.integers(0, 50),
    year=st.integers(0, 2100),
    name=line(40),
    start=st.none() | st.dates(min_value=date(1900, 1, 1)),
    end=st.none() | st.dates(min_value=date(1900, 1, 1)),
    city=st.none() | line(80),
    themes=st.just({}) | names(),
    guests=st.just({}) | names(),
    facts=st.lists(st.builds(SourcedFact, names(), addresses), max_size=2).map(tuple),
    notes=st.just({}) | names(),
)


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalog as loading makes them: it names no term that it lacks."""
    axes = {
        key: Axis(
            key, order, "#12ab9f", "material/sprout", draw(names()), draw(names()), draw(names())
        )
        for order, key in enumerate(draw(st.lists(slugs, unique=True, min_size=1, max_size=2)))
    }
    cities = {
        key: City(
            key,
            draw(st.sampled_from(["MA", "FR", "AE"])),
            draw(names()),
            draw(st.none() | points),
        )
        for key in draw(st.lists(slugs, unique=True, min_size=1, max_size=2))
    }
    partners = {
        key: Partner(key, draw(names()))
        for key in draw(st.lists(slugs, unique=True, min_size=1, max_size=3))
    }
    all_editions = draw(st.lists(editions, unique_by=lambda e: e.number, min_size=1, max_size=2))
    numbers = [edition.number for edition in all_editions]

    def showcase(slug: str) -> Showcase:
        languages = draw(st.permutations(LANGUAGES))[: draw(st.integers(1, 2))]
        files = draw(st.sampled_from([(), ("a.jpg",), ("a.jpg", "b b.png")]))
        return Showcase(
            slug=slug,
            original=languages[0],
            texts={
                key: _text(
                    language=key,
                    title=draw(line(90)),
                    summary=draw(line(220, 40)),
                    body=draw(line(2000)),
                    path=f"showcases/{slug}.{key}.md",
                    links=draw(references),
                    sources=draw(references),
                )
                for key in languages
            },
            axis=draw(st.sampled_from(list(axes))),
            partners=tuple(
                draw(st.lists(st.sampled_from(list(partners)), unique=True, min_size=1))
            ),
            city=draw(st.sampled_from(list(cities))),
            edition=draw(st.sampled_from(numbers)),
            year=draw(st.none() | st.integers(1800, 2100)),
            status=draw(st.none() | st.sampled_from(STATUSES)),
            tags=tuple(draw(st.lists(names(40), max_size=2))),
            picture=Picture(files[0], draw(names()), draw(st.none() | line(120)))
            if files
            else None,
            files=files,
            aliases=tuple(draw(st.lists(slugs, max_size=2))),
        )

    return Catalog(
        languages=LANGUAGES,
        axes=axes,
        cities=cities,
        partners=partners,
        showcases={
            slug: showcase(slug) for slug in sorted(draw(st.lists(slugs, unique=True, max_size=4)))
        },
        editions={edition.number: edition for edition in all_editions},
        current_edition=numbers[-1],
    )


def collection(catalog: Catalog, address: str = ADDRESS) -> Collection:
    """A catalog as if it were a site's, its texts written a day after another."""
    site = Site(
        root=Path("/nowhere"),
        docs=Path("/nowhere/docs"),
        showcases=Path("/nowhere/showcases"),
        languages=tuple(Language(key, key) for key in catalog.languages),
        name="Agora",
        address=address,
    )
    paths = [text.path for s in catalog.showcases.values() for text in s.texts.values()]
    first = datetime(2026, 1, 1, 12, 30, 5, tzinfo=UTC)
    dates = {
        path: Dates(first + timedelta(days=n), first + timedelta(days=n, hours=6))
        for n, path in enumerate(paths)
    }
    photographs = {
        f"{showcase.slug}/{file}": Photograph(
            3,
            2,
            (),
            (
                Rendition(
                    f"assets/{showcase.slug}/{n}.jpg", 3, 2, "image/jpeg", Path("/nowhere/x"), ""
                ),
            ),
        )
        for showcase in catalog.showcases.values()
        for n, file in enumerate(showcase.files)
    }
    return Collection(site, catalog, History(site.root, dates), photographs)


def exports(catalog: Catalog, address: str = ADDRESS) -> Exports:
    return Exports(collection(catalog, address), WORDS)


def _text(body: str, **others: Any) -> Text:
    return Text(body=body, reading=read(body), **others)
