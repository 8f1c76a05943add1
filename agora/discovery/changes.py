"""When each page of the site was first published and last changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agora.catalog import Catalog
from agora.content.history import Dates, History
from agora.model import Showcase

Parts = tuple[str, ...]

_WITH_ALL = {(), ("showcases",), ("axes",), ("cities",), ("partners",), ("print",)}
"""Pages that show or count all showcases."""

EDITIONS = "showcases/editions.yml"


class Changes:
    """The dates of pages, by the parts of their address and their language.

    A showcase has the dates of its text's file. A page that lists showcases is as old as the
    oldest of its showcases and its own text, and changes with each of them. `authored` holds the
    files of organisers' pages, relative to the site's root.
    """

    def __init__(
        self, catalog: Catalog, history: History, authored: Mapping[tuple[Parts, str], str]
    ) -> None:
        self._catalog = catalog
        self._history = history
        self._authored = authored
        self._of_texts: dict[str, Dates] = {}
        self._of_all: dict[str, Dates | None] = {}

    def of(self, parts: Parts, language: str) -> Dates | None:
        """The dates of a page; None where no file of the repository holds its text."""
        own = self._authored.get((parts, language))
        dates = [self._history.dates(own)] if own else []
        match parts:
            case ("showcases", slug):
                showcase = self._catalog.showcases[slug]
                dates.append(self._of_text(showcase, language))
            case ("axes", key):
                dates += self._of_group(self._catalog.by_axis[key], language)
            case ("cities", key):
                dates += self._of_group(self._catalog.by_city[key], language)
            case ("partners", key):
                dates += self._of_group(self._catalog.by_partner[key], language)
            case ("editions", number):
                dates.append(self._history.dates(EDITIONS))
                dates += self._of_group(self._catalog.by_edition[int(number)], language)
            case ("editions",) if any(e.name for e in self._catalog.editions.values()):
                dates.append(self._history.dates(EDITIONS))
            case _ if parts in _WITH_ALL:
                dates += [every] if (every := self._of_everything(language)) else []
        return _joined(dates)

    def _of_everything(self, language: str) -> Dates | None:
        if language not in self._of_all:
            showcases = self._catalog.showcases.values()
            self._of_all[language] = _joined(self._of_group(showcases, language))
        return self._of_all[language]

    def _of_group(self, showcases: Iterable[Showcase], language: str) -> list[Dates]:
        return [self._of_text(showcase, language) for showcase in showcases]

    def _of_text(self, showcase: Showcase, language: str) -> Dates:
        path = showcase.text(language).path
        if path not in self._of_texts:
            self._of_texts[path] = self._history.dates(path)
        return self._of_texts[path]


def _joined(dates: list[Dates]) -> Dates | None:
    if not dates:
        return None
    return Dates(min(one.first for one in dates), max(one.last for one in dates))
