"""A site ready to be rendered: what a static-site generator asks for, in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agora.catalog import Catalog
from agora.languages import Languages
from agora.loading import load
from agora.pages.generated import Asset, Page, assets, generated_pages
from agora.pages.router import Router
from agora.pages.urls import parts_of
from agora.pages.views import Head
from agora.site import Site


@dataclass(frozen=True, slots=True)
class Publication:
    """The catalog of a site with its pages, by path, and the views of all pages."""

    site: Site
    catalog: Catalog
    languages: Languages
    pages: Mapping[str, Page]
    assets: Mapping[str, Asset]
    views: Router

    @classmethod
    def load(cls, config: Path) -> Publication:
        """Load the site of a `mkdocs.yml`. Raises SiteError and ContentError."""
        site = Site.read(config)
        catalog = load(site)
        languages = Languages.load(site)
        contributors = languages.contributors[site.default_language].language
        return cls(
            site=site,
            catalog=catalog,
            languages=languages,
            pages={page.path: page for page in generated_pages(catalog, languages)},
            assets={asset.path: asset for asset in assets(catalog, contributors)},
            views=Router(catalog, languages, site),
        )

    def context(self, path: str, language: str) -> dict[str, Any]:
        """What the template of a page is given; `path` is the page's file, relative to `docs/`."""
        parts = parts_of(path, language)
        return {
            "view": self.views.view(parts, language),
            "head": self.views.head(parts, language),
            "alternates": self.views.alternates(parts, language),
            "t": self.languages.readers[language],
        }

    def template_context(self, language: str) -> dict[str, Any]:
        """What templates that are no page are given: the 404 page and the sitemap."""
        return {
            "head": None,
            "alternates": self.views.alternates((), language),
            "t": self.languages.readers[language],
            "strings": self.languages.readers,
            "sitemap": list(self.sitemap()),
        }

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
