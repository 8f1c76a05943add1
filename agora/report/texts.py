"""What the texts tell: how long they are, and which translations lag behind.

The latter takes longer than all else that a report tells, so it is kept by the texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from agora.catalog import Catalog
from agora.content.history import History
from agora.keeping.fingerprint import digest
from agora.keeping.keeper import Keeper
from agora.keeping.pack import Pack
from agora.report.revisions import says_the_same

Pair = tuple[str, str]
"""The paths of an original and of a translation of it."""


@dataclass(frozen=True, slots=True)
class Texts:
    """By the path of a text: its number of words, and whether its original's words are newer."""

    words: Mapping[str, int]
    outdated: Mapping[str, bool]

    @classmethod
    def read(cls, catalog: Catalog, history: History, pack: Pack) -> Texts:
        texts = (text for one in catalog.showcases.values() for text in one.texts.values())
        words = {text.path: text.words for text in texts}
        return cls(words, _outdated(catalog, history, pack))


def _outdated(catalog: Catalog, history: History, pack: Pack) -> Mapping[str, bool]:
    """Of the translations that were last changed before their original: whether its words were.

    Changes of one day count as one: who writes both saves them one after the other.
    """
    pairs = list(_older(catalog, history))
    texts_then = cache(lambda: history.texts_then(pairs))

    def is_outdated(pair: Pair) -> bool:
        before = texts_then().get(pair)
        return before is None or not says_the_same(before, history.text(pair[0]))

    inputs = [
        (
            digest(
                *(
                    part.encode("utf-8", "surrogateescape")
                    for part in (*pair, history.commit(pair[1]), history.text(pair[0]))
                )
            ),
            pair,
        )
        for pair in pairs
    ]
    answers = Keeper(pack, "outdated", is_outdated).values(inputs)
    return {path: answer for (_, path), answer in zip(pairs, answers, strict=True)}


def _older(catalog: Catalog, history: History) -> Iterator[Pair]:
    for showcase in catalog.showcases.values():
        original = showcase.texts[showcase.original].path
        changed = history.dates(original).last.date()
        for language, text in showcase.texts.items():
            if language != showcase.original and history.dates(text.path).last.date() < changed:
                yield original, text.path
