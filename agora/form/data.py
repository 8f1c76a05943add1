"""What the browser must know to check answers to the form: rules, patterns, and names in use.

Everything is taken from the definitions that `agora check` uses, so that the two cannot drift
apart. Only the functions are written twice, in this package and in `docs/assets/form/`, and
`tests/test_form_mirror.py` runs both over one table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from agora.authoring import rewriting, typesetting
from agora.authoring.scaffold import LONGEST_PROPOSAL
from agora.catalog import Catalog
from agora.content import reading, schema
from agora.content.gazetteer import Gazetteer
from agora.form.ecmascript import javascript
from agora.keeping.constants import Constants
from agora.keeping.pack import Pack
from agora.language import quantities, slugs, typography
from agora.language.slugs import slugify
from agora.languages import contributors_language
from agora.model import City, in_language
from agora.problems import LONGEST_QUOTE, QUOTED
from agora.problems.rules import CODES
from agora.safety import addresses, characters
from agora.site import Site
from agora.strings import LOCALES, Strings
from agora.text import faults

RULES = (
    *("slug", "missing", "missing-file", "missing-alt", "empty-value", "too-many", "too-long"),
    *(
        "too-short",
        "year",
        "web-address",
        "address-space",
        "picture-path",
        "picture-type",
        "no-slug",
    ),
    *("similar-city", "unknown-city", "ambiguous-city", "city-clash", "partner-spelling"),
    *("alias-clash", "empty-body", "link-scheme", "broken-link", "missing-picture"),
    *("remote-picture", "body-picture-alt", "large-picture", "no-source", "french-space"),
    *("english-space", "straight-quote", "not-https", "short-text", "long-text"),
    *("other-markdown", "abbreviation", "undefined-footnote", "unused-footnote"),
    *("first-level-heading", "pasted-bullet", "broken-link-syntax", "local-path", "lone-quote"),
)
"""The rules that answers can break. A choice from a list cannot be wrong, and the form itself
writes the front matter and the names of the files."""

_ALPHABETS = ((0x80, 0x6FF), (0x2000, 0x23FF), (0x2D30, 0x2D7F), (0x3000, 0x303F))
"""Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic; punctuation and symbols; Tifinagh; Asian
punctuation. Names in other scripts get no proposal of an address in the browser."""

_FROM_THE_RIGHT = ((0x590, 0x8FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE), (0x10800, 0x10FFF))
"""Where the letters lie that are written from right to left, but for those of Adlam and Mende."""

_CHARACTERS = "".join(chr(code) for first, last in _ALPHABETS for code in range(first, last + 1))


def browser_data(
    site: Site,
    catalog: Catalog,
    gazetteer: Gazetteer,
    fields: Sequence[schema.Field],
    strings: Strings,
    words: Strings,
) -> dict[str, Any]:
    """Texts, numbers, lists and mappings, as JSON has them.

    `fields` are those that the form writes; `strings` are the site's, `words` the form's.
    """
    edition = catalog.editions[catalog.current_edition]
    return {
        "language": strings.language,
        "languages": list(site.language_keys),
        "fields": [_as_object(field) for field in fields],
        "edition": str(edition.number) if edition.name else "",
        "problems": {rule: _wording(rule, strings) for rule in RULES},
        "report": {name: strings.entry("report", name) for name in ("error", "advice")},
        "text": words.entry("script"),
        "outlines": {
            key: Strings.load(contributors_language(site, key), [LOCALES / "form"])("outline-text")
            for key in site.language_keys
        },
        "quoted": {"names": sorted(QUOTED), "longest": LONGEST_QUOTE},
        "reserved": sorted(slugs.RESERVED),
        "longestProposal": LONGEST_PROPOSAL,
        "largestPicture": schema.LARGEST_PICTURE,
        "words": {"fewest": reading.FEWEST_WORDS, "most": reading.MOST_WORDS},
        "schemes": sorted(addresses.SCHEMES),
        "patterns": _patterns(site),
        "mending": _mending(fields),
        "letters": {"ranges": _ALPHABETS, "latin": _LETTERS(_CHARACTERS)},
        "axes": {
            key: {
                "short": in_language(axis.short_titles, strings.language),
                "colour": axis.colour,
            }
            for key, axis in catalog.axes.items()
        },
        **_known(site, catalog, gazetteer),
    }


def _as_object(field: schema.Field) -> dict[str, Any]:
    """A field of the schema as JSON has it; the names are those of `agora.content.schema`."""
    return {
        "name": field.name,
        "required": field.required,
        "example": field.example,
        "type": _type(field.type),
    }


def _type(type_: schema.Type) -> dict[str, Any]:
    kind = {"kind": type(type_).__name__}
    match type_:
        case schema.Text(shortest, longest):
            return {**kind, "shortest": shortest, "longest": longest}
        case schema.Year(first, last):
            return {**kind, "first": first, "last": last}
        case schema.WebAddress(longest):
            return {**kind, "longest": longest}
        case schema.PictureFile(suffixes):
            return {**kind, "suffixes": list(suffixes)}
        case schema.Record(fields):
            return {**kind, "fields": [_as_object(field) for field in fields]}
        case schema.ListOf(item, most):
            return {**kind, "item": _type(item), "most": most}
    return {**kind}


def _wording(rule: str, strings: Strings) -> dict[str, Any]:
    """The code of a rule, and the alternatives of its message, help and note."""
    entry = strings.entry("problems", rule)
    lines: dict[str, Any] = {"code": CODES[rule]}
    for name in ("message", "help", "note"):
        templates = entry.get(name, [])
        lines[name] = [templates] if isinstance(templates, str) else list(templates)
    return lines


def _patterns(site: Site) -> dict[str, Any]:
    def by_language(language: str) -> dict[str, Any]:
        rules = typography.RULES.get(language, ())
        return {"typography": [(rule, javascript(pattern)) for rule, pattern in rules]}

    return {
        "slug": javascript(slugs.PATTERN),
        "scheme": javascript(addresses.SCHEME),
        "local": javascript(addresses.LOCAL),
        "names": javascript(quantities.NAMES),
        "number": javascript(quantities.NUMBER),
        "attributes": javascript(faults.ATTRIBUTES),
        "footnote": javascript(faults.FOOTNOTE),
        "abbreviation": javascript(faults.ABBREVIATION),
        "bullet": javascript(faults.BULLET),
        "link": javascript(faults.LINK),
        "languages": {key: by_language(key) for key in site.language_keys},
    }


def _mending(fields: Sequence[schema.Field]) -> dict[str, Any]:
    """What a script must know to mend what is pasted."""
    patterns = {
        "unseen": characters.UNSEEN,
        "flag": characters.FLAG,
        "form": characters.FORM,
        "ideograph": characters.IDEOGRAPH,
        "spaceless": characters.SPACELESS,
        "joined": characters.JOINED,
        "emoji": characters.EMOJI,
        "fromTheRight": _from_the_right(),
        "address": typesetting.ADDRESS,
        "apostrophes": typesetting.APOSTROPHES,
        "hyphens": typesetting.HYPHENS,
        "ligatures": typesetting.LIGATURES,
        "apart": typesetting.APART,
        "wide": typesetting.WIDE,
        "asian": typesetting.ASIAN,
        "marks": typesetting.MARKS,
        "entity": typesetting.ENTITY,
        "shortcode": typesetting.SHORTCODE,
        "signs": rewriting.SIGNS,
        "marker": rewriting.MARKER,
        "bullet": rewriting.BULLET,
        "dash": rewriting.DASH,
        "hashes": rewriting.HASHES,
        "link": rewriting.LINK,
        "defined": rewriting.DEFINED,
    }
    sets = {
        "direction": characters.DIRECTION,
        "joiners": characters.JOINERS,
        "bidi": typesetting.BIDI,
        "asSpaces": typesetting.AS_SPACES,
        "breaking": typesetting.BREAKING,
        "follows": typesetting.FOLLOWS,
    }
    return {
        "patterns": {name: javascript(pattern) for name, pattern in patterns.items()},
        "sets": {name: "".join(sorted(members)) for name, members in sets.items()},
        "typeset": list(_typeset(fields)),
    }


def _typeset(fields: Sequence[schema.Field], prefix: str = "") -> Iterator[str]:
    """The fields whose words are the contributor's own: `title`, `links.title`."""
    for field in fields:
        item = field.type.item if isinstance(field.type, schema.ListOf) else field.type
        if isinstance(item, schema.Record):
            yield from _typeset(item.fields, f"{field.name}.")
        elif isinstance(field.type, schema.Text) and field.scope is schema.Scope.TEXT:
            yield prefix + field.name


