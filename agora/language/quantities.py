"""Quantities in a text: what its figures, times and dates say, in whatever way a language has.

`40 000`, `40,000` and `forty thousand` say the same, and so do `17 h` and `5:00 pm`, or
`31/12/2023` and `December 31, 2023`. CLDR, asked from Babel, tells the marks and months of a
language; `agora.language.numerals` reads numbers in words, where it knows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import cache, cached_property, partial
from typing import NamedTuple

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from agora.language.numerals import NUMERALS, Numerals

_SPACE = "[ \u00a0\u2000-\u200a\u202f\u205f]"
_MARK = "[.,\u066b\u066c]"
_HYPHEN = "[-\u2010\u2011]"
_DASH = "[-\u2010-\u2014/]"
_NUMBER = rf"(?:\d{{1,3}}(?:{_SPACE}{{1,2}}\d{{3}})+(?!\d)(?:{_MARK}\d+)?|\d+(?:{_MARK}\d+)*)"
_BETWEEN = rf"{_SPACE}?(?:{_DASH}|\b(?:à|au|to|et|and|ou|or)\b){_SPACE}?"
_ORDINAL = r"(?:er|re|ère|ème|e|nde?|de|st|rd|th)s?\b"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_PERCENT = rf"(?:%|٪|pour{_SPACE}cent|per{_SPACE}?cent(?!age))"
_QUARTER = r"(?:trimestre|quarter)s?\b"

_LABELS = (
    *("étape", "etape", "step", "phase", "partie", "part", "chapitre", "chapter", "section"),
    *("figure", "tableau", "table", "annexe", "appendix", "question", "version", "page"),
    *("variable", "numéro", "niveau", "level", "jour", "day", "objectif", "goal"),
)
"""Words before a number that counts off what is told, and measures nothing."""

_UNITS = "[KMGT]?[WVLMKB]|[MGTK]W[Hh]|[KMGT]o|K[GM]|M{1,2}DH|DH"
_MEASURED = rf"(?:[a-zà-öø-ÿ%€$£]|(?:{_UNITS})(?!\w))"
"""How what was measured begins; a heading begins with a capital."""


def _labelled() -> str:
    """The digit after a label and a space; what is looked for behind has one length at a time."""
    by_length: dict[int, list[str]] = {4: ["fig."], 3: ["no."], 2: ["n°", "nº"]}
    for label in (*_LABELS, *(f"{label}s" for label in _LABELS)):
        written = f"[{label[0]}{label[0].upper()}]{label[1:]}"
        by_length.setdefault(len(label), []).append(written)
    behind = (rf"(?<=(?<!\w)(?:{'|'.join(same)}){_SPACE}\d)" for same in by_length.values())
    return "|".join((*behind, r"(?<=#\d)", r"(?<=°\d)"))


_NAMES = (
    # Telephones.
    rf"(?<=\+\d)(?:[().-]?{_SPACE}?[().-]?\d){{8,14}}",
    rf"(?<=(?<!\w)0)\d(?:[.-]?{_SPACE}?\d\d){{4}}(?!\d)",
    rf"(?<=\(\d)\d\d\){_SPACE}?\d{{3}}[-.]?{_SPACE}?\d{{4}}(?!\d)",
    r"(?<!\w\d)(?:\d\d|[-.]\d{3})[-.]\d{3}[-.]\d{4}(?!\d)",
    # [^1], which calls a footnote.
    r"(?<=\[\^\d)[^\]\s]*\]",
    # The numbers of headings, of paragraphs, and of what is told one by one: 1. 2.1 (3); but not
    # 12.4 million, 1.5 MW
    rf"(?<![^\n]\d)\d?(?:(?:\.\d{{1,2}})*[.)]|(?:\.\d{{1,2}})+(?!{_SPACE}{_MEASURED})|(?=\s{_DASH}))"
    r"(?=\s)",
    r"(?<=\(\d)\d?(?:\)|\.(?!\d))",
    # Étape 1, Step 2.3, n° 4
    rf"(?:{_labelled()})\d*(?:\.\d+)*(?:{_BETWEEN}\d+(?![\w.,]))?",
    # ISO 37120, RN 11, but not USD 500
    rf"(?<=[A-Z][A-Z]{_SPACE}\d)(?<!(?:USD|EUR|GBP|CAD|CHF|MAD|MDH|DHS|XOF|CFA).\d)"
    rf"(?<!(?<!\w)DH.\d)(?<!(?={_YEAR})\d)\d*(?:[.-]\d+)*(?!\w)",
    # T3, CO2, RN11
    r"(?<=\w\d)(?<![\d_]\d)\w*(?:[.-]\d+)*",
    # COVID-19, but not post-2015
    rf"(?<=\w{_HYPHEN}\d)(?<![\d_].\d)(?<!(?={_YEAR})\d)\w*",
    # 5G, 18F, 2FA, but not 3 MW
    rf"(?<![\w.,]\d)\d?(?!(?:{_UNITS})(?!\w))[A-Z]+(?!\w)",
)
# All begin with a digit, or as addresses do: everything else is passed over quickly.
NAMES = re.compile(
    rf"[\dhw](?:(?<=h)ttps?://\S+|(?<=w)ww\.\S+|(?<=\d)(?:{'|'.join(_NAMES)}))", re.MULTILINE
)
"""Numbers that are names or count off what is told. They measure nothing, and need no source."""

NUMBER = re.compile(rf"(?<!\w){_NUMBER}")
"""A number in digits, where it is not part of a word."""


class Manner(IntEnum):
    """How a quantity is told, and what that owes to the other languages of a text."""

    LOOSE = 0
    """In a name, or in a word such as "dozen": another language may do without."""
    WORDS = 1
    """As a number in words, which come and go as sentences are turned."""
    DIGITS = 2
    """In digits, as what is measured, counted or dated."""


class Quantity(NamedTuple):
    """What stands from `start` to `end` of a text.

    `values` are the same in every language: `40000`, `15 %`, `17:00`, `month 12`, `quarter 3`. The
    first is what is meant; the others may be, as `17 h` is a time of day or a length of time.
    `foreign` is the value where points and commas have each other's part.
    """

    start: int
    end: int
    values: Sequence[str]
    manner: Manner = Manner.DIGITS
    foreign: str | None = None


Found = Iterator[Quantity]


class Reader(NamedTuple):
    """What to look for, and what it says. What one reader takes is kept from the next."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Found]


