"""Cities and partners: which names, across all showcases, are the same term.

Nothing here depends on the order of the showcases, and nothing is compared pair
by pair: names are looked up, so the work grows with their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agora.content.entries import Entry, disagreement
from agora.content.gazetteer import Gazetteer
from agora.content.validation import Value
from agora.language import slugs
from agora.model import City, Partner
from agora.problems import Place, Problem


def resolve_cities(
    entries: Iterable[Entry], gazetteer: Gazetteer, problems: list[Problem]
) -> dict[str, City]:
    """The city of each showcase, by showcase slug. Showcases whose city has a problem lack one."""
    resolved: dict[str, City] = {}
    unlisted: dict[str, tuple[City, Place]] = {}
    for entry in entries:
        value = entry.original.values.get("city")
        if value is None:
            continue
        country = entry.original.data("country")
        city = _find_city(value, country, entry, gazetteer, problems)
        if city is None:
            continue
        if city.slug not in gazetteer.cities:
            first = unlisted.setdefault(city.slug, (city, value.place))
            if first[0].country != city.country:
                arguments = {"value": value.written, "slug": city.slug}
                problems.append(Problem("city-clash", (value.place, first[1]), arguments))
                continue
            city = first[0]
        resolved[entry.slug] = city
        for file in entry.translations:
            theirs = None if file.is_complete else file.values.get("city")
            if theirs and theirs.data != value.data and city not in gazetteer.named(theirs.data):
                problems.append(disagreement("city", value, theirs))
    return resolved


def _find_city(
    value: Value, country: str | None, entry: Entry, gazetteer: Gazetteer, problems: list[Problem]
) -> City | None:
    name = value.data
    known = gazetteer.named(name, country)
    if len(known) == 1:
        return known[0]
    if known:
        options = ", ".join(sorted(city.country for city in known))
        problems.append(
            Problem("ambiguous-city", (value.place,), {"value": name, "known": options})
        )
        return None
    if "country" in entry.original.given and country is None:
        return None  # The code is wrong, which has been said.
    similar = gazetteer.similar(name, country)
    if similar:
        arguments = {"value": name, "similar": similar}
        problems.append(Problem("similar-city", (value.place,), arguments))
        return None
    if country is None and not gazetteer.is_whole:
        return None  # It may be one that could not be read.
    if country is None:
        problems.append(Problem("unknown-city", (value.place,), {"value": name}))
        return None
    slug = slugs.term_slug(name)
    if not slug:
        problems.append(Problem("no-slug", (value.place,), {"key": "city", "value": name}))
        return None
    if slug in gazetteer.cities or slug in slugs.RESERVED:
        # A namesake in another country; the listed city keeps the plain address.
        slug = f"{slug}-{country.lower()}"
    return City(slug, country, {entry.original.language: name})


def resolve_partners(
    entries: Sequence[Entry], default_language: str, problems: list[Problem]
) -> tuple[dict[str, Partner], dict[str, tuple[str, ...]]]:
    """All partners by slug, and the slugs of each showcase's partners.

    A partner is known by its name in the default language where any showcase
    gives one: its slug comes from that name, and showcases that know it by
    another language's name join it.
    """
    names: dict[str, dict[str, tuple[str, Place]]] = {}
    aliases: dict[tuple[str, str], str] = {}
    of_showcase: dict[str, tuple[str, ...]] = {}

    def add(entry: Entry) -> None:
        keys = []
        for index, by_language in enumerate(entry.names("partner")):
            places = {
                file.language: file.values["partner"].items[index]
                for file in entry.files
                if file.language in by_language
            }
            key = _partner_slug(entry, by_language, default_language, aliases)
            if not key or key in slugs.RESERVED:
                first = entry.original.language
                arguments = {"key": "partner", "value": by_language[first]}
                problems.append(Problem("no-slug", (places[first],), arguments))
                continue
            known = names.setdefault(key, {})
            for language, name in by_language.items():
                aliases.setdefault((language, slugs.term_slug(name)), key)
                first_name, first_place = known.setdefault(language, (name, places[language]))
                if first_name != name:
                    problems.append(
                        Problem(
                            "partner-spelling",
                            (places[language], first_place),
                            {"value": name, "similar": first_name},
                        )
                    )
            keys.append(key)
        of_showcase[entry.slug] = tuple(dict.fromkeys(keys))

    ordered = sorted(entries, key=lambda entry: entry.slug)
    in_default = [e for e in ordered if default_language in _languages(e)]
    for entry in in_default:
        add(entry)
    for entry in ordered:
        if entry.slug not in of_showcase:
            add(entry)
    partners = {
        key: Partner(key, {language: name for language, (name, _) in known.items()})
        for key, known in names.items()
    }
    return partners, of_showcase


def _languages(entry: Entry) -> set[str]:
    return {language for names in entry.names("partner") for language in names}


def _partner_slug(
    entry: Entry, by_language: dict[str, str], default: str, aliases: dict[tuple[str, str], str]
) -> str:
    if default in by_language:
        return slugs.term_slug(by_language[default])
    language = entry.original.language
    slug = slugs.term_slug(by_language[language])
    return aliases.get((language, slug), slug)