@cache
def _from_the_right() -> re.Pattern[str]:
    """A letter that is written from right to left."""
    letters = (
        chr(code)
        for first, last in _FROM_THE_RIGHT
        for code in range(first, last + 1)
        if unicodedata.bidirectional(chr(code)) in ("R", "AL")
        and chr(code) not in characters.DIRECTION
    )
    spans: list[list[str]] = []
    for letter in letters:
        if spans and ord(spans[-1][-1]) == ord(letter) - 1:
            spans[-1][1:] = [letter]
        else:
            spans.append([letter])
    return re.compile(f"[{''.join('-'.join(span) for span in spans)}]")


def _letters(characters: str) -> dict[str, str]:
    """What `slugify` makes of each character, those that it drops left out."""
    letters = {}
    for character in characters:
        # The others are taken apart first, in the browser as in Python.
        if unicodedata.normalize("NFKD", character) == character:
            made = slugify(f"a{character}a")[1:-1]
            if made:
                letters[character] = made
    return letters


_LETTERS = Constants("letters", _letters)


def recall(pack: Pack) -> None:
    """Have at hand what a pack keeps of what every form holds."""
    _LETTERS.recall(pack, (_CHARACTERS,))


def _known(site: Site, catalog: Catalog, gazetteer: Gazetteer) -> dict[str, Any]:
    """The showcases, cities, partners and pages that answers may name or collide with."""

    def city(city: City) -> dict[str, Any]:
        return {"slug": city.slug, "country": city.country, "names": dict(city.names)}

    pages = {
        path.relative_to(site.docs).as_posix().removesuffix(f".{key}.md")
        for key in site.language_keys
        for path in site.docs.rglob(f"*.{key}.md")
    }
    first = {key: min(s.slug for s in group) for key, group in catalog.by_city.items() if group}
    return {
        "showcases": list(catalog.showcases),
        "aliases": sorted(alias for s in catalog.showcases.values() for alias in s.aliases),
        "pages": sorted(pages),
        "cities": [city(known) for known in gazetteer.cities.values()],
        "unlisted": [
            {**city(known), "first": first[slug]}
            for slug, known in catalog.cities.items()
            if slug not in gazetteer.cities
        ],
        "partners": [
            {
                "slug": partner.slug,
                "names": dict(partner.names),
                "first": {
                    language: _first(catalog, partner.slug, language) for language in partner.names
                },
            }
            for partner in catalog.partners.values()
        ],
    }


def _first(catalog: Catalog, partner: str, language: str) -> str:
    """The showcase that is the first to name a partner in a language; "" if it is always first.

    Those with a text in the default language are read before the others.
    """
    naming = [s for s in catalog.by_partner[partner] if language in s.texts]
    default = catalog.default_language
    if language != default and any(default in showcase.texts for showcase in naming):
        return ""
    return min(showcase.slug for showcase in naming)
