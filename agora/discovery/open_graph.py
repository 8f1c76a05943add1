"""What services show where somebody shares a page: the Open Graph protocol (https://ogp.me)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from babel import Locale
from babel.core import get_global

from agora.content.history import timestamp
from agora.discovery.described import Described
from agora.site import Site
from agora.strings import Strings


def properties(
    page: Described,
    site: Site,
    strings: Mapping[str, Strings],
    *,
    section: str = "",
    tags: Sequence[str] = (),
) -> Iterator[tuple[str, str]]:
    """The properties of a page, but for its picture: names and contents, in order.

    A borrowed text is told of as what it is: in its own language, at its own address. `section`
    and `tags` are a showcase's axis and tags.
    """
    head = page.head
    yield "og:type", "article" if page.is_showcase else "website"
    yield "og:site_name", site.name
    yield "og:title", page.title
    if page.description:
        yield "og:description", page.description
    yield "og:url", site.address + head.canonical
    yield "og:locale", territorial(strings[head.language].locale)
    for language, _ in head.alternates:
        if language != head.language:
            yield "og:locale:alternate", territorial(strings[language].locale)
    if page.is_showcase:
        if page.dates:
            yield "article:published_time", timestamp(page.dates.first)
            yield "article:modified_time", timestamp(page.dates.last)
        yield "article:section", section
        for tag in tags:
            yield "article:tag", tag


def territorial(locale: Locale) -> str:
    """A locale as Open Graph writes it, with the territory that CLDR has for its language if it
    names none: `fr_FR`, `ar_MA`.
    """
    territory = locale.territory
    if not territory:
        likely = get_global("likely_subtags").get(locale.language, "")
        territory = likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else locale.language
