"""A catalog of thousands of showcases, made of the words of the real ones."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from agora import Catalog
from agora.content.schema import STATUSES
from agora.language.slugs import slugify
from agora.model import City, Coordinates, Partner, Showcase, Text
from agora.text.reading import read

WORDS = 380
"""Words of a body, about as many as the real ones have."""


def many(real: Catalog, count: int, seed: int = 1) -> Catalog:
    """A catalog of `count` showcases, with cities and partners some far more common."""
    chance = random.Random(seed)
    words = {language: _words(real, language) for language in real.languages}
    countries = sorted({city.country for city in real.cities.values()})
    cities = {
        slugify(name): City(
            slugify(name),
            chance.choice(countries),
            {"fr": name},
            Coordinates(chance.uniform(-40, 60), chance.uniform(-120, 140)),
        )
        for name in (f"{_name(chance, words['fr'], 1)} {n}" for n in range(300))
    }
    partners = {
        slugify(name): Partner(slugify(name), {"fr": name})
        for name in (f"{_name(chance, words['fr'], 2)} {n}" for n in range(1500))
    }
    tags = [
        {"fr": f"{_name(chance, words['fr'], 1)} {n}", "en": f"{_name(chance, words['en'], 1)} {n}"}
        for n in range(60)
    ]
    showcases = {}
    for n in range(count):
        slug = f"projet-{n}"
        showcases[slug] = Showcase(
            slug=slug,
            original="fr",
            texts={language: _text(chance, words[language], language) for language in words},
            axis=chance.choice(list(real.axes)),
            partners=tuple(
                {_unequal(chance, list(partners)) for _ in range(chance.choice((1, 1, 2)))}
            ),
            city=_unequal(chance, list(cities)),
            edition=real.current_edition,
            year=chance.randrange(2000, 2026),
            status=chance.choice(STATUSES),
            tags=tuple(chance.sample(tags, 2)),
        )
    named = {key for showcase in showcases.values() for key in showcase.partners}
    places = {showcase.city for showcase in showcases.values()}
    return replace(
        real,
        cities={key: city for key, city in cities.items() if key in places},
        partners={key: partner for key, partner in partners.items() if key in named},
        showcases=showcases,
    )


def _words(real: Catalog, language: str) -> list[str]:
    texts = (s.text(language).body for s in real.showcases.values())
    return re.findall(r"[\w’-]+", re.sub(r"https?\S+", " ", " ".join(texts)))


def _text(chance: random.Random, words: Sequence[str], language: str) -> Text:
    start = chance.randrange(len(words) - WORDS)
    body = list(words[start : start + WORDS])
    for _ in range(WORDS // 6):
        body[chance.randrange(WORDS)] = chance.choice(words)
    written = " ".join(body) + ".\n"
    return Text(
        language=language,
        title=_name(chance, words, 7),
        summary=_name(chance, words, 25),
        body=written,
        path="showcases/cities.yml",  # any file that every site has
        reading=read(written),
    )


def _name(chance: random.Random, words: Sequence[str], length: int) -> str:
    start = chance.randrange(len(words) - length)
    return " ".join(words[start : start + length]).capitalize()


def _unequal(chance: random.Random, keys: Sequence[str]) -> str:
    return keys[int(chance.paretovariate(0.8)) % len(keys)]
