"""Which view belongs to which address, in which languages a page is, and where it is at home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from agora.catalog import Catalog
from agora.data.exports import Exports
from agora.explorer.index import index_folder
from agora.explorer.table import Table
from agora.explorer.view import Explorer, ExplorerView
from agora.form import form
from agora.geography.kept import drawn
from agora.keeping.pack import Pack
from agora.languages import Languages
from agora.pages.booklet import booklet, numbers, page_numbers
from agora.pages.editions import edition_index, edition_page
from agora.pages.embed import EMBED, choices, embed, embeddable, listed
from agora.pages.generated import Asset
from agora.pages.organisers import report_page
from agora.pages.reader import Reader
from agora.pages.sharing import sharing
from agora.pages.urls import url
from agora.pages.views import (
    Alternate,
    Card,
    Chapter,
    Embeddable,
    Head,
    Link,
    SharePage,
    Sharing,
    ShowcasePage,
)
from agora.pictures.photographs import Photograph
from agora.problems.explanations import problem_index
from agora.report.reported import Reported
from agora.site import Site


class Router:
    """Builds the views of one catalog in all its languages."""

    def __init__(
        self,
        catalog: Catalog,
        languages: Languages,
        site: Site,
        photographs: Mapping[str, Photograph],
        exports: Exports | None = None,
        report: Reported | None = None,
        pack: Pack | None = None,
    ) -> None:
        """`pack` keeps what takes long to draw."""
        self._catalog = catalog
        self._languages = languages
        self._site = site
        self._photographs = photographs
        self._exports = exports
        self._report = report
        self._pack = pack or Pack()

    def view(self, parts: tuple[str, ...], language: str) -> Any:
        """The view of the page at an address; None for a page that is all its own text.

        Each kind of page has a view of its own, which only its template reads.
        """
        reader = self._readers[language]
        match parts:
            case ():
                return reader.home()
            case ("showcases",):
                return self._explorer(language)
            case ("showcases", slug):
                return reader.showcase(self._catalog.showcases[slug])
            case ("axes",):
                return reader.axes
            case ("axes", key):
                return reader.axis(key)
            case ("cities",):
                return reader.cities
            case ("editions",):
                return edition_index(self._catalog, language, self._languages.readers[language])
            case ("editions", number):
                t = self._languages.readers[language]
                return edition_page(int(number), self._catalog, reader, language, t)
            case ("cities", key):
                return reader.city(key)
            case ("partners",):
                return reader.partners
            case ("partners", key):
                return reader.listing(self._catalog.by_partner[key])
            case ("embed", *rest):
                t = self._languages.readers[language]
                return embed(tuple(rest), self._catalog, reader, self._site, t)
            case ("share",):
                return self._share(language)
            case ("print",):
                sheet = self.page_numbers[language].path
                return booklet(self._catalog, reader, language, sheet, self.numbers)
            case ("data",):
                return self._exports and self._exports.view(language)
            case ("contribute",):
                return form(self._site, self._catalog, self._languages.contributors[language])
            case ("contribute", "problems"):
                catalog = self._catalog
                strings = self._languages.contributors[language]
                return problem_index(strings, catalog.axes, catalog.editions)
            case ("report",) if self._report:
                return report_page(self._report, self._languages.contributors[language])
        return None

    def inputs(self, parts: tuple[str, ...], language: str) -> tuple[object, ...] | None:
        """All of the catalog that a page is made from, where that is less work than its values.

        Strings and code need not be named, nor what the page is described by. None for all others:
        their values say it best.
        """
        catalog, reader = self._catalog, self._readers[language]
        match parts:
            case ("showcases", slug):
                return reader.inputs(catalog.showcases[slug])
            case ("cities", key):
                return catalog.cities[key], reader.city(key)
            case ("partners", key):
                return catalog.partners[key], reader.listing(catalog.by_partner[key])
            case ("embed", *_):
                return (self.view(parts, language),)
            case ("report",) if self._report:
                return self._languages.contributors[language].language, self._report.digest
            case ("contribute", "problems"):
                return (
                    self._languages.contributors[language].language,
                    tuple(catalog.axes),
                    tuple(catalog.editions),
                )
        return None

    def chapter(self, slug: str, page: ShowcasePage) -> Chapter:
        """A showcase as the booklet shows it, given the view of its page."""
        return Chapter(self.numbers[slug], slug, replace(page, related=()))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each showcase in the booklet."""
        return numbers(self._catalog)

    @cached_property
    def explorers(self) -> Mapping[str, Explorer]:
        """The explorer of each language."""
        return {
            language: Explorer(
                Table(self._catalog, self._languages.readers[language], language),
                self._cards(language),
                self._languages.readers[language],
            )
            for language in self._catalog.languages
        }

    @cached_property
    def search_folders(self) -> Mapping[str, str]:
        """Where the full-text index of each language lies, relative to the site's root."""
        return {
            language: index_folder(language, self.documents_inputs(language))
            for language in self.explorers
        }

    def documents(self, language: str) -> Iterator[tuple[str, str]]:
        """The slug and the HTML of what the full-text index of a language is made from."""
        return self.explorers[language].documents(self._catalog, self._languages.readers)

    def documents_inputs(self, language: str) -> Iterator[tuple[object, ...]]:
        """All that these documents are made from."""
        return self.explorers[language].named_inputs(self._catalog, self._languages.readers)

    @cached_property
    def page_numbers(self) -> Mapping[str, Asset]:
        """The style sheet of each language that numbers the pages of its booklet."""
        n = len(self._catalog.showcases)
        readers = self._languages.readers
        return {language: page_numbers(n, readers[language]) for language in self._readers}

    def _cards(self, language: str) -> Mapping[str, Card]:
        listing = self._readers[language].listing(self._catalog.showcases.values())
        return {card.slug: card for card in (*listing.cards, *listing.rest)}

    def _explorer(self, language: str) -> ExplorerView:
        reader, t = self._readers[language], self._languages.readers
        default = self._catalog.default_language
        indexes = (("axes", reader.axes), ("cities", reader.cities), ("partners", reader.partners))
        return self.explorers[language].view(
            reader.map,
            [Link(index.counted, url(language, default, key)) for key, index in indexes],
            self.search_folders,
            {key: url(key, default, "showcases") for key in t if key != language},
            " ".join(dict.fromkeys(" ".join(t[key]("explorer.elisions") for key in t).split())),
        )

    def _share(self, language: str) -> SharePage:
        t = self._languages.readers[language]
        return SharePage(
            site=self._site.address,
            whole=embeddable((), self._catalog, self._site, t),
            choices=choices(self._catalog, t),
        )

    def sharing(self, parts: tuple[str, ...], language: str) -> Sharing | Embeddable | None:
        """How readers pass a page on: a showcase by its address, a listing as a frame."""
        t = self._languages.readers[language]
        match parts:
            case ("showcases", slug):
                return sharing(self._catalog.showcases[slug], self._catalog, self._site, t)
            case ("axes" | "cities" | "partners", _):
                return embeddable(parts, self._catalog, self._site, t)
        return None

    def alternates(self, parts: tuple[str, ...], language: str) -> tuple[Alternate, ...]:
        """The same page in each language: the switcher stays on the page."""
        default = self._catalog.default_language
        return tuple(
            Alternate(other.key, other.name, url(other.key, default, *parts), other.key == language)
            for other in self._site.languages
        )

    def head(self, parts: tuple[str, ...], language: str, social: Link | None = None) -> Head:
        """What search engines are told: a borrowed text is canonical where it is at home.

        `social` is the picture that stands for the page where it is shared.
        """
        default = self._catalog.default_language
        original, languages = default, self._catalog.languages
        is_embedded = parts[:1] == (EMBED,)
        if is_embedded:
            parts, languages = listed(parts[1:]), ()
        elif len(parts) == 2 and parts[0] == "showcases":
            showcase = self._catalog.showcases[parts[1]]
            original = showcase.original
            languages = tuple(key for key in languages if not showcase.is_borrowed(key))
        home = language if language in languages or is_embedded else original
        return Head(
            canonical=url(home, default, *parts),
            alternates=tuple((key, url(key, default, *parts)) for key in languages),
            default=url(default if default in languages else original, default, *parts),
            language=home,
            indexed=not is_embedded,
            social=social,
        )

    @cached_property
    def _readers(self) -> Mapping[str, Reader]:
        return {
            language: Reader(
                *(self._catalog, self._languages.readers[language], language, self._photographs),
                partial(drawn, self._pack),
            )
            for language in self._catalog.languages
        }
