"""A site ready to be rendered: what a static-site generator asks for, in one place."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agora.catalog import Catalog
from agora.content.history import History
from agora.explorer.index import index_folder, write_index
from agora.language.direction import direction
from agora.languages import Languages
from agora.loading import load
from agora.pages.generated import Asset, Page, assets, generated_pages
from agora.pages.photographs import COLUMN, develop
from agora.pages.router import Router
from agora.pages.urls import parts_of
from agora.pages.views import Head
from agora.pictures import qr
from agora.pictures.markup import with_photographs
from agora.pictures.photographs import Photograph
from agora.site import Site


@dataclass(frozen=True, slots=True)
class Publication:
    """The catalog of a site with its pages, by path, and the views of all pages."""

    site: Site
    catalog: Catalog
    history: History
    languages: Languages
    pages: Mapping[str, Page]
    assets: Mapping[str, Asset]
    photographs: Mapping[str, Photograph]
    views: Router

    @classmethod
    def load(
        cls, config: Path, tell: Callable[[str], object], address: str | None = None
    ) -> Publication:
        """Load the site of a `mkdocs.yml`. Raises SiteError and ContentError.

        `tell` is given lines about what takes long. `address` is where the site is published, if
        that is known better than the file knows it.
        """
        site = Site.read(config, address)
        catalog = load(site)
        photographs = develop(site, catalog, tell)
        languages = Languages.load(site)
        contributors = languages.contributors[site.default_language].language
        views = Router(catalog, languages, site, photographs)
        explored = (asset for one in views.explorers.values() for asset in one.assets())
        published = (*assets(catalog, contributors, photographs), *explored)
        return cls(
            site=site,
            catalog=catalog,
            history=History.read(site),
            languages=languages,
            pages={page.path: page for page in generated_pages(catalog, languages)},
            assets={asset.path: asset for asset in published},
            photographs=photographs,
            views=views,
        )

    @property
    def originals(self) -> Iterator[str]:
        """The photographs' own files, which texts name and which are never published."""
        return (f"showcases/{name}" for name in self.photographs)

    def content(self, path: str, html: str, address: str) -> str:
        """The HTML of a page's text with its photographs as they are published.

        `path` is the page's file, relative to `docs/`, and `address` that of the page, relative to
        the site's root.
        """
        folder, _, name = path.rpartition("/")
        if folder != "showcases":
            return html
        slug = name.partition(".")[0]

        def relative(target: str) -> str:
            return posixpath.relpath(target, address)

        return with_photographs(html, slug, self.photographs, relative, COLUMN)

    def context(
        self, path: str, language: str, contents: Iterable[tuple[str, str]] = ()
    ) -> dict[str, Any]:
        """What the template of a page is given; `path` is the page's file, relative to `docs/`.

        `contents` holds the HTML of the language's pages by such paths.
        """
        parts = parts_of(path, language)
        return {
            "view": self.views.view(parts, language, contents),
            "head": self.views.head(parts, language),
            "alternates": self.views.alternates(parts, language),
            "t": self.languages.readers[language],
            "contributors": self.languages.contributors[language].language,
            "direction_of": direction,
            "qr": qr.code,
            "column": COLUMN,
        }

    def template_context(self, language: str) -> dict[str, Any]:
        """What templates that are no page are given: the 404 page and the sitemap."""
        return {
            "head": None,
            "alternates": self.views.alternates((), language),
            "t": self.languages.readers[language],
            "strings": self.languages.readers,
            "direction_of": direction,
            "sitemap": list(self.sitemap()),
        }

    def write_search_index(self, built: Path) -> None:
        """Write what the search reads into the folder of a built site. Raises SearchError."""
        for language, explorer in self.views.explorers.items():
            documents = explorer.documents(self.catalog, self.languages.readers)
            write_index(built / index_folder(language), documents)

    def sitemap(self) -> Iterator[Head]:
        """Every page in every language it is really in; a borrowed text is not listed."""
        paths = sorted({*self._authored(), *self.pages})
        for language in self.catalog.languages:
            for path in paths:
                if path.endswith(f".{language}.md"):
                    head = self.views.head(parts_of(path, language), language)
                    if language in dict(head.alternates):
                        yield head

    def navigation(self) -> list[str]:
        """The files of the axes, in their order, as navigation entries."""
        return ["axes/index.md", *(f"axes/{key}.md" for key in self.catalog.axes)]

    def _authored(self) -> Iterator[str]:
        for path in self.site.docs.rglob("*.md"):
            yield path.relative_to(self.site.docs).as_posix()
