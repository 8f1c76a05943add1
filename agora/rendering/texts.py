"""The texts of generated pages: where their links lead, and how they stand in the booklet."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property
from urllib.parse import unquote, urlsplit, urlunsplit

from agora.pages.booklet import PARTS as BOOKLET
from agora.pages.booklet import anchors
from agora.pages.fitting import fitted
from agora.pages.generated import Page
from agora.pages.photographs import COLUMN
from agora.pages.urls import parts_of, relative, url
from agora.pictures.markup import with_photographs
from agora.pictures.photographs import Photograph
from agora.publication import Publication
from agora.text.headings import find
from agora.text.publishing import with_links
from agora.text.reading import Reading


class Texts:
    """The texts of a publication's generated pages."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._site = publication.site

    def address(self, path: str, language: str) -> str | None:
        """The address of the page or file that lies, or would lie, at a path under `docs/`.

        A page is that of the language, whichever its path names; None where there is none.
        """
        path = posixpath.normpath(path)
        if not path.endswith(".md"):
            asset = self._publication.assets.get(path)
            return asset.path if asset else None
        name = f"{self._site.stem(path)}.{language}.md"
        if name not in self._publication.pages and name not in self._publication.authored:
            return None
        return url(language, self._site.default_language, *parts_of(name, language))

    def file(self, path: str, language: str) -> str | None:
        """The file of the site that a path under `docs/` becomes, None where it becomes none."""
        address = self.address(path, language)
        return f"{address}index.html" if address is not None and path.endswith(".md") else address

    def anchors(self, path: str, language: str) -> frozenset[str] | None:
        """The places in the text of a showcase's page, by its path; None for other pages."""
        page = self._publication.pages.get(
            f"{self._site.stem(posixpath.normpath(path))}.{language}.md"
        )
        reading = self.reading(page) if page else None
        return frozenset(reading.anchors.values()) if reading else None

    def reading(self, page: Page) -> Reading | None:
        """The text of a page, None for a page without one."""
        if not page.slug:
            return None
        return self._publication.catalog.showcases[page.slug].text(page.language).reading

    def leads(self, page: Page) -> Mapping[str, str]:
        """Where the links within the site lead that the text of a page holds, by what they say."""
        reading = self.reading(page)
        links = reading.links if reading else ()
        return {link.url: self._lead(page, link.url) for link in links if not link.is_picture}

    def _lead(self, page: Page, written: str) -> str:
        try:
            scheme, netloc, path, query, fragment = urlsplit(written)
        except ValueError:  # an address that no browser opens either
            return written
        if scheme or netloc or not path or written.startswith(("/", "\\")):
            return written
        named = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(path)))
        target = self.address(named, page.language)
        if target is None:
            return written
        other = self._publication.pages.get(f"{self._site.stem(named)}.{page.language}.md")
        reading = self.reading(other) if other and fragment else None
        anchor = find(reading.anchors, fragment) if reading else None
        return urlunsplit(("", "", relative(target, page.address), query, anchor or fragment))

    def photographs(self, page: Page) -> Mapping[str, Photograph]:
        """The photographs that the text of a page may show, by `<slug>/<file>`."""
        if not page.slug:
            return {}
        files = self._publication.catalog.showcases[page.slug].files
        names = (f"{page.slug}/{file}" for file in files)
        return {name: self._publication.photographs[name] for name in names}

    def content(self, page: Page, leads: Mapping[str, str]) -> str:
        """The HTML of a page's text, its links and photographs as they are published."""
        reading = self.reading(page)
        if reading is None:
            return ""
        html = with_links(reading.html, lambda link: leads.get(link, link), self._site.address)
        photographs = self.photographs(page)
        if not photographs:
            return html
        return with_photographs(
            html, photographs, lambda target: posixpath.relpath(target, page.address), COLUMN
        )

    def booklet_page(self, language: str) -> Page:
        """The page of the booklet."""
        return self._publication.pages[f"{'/'.join(BOOKLET)}.{language}.md"]

    def chapter_content(self, page: Page, content: str) -> str:
        """The HTML of a showcase's text, `content` on its page, as it stands in the booklet."""
        into = self.booklet_page(page.language).address
        known = self._anchors[page.language]
        return fitted(content, page.address, into=into, anchors=known)

    @cached_property
    def _anchors(self) -> Mapping[str, Mapping[str, str]]:
        catalog = self._publication.catalog
        return {language: anchors(catalog, language) for language in catalog.languages}
