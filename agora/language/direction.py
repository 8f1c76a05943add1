"""The direction in which a language is written, from CLDR, asked from Babel."""

from __future__ import annotations

from typing import Literal

from babel import Locale, UnknownLocaleError


def direction(language: str) -> Literal["ltr", "rtl"]:
    """The value of HTML's `dir` for a language; left to right where CLDR lacks the language."""
    try:
        locale = Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if locale.text_direction == "rtl" else "ltr"
