"""The showcases of one language as rows, and the values of each facet as columns of integers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from agora.catalog import Catalog
from agora.content.schema import STATUSES
from agora.language.collation import sort_key
from agora.language.countries import names as country_names
from agora.language.slugs import slugify
from agora.model import City, Names, Partner, Showcase, in_language
from agora.strings import Strings


@dataclass(frozen=True, slots=True)
class Facet:
    """What showcases are chosen by.

    `keys` are the values in addresses, the same in every language; `names` are what readers see.
    Both are in the order in which a list of all values shows them. `rows` holds, for each row,
    the indices of its values: none, one, or several.
    """

    key: str
    keys: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]

    @property
    def counts(self) -> Counter[int]:
        """In how many rows each value is."""
        return Counter(index for values in self.rows for index in values)


class Table:
    """The rows of a language: all showcases, in the order of the titles that its readers see."""

    def __init__(self, catalog: Catalog, strings: Strings, language: str) -> None:
        self._catalog = catalog
        self._strings = strings
        self.language = language

    @cached_property
    def showcases(self) -> tuple[Showcase, ...]:
        return tuple(
            sorted(
                self._catalog.showcases.values(),
                key=lambda one: (sort_key(one.text(self.language).title), one.slug),
            )
        )

    @cached_property
    def newest(self) -> tuple[int, ...]:
        """The rows, the latest edition and the latest year first, then by title."""

        def age(row: int) -> tuple[int, int, int]:
            showcase = self.showcases[row]
            return (-showcase.edition, -(showcase.year or 0), row)

        return tuple(sorted(range(len(self.showcases)), key=age))

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Axes and states are in their own order, years and editions the latest first."""
        catalog, t, language = self._catalog, self._strings, self.language
        countries = country_names(language)
        present = {one.axis for one in self.showcases}

        def country(showcase: Showcase) -> str:
            return catalog.cities[showcase.city].country

        return (
            self._facet(
                "axis",
                [
                    (axis.key, in_language(axis.short_titles, language))
                    for axis in catalog.axes.values()
                    if axis.key in present
                ],
                lambda one: (one.axis,),
            ),
            self._facet(
                "country",
                _by_name({key: countries[key] for key in map(country, self.showcases)}),
                lambda one: (country(one),),
            ),
            self._facet(
                "city",
                self._terms(catalog.cities, (one.city for one in self.showcases)),
                lambda one: (one.city,),
            ),
            self._facet(
                "partner",
                self._terms(catalog.partners, (key for s in self.showcases for key in s.partners)),
                lambda one: one.partners,
            ),
            self._facet(
                "status",
                [
                    (key, t(f"status.{key}"))
                    for key in STATUSES
                    if any(one.status == key for one in self.showcases)
                ],
                lambda one: (one.status,) if one.status else (),
            ),
            self._facet(
                "year",
                _latest(one.year for one in self.showcases if one.year),
                lambda one: (str(one.year),) if one.year else (),
            ),
            self._facet(
                "tag",
                _by_name(self._tags),
                lambda one: tuple(dict.fromkeys(map(self._tag, one.tags))),
            ),
            self._facet(
                "edition",
                [
                    (key, t("editions.number", n=int(key)))
                    for key, _ in _latest(one.edition for one in self.showcases)
                ],
                lambda one: (str(one.edition),),
            ),
        )

    @cached_property
    def _tags(self) -> Mapping[str, str]:
        """The name of each tag; where translations of one differ, that of the first slug."""
        names: dict[str, str] = {}
        for slug in sorted(self._catalog.showcases):
            for tag in self._catalog.showcases[slug].tags:
                if self.language in tag:
                    names.setdefault(self._tag(tag), tag[self.language])
        for one in self.showcases:
            for tag in one.tags:
                names.setdefault(self._tag(tag), in_language(tag, self.language))
        return names

    def _tag(self, tag: Names) -> str:
        name = in_language(tag, self._catalog.default_language)
        return slugify(name) or name

    def _terms(
        self, terms: Mapping[str, City] | Mapping[str, Partner], present: Iterable[str]
    ) -> list[tuple[str, str]]:
        return _by_name({key: in_language(terms[key].names, self.language) for key in present})

    def _facet(
        self,
        key: str,
        values: list[tuple[str, str]],
        of: Callable[[Showcase], tuple[str, ...]],
    ) -> Facet:
        index = {value: position for position, (value, _) in enumerate(values)}
        return Facet(
            key=key,
            keys=tuple(value for value, _ in values),
            names=tuple(name for _, name in values),
            rows=tuple(tuple(index[value] for value in of(one)) for one in self.showcases),
        )


def _by_name(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda item: (sort_key(item[1]), item[0]))


def _latest(numbers: Iterable[int]) -> list[tuple[str, str]]:
    return [(str(number), str(number)) for number in sorted(set(numbers), reverse=True)]