def blank(match: re.Match[str]) -> str:
    """As many signs that are no words as were matched."""
    return "\ufffc" * len(match[0])


def canonical(digits: str, power: int = 0) -> str:
    """A number, times a power of ten, in the way that is the same for all languages."""
    if len(digits) > _LONGEST:
        return digits
    return f"{Decimal(digits).scaleb(power).normalize():f}"


_LONGEST = 25
"""Of longer numbers nobody knows the value: they are compared as written."""


@dataclass(frozen=True)
class Quantities:
    """How a language writes quantities: its marks, months and words."""

    decimal: str
    group: str
    months: Mapping[str, int]
    is_day_first: bool
    numerals: Numerals | None

    @classmethod
    @cache
    def of(cls, language: str, in_words: bool = True) -> Quantities:
        """Those of a language; without `in_words`, no number in words is read, nor `million`."""
        locale = _locale(language)
        months: dict[str, int] = {}
        for width in ("abbreviated", "wide"):
            for number, name in get_month_names(width, locale=locale).items():
                months[name] = months[name[:1].upper() + name[1:]] = number
        return cls(
            decimal=get_decimal_symbol(locale),
            group=get_group_symbol(locale),
            months=months,
            is_day_first=re.sub("[^dM]", "", str(locale.date_formats["short"])).startswith("d"),
            numerals=numerals_of(language) if in_words else None,
        )

    def find(self, text: str) -> list[Quantity]:
        """The quantities of a text, in order of place."""
        found: list[Quantity] = []

        def take(reader: Reader, match: re.Match[str]) -> str:
            read = [*reader.read(match)]
            found.extend(read)
            return blank(match) if read else match[0]

        for reader in self._readers if _DIGIT.search(text) else self._readers[-1:]:
            text = reader.pattern.sub(partial(take, reader), text)
        found.extend(self._words(text))
        return sorted(found)

    @cached_property
    def _readers(self) -> Sequence[Reader]:
        """In the order in which they read; the last one also reads what has no digits."""
        has_words = self.numerals is not None  # else half of "2 hours 10" may be unread in another
        return (
            *([Reader(_QUARTERS, _quarter)] if has_words else ()),
            Reader(_DATE, self._date),
            Reader(self._month_names, self._month),
            *([Reader(_TIME, _time)] if has_words else ()),
            Reader(NAMES, self._names),
            Reader(self._amounts, self._amount),
            Reader(_ROMAN, _roman),
        )

    def number(self, written: str) -> tuple[str | None, str | None]:
        """The value of digits, and their value where the marks have each other's part.

        None for what is no number, such as `2.1.3`.
        """
        plain = re.sub(_SPACE, "", written)
        whole, *rest = re.split(_MARK, plain)
        marks = re.findall(_MARK, plain)
        is_grouped = 0 < len(whole) <= 3 and whole[0] != "0" and all(len(p) == 3 for p in rest)
        match marks:
            case []:
                return canonical(plain), None
            case [mark]:
                decimal, group = canonical(f"{whole}.{rest[0]}"), canonical(whole + rest[0])
                if not is_grouped or plain != written or mark == _ARABIC_DECIMAL:
                    return decimal, None
                if mark in (self.group, _ARABIC_GROUP):
                    return group, decimal
                return decimal, group
            case [*groups, last] if len(set(groups)) == 1:
                if last not in groups:
                    return canonical(f"{whole}{''.join(rest[:-1])}.{rest[-1]}"), None
                if is_grouped:
                    return canonical(whole + "".join(rest)), None
        return None, None

    @cached_property
    def _month_names(self) -> re.Pattern[str]:
        names = sorted(self.months, key=len, reverse=True)
        return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?!\w)")

    def _month(self, match: re.Match[str]) -> Found:
        """A month beside a day or a year; elsewhere, "may" is a verb."""
        text, start = match.string, match.start()
        before = _DAY_BEFORE.search(text, max(0, start - 12), start)
        if before or _YEAR_AFTER.match(text, match.end()):
            yield Quantity(*match.span(), (f"month {self.months[match[0]]}",))

    def _date(self, match: re.Match[str]) -> Found:
        if match["iso"]:
            day, month, year = "day", "month", "iso"
            is_sure = True
        else:
            one, two = int(match["one"]), int(match["two"])
            day_first = one > 12 or (self.is_day_first and two <= 12)
            day, month = ("one", "two") if day_first else ("two", "one")
            year = "year"
            # English is written in countries of either order.
            is_sure = self.is_day_first or max(one, two) > 12
        as_day = [f"{int(match[day])}", f"month {int(match[day])}"]
        as_month = [f"month {int(match[month])}", f"{int(match[month])}"]
        years = (
            (match[year],) if len(match[year]) == 4 else (f"20{match[year]}", f"19{match[year]}")
        )
        yield Quantity(*match.span(day), as_day[: 1 if is_sure else 2])
        yield Quantity(*match.span(month), as_month[: 1 if is_sure else 2])
        yield Quantity(*match.span(year), years)

    def _names(self, match: re.Match[str]) -> Found:
        for number in _DIGITS.finditer(match.string, *match.span()):
            if value := self.number(number[0])[0]:
                yield Quantity(*number.span(), (value,), Manner.LOOSE)

    @cached_property
    def _scales(self) -> Mapping[str, int]:
        words = self.numerals.scales.items() if self.numerals else ()
        return {f"{word}{plural}": power for word, power in words for plural in ("", "s")}

    @cached_property
    def _amounts(self) -> re.Pattern[str]:
        words = (
            "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in self._scales) or "(?!)"
        )
        return re.compile(
            rf"(?P<first>{NUMBER.pattern})(?:(?P<between>{_BETWEEN})[$€£]?(?P<last>{_NUMBER}))?"
            rf"(?:{_SPACE}?(?P<percent>{_PERCENT})|{_SPACE}(?P<scale>{words})\b"
            rf"|{_SPACE}?(?P<symbol>{'|'.join(_SYMBOLS)}|(?<=\d)m)(?![^\W_]))?"
        )

    def _amount(self, match: re.Match[str]) -> Found:
        """One number or two, which share what they are counted in."""
        symbol, scale = match["symbol"], match["scale"]
        power = self._scales[scale.lower()] if scale else _SYMBOLS.get(symbol, 0)
        if symbol == "m" and match.string[match.start() - 1 : match.start()] in ("$", "€", "£"):
            power = 6

        def counted(value: str) -> str:
            return f"{value} %" if match["percent"] else canonical(value, power)

        for group in ("first", "last"):
            value, foreign = self.number(match[group]) if match[group] else (None, None)
            if value is None:
                continue
            is_last = match["last"] is None or group == "last"
            values = [counted(value)]
            if symbol or not is_last:
                values.append(value)
            if group == "last" and _is_short_year(match):
                values.insert(0, match["first"][:2] + value)
            end = match.end() if is_last else match.end(group)
            yield Quantity(
                match.start(group),
                end,
                tuple(dict.fromkeys(values)),
                foreign=foreign and counted(foreign),
            )

    def _words(self, text: str) -> Found:
        """Numbers and months in words."""
        numerals = self.numerals
        if numerals is None:
            return
        heads = self._heads
        end = 0
        for word in _WORD.finditer(text):
            said = word[0].lower()
            if said[:_HEAD] not in heads or word.start() < end:
                continue
            if word[0] in self.months and len(said) > _HEAD:
                yield Quantity(*word.span(), (f"month {self.months[word[0]]}",), Manner.LOOSE)
            elif values := numerals.values.get(said) or numerals.values.get(said.removesuffix("s")):
                counted = self._counted(text, Quantity(*word.span(), values, Manner.LOOSE))
                end = counted.end
                yield counted
            elif said.startswith(numerals.begins):
                for start, stop, value in numerals.read(text, word.start()):
                    # "Millions", by themselves, are many.
                    is_loose = value in _ROUND and text[start:stop].isalpha()
                    manner = Manner.LOOSE if is_loose else Manner.WORDS
                    quantity = Quantity(start, stop, (canonical(repr(value)),), manner)
                    counted = self._counted(text, quantity)
                    end = counted.end
                    if value != 1:
                        yield counted

    @cached_property
    def _heads(self) -> frozenset[str]:
        """How all words begin that say something. Few others do, and those are passed over."""
        words = (*self.months, *(self.numerals.words if self.numerals else ()))
        return frozenset(word[:_HEAD].lower() for word in words)

    def _counted(self, text: str, quantity: Quantity) -> Quantity:
        """A number in words, with the percent or the quarter of a year that follows it."""
        after = _COUNTED.match(text, quantity.end)
        if after is None:
            return quantity
        value = quantity.values[0]
        counted = f"quarter {value}" if after["quarter"] else f"{value} %"
        return quantity._replace(end=after.end(), values=(counted, value))


