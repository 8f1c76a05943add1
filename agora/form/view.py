"""The form on the page "Contribute": its inputs, made from the schema, with their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from agora.catalog import Catalog
from agora.content import schema
from agora.content.gazetteer import Gazetteer
from agora.form.data import browser_data
from agora.language.collation import sort_key
from agora.language.countries import names as country_names
from agora.model import in_language
from agora.site import Site
from agora.strings import LOCALES, Strings

LEFT_OUT = frozenset({"edition", "aliases"})
"""Fields that the form does not ask for: it writes the current edition, and a new showcase has no
former address."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Input:
    """One input. `kind` is `line`, `text`, `choice`, `file`, or `list`, whose `parts` are repeated.

    `name` is that of the schema, with a dot before a part of a record: `image.alt`. `limits` says
    in words how long a text may be; `suggestions` names the list of known values.
    """

    name: str
    kind: str
    label: str
    help: str
    example: str = ""
    limits: str = ""
    longest: int = 0
    required: bool = False
    numeric: bool = False
    accept: str = ""
    suggestions: str = ""
    options: tuple[Option, ...] = ()
    parts: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What the template is given. `data` is for the browser: texts, numbers, lists, mappings."""

    inputs: Mapping[str, Input]
    languages: tuple[Option, ...]
    cities: tuple[Option, ...]
    partners: tuple[str, ...]
    icons: Mapping[str, str]
    text: Strings
    data: Mapping[str, Any]


def form(site: Site, catalog: Catalog, strings: Strings) -> Form:
    """The form in the language of `strings`, about the site as it stands."""
    words = Strings.load(strings.language, [LOCALES / "form"])
    gazetteer = Gazetteer.read(site, [])
    fields = [field for field in schema.SHOWCASE if field.name not in LEFT_OUT]
    written = [field for field in schema.SHOWCASE if field.name != "aliases"]
    inputs = _Inputs(catalog, strings, words)
    countries = country_names(strings.language)
    cities = (
        Option(in_language(city.names, strings.language), countries[city.country])
        for city in gazetteer.cities.values()
    )
    partners = {
        in_language(partner.names, strings.language) for partner in catalog.partners.values()
    }
    return Form(
        inputs={one.name: one for one in chain.from_iterable(map(inputs.of, fields))},
        languages=tuple(Option(language.key, language.name) for language in site.languages),
        cities=tuple(sorted(cities, key=lambda city: sort_key(city.value))),
        partners=tuple(sorted(partners, key=sort_key)),
        icons={key: axis.icon for key, axis in catalog.axes.items()},
        text=words,
        data=browser_data(site, catalog, gazetteer, written, strings, words),
    )


class _Inputs:
    """From fields of the schema to inputs with their words."""

    def __init__(self, catalog: Catalog, strings: Strings, words: Strings) -> None:
        self._catalog = catalog
        self._strings = strings
        self._words = words

    def of(self, field: schema.Field, prefix: str = "") -> Iterator[Input]:
        """The inputs of a field: one, or of a record one for each part."""
        if isinstance(field.type, schema.Record):
            for part in field.type.fields:
                yield from self.of(part, f"{field.name}.")
            return
        name = prefix + field.name
        words = self._words.entry("fields", name)
        shortest, longest = self._lengths(field.type)
        parts: tuple[Input, ...] = ()
        if isinstance(field.type, schema.ListOf):
            item = field.type.item
            inner = item.fields if isinstance(item, schema.Record) else ()
            parts = tuple(chain.from_iterable(self.of(part, f"{name}.") for part in inner))
        yield Input(
            name=name,
            kind=self._kind(field.type),
            label=words["label"],
            help=words.get("help", ""),
            example=words.get("example", ""),
            limits=self._limits(shortest, longest, field.type),
            longest=longest,
            required=field.required and not prefix,
            numeric=isinstance(field.type, schema.Year),
            accept=(
                ",".join(field.type.suffixes) if isinstance(field.type, schema.PictureFile) else ""
            ),
            suggestions={"partner": "partners", "city": "cities"}.get(name, ""),
            options=tuple(self._options(field.type)),
            parts=parts,
        )

    def _kind(self, type_: schema.Type) -> str:
        match type_:
            case schema.ListOf():
                return "list"
            case schema.Choice() | schema.AxisKey() | schema.CountryCode():
                return "choice"
            case schema.PictureFile():
                return "file"
            case schema.Text(_, longest) if longest > 200:
                return "text"
        return "line"

    def _lengths(self, type_: schema.Type) -> tuple[int, int]:
        """How short and how long a text may be; 0 where it does not matter to a writer."""
        if isinstance(type_, schema.ListOf):
            type_ = type_.item
        return (type_.shortest, type_.longest) if isinstance(type_, schema.Text) else (0, 0)

    def _limits(self, shortest: int, longest: int, type_: schema.Type) -> str:
        limits = []
        if isinstance(type_, schema.ListOf):
            limits.append(self._words("limits.most", n=type_.most))
        if isinstance(type_, schema.PictureFile):
            limits.append(self._words("limits.size", n=schema.LARGEST_PICTURE // 1_000_000))
        if shortest > 1:
            limits.append(self._words("limits.range", shortest=shortest, n=longest))
        elif longest and not isinstance(type_, schema.ListOf):
            limits.append(self._words("limits.longest", n=longest))
        return " ".join(limits)

    def _options(self, type_: schema.Type) -> Iterator[Option]:
        match type_:
            case schema.Choice(options):
                for option in options:
                    yield Option(option, self._strings(f"status.{option}"))
            case schema.AxisKey():
                for key, axis in self._catalog.axes.items():
                    yield Option(key, in_language(axis.titles, self._strings.language))
            case schema.CountryCode():
                names = country_names(self._strings.language)
                for code in sorted(names, key=lambda code: sort_key(names[code])):
                    yield Option(code, names[code])
