"""A site ready to be rendered: what a static-site generator asks for, in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from agora.catalog import Catalog
from agora.content.history import History
from agora.data.collection import Collection
from agora.data.exports import Exports
from agora.discovery import open_graph
from agora.discovery.changes import Changes
from agora.discovery.described import Descriptions, authored_files
from agora.discovery.entities import Entities
from agora.discovery.redirects import SCRIPT, redirect_pages, redirects
from agora.discovery.robots import ROBOTS, robots
from agora.discovery.sitemap import Entry, sitemaps
from agora.discovery.structured_data import StructuredData, script
from agora.hosting.policy import content_security_policy, inline_scripts
from agora.hosting.published import Published, is_unused, named_by_content, published
from agora.keeping.pack import Pack
from agora.languages import Languages
from agora.loading import load
from agora.model import in_language
from agora.pages.authored import authored_pages
from agora.pages.drawings import drawings
from agora.pages.generated import Asset, Page, assets, generated_pages
from agora.pages.organisers import STYLE, report_assets
from agora.pages.photographs import COLUMN, develop
from agora.pages.router import Router
from agora.pages.social import SocialPictures
from agora.pages.urls import parts_of
from agora.pages.views import Head
from agora.pages.webapp import WebApps, web_apps
from agora.pictures.drawings import Drawings
from agora.pictures.photographs import Photograph
from agora.report.html import STYLES
from agora.report.reported import Reported
from agora.site import Site


@dataclass(frozen=True)
class Publication:
    """The catalog of a site with its pages, by path, and the views of all pages.

    `published` says where the files of `docs/assets/` go; `policy` is every page's
    Content-Security-Policy.
    """

    site: Site
    catalog: Catalog
    history: History
    languages: Languages
    pages: Mapping[str, Page]
    published: Mapping[str, Published]
    policy: str
    photographs: Mapping[str, Photograph]
    drawings: Drawings
    social: SocialPictures
    apps: WebApps
    exports: Exports
    reported: Reported
    views: Router
    descriptions: Descriptions
    structured_data: StructuredData
    authored: frozenset[str]
    """The pages that lie under `docs/`, relative to it."""

    @classmethod
    def load(
        cls,
        config: Path,
        tell: Callable[[str], object],
        address: str | None = None,
        previews: bool = False,
        pack: Pack | None = None,
    ) -> Publication:
        """Load the site of a `mkdocs.yml`. Raises SiteError, ContentError, PressError and OSError.

        `tell` is given lines about what takes long. `address` is where the site is published, if
        that is known better than the file knows it. A site that `previews` lets `mkdocs serve` put
        a script of its own into pages. `pack` keeps what was read before.
        """
        site = Site.read(config, address)
        pack = pack or Pack()
        catalog = load(site, pack)
        photographs = develop(site, catalog, tell)
        languages = Languages.load(site)
        history = History.read(site)
        collection = Collection(site, catalog, history, photographs)
        exports = Exports(collection, languages.readers, pack)
        reported = Reported(collection, pack)
        views = Router(catalog, languages, site, photographs, exports, reported, pack)
        drawn = drawings(site, catalog, pack)
        social = SocialPictures(site, catalog, languages, photographs, drawn, tell)
        pages = {
            page.path: page.at(site.default_language)
            for page in generated_pages(catalog, languages, site.name)
        }
        authored = tuple(authored_pages(site))

        def head(parts: tuple[str, ...], language: str) -> Head:
            return views.head(parts, language, social.of(parts, language))

        changes = Changes(catalog, history, authored_files(authored, site.relative(site.docs)))
        return cls(
            site=site,
            catalog=catalog,
            history=history,
            languages=languages,
            pages=pages,
            published={
                **published(site.docs),
                STYLE: named_by_content(STYLE, STYLES.read_text("utf-8")),
            },
            policy=content_security_policy(inline_scripts(site.templates), previews=previews),
            photographs=photographs,
            drawings=drawn,
            social=social,
            apps=web_apps(site, languages),
            exports=exports,
            reported=reported,
            views=views,
            descriptions=Descriptions(site, authored, pages.values(), head, changes),
            structured_data=StructuredData(Entities(site, catalog, languages.readers), photographs),
            authored=frozenset(page.path for page in authored),
        )

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """The files that are no pages, by the path at which they would lie under `docs/`, or do.

        Raises PressError and OSError.
        """
        contributors = self.languages.contributors[self.site.default_language].language
        explored = (asset for one in self.views.explorers.values() for asset in one.assets())
        generated = (
            *assets(self.catalog, contributors, self.photographs, self.drawings),
            *explored,
            *self.views.page_numbers.values(),
            *self.social.assets,
            *self.apps.assets,
            *self.exports.assets(),
            *report_assets(self.reported, self.languages),
        )
        return {
            **{asset.path: asset for asset in generated},
            **{
                path: Asset(file.path, str(self.site.docs / path), file.content)
                for path, file in self.published.items()
            },
        }

    def leaves_out(self, path: str) -> bool:
        """Whether a file of the theme, relative to the site's root, is of no use to any page."""
        return is_unused(path)

    def values(self, page: Page) -> Mapping[str, Any]:
        """What the template of a generated page is given: plain data, and nothing else."""
        return self._values(page.parts, page.language)

    def inputs(self, page: Page) -> tuple[object, ...] | None:
        """All that the values of a generated page are made from, but for what the frame holds.

        None where making the values themselves is as little work.
        """
        parts, language = page.parts, page.language
        named = self.views.inputs(parts, language)
        if named is None:
            return None
        social = self.social.of(parts, language)
        return named, self.descriptions.inputs(parts, language), social

    def context(self, path: str, language: str) -> dict[str, Any]:
        """What the template of an organiser's page is given; `path` is relative to `docs/`."""
        return {**self.shared(language), **self.authored_values(path, language)}

    def authored_values(self, path: str, language: str) -> Mapping[str, Any]:
        """Of this, what is the page's own: plain data."""
        return self._values(parts_of(path, language), language)

    def shared(self, language: str) -> dict[str, Any]:
        """What the templates of all pages of a language are given."""
        return {
            "app": self.apps.heads[language],
            "t": self.languages.readers[language],
            "contributors": self.languages.contributors[language].language,
            "qr": self.drawings.code,
            "column": COLUMN,
            "policy": self.policy,
        }

    def _values(self, parts: tuple[str, ...], language: str) -> dict[str, Any]:
        view = self.views.view(parts, language)
        return {
            "view": view,
            **self._told(parts, language, view),
            "sharing": self.views.sharing(parts, language),
            "alternates": self.views.alternates(parts, language),
            "representations": tuple(self.exports.representations(parts, language)),
        }

    def template_context(self, language: str) -> dict[str, Any]:
        """What templates that are no page are given: the 404 page.

        It speaks all languages, its own first.
        """
        alternates = self.views.alternates((), language)
        return {
            "head": None,
            "app": self.apps.heads[language],
            "policy": self.policy,
            "alternates": alternates,
            "spoken": sorted(alternates, key=lambda alternate: not alternate.current),
            "t": self.languages.readers[language],
            "strings": self.languages.readers,
        }

    def address(self, path: str) -> str:
        """Where a file that templates name is published, both relative to the site's root."""
        return self.published[path].path if path in self.published else path

    def last_files(self) -> Iterator[tuple[str, str]]:
        """The files, by path, that need all pages: they tell crawlers, and readers of old links,
        where everything is.
        """
        yield ROBOTS, robots(self.site.address)
        if self.site.address:
            yield from sitemaps(self.sitemap(), self.site.address).items()
        yield from redirect_pages(
            *(self.site, self.catalog, self.languages.readers),
            script=self.address(SCRIPT),
            policy=self.policy,
        )

    @property
    def redirects(self) -> Mapping[str, str]:
        """The new address of each old one, in every language, relative to the site's root."""
        return redirects(self.catalog)

    def sitemap(self) -> Iterator[Entry]:
        """Every page in every language it is really in; a borrowed text is not listed."""
        for parts, language in self.descriptions.pages:
            generated = self.pages.get(f"{'/'.join(parts)}.{language}.md")
            if generated and not generated.is_listed:
                continue
            page = self.descriptions.of(parts, language)
            if page.head.indexed and page.head.language == language:
                yield Entry(page.head, page.dates.last if page.dates else None)

    def _told(self, parts: tuple[str, ...], language: str, view: object) -> dict[str, Any]:
        """What the head of a page tells; without the site's address, there is little to tell."""
        page = self.descriptions.of(parts, language)
        if not self.site.address or not page.head.indexed:
            return {"head": page.head, "open_graph": (), "structured_data": ""}
        section, tags = "", list[str]()
        if page.is_showcase:
            showcase = self.catalog.showcases[parts[1]]
            section = in_language(self.catalog.axes[showcase.axis].titles, page.head.language)
            tags = [in_language(tag, page.head.language) for tag in showcase.tags]
        strings = self.languages.readers
        return {
            "head": page.head,
            "open_graph": tuple(
                open_graph.properties(page, self.site, strings, section=section, tags=tags)
            ),
            "structured_data": script(self.structured_data.document(page, view)),
        }

    def navigation(self) -> list[str]:
        """The files of the axes, in their order, as navigation entries."""
        return ["axes/index.md", *(f"axes/{key}.md" for key in self.catalog.axes)]
