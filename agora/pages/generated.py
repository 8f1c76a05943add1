"""The pages that come from the catalog: for each, its file, title, template and Markdown.

Pages that an organiser writes (home, about, the listings' introductions, the
axes) lie under `docs/` and need nothing from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from agora.catalog import Catalog
from agora.content import json_schema
from agora.language.countries import names as country_names
from agora.languages import Languages
from agora.model import City, Edition, Partner, Showcase, in_language
from agora.pages.editions import dates, editions, title
from agora.pages.embed import EMBED, embedded, selection_name
from agora.pages.urls import cover_path, parts_of, url
from agora.pictures.drawings import Drawings
from agora.pictures.photographs import Photograph
from agora.problems import explanations
from agora.report.wording import words as organisers_words
from agora.strings import Strings


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page in one language.

    `path` is where it would lie under `docs/`, and `address` where it is published, relative to
    the site's root; `source` is the file, relative to the repository, that an improvement of the
    page would change.
    """

    path: str
    language: str
    title: str
    description: str
    template: str
    markdown: str
    source: str | None = None
    is_listed: bool = True
    """Whether it stands in the sitemap."""

    address: str = ""
    slug: str = ""
    """Of a showcase's page, the showcase."""
    gathers: bool = False
    """Whether the page holds the chapters of all showcases, and is made when these are."""
    is_of_all: bool = False
    """Whether the page tells of all showcases, and is made where the files are that do so too: they
    share what takes long to find out."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the page's address."""
        return parts_of(self.path, self.language)

    @property
    def file(self) -> str:
        """The file that the page is published as, relative to the site's root."""
        return f"{self.address}index.html"

    def at(self, default_language: str) -> Page:
        """The page with its address."""
        return replace(self, address=url(self.language, default_language, *self.parts))


@dataclass(frozen=True, slots=True)
class Asset:
    """A file published as it is, at `path` under the site.

    It is the file `source`, relative to the repository or absolute, or else holds `content`, or
    what `make` gives, which is asked only where no file made from the same inputs is there.
    `inputs` are plain data: of a source, what its bytes are known by without reading them; of what
    is made, all that `make` depends on but code.
    """

    path: str
    source: str = ""
    content: str | None = None
    inputs: tuple[object, ...] = ()
    make: Callable[[], str] | None = None

    @property
    def text(self) -> str | None:
        """What it holds, made now if need be; None for a file."""
        return self.content if self.make is None else self.make()


def generated_pages(catalog: Catalog, languages: Languages, site: str) -> Iterator[Page]:
    """In every language: showcases, taxonomies, editions, frames, the booklet, rules and report.

    `site` is the name of the site.
    """
    for language in catalog.languages:
        t = languages.readers[language]
        for showcase in catalog.showcases.values():
            yield _showcase_page(showcase, language)
        for city in catalog.cities.values():
            yield _city_page(city, len(catalog.by_city[city.slug]), language, t)
        for partner in catalog.partners.values():
            yield _partner_page(partner, len(catalog.by_partner[partner.slug]), language, t)
        for edition in editions(catalog):
            yield _edition_page(edition, len(catalog.by_edition[edition.number]), language, t)
        for parts in embedded(catalog):
            yield _embed_page(parts, selection_name(catalog, parts, language, site), language)
        yield _booklet_page(language, t)
        contributors = languages.contributors[language].language
        yield _problems_page(language, contributors)
        yield _report_page(language, contributors)


def assets(
    catalog: Catalog,
    contributors: str,
    photographs: Mapping[str, Photograph],
    drawings: Drawings,
) -> Iterator[Asset]:
    """The pictures of the showcases, drawn where there is no photograph, and the schema.

    `contributors` is the language of the words in the schema.
    """
    schema = json_schema.showcase(catalog.axes, catalog.editions, contributors)
    yield Asset(json_schema.PATH, content=json_schema.dumps(schema))
    for showcase in catalog.showcases.values():
        if not showcase.picture:
            colour = catalog.axes[showcase.axis].colour
            cover = drawings.covers[showcase.slug, colour]
            yield Asset(cover_path(showcase.slug, colour), content=cover)
    for photograph in photographs.values():
        for rendition in photograph.renditions:
            yield Asset(rendition.path, str(rendition.file), inputs=(rendition.digest,))


def _showcase_page(showcase: Showcase, language: str) -> Page:
    text = showcase.text(language)
    return Page(
        path=f"showcases/{showcase.slug}.{language}.md",
        language=language,
        title=text.title,
        description=text.summary,
        template="showcase.html",
        markdown=text.body,
        source=text.path,
        slug=showcase.slug,
    )


def _city_page(city: City, n: int, language: str, t: Strings) -> Page:
    name, country = in_language(city.names, language), country_names(language)[city.country]
    return Page(
        path=f"cities/{city.slug}.{language}.md",
        language=language,
        title=name,
        description=t("city.description", n=n, city=name, country=country),
        template="city.html",
        markdown="",
    )


def _partner_page(partner: Partner, n: int, language: str, t: Strings) -> Page:
    name = in_language(partner.names, language)
    return Page(
        path=f"partners/{partner.slug}.{language}.md",
        language=language,
        title=name,
        description=t("partner.description", n=n, partner=name),
        template="partner.html",
        markdown="",
    )


def _edition_page(edition: Edition, n: int, language: str, t: Strings) -> Page:
    key = "editions.description" if n else "editions.description-empty"
    return Page(
        path=f"editions/{edition.number}.{language}.md",
        language=language,
        title=title(edition, t),
        description=t(key, n=n, name=edition.name, dates=dates(edition, t)),
        template="edition.html",
        markdown="",
    )


def _embed_page(parts: tuple[str, ...], name: str, language: str) -> Page:
    return Page(
        path="/".join((EMBED, *(parts or ("index",)))) + f".{language}.md",
        language=language,
        title=name,
        description="",
        template="embed.html",
        markdown="",
    )


def _booklet_page(language: str, t: Strings) -> Page:
    return Page(
        path=f"print.{language}.md",
        language=language,
        title=t("print.title"),
        description=t("print.description"),
        template="print.html",
        markdown="",
        gathers=True,
    )


def _problems_page(language: str, contributors: str) -> Page:
    words = explanations.words(contributors)
    return Page(
        path=f"contribute/problems.{language}.md",
        language=language,
        title=words("page.title"),
        description=words("page.description"),
        template="problems.html",
        markdown="",
    )


def _report_page(language: str, organisers: str) -> Page:
    words = organisers_words(organisers)
    return Page(
        path=f"report.{language}.md",
        language=language,
        title=words("page.title"),
        description=words("page.description"),
        template="report.html",
        markdown="",
        is_listed=False,
        is_of_all=True,
    )
