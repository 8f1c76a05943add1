"""The texts of generated pages: where their links lead, and how they stand in the booklet."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from agora.pages.booklet import PARTS as BOOKLET
from agora.pages.booklet import anchors
from agora.pages.fitting import fitted
from agora.pages.generated import Page
from agora.pages.photographs import COLUMN
from agora.pages.urls import parts_of, url
from agora.pictures.markup import with_photographs
from agora.pictures.photographs import Photograph
from agora.publication import Publication
from agora.rendering.markdown import Body, Dialect, Resolve
from agora.safety.sanitizing import sanitized
from agora.safety.watchdog import Watchdog


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
        stem = path.removesuffix(".md")
        if stem == path:
            asset = self._publication.assets.get(path)
            return asset.path if asset else None
        for key in self._site.language_keys:
            stem = stem.removesuffix(f".{key}")
        name = f"{stem}.{language}.md"
        if name not in self._publication.pages and name not in self._publication.authored:
            return None
        return url(language, self._site.default_language, *parts_of(name, language))

    def file(self, path: str, language: str) -> str | None:
        """The file of the site that a path under `docs/` becomes, None where it becomes none."""
        address = self.address(path, language)
        return f"{address}index.html" if address is not None and path.endswith(".md") else address

    def resolver(self, page: Page) -> Callable[[str], str | None]:
        """Where paths lead that the text of a page names."""
        folder = posixpath.dirname(page.path)
        return lambda path: self.address(posixpath.join(folder, path), page.language)

    def body(self, page: Page, dialect: Dialect, resolve: Resolve) -> Body:
        """The text of a page as HTML that is safe to publish.

        Raises ContentError for a text that takes too long, or nests too deep.
        """
        watchdog = Watchdog()
        watchdog.begin(page.source or page.path)
        try:
            body = dialect.convert(page.markdown, page.address, resolve)
            safe = sanitized(body.html, self._site.address)
        except RecursionError as error:
            raise watchdog.blamed(error) from None
        finally:
            watchdog.end()
        losses = tuple((loss.rule, loss.written) for loss in safe.losses)
        return replace(body, html=safe.html, losses=losses)

    def photographs(self, page: Page) -> Mapping[str, Photograph]:
        """The photographs that the text of a page may show, by `<slug>/<file>`."""
        if not page.slug:
            return {}
        files = self._publication.catalog.showcases[page.slug].files
        names = (f"{page.slug}/{file}" for file in files)
        return {name: self._publication.photographs[name] for name in names}

    def content(self, page: Page, html: str) -> str:
        """The HTML of a page's text with its photographs as they are published."""
        photographs = self.photographs(page)
        if not photographs:
            return html

        def relative(target: str) -> str:
            return posixpath.relpath(target, page.address)

        return with_photographs(html, page.slug, photographs, relative, COLUMN)

    def booklet_page(self, language: str) -> Page:
        """The page of the booklet."""
        return self._publication.pages[f"{'/'.join(BOOKLET)}.{language}.md"]

    def chapter_content(self, page: Page, html: str) -> str:
        """The HTML of a showcase's text as it stands in the booklet."""
        into = self.booklet_page(page.language).address
        known = self._anchors[page.language]
        return fitted(self.content(page, html), page.address, into=into, anchors=known)

    @cached_property
    def _anchors(self) -> Mapping[str, Mapping[str, str]]:
        catalog = self._publication.catalog
        return {language: anchors(catalog, language) for language in catalog.languages}
