"""The catalog: all showcases, and the same grouped by axis, city, partner and edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from agora.model import Axis, City, Edition, Partner, Showcase

Key = TypeVar("Key", str, int)


@dataclass(frozen=True)
class Catalog:
    """Everything the site shows. Terms are held by key, showcases by slug.

    Grouping loses and repeats nothing: each showcase is once under its axis,
    once under its city, once under its edition and once under each of its
    partners, whatever the order in which the files were read.
    """

    languages: tuple[str, ...]
    axes: Mapping[str, Axis]
    cities: Mapping[str, City]
    partners: Mapping[str, Partner]
    showcases: Mapping[str, Showcase]
    editions: Mapping[int, Edition]
    current_edition: int

    @property
    def default_language(self) -> str:
        return self.languages[0]

    @cached_property
    def by_axis(self) -> Mapping[str, tuple[Showcase, ...]]:
        """Showcases of each axis; an axis without any has an empty group."""
        return self._group(self.axes, lambda showcase: (showcase.axis,))

    @cached_property
    def by_city(self) -> Mapping[str, tuple[Showcase, ...]]:
        return self._group(self.cities, lambda showcase: (showcase.city,))

    @cached_property
    def by_partner(self) -> Mapping[str, tuple[Showcase, ...]]:
        return self._group(self.partners, lambda showcase: showcase.partners)

    @cached_property
    def by_edition(self) -> Mapping[int, tuple[Showcase, ...]]:
        """Showcases of each edition; an edition without any has an empty group."""
        return self._group(self.editions, lambda showcase: (showcase.edition,))

    @property
    def shown_edition(self) -> int:
        """The edition whose showcases stand for the agora: the current one, as soon as it has any.

        Until then it is the latest before it that has some; without any, the current one.
        """
        earlier = (n for n in self.editions if n <= self.current_edition and self.by_edition[n])
        return max(earlier, default=self.current_edition)

    def _group(
        self, keys: Iterable[Key], keys_of: Callable[[Showcase], tuple[Key, ...]]
    ) -> Mapping[Key, tuple[Showcase, ...]]:
        groups: dict[Key, list[Showcase]] = {key: [] for key in keys}
        for slug in sorted(self.showcases):
            for key in keys_of(self.showcases[slug]):
                groups[key].append(self.showcases[slug])
        return {key: tuple(group) for key, group in groups.items()}
