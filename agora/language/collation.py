"""Sorting names as people look them up: without accents, case or punctuation first."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=2**16)
def sort_key(text: str) -> tuple[str, str]:
    """Sorts `Écologie` beside `ecologie`; the text itself settles what is left equal.

    The full Unicode collation would need ICU; for titles in the languages of
    the site, letters first and accents last is what it comes to.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if c.isalnum() or c.isspace())
    return (" ".join(letters.split()), text)
