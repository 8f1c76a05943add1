"""The words that readers and contributors see, one YAML file a language.

Plain YAML rather than gettext: the same files serve templates, the command
line and, later, the browser, without a compile step, and a translator edits
them in a pull request like a showcase. Plural forms are those of CLDR, asked
from Babel, so a language with six of them needs no code.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from agora.keeping.constants import Constants
from agora.keeping.pack import Pack

LOCALES = Path(__file__).parent / "locales"

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The plural categories of CLDR."""


def preferred_language() -> str:
    """The language of messages that the environment asks for, by POSIX's `LANG` and its kin."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            language = value.partition(".")[0].partition("_")[0]
            return language if (LOCALES / f"{language}.yml").is_file() else "en"
    return "en"


class Strings:
    """The strings of one language.

    A key is a dotted path, such as `card.partner`. An entry is a text with
    `{named}` places, or a mapping of CLDR plural categories to such texts, which
    is chosen by the argument `n`. Numbers are written the way of the language.
    """

    def __init__(self, language: str, entries: Mapping[str, Any]) -> None:
        self.language = language
        self._entries = entries
        self._plain: dict[str, str] = {}
        self._raw: dict[str, Any] = {}
        # Of this object, for a locale's own hash takes long.
        self._category = lru_cache(maxsize=2**14)(self._plural)
        self._decimal = lru_cache(maxsize=2**14)(self._formatted)

    @classmethod
    def load(cls, language: str, folders: Iterable[Path] = (LOCALES,)) -> Strings:
        """Read `<language>.yml` from the first of `folders` that has it.

        Raises FileNotFoundError where none has.
        """
        for folder in folders:
            path = folder / f"{language}.yml"
            if path.is_file():
                return cls(language, _ENTRIES(path.read_text("utf-8")))
        raise FileNotFoundError(f"no {language}.yml in {', '.join(map(str, folders))}")

    @property
    def plain(self) -> tuple[str, Mapping[str, Any]]:
        """All that the strings are made from, for digests of what is made with them."""
        return self.language, self._entries

    @cached_property
    def locale(self) -> Locale:
        """The CLDR locale that the strings name; English where CLDR does not know it."""
        try:
            return Locale.parse(str(self._entries.get("locale", self.language)))
        except (UnknownLocaleError, ValueError):
            return Locale("en")

    @cached_property
    def keys(self) -> frozenset[str]:
        """The dotted keys of all texts; the forms of a plural share one."""
        return frozenset(_keys(self._entries))

    def entry(self, *path: str) -> Any:
        """The raw entry at a path of keys. Raises KeyError where there is none."""
        entry: Any = self._entries
        for key in path:
            entry = entry[key]
        return entry

    def __call__(self, key: str, **arguments: str | int) -> str:
        """The text at a dotted key with its arguments filled in. Raises KeyError."""
        if not arguments and key in self._plain:  # asked for on every page
            return self._plain[key]
        entry = self._raw.get(key)
        if entry is None:
            entry = self._raw[key] = self.entry(*key.split("."))
        if isinstance(entry, Mapping):
            entry = entry.get(self._category(arguments["n"])) or entry["other"]
        text = str(entry).format_map(
            {name: self.number(value) for name, value in arguments.items()}
        )
        if not arguments:
            self._plain[key] = text
        return text

    def dates(self, start: date, end: date) -> str:
        """Days from one to another, such as `7–8 June 2023`."""
        # CLDR's patterns of intervals abbreviate the month.
        if (start.year, start.month) == (end.year, end.month):
            month = format_skeleton("yMMMM", end, locale=self.locale)
            return f"{start.day}–{end.day} {month}"
        return " – ".join(format_date(day, "long", locale=self.locale) for day in (start, end))

    def number(self, value: str | int) -> str:
        """A number in the digits and separators of the language; a text as it is."""
        return value if isinstance(value, str) else self._decimal(value)

    def _plural(self, n: str | int) -> str:
        return str(self.locale.plural_form(float(n)))

    def _formatted(self, value: int) -> str:
        return format_decimal(value, locale=self.locale)


def _entries(text: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 (it is safe)


_ENTRIES = Constants("entries", _entries)
"""What a file of strings says, by its text."""


def recall(pack: Pack, folders: Iterable[Path]) -> None:
    """Have at hand what a pack keeps of the files of strings in some folders of this package."""
    files = (path for folder in folders for path in sorted(folder.glob("*.yml")))
    _ENTRIES.recall(pack, [path.read_text("utf-8") for path in files])


def _keys(entries: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for key, entry in entries.items():
        if isinstance(entry, Mapping) and not entry.keys() <= PLURALS:
            yield from _keys(entry, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"
