"""Which known name did somebody mean?"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from agora.language.slugs import slugify


def most_similar(name: str, known: Iterable[str]) -> str | None:
    """The known name closest to `name`, or None where none is close.

    Compared without case, accents and punctuation, by optimal string alignment
    distance, so that two letters swapped count as one slip. Close means at most
    one slip in five letters: tighter than compilers are, because for a city or
    a partner a wrong suggestion refuses somebody's right word.
    """
    folded = slugify(name)
    allowed = max(1, len(folded) // 5)
    best: tuple[int, str] | None = None
    for candidate in known:
        distance = OSA.distance(folded, slugify(candidate), score_cutoff=allowed)
        if distance <= allowed and (best is None or (distance, candidate) < best):
            best = (distance, candidate)
    return best[1] if best else None