def numerals_of(language: str) -> Numerals | None:
    """The words in which a language tells numbers, if we know them."""
    return NUMERALS.get(_locale(language).language)


def written_in(value: str, language: str) -> tuple[str, str]:
    """A number, or a percentage, as a language writes it, and the language's decimal mark."""
    locale = _locale(language)
    number, *percent = value.split()
    written = format_decimal(Decimal(number), locale=locale, decimal_quantization=False)
    return " ".join([written, *percent]), get_decimal_symbol(locale)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-" if "-" in language else "_")


_ARABIC_DECIMAL, _ARABIC_GROUP = "\u066b\u066c"
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(_NUMBER)
_WORD = re.compile(r"[^\W\d_]+")
_ROUND = (1e2, 1e3, 1e6, 1e9, 1e12)
_HEAD = 3
"""Letters by which words that say nothing are told apart at once; no shorter word says anything."""

_COUNTED = re.compile(rf"{_SPACE}(?:{_PERCENT}|(?P<quarter>{_QUARTER}))")
_DAY_BEFORE = re.compile(rf"\d[a-zè]{{0,4}}{_SPACE}(?:(?:of|de){_SPACE})?$")
_YEAR_AFTER = re.compile(rf"{_SPACE}\d")
_SYMBOLS = {"MMDH": 9, "MDH": 6, "Mds": 9, "Md": 9, "Mrd": 9, "bn": 9, "M": 6, "k": 3, "K": 3}
"""Powers of ten in one letter or a few; `M` may also be a unit."""

