"""What a new showcase meets: names already in use, and whether one answer fits in.

Reads every showcase, and takes those with problems for what they do say: a
contributor is not stopped by the mistakes of others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from agora.content import axes, editions, schema
from agora.content.entries import Entry, LanguageFile, assemble, read_fields
from agora.content.frontmatter import Document, MappingNode, Node, ScalarNode, SequenceNode
from agora.content.gazetteer import Gazetteer
from agora.content.sources import read, scan
from agora.content.terms import resolve_cities, resolve_partners
from agora.content.validation import Known, Validator
from agora.language import countries, slugs
from agora.language.collation import sort_key
from agora.language.similar import most_similar
from agora.model import Axis, Partner, in_language
from agora.problems import Place, Problem
from agora.site import Site
from agora.text.reading import read as read_text

_HERE = Place("")
"""The place of an answer, which is in no file yet."""

_LAST = "~"
"""Sorts after every slug: of two names, the one already there is the first."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of a site: axes by key, cities, partners by slug, and all showcases' entries."""

    site: Site
    axes: Mapping[str, Axis]
    editions: Sequence[int]
    current_edition: int | None
    """The edition that new showcases join; None on a site without a list of editions."""
    gazetteer: Gazetteer
    partners: Mapping[str, Partner]
    entries: Sequence[Entry]
    slugs: frozenset[str]
    """The showcases, and the former names of others, which no new showcase may take."""

    @classmethod
    def read(cls, site: Site) -> Vocabulary:
        """Read a site, whatever problems it has."""
        ignored: list[Problem] = []
        known_axes = axes.load(site, ignored)
        known = editions.load(site, ignored)
        known_editions, current = known.all, known.all.get(known.current)
        gazetteer = Gazetteer.read(site, ignored)
        validator = Validator(Known(known_axes, known_editions, site.language_keys), ignored)
        texts = scan(site, ignored).texts
        entries = []
        for slug, paths in texts.items():
            files = [
                read_fields(document, language, validator)
                for language, path in sorted(paths.items())
                if (document := read(path, site, ignored))
            ]
            if files and (entry := assemble(slug, files, validator, ignored)):
                entries.append(entry)
        aliases = {alias for entry in entries for alias in entry.original.data("aliases", ())}
        return cls(
            site=site,
            axes=known_axes,
            editions=list(known_editions),
            current_edition=current.number if current and current.name else None,
            gazetteer=gazetteer,
            partners=resolve_partners(entries, site.default_language, ignored)[0],
            entries=entries,
            slugs=frozenset(texts) | aliases,
        )

    def cities(self, language: str) -> list[str]:
        """The listed cities, and those that showcases name, in alphabetical order."""
        cities = {
            city.slug: city for city in resolve_cities(self.entries, self.gazetteer, []).values()
        }
        cities |= self.gazetteer.cities
        return sorted({in_language(c.names, language) for c in cities.values()}, key=sort_key)

    def partner_names(self, language: str) -> list[str]:
        names = {in_language(partner.names, language) for partner in self.partners.values()}
        return sorted(names, key=sort_key)

    def city_meant(self, name: str, country: str = "") -> str | None:
        """The listed city close to a name that is not listed."""
        if self.gazetteer.named(name):
            return None
        return self.gazetteer.similar(name, country or None)

    def partner_meant(self, name: str, language: str) -> str | None:
        """The known partner whose name is the same but for its spelling, or close."""
        known = self.partner_names(language)
        return None if name in known else most_similar(name, known)

    def country_code(self, text: str) -> str:
        """The code of a country given by code or name, in any of the site's languages."""
        code = countries.code_of(text, self.site.language_keys)
        return code or (text.upper() if countries.is_country(text.upper()) else text)

    def problems(self, language: str, **answers: Any) -> list[Problem]:
        """What is wrong with answers, by the rules of `agora check`.

        Fields that are not among the answers are not missed. A city is held against the list of
        cities, with the `country` beside it, and partners against the spelling of others.
        """
        problems: list[Problem] = []
        known = Known(self.axes, self.editions, self.site.language_keys)
        entries = tuple((ScalarNode(k, False, _HERE), _node(v)) for k, v in answers.items())
        given = MappingNode(entries, _HERE)
        document = Document(_HERE.path, given, "", 1)
        values = Validator(known, problems).record(given, schema.SHOWCASE)
        places = dict.fromkeys(answers, _HERE)
        file = LanguageFile(language, document, values, places, read_text(document.body))
        terms: list[Problem] = []
        everything = [*self.entries, Entry(_LAST, file, ())]
        if "city" in answers:
            resolve_cities(everything, self.gazetteer, terms)
        if "partner" in answers:
            resolve_partners(everything, self.site.default_language, terms)
        return problems + [problem for problem in terms if _HERE in problem.places]

    def is_free(self, slug: str) -> bool:
        return slugs.is_slug(slug) and slug not in self.slugs


def _node(value: Any) -> Node:
    """A value as front matter would hold it."""
    if isinstance(value, tuple):
        return SequenceNode(tuple(map(_node, value)), _HERE)
    if isinstance(value, str | int):
        return ScalarNode(str(value), True, _HERE)
    parts = ((field.name, getattr(value, field.name)) for field in fields(value))
    return MappingNode(
        tuple((ScalarNode(name, False, _HERE), _node(part)) for name, part in parts if part), _HERE
    )
