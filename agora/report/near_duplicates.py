"""Names of different terms that may be one: a slip of the pen, another order, a legal form.

Two names are *near* when, once folded, they are the same or one slip apart: a letter too many, too
few, another one, or two neighbours swapped (optimal string alignment distance 1), in the order in
which their words stand or in alphabetical order. Folding sets aside case, accents, punctuation,
articles and legal forms. Numbers, also Roman ones, must agree: they tell things apart on purpose.

No name is compared with all others. Two names one slip apart have a common *deletion
neighbour*: a form with at most one letter taken out (Mor & Fraenkel, "A hash code method for
detecting and correcting spelling errors", CACM 25, 1982). So each name is filed under all of
its own, one more than its letters, and meets only those filed there too. Nothing is missed; and as
a form of m letters is a neighbour of at most 37 (m + 1) + 1 names in the alphabet of slugs, the
work grows with the number of names, not with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz.distance import OSA

from agora.language.slugs import slugify
from agora.model import Names

SHORTEST: Final = 5
"""Letters of a folded name from which on a slip counts: shorter ones, acronyms above all, are one
letter apart too often (ONE, ONEE; ANP, ANR). The same short names are near all the same."""

ARTICLES: Final = "a al and d de des du el et l la le les of the un une"
LEGAL_FORMS: Final = "asbl co corp gie gmbh inc limited llc ltd plc sa sarl sas sasu scop sem spl"
SET_ASIDE: Final = frozenset(f"{ARTICLES} {LEGAL_FORMS}".split())
"""Words that tell no organisation from another."""

_NUMBER = re.compile(r"\d+|[ivx]+")

Pair: TypeAlias = tuple[str, str]


class Folded(NamedTuple):
    """A name as it is compared: its words as they stand, in alphabetical order; sorted numbers."""

    written: str
    ordered: str
    numbers: tuple[str, ...]


def fold(name: str) -> Folded | None:
    """The folded form of a name; None for one without letter or digit."""
    words = slugify(name).split("-")
    words = [word for word in words if word not in SET_ASIDE] or words
    if not any(words):
        return None
    numbers = tuple(sorted(word for word in words if _NUMBER.fullmatch(word)))
    return Folded(" ".join(words), " ".join(sorted(words)), numbers)


def are_near(one: Folded, other: Folded) -> bool:
    """Whether two names are near, as the module defines it."""
    if one.numbers != other.numbers:
        return False
    return any(
        a == b or (min(len(a), len(b)) >= SHORTEST and OSA.distance(a, b, score_cutoff=1) <= 1)
        for a, b in ((one.written, other.written), (one.ordered, other.ordered))
    )


def near_pairs(terms: Mapping[str, Names]) -> Iterator[tuple[Pair, Pair]]:
    """The keys of the terms that have a near name in any language, and those two names.

    Each pair of terms once, in the order of their keys.
    """
    names = [
        (key, name, folded)
        for key in sorted(terms)
        for name in dict.fromkeys(terms[key].values())
        if (folded := fold(name))
    ]
    filed: dict[str, list[int]] = defaultdict(list)
    for index, (_, _, folded) in enumerate(names):
        for form in _forms(folded):
            filed[form].append(index)
    found: dict[Pair, Pair] = {}
    for indices in filed.values():
        for position, first in enumerate(indices):
            for second in indices[position + 1 :]:
                one, other = names[first], names[second]
                pair = (one[0], other[0])
                if one[0] != other[0] and pair not in found and are_near(one[2], other[2]):
                    found[pair] = (one[1], other[1])
    yield from sorted(found.items())


def _forms(folded: Folded) -> Iterable[str]:
    """Every form under which a name is filed."""
    forms = set()
    for text in {folded.written, folded.ordered}:
        forms.add(text)
        if len(text) >= SHORTEST:
            forms |= {text[:i] + text[i + 1 :] for i in range(len(text))}
    return forms