_QUARTERS = re.compile(
    rf"[QT1-4](?<!\w.)(?:(?<=[QT])(?P<named>[1-4])(?!\w)|(?<=\d){_ORDINAL}{_SPACE}{_QUARTER})"
)


def _quarter(match: re.Match[str]) -> Found:
    """A quarter of a year. A question or a tram line may be called Q3 or T3."""
    number = match["named"] or match[0][0]
    manner = Manner.LOOSE if match["named"] else Manner.DIGITS
    yield Quantity(*match.span(), (f"quarter {number}", number), manner)


_DATE = re.compile(
    r"(?<![\w./-])(?:(?P<iso>\d{4})(?P<a>[-/])(?P<month>\d\d)(?P=a)(?P<day>\d\d)"
    r"|(?P<one>\d{1,2})(?P<b>[./-])(?P<two>\d{1,2})(?P=b)(?P<year>(?:19|20)\d\d|(?<=\d\d.)\d\d))"
    r"(?![\w/-]|\.\d)"
)

_TIME = re.compile(
    rf"(?<![\w.,:])(?:(?P<from>\d{{1,2}}){_BETWEEN})?(?P<hour>\d{{1,2}})(?:"
    rf":(?P<minute>\d\d)(?::\d\d)?(?:{_SPACE}?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
    rf"|{_SPACE}?(?P<half_alone>[AaPp])\.?[Mm]\b\.?"
    rf"|{_SPACE}?(?:heures?|hours?|hrs?|h|H)"
    rf"(?:{_SPACE}?(?P<past>\d\d)(?:{_SPACE}?(?:mn|min(?:utes?)?))?"
    rf"|{_SPACE}(?:(?:et|and){_SPACE})?(?P<and>\d{{1,2}}){_SPACE}?min(?:utes?)?)?)(?![\w%])"
)


