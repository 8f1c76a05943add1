"""Figures, years and dates in a text, whatever the language writes them with.

CLDR, asked from Babel, tells how a language groups digits, marks decimals and
names months, so that `31 000`, `31,000` and `31000` are one figure, and `1,5`
is `1.5` and not `15`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from agora.content.prose import prose

_SPACES = "\u00a0\u202f\u2009 "
HEADING = re.compile(r"^(#{2,6})[ \t]", re.MULTILINE)
_LINK = re.compile(
    r"\[(?P<words>[^\]\n]*)\]\(\s*<?(?P<url>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?"
)
_DIGITS = re.compile(r"\d+")


class Patterns(NamedTuple):
    """What tells the figures of a language: numbers and their decimal marks, dates, and the months
    by name. `reach` is how many characters a date may extend before and after any of its digits.
    """

    number: re.Pattern[str]
    decimal: re.Pattern[str]
    date: re.Pattern[str]
    months: Mapping[str, int]
    reach: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or month in a text.

    `value` is the same in every language. `section` counts the headings before
    it; `url` is where the words around it lead, if they are a link.
    """

    value: str
    written: str
    offset: int
    section: int
    url: str | None


def figures(text: str, language: str) -> Iterator[Figure]:
    """The figures of a Markdown text, in order of place.

    A number that is part of a name (`T3`, `CO2`) is none. A month counts
    beside a day or a year only, so that the English verb "may" does not.
    """
    readable = prose(text)
    headings = [match.start() for match in HEADING.finditer(readable)]
    links = [
        (match.start("words"), match.end("words"), match["url"]) for match in _LINK.finditer(text)
    ]
    known = patterns(language)
    found: dict[int, tuple[str, str]] = {}
    for match in known.number.finditer(readable):
        found[match.start()] = (_value(match[0], known.decimal), match[0])
    for match in _dates(readable, known):
        name = match["before"] or match["after"]
        start = match.start("before") if match["before"] else match.start("after")
        found[start] = (f"month {known.months[name]}", name)
    for offset, (value, written) in sorted(found.items()):
        section = sum(heading <= offset for heading in headings)
        url = next((url for start, end, url in links if start <= offset < end), None)
        yield Figure(value, written, offset, section, url)


def _dates(text: str, known: Patterns) -> Iterator[re.Match[str]]:
    """The dates of a text. Each has a digit: what is far from one need not be looked through."""
    start = end = 0
    for digits in _DIGITS.finditer(text):
        if digits.start() - known.reach > end:
            yield from known.date.finditer(text, start, end)
            start = digits.start() - known.reach
        end = digits.end() + known.reach
    yield from known.date.finditer(text, start, end)


def _value(written: str, decimal: re.Pattern[str]) -> str:
    """A number, written in the way that is the same for all languages."""
    whole, _, fraction = decimal.sub("|", written).partition("|")
    digits = "".join(str(int(character)) for character in whole if character.isdecimal())
    value = Decimal(f"{digits}.{fraction}" if fraction else digits)
    return f"{value.normalize():f}"


def _decimal(language: str) -> str:
    """The decimal marks of a language. A point is one where it groups nothing: "version 2.0"."""
    locale = _locale(language)
    marks = {get_decimal_symbol(locale), "."} - {get_group_symbol(locale)}
    return f"[{re.escape(''.join(sorted(marks)))}]"


@cache
def patterns(language: str) -> Patterns:
    """What tells the figures of a language, from CLDR."""
    group = get_group_symbol(_locale(language))
    # Where CLDR groups with one kind of space, people type all kinds.
    groups = re.escape(_SPACES if group.isspace() else group)
    decimal = _decimal(language)
    # Both begin by looking for a digit or a first letter: all else comes later, where it is rare.
    number = re.compile(
        # Neither in a word (T3) nor a decimal; but the minutes of "2h10" count.
        rf"\d(?:(?<![\w.,]\d)|(?<=\d[a-z]\d)|(?<=\D[.,]\d))"
        rf"(?:\d{{0,2}}(?:[{groups}]\d{{3}})+(?!\d)|\d*)(?:{decimal}\d+)?"
    )
    months: dict[str, int] = {}
    for index, name in get_month_names("wide", locale=_locale(language)).items():
        months[name] = months[name[:1].upper() + name[1:]] = index
    initials = re.escape("".join(sorted({name[0] for name in months})))
    names = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    date = re.compile(
        rf"(?=[\d{initials}])(?:\d{{1,2}}[a-z]{{0,2}}[{_SPACES}](?P<before>{names})\b"
        rf"|\b(?P<after>{names})[{_SPACES}]\d{{1,4}}(?!\d))"
    )
    # On one side at most: a name, a space, two letters and another digit.
    reach = max(map(len, months)) + 4
    return Patterns(number, re.compile(decimal), date, months, reach)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-" if "-" in language else "_")
