"""Says findings in the language of an organiser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from babel.dates import format_date

from agora.content.reading import FEWEST_WORDS
from agora.model import in_language
from agora.report.ageing import LONGEST_PILOT, UNTOUCHED_YEARS
from agora.report.findings import Finding
from agora.report.gaps import FEWEST_OF_AN_AXIS
from agora.safety.output import for_terminal
from agora.strings import LOCALES, Strings

FOLDER = LOCALES / "organisers"

THRESHOLDS: Mapping[str, Mapping[str, int]] = {
    "terms": {"fewest": FEWEST_OF_AN_AXIS},
    "texts": {"fewest": FEWEST_WORDS},
    "ageing": {"untouched": UNTOUCHED_YEARS, "pilot": LONGEST_PILOT},
}
"""What the introduction of a section says of its bounds."""


PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u202f]*")
"""Latin letters and their punctuation, which `for_terminal` leaves alone: nearly all of it."""


@cache
def words(language: str) -> Strings:
    """The strings of organisers in a language. Raises FileNotFoundError."""
    return Strings.load(language, [FOLDER])


def message(finding: Finding, words: Strings) -> str:
    """What a finding says, on one line."""
    arguments: dict[str, str | int] = dict(finding.arguments)
    if finding.names:
        arguments["title"] = in_language(finding.names, words.language)
    if "language" in arguments:
        arguments["language"] = language_name(str(arguments["language"]), words)
    for name in ("date", "original"):
        if name in arguments:
            arguments[name] = day(date.fromisoformat(str(arguments[name])), words)
    if finding.section == "links":
        status = int(arguments["status"]) if arguments["status"] else None
        arguments["why"] = why(str(arguments["reason"]), status, words)
    said = words(f"findings.{finding.kind}", **arguments)
    return said if PLAIN.fullmatch(said) else for_terminal(said)


def why(reason: str, status: int | None, words: Strings) -> str:
    """Why an address is not well, such as `HTTP 404`."""
    if reason in ("", "status"):
        return f"HTTP {status}"
    return words(f"links.reasons.{reason}")


def lead(section: str, words: Strings) -> str:
    """The introduction of a section."""
    return words(f"sections.{section}.lead", **THRESHOLDS.get(section, {}))


def language_name(key: str, words: Strings) -> str:
    """What a language is called, as within a sentence."""
    return str(words.locale.languages.get(key.replace("-", "_"), key))


def day(value: date, words: Strings) -> str:
    """A day such as `7 June 2023`."""
    return format_date(value, "long", locale=words.locale)
