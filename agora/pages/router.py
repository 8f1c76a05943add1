"""Which view belongs to which address, in which languages a page is, and where it is at home."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from agora.catalog import Catalog
from agora.form import form
from agora.languages import Languages
from agora.pages.reader import Reader
from agora.pages.urls import url
from agora.pages.views import Alternate, Head
from agora.problems.explanations import problem_index
from agora.site import Site


class Router:
    """Builds the views of one catalog in all its languages."""

    def __init__(self, catalog: Catalog, languages: Languages, site: Site) -> None:
        self._catalog = catalog
        self._languages = languages
        self._site = site

    def view(self, parts: tuple[str, ...], language: str) -> object | None:
        """The view of the page at an address; None for a page that is all its own text."""
        reader = self._readers[language]
        match parts:
            case ():
                return reader.home()
            case ("showcases",):
                return reader.listing(self._catalog.showcases.values())
            case ("showcases", slug):
                return reader.showcase(self._catalog.showcases[slug])
            case ("axes",):
                return reader.axes
            case ("axes", key):
                return reader.axis(key)
            case ("cities",):
                return reader.cities
            case ("editions",):
                return reader.editions()
            case ("cities", key):
                return reader.city(key)
            case ("partners",):
                return reader.partners
            case ("partners", key):
                return reader.listing(self._catalog.by_partner[key])
            case ("contribute",):
                return form(self._site, self._catalog, self._languages.contributors[language])
            case ("contribute", "problems"):
                catalog = self._catalog
                strings = self._languages.contributors[language]
                return problem_index(strings, catalog.axes, catalog.editions)
        return None

    def alternates(self, parts: tuple[str, ...], language: str) -> tuple[Alternate, ...]:
        """The same page in each language: the switcher stays on the page."""
        default = self._catalog.default_language
        return tuple(
            Alternate(other.key, other.name, url(other.key, default, *parts), other.key == language)
            for other in self._site.languages
        )

    def head(self, parts: tuple[str, ...], language: str) -> Head:
        """What search engines are told: a borrowed text is canonical where it is at home."""
        default = self._catalog.default_language
        original, languages = default, self._catalog.languages
        if len(parts) == 2 and parts[0] == "showcases":
            showcase = self._catalog.showcases[parts[1]]
            original = showcase.original
            languages = tuple(key for key in languages if not showcase.is_borrowed(key))
        home = language if language in languages else original
        return Head(
            canonical=url(home, default, *parts),
            alternates=tuple((key, url(key, default, *parts)) for key in languages),
            default=url(default if default in languages else original, default, *parts),
        )

    @cached_property
    def _readers(self) -> Mapping[str, Reader]:
        return {
            language: Reader(self._catalog, self._languages.readers[language], language)
            for language in self._catalog.languages
        }
