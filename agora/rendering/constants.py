"""What every build makes the same, recalled from the pack before somebody asks for it."""

from __future__ import annotations

from agora import strings
from agora.form import data
from agora.keeping.pack import Pack
from agora.languages import CONTRIBUTORS_PARTS
from agora.strings import LOCALES


def recall_words(pack: Pack) -> None:
    """The words of this package that a site shows: they are YAML, which takes long to read."""
    strings.recall(pack, [LOCALES, *(LOCALES / part for part in CONTRIBUTORS_PARTS)])


def recall_letters(pack: Pack) -> None:
    """What letters of other alphabets become in an address."""
    data.recall(pack)
