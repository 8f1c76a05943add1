"""Atom feeds (RFC 4287): the latest showcases, all and of each axis, in each language.

Written with lxml, not with a library of feeds: feedgen leaves out what a site in several languages
needs, the language of an entry, and does not know the relation `license` (RFC 4946).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree
from lxml.builder import ElementMaker

from agora.content.history import timestamp
from agora.data import licence
from agora.data.collection import Collection
from agora.model import Showcase, in_language
from agora.pages.urls import url
from agora.strings import Strings

MEDIA_TYPE = "application/atom+xml"

ENTRIES = 30
"""Entries of a feed, the latest: enough for who reads it now and then, and a number that does not
grow with the collection."""

_NAMESPACE = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# Characters that no document of XML 1.0 may hold, in whatever way they are written.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of one language. `path` is its file, and `page` the page of what it follows."""

    path: str
    page: str
    title: str
    subtitle: str
    showcases: tuple[Showcase, ...]


def feeds(collection: Collection, language: str, t: Strings) -> Iterator[Feed]:
    """The feed of all showcases, and then that of each axis, in the order of the axes."""
    catalog, name = collection.catalog, collection.site.name

    def feed(parts: tuple[str, ...], page: str, title: str, subtitle: str) -> Feed:
        every = catalog.by_axis[parts[1]] if parts else catalog.showcases.values()
        chosen = _latest(collection, every, language)
        return Feed(feed_path(collection, language, *parts), page, title, subtitle, chosen)

    page = url(language, catalog.default_language, "showcases")
    yield feed((), page, t("data.feeds.all", name=name), t("data.dataset.description"))
    for key, axis in catalog.axes.items():
        title = t("data.feeds.axis", name=name, axis=in_language(axis.titles, language))
        page = url(language, catalog.default_language, "axes", key)
        yield feed(("axes", key), page, title, in_language(axis.descriptions, language))


def feed_path(collection: Collection, language: str, *parts: str) -> str:
    """The file of a feed, relative to the site's root; `parts` are those of an axis's page."""
    return url(language, collection.catalog.default_language, *parts) + "feed.xml"


def feed_inputs(collection: Collection, feed: Feed) -> tuple[object, ...]:
    """All that the document of a feed is made from, but its language."""
    shown = [collection.digests[showcase.slug] for showcase in feed.showcases]
    site, languages = collection.site, collection.catalog.languages
    about = (site.name, site.address, languages)
    return (about, feed.path, feed.page, feed.title, feed.subtitle, shown)


def atom(collection: Collection, feed: Feed, language: str) -> str:
    """The feed as a document of Atom."""
    return _Writer(collection, language).document(feed)


def _latest(
    collection: Collection, showcases: Iterable[Showcase], language: str
) -> tuple[Showcase, ...]:
    """The last to be published in a language, the newest first, and of one day by their slug."""

    def age(showcase: Showcase) -> tuple[float, str]:
        written = collection.text_dates(showcase.text(language)).first
        return -written.timestamp(), showcase.slug

    return tuple(sorted(showcases, key=age)[:ENTRIES])


class _Writer:
    def __init__(self, collection: Collection, language: str) -> None:
        self._collection = collection
        self._language = language
        self._e = ElementMaker(namespace=_NAMESPACE, nsmap={None: _NAMESPACE})

    def document(self, feed: Feed) -> str:
        e, collection = self._e, self._collection
        address = collection.file(feed.path)
        shown = [showcase.text(self._language) for showcase in feed.showcases]
        changed = (collection.text_dates(text).last for text in shown)
        # A feed must say when it changed; one without entries has not yet.
        updated = max(changed, default=datetime.fromtimestamp(0, UTC))
        root = e.feed(
            {_LANGUAGE: self._language},
            e.id(address),
            e.title(_xml(feed.title)),
            e.subtitle(_xml(feed.subtitle)),
            e.updated(timestamp(updated)),
            e.link(rel="self", type=MEDIA_TYPE, href=address),
            e.link(rel="alternate", type="text/html", href=collection.file(feed.page)),
            e.link(rel="license", href=licence.ADDRESS),
            e.rights(f"{licence.SHORT} {licence.ADDRESS}"),
            e.author(e.name(_xml(collection.site.name)), e.uri(collection.site.address)),
            *(self._entry(showcase) for showcase in feed.showcases),
        )
        etree.indent(root)
        written = etree.tostring(root, xml_declaration=True, encoding="utf-8")
        return written.decode() + "\n"

    def _entry(self, showcase: Showcase) -> etree._Element:
        e, collection, language = self._e, self._collection, self._language
        text = showcase.text(language)
        axis, dates = collection.catalog.axes[showcase.axis], collection.text_dates(text)
        address = collection.page(language, "showcases", showcase.slug)
        return e.entry(
            {_LANGUAGE: text.language},
            e.id(address),
            e.title(_xml(text.title)),
            e.summary(_xml(text.summary)),
            e.published(timestamp(dates.first)),
            e.updated(timestamp(dates.last)),
            e.link(rel="alternate", type="text/html", href=address),
            e.link(rel="license", href=licence.ADDRESS),
            e.category(
                term=axis.key,
                scheme=collection.page(language, "axes"),
                label=_xml(in_language(axis.titles, language)),
            ),
        )


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
