"""Do the figures of two languages of a text agree?

A translation tells some figures once more or once less, in another order, or in words. Hence
figures are paired from near to far: within a paragraph, a section, the text. What is left over
contradicts where something else stands in its place, and is missing where the other language has
nothing like it.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple, TypeAlias

from agora.content.figures import Figure, figures
from agora.language.quantities import Manner
from agora.text.passages import Passage

_PERCENT = " %"


@dataclass(frozen=True)
class Telling:
    """A text in one language, with its figures.

    Without `in_words`, numbers in words are passed over: two languages are held against each other
    only by what we read in both.
    """

    language: str
    passages: Sequence[Passage]
    in_words: bool = True

    @cached_property
    def figures(self) -> Sequence[Figure]:
        return tuple(figures(self.passages, self.language, self.in_words))

    @cached_property
    def values(self) -> frozenset[str]:
        """All that its figures may mean."""
        return frozenset(value for figure in self.figures for value in _bare(figure))

    @cached_property
    def headings(self) -> Sequence[int]:
        """The levels of its headings."""
        return [passage.level for passage in self.passages if passage.level]

    @cached_property
    def shape(self) -> Sequence[tuple[int, int]]:
        """The section and the level of each passage."""
        return [(passage.section, passage.level) for passage in self.passages]


class Disagreement(NamedTuple):
    """A broken rule, and the figures that break it: one of each text, or one of either."""

    rule: str
    ours: Figure | None
    theirs: Figure | None


Pair: TypeAlias = tuple[Figure, Figure]
Left: TypeAlias = tuple[list[Figure], list[Figure]]
Unit: TypeAlias = Callable[[Figure], Hashable]
Values: TypeAlias = Callable[[Figure], Sequence[str]]


class Way(NamedTuple):
    """A way in which figures say the same: those of which manners, and which of their values."""

    manners: Sequence[tuple[Manner, Manner]]
    ours: Values
    theirs: Values
    is_near: bool = True
    """Whether only what stands in one place is alike in this way."""
    is_doubtful: bool = False


def _value(figure: Figure) -> Sequence[str]:
    return (figure.value,)


def _values(figure: Figure) -> Sequence[str]:
    return figure.values


def _foreign(figure: Figure) -> Sequence[str]:
    return () if figure.foreign is None else (figure.foreign,)


def _bare(figure: Figure) -> Sequence[str]:
    return [value.removesuffix(_PERCENT) for value in figure.values]


_SAME = [(manner, manner) for manner in Manner]
_DIGITS = [pair for pair in product(Manner, Manner) if Manner.DIGITS in pair]
_WAYS = (
    Way(_SAME, _value, _value, is_near=False),
    Way(_SAME, _values, _values, is_near=False),
    Way(_DIGITS, _values, _values),
    Way(_DIGITS, _foreign, _values, is_doubtful=True),
    Way(_DIGITS, _values, _foreign, is_doubtful=True),
    Way(_DIGITS, _bare, _bare, is_doubtful=True),
)
"""The surest first."""


def disagreements(ours: Telling, theirs: Telling) -> Iterator[Disagreement]:
    """What the figures of two languages of a text disagree on."""
    units = _units(ours, theirs)
    left: Left = list(ours.figures), list(theirs.figures)
    pairs: list[Pair] = []
    for unit in units:
        for way in _WAYS:
            if unit is units[0] or not way.is_near:
                alike = _alike(left, unit, way)
                pairs += alike
                if way.is_doubtful:
                    yield from (Disagreement("figure-form", *pair) for pair in alike)
    for pair in _exchanged(left, units, ours, theirs):
        yield Disagreement("figure-differs", *pair)
    for figure in _absent(left[0], theirs):
        yield Disagreement("figure-form" if _is_small(figure) else "figure-missing", figure, None)
    for figure in _absent(left[1], ours):
        yield Disagreement("figure-form" if _is_small(figure) else "figure-missing", None, figure)
    yield from (Disagreement("figure-moved", *pair) for pair in _moved(pairs, ours, theirs))


def _units(ours: Telling, theirs: Telling) -> list[Unit]:
    """What can be held against each other, as far as the texts are built alike; the least first."""
    units: list[Unit] = []
    if ours.shape == theirs.shape:
        units.append(lambda figure: figure.passage)
    if ours.headings == theirs.headings:
        units.append(lambda figure: figure.section)
    return [*units, lambda figure: None]


def _alike(left: Left, unit: Unit, way: Way) -> list[Pair]:
    """The figures of one unit that say the same in one way. They are left no more."""
    waiting: dict[tuple[Hashable, Manner, str], deque[Figure]] = defaultdict(deque)
    for figure in left[1]:
        for value in way.theirs(figure):
            waiting[unit(figure), figure.manner, value].append(figure)
    pairs: list[Pair] = []
    taken: set[int] = set()
    for figure in left[0]:
        manners = [theirs for ours, theirs in way.manners if ours == figure.manner]
        for manner, value in product(manners, way.ours(figure)):
            queue = waiting.get((unit(figure), manner, value), deque())
            while queue and id(queue[0]) in taken:
                queue.popleft()
            if queue:
                pairs.append((figure, queue.popleft()))
                taken.update(map(id, pairs[-1]))
                break
    for side in left:
        side[:] = [figure for figure in side if id(figure) not in taken]
    return pairs


def _exchanged(left: Left, units: Sequence[Unit], ours: Telling, theirs: Telling) -> Iterator[Pair]:
    """The figures that stand in each other's place. They are left no more, wherever they stand.

    Near each other, one is in the other's place even if its value is told elsewhere as well.
    """
    for unit in units:
        groups: dict[Hashable, Left] = defaultdict(lambda: ([], []))
        for n, side in enumerate(left):
            for figure in sorted(side, key=lambda figure: -figure.manner):
                if figure.manner == Manner.DIGITS or (
                    figure.manner == Manner.WORDS and unit is units[0]
                ):
                    groups[unit(figure), _counted(figure)][n].append(figure)
        for group in groups.values():
            as_many = len(group[0]) == len(group[1])
            for pair in zip(*group, strict=False):
                # In words, sentences say more or less of what is small, unless one for one.
                in_digits = any(figure.manner == Manner.DIGITS for figure in pair)
                is_new = _is_new(pair[0], theirs) and _is_new(pair[1], ours)
                if (in_digits or as_many) and (is_new or unit is units[0]):
                    yield pair
                    for side, figure in zip(left, pair, strict=True):
                        side[:] = [each for each in side if each.value != figure.value]


def _is_new(figure: Figure, other: Telling) -> bool:
    """Whether a figure is told nowhere in another language."""
    return other.values.isdisjoint(_bare(figure))


def _absent(left: Sequence[Figure], other: Telling) -> Sequence[Figure]:
    """What is left in digits and told nowhere in another language; each value once."""
    found: dict[str, Figure] = {}
    for figure in left:
        if figure.manner == Manner.DIGITS and _is_new(figure, other):
            found.setdefault(figure.value, figure)
    return [figure for value, figure in found.items() if value not in ("0", "1")]


def _moved(pairs: Sequence[Pair], ours: Telling, theirs: Telling) -> Iterator[Pair]:
    """The pairs that stand in two sections, or are told after two sources, and only there."""
    are_alike = ours.headings == theirs.headings
    in_sections = [{(figure.section, figure.value) for figure in t.figures} for t in (ours, theirs)]
    of_sources = {(figure.url, figure.value) for figure in ours.figures}
    urls = {url for url, _ in of_sources if url}
    for one, other in pairs:
        if one.value != other.value or one.manner != Manner.DIGITS or _is_small(one):
            continue
        in_another_section = (
            are_alike
            and (one.section, one.value) not in in_sections[1]
            and (other.section, other.value) not in in_sections[0]
        )
        of_another_source = (
            one.url
            and other.url in urls
            and of_sources.isdisjoint({(other.url, other.value), (None, other.value)})
        )
        if in_another_section or of_another_source:
            yield one, other


def misread(one: Figure, other: Figure) -> Figure | None:
    """The one of two figures whose points and commas have the part of another language's."""
    found = [each for each, as_ in ((one, other), (other, one)) if each.foreign in as_.values]
    # Three digits after a mark are thousands more often than thousandths.
    return max(found, key=_as_foreign, default=None)


def _as_foreign(figure: Figure) -> float:
    return float((figure.foreign or "0").removesuffix(_PERCENT))


def _counted(figure: Figure) -> str:
    """What is counted, if it is not things: `%`, `:` of the time, `month` or `quarter`."""
    return re.sub(r"[\d. -]", "", figure.value)


def _is_small(figure: Figure) -> bool:
    """Whether a phrase may stand for a figure, as "both", "dozens" or "entirely" do."""
    return figure.value == f"100{_PERCENT}" or any(
        value.isdecimal() and len(value) <= 3 and int(value) <= 100 for value in figure.values
    )
