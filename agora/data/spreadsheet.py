"""`showcases.csv`: a row a showcase, for people with a spreadsheet.

RFC 4180 in UTF-8, after a byte order mark, without which Excel takes it for another encoding. What
is said in words has a column for each language of the site, headed in that language.

No cell is a formula: see `agora.safety.output.for_cell`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from agora.data import licence
from agora.data.collection import Collection
from agora.language import countries
from agora.model import Names, Showcase, in_language
from agora.safety.output import for_cell
from agora.strings import Strings

PATH = "data/showcases.csv"

BETWEEN = " | "
"""What stands between several values of a cell: neither of the separators of files of tables."""

Cell: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and the cell of a showcase."""

    heading: str
    cell: Callable[[Showcase], Cell]


def columns(collection: Collection, strings: Mapping[str, Strings]) -> tuple[Column, ...]:
    """The columns, in their order; `strings` holds those of each language of the site."""
    return tuple(_Columns(collection, strings).all())


def table(collection: Collection, strings: Mapping[str, Strings], rows: Iterable[str]) -> str:
    """The file's text of its rows, with its byte order mark and its line ends."""
    headings = (column.heading for column in columns(collection, strings))
    return "\ufeff" + _line(headings) + "".join(rows)


def row(collection: Collection, strings: Mapping[str, Strings], showcase: Showcase) -> str:
    """The row of a showcase, with its line end."""
    return _line(column.cell(showcase) for column in columns(collection, strings))


def _line(cells: Iterable[Cell]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([for_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    return file.getvalue()


class _Columns:
    def __init__(self, collection: Collection, strings: Mapping[str, Strings]) -> None:
        self._collection = collection
        self._catalog = collection.catalog
        self._strings = strings

    def all(self) -> Iterator[Column]:
        catalog, collection = self._catalog, self._collection

        def coordinate(name: str) -> Callable[[Showcase], Cell]:
            def cell(showcase: Showcase) -> Cell:
                point = catalog.cities[showcase.city].coordinates
                return getattr(point, name) if point else None

            return cell

        yield self._once("slug", lambda showcase: showcase.slug)
        yield from self._each("title", lambda s, key: s.texts[key].title if key in s.texts else "")
        yield from self._each(
            "summary", lambda s, key: s.texts[key].summary if key in s.texts else ""
        )
        yield from self._each("axis", lambda s, key: in_language(catalog.axes[s.axis].titles, key))
        yield from self._each("partner", self._partners)
        yield from self._each("city", lambda s, key: in_language(catalog.cities[s.city].names, key))
        yield from self._each("country", self._country)
        yield self._once("latitude", coordinate("latitude"))
        yield self._once("longitude", coordinate("longitude"))
        yield self._once("year", lambda s: s.year)
        yield from self._each("status", self._status)
        yield from self._each("tags", lambda s, key: BETWEEN.join(_in(key, s.tags)))
        yield self._once("edition", lambda s: s.edition)
        yield from self._each("url", lambda s, key: collection.page(key, "showcases", s.slug))
        yield self._once("published", lambda s: collection.dates(s).first.date().isoformat())
        yield self._once("modified", lambda s: collection.dates(s).last.date().isoformat())
        yield self._once("license", lambda s: f"{licence.SHORT} {licence.ADDRESS}")

    def _once(self, name: str, cell: Callable[[Showcase], Cell]) -> Column:
        """A column for all languages, headed in each of them."""
        headings = (t(f"data.columns.{name}") for t in self._strings.values())
        return Column(" / ".join(dict.fromkeys(headings)), cell)

    def _each(self, name: str, cell: Callable[[Showcase, str], Cell]) -> Iterator[Column]:
        """A column for each language."""

        def within(language: str) -> Callable[[Showcase], Cell]:
            return lambda showcase: cell(showcase, language)

        for key, t in self._strings.items():
            yield Column(f"{t(f'data.columns.{name}')} ({key})", within(key))

    def _partners(self, showcase: Showcase, language: str) -> str:
        partners = (self._catalog.partners[key].names for key in showcase.partners)
        return BETWEEN.join(_in(language, partners))

    def _country(self, showcase: Showcase, language: str) -> str:
        return countries.names(language)[self._catalog.cities[showcase.city].country]

    def _status(self, showcase: Showcase, language: str) -> str:
        return self._strings[language](f"status.{showcase.status}") if showcase.status else ""


def _in(language: str, names: Iterable[Names]) -> Iterator[str]:
    return (in_language(each, language) for each in names)