def _time(match: re.Match[str]) -> Found:
    """A time of day, or hours and minutes."""
    hour = int(match["hour"])
    minute = match["minute"] or match["past"] or match["and"] or "00"
    half = (match["half"] or match["half_alone"] or "").lower()
    if half:
        values = [f"{hour % 12 + 12 * (half == 'p')}:{minute}"]
    elif match["minute"]:
        values = [f"{hour}:{minute}", f"{hour + 12}:{minute}"]
    else:
        values = [f"{hour}:{minute:0>2}", *([str(hour)] if minute == "00" else ())]
    if match["from"]:
        start = int(match["from"])
        yield Quantity(*match.span("from"), (f"{start}:00", f"{start + 12}:00", f"{start}"))
    yield Quantity(match.start("hour"), match.end(), values)


_ROMAN = re.compile(
    rf"[IVX](?<!\w.)(?:(?<=I)(?:er|re|ère)|[IVX]*(?:e|ème|th|st|nd|rd|(?={_SPACE}(?:siècle|century))))"
    r"(?!\w)"
)
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def _roman(match: re.Match[str]) -> Found:
    digits = match[0].rstrip("eèrmthsnd")
    ones = digits.lstrip("X")
    if ones in _ONES:
        yield Quantity(*match.span(), (str(10 * (len(digits) - len(ones)) + _ONES.index(ones)),))


def _is_short_year(match: re.Match[str]) -> bool:
    """Whether a range of years names the last one in two digits."""
    is_year = re.fullmatch(_YEAR, match["first"]) and re.fullmatch(r"\d\d", match["last"])
    return bool(is_year and re.fullmatch(_DASH, match["between"]))
