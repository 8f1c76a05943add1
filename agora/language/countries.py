"""Countries: ISO 3166-1 alpha-2 codes, and their names from CLDR, asked from Babel."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError

# Territories that CLDR names but ISO 3166-1 does not assign to a country
# (exceptional reservations, groupings, private use; CLDR "Unicode region subtags").
_NOT_COUNTRIES = frozenset(
    "AC CP CQ DG EA EU EZ IC QO SU TA UK UN XA XB XK ZZ".split()  # noqa: SIM905 (one line)
)


@cache
def names(language: str) -> dict[str, str]:
    """Name of each country in a language, by code; in English where CLDR lacks the language."""
    try:
        territories = Locale.parse(language, sep="-" if "-" in language else "_").territories
    except (UnknownLocaleError, ValueError):
        territories = Locale("en").territories
    return {
        code: name
        for code, name in territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in _NOT_COUNTRIES
    }


def is_country(code: str) -> bool:
    return code in names("en")


def code_of(name: str, languages: tuple[str, ...]) -> str | None:
    """The code of a country called `name` in one of the languages, in any case of letters."""
    wanted = name.casefold()
    for language in languages:
        for code, known in names(language).items():
            if known.casefold() == wanted:
                return code
    return None
