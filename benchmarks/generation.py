"""Collections of showcases of any size, made of the real ones' sentences.

A made text has the real ones' headings, links, figures and length. Words are changed here and
there for made ones, so that the vocabulary grows with the collection as it does in life (Heaps'
law), and with it the search index. Cities, partners and tags are drawn by Zipf's law: a few stand
in many showcases, most in one or two.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from agora.content.frontmatter import dump
from agora.content.schema import STATUSES
from agora.language.quantities import Quantities

LANGUAGES = ("fr", "en")
SEED = 20261124

LISTED_CITIES = 120
"""Cities with coordinates; those beyond have a country alone."""

CHANGED = 0.04
"""The share of words that are changed for made ones, of those that are neither link nor figure."""

WORD = re.compile(r"(?<![\w’/\]-])[a-zà-ÿ]{5,}(?![\w’(-])")
"""A word in small letters that stands alone in its text."""

LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")

SYLLABLES = [
    f"{onset}{vowel}{coda}"
    for onset in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z")
    for vowel in ("a", "e", "i", "o", "u")
    for coda in ("", "l", "n", "r")
]


@dataclass(frozen=True)
class Real:
    """A real showcase: the front matter and the sections of its text, by language."""

    facts: Mapping[str, Any]
    sections: Mapping[str, Sequence[tuple[str, str]]]

    def section(self, language: str, at: int) -> tuple[str, str]:
        """Heading and text; the last section where there are not as many."""
        return self.sections[language][min(at, len(self.sections[language]) - 1)]


def generate(root: Path, target: Path, count: int, seed: int = SEED) -> None:
    """Write a site of `count` showcases in two languages into the folder `target`, a new one.

    `root` is the repository, whose pages, templates and configuration the site has too. The same
    arguments give the same files.
    """
    target.mkdir(parents=True)
    for folder in ("docs", "overrides"):
        shutil.copytree(root / folder, target / folder)
    for name in ("mkdocs.yml", "hooks.py"):
        shutil.copy(root / name, target / name)
    showcases = target / "showcases"
    showcases.mkdir()
    shutil.copy(root / "showcases" / "editions.yml", showcases)
    made = _Maker(read(root), count, seed)
    listed = yaml.safe_dump(made.listed_cities(), allow_unicode=True, sort_keys=False)
    (showcases / "cities.yml").write_text(listed, "utf-8")
    for slug, language, text in made.texts():
        (showcases / f"{slug}.{language}.md").write_text(text, "utf-8")


def slug_of(number: int) -> str:
    return f"projet-{number:05}"


def read(root: Path) -> list[Real]:
    """The real showcases that are there in all languages."""
    found = []
    for path in sorted((root / "showcases").glob("*.fr.md")):
        paths = {
            key: path.with_name(path.name.replace(".fr.md", f".{key}.md")) for key in LANGUAGES
        }
        if all(one.is_file() for one in paths.values()):
            parts = {key: one.read_text("utf-8").split("---\n", 2) for key, one in paths.items()}
            facts = [yaml.safe_load(parts[key][1]) for key in LANGUAGES]
            original = next((one for one in facts if "axis" in one), None)
            sections = {key: _sections(parts[key][2]) for key in LANGUAGES}
            if original and len({len(one) for one in sections.values()}) == 1:
                found.append(Real(original, sections))
    return found


def _sections(body: str) -> list[tuple[str, str]]:
    pieces = re.split(r"(?m)^## (.+)$", body)
    return [
        (heading, text.strip()) for heading, text in zip(pieces[1::2], pieces[2::2], strict=True)
    ]


class _Maker:
    def __init__(self, real: Sequence[Real], count: int, seed: int) -> None:
        self._chance = random.Random(seed)
        self._real = real
        self._count = count
        self._axes = sorted({one.facts["axis"] for one in real})
        self._names = self._new_names()
        self._cities = [next(self._names) for _ in range(max(10, count // 4))]
        self._partners = [next(self._names) for _ in range(max(10, count // 2))]
        self._tags = [next(self._names).lower() for _ in range(40)]
        self._words = max(500, count * 4)

    def listed_cities(self) -> dict[str, Any]:
        chance = random.Random(0)
        return {
            name.lower().replace(" ", "-"): {
                "country": "MA" if number % 3 else "FR",
                "coordinates": [
                    round(chance.uniform(28.0, 35.5), 2),
                    round(chance.uniform(-10.0, -2.0), 2),
                ],
                "name": name,
            }
            for number, name in enumerate(self._cities[:LISTED_CITIES])
        }

    def texts(self) -> Iterator[tuple[str, str, str]]:
        for number in range(self._count):
            yield from self._showcase(number)

    def _showcase(self, number: int) -> Iterator[tuple[str, str, str]]:
        chance = self._chance
        shape = chance.choice(self._real)
        chosen = [(chance.choice(self._real), at) for at in range(len(shape.sections["fr"]))]
        sources = {
            source["url"]: source
            for real, at in chosen
            for source in real.facts.get("sources", ())
            if source["url"] in real.section(LANGUAGES[0], at)[1]
        }
        city = self._unequal(self._cities)
        tags = dict.fromkeys(self._unequal(self._tags) for _ in range(3))
        partners = dict.fromkeys(
            self._unequal(self._partners) for _ in range(chance.choice((1, 1, 2)))
        )
        facts: dict[str, Any] = {
            "axis": chance.choice(self._axes),
            "partner": list(partners),
            "city": city,
            "country": "MA" if self._cities.index(city) % 3 else "FR",
            "year": chance.randrange(2005, 2027),
            "status": chance.choice(STATUSES),
            "tags": list(tags),
        }
        for language in LANGUAGES:
            sections = [real.section(language, at) for real, at in chosen]
            words = [w for _, text in sections for w in WORD.findall(LINK.sub("", text))]
            title = " ".join([self._word(), *chance.sample(words, 5)]).capitalize()
            fields = {
                "title": title,
                "summary": f"{' '.join(chance.sample(words, 18)).capitalize()}.",
            }
            if language == LANGUAGES[0]:
                fields |= facts | {"sources": list(sources.values())}
            body = "\n\n".join(
                f"## {heading}\n\n{self._changed(text, language)}"
                for (heading, _), (_, text) in zip(shape.sections[language], sections, strict=True)
            )
            yield slug_of(number), language, dump(fields, f"\n{body}\n")

    def _changed(self, text: str, language: str) -> str:
        links = [match.span() for match in LINK.finditer(text)]
        numbers = {found.start for found in Quantities.of(language).find(text)}

        def change(match: re.Match[str]) -> str:
            inside = any(start <= match.start() < end for start, end in links)
            made = self._word() if not inside and self._chance.random() < CHANGED else match[0]
            return match[0] if match.start() in numbers else made

        return WORD.sub(change, text)

    def _word(self) -> str:
        """A made word: the first are drawn often, the last hardly ever."""
        number = int(self._chance.paretovariate(0.6)) % self._words
        return random.Random(number).choice(SYLLABLES) + _spelt(number)

    def _unequal(self, names: Sequence[str]) -> str:
        return names[int(self._chance.paretovariate(0.7)) % len(names)]

    def _new_names(self) -> Iterator[str]:
        """Names far enough from each other that none is taken for a slip in another."""
        number = 0
        while True:
            number += 1
            shuffled = (
                number * 7919 % 1_000_003
            )  # neighbours in number are no neighbours in letters
            yield f"{_spelt(shuffled)} {_spelt(shuffled * 31 % 999_983)}".title()


def _spelt(number: int) -> str:
    """A number in syllables, three at least."""
    digits: list[str] = []
    while number or len(digits) < 3:
        number, digit = divmod(number, len(SYLLABLES))
        digits.append(SYLLABLES[(digit * 37 + len(digits) * 11) % len(SYLLABLES)])
    return "".join(digits)
