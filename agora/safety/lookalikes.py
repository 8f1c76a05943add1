"""Letters of one script that pass for those of another: a Cyrillic `а` in `Casablanca`.

Unicode Technical Standard 39 has the tables, and the terms: a word mixes scripts, or is whole in
one that passes for another. Text in any script stays possible: a word is a problem only where one
of its letters looks like one of A to Z, and its company gives it away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agora.safety.characters import named

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_SUSPECT = re.compile("[^\x00-\u024f\u1e00-\u1eff\u2000-\u206f\u0300-\u036f]")
"""What is not in Latin, whose letters with accents are as honest as those without."""

_ALIKE = frozenset(
    [
        "LATIN",
        "GREEK",
        "CYRILLIC",
        "ARMENIAN",
        "COPTIC",
        "CHEROKEE",
        "LISU",
        "TIFINAGH",
        "DESERET",
        "OSAGE",
        "CANADIAN_ABORIGINAL",
    ]
)
"""The scripts with letters that pass for Latin ones. Arabic, Hebrew, those of India and of China
have few, and are joined to Latin words in earnest."""

_STYLED = ("<font>", "<wide>")
"""Letters that Unicode has for formulas and for old computers: Latin ones, dressed up."""


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A word that looks like another one: its place, and the letter that tells it from `twin`."""

    offset: int
    word: str
    letter: str
    twin: str

    @property
    def arguments(self) -> dict[str, str | int]:
        """Those of the problem's message."""
        code = named(self.letter)
        return {"value": self.word, "letter": self.letter, "code": code, "twin": self.twin}


def lookalikes(text: str) -> Iterator[Lookalike]:
    """Each word of a text that is not what it looks like."""
    if not _SUSPECT.search(text):
        return
    words = [match for match in _WORD.finditer(text) if _SUSPECT.search(match[0])]
    # A script in which the text has words of its own needs no second look.
    established = {
        script
        for match in words
        if len(scripts := _scripts(match[0])) == 1 and not _passes_whole(match[0])
        for script in scripts
    }
    for match in words:
        if found := _tell(match[0], established):
            yield Lookalike(match.start(), match[0], *found)


def is_lookalike_host(labels: Sequence[str]) -> bool:
    """Whether the labels of a host, between its full stops, look like another one's.

    Labels in Punycode (RFC 3492) are read first: browsers show what they stand for.
    """
    read = [_decoded(label) for label in labels]
    if None in read:
        return True
    shown = [label for label in read if label]
    if any(next(lookalikes(label), None) for label in shown):
        return True
    if next(lookalikes(".".join(shown)), None):
        return True
    # Within Latin, a letter that is neither plain nor plain with an accent.
    letters = (c for label in shown for c in label if not c.isascii() and _script(c) == "LATIN")
    return any(_twin(c) and not unicodedata.decomposition(c) for c in letters)


def _tell(word: str, established: set[str]) -> tuple[str, str] | None:
    """The letter that gives a word away, and what it looks like."""
    if len(word) > 1:
        for letter in word:
            kind, _, code = unicodedata.decomposition(letter).partition(" ")
            if kind in _STYLED and chr(int(code.split()[0], 16)).isascii():
                return letter, chr(int(code, 16))
    scripts = _scripts(word)
    if len(scripts & _ALIKE) > 1 or (
        len(word) > 1 and scripts <= _ALIKE and not scripts & established and _passes_whole(word)
    ):
        foreign = (c for c in word if _script(c) in _ALIKE - {"LATIN"})
        return next(((c, twin) for c in foreign if (twin := _twin(c))), None)
    return None


def _passes_whole(word: str) -> bool:
    """Whether each letter of a word that is not in Latin looks like one of A to Z."""
    base = [c for c in word if not unicodedata.combining(c)]
    return all(_script(c) in _ALIKE - {"LATIN"} and _twin(c) for c in base)


def _scripts(word: str) -> set[str]:
    return {_script(c) for c in word} - {"COMMON", "INHERITED", "UNKNOWN"}


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    # Unicode's tables take a moment to load, and most texts do without.
    from confusable_homoglyphs import categories

    return str(categories.alias(character))


@lru_cache(maxsize=4096)
def _twin(character: str) -> str | None:
    """The letter or digit of ASCII that a character looks like."""
    from confusable_homoglyphs import confusables

    found = confusables.is_confusable(character, preferred_aliases=[])
    candidates = [one["c"] for one in found[0]["homoglyphs"]] if found else []
    return next((c for c in candidates if len(c) == 1 and c.isascii() and c.isalnum()), None)


def _decoded(label: str) -> str | None:
    """A label of a host as browsers show it; None where its Punycode is wrong."""
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return None
