"""The questions of `agora new`, each answer held at once against the rules of `agora check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agora.authoring.prompts import Console
from agora.authoring.scaffold import Image, propose_slug
from agora.authoring.vocabulary import Vocabulary
from agora.content import schema
from agora.content.frontmatter import one_line
from agora.content.sources import picture_problems
from agora.language import slugs
from agora.language.countries import names as country_names
from agora.model import Reference, in_language
from agora.problems import Problem
from agora.strings import Strings


@dataclass(slots=True)
class Given:
    """What a contributor has said so far.

    `texts` holds, by language, the fields that are written in each language; `facts` those that
    stand in the original alone, a picture as its file, with its credit.
    """

    language: str = ""
    slug: str = ""
    texts: dict[str, dict[str, Any]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    picture: Path | None = None

    @property
    def original(self) -> dict[str, Any]:
        return self.texts.setdefault(self.language, {})


class Interview:
    """Asks for whatever has not been given yet. Ctrl+C and Ctrl+D leave it by their exceptions."""

    def __init__(
        self, console: Console, vocabulary: Vocabulary, words: Strings, form: Strings, site: Strings
    ) -> None:
        self._console = console
        self._vocabulary = vocabulary
        self._words = words
        self._form = form
        self._site = site

    def ask(self, given: Given, *, has_language: bool) -> None:
        """Ask for the original and, if the contributor wants one, for a translation.

        Without `has_language`, the language of what was given is a guess, and asked for as well.
        """
        self._console.title(self._words("new.title"), self._words("new.how"))
        if not has_language:
            language = self._language(given.language)
            said = given.texts.pop(given.language, {})
            given.texts[language] = given.texts.pop(language, {}) | said
            given.language = language
        self._take_back_what_is_wrong(given)
        text, facts = given.original, given.facts
        self._text("title", given.language, text)
        self._text("summary", given.language, text)
        if "axis" not in facts:
            facts["axis"] = self._axis()
        if "partner" not in text:
            text["partner"] = self._partners(given.language)
        if "city" not in facts:
            facts.update(self._city(given.language))
        if "year" not in facts:
            facts["year"] = self._year()
        if "status" not in facts:
            facts["status"] = self._status()
        if "tags" not in text:
            text["tags"] = self._tags(given.language)
        for name in ("sources", "links"):
            if name not in text:
                text[name] = self._references(name, given.language)
        if given.picture is None:
            self._picture(given)
        for language in self._vocabulary.site.language_keys:
            if language != given.language:
                self._translation(language, given)
        if not given.slug:
            given.slug = self._slug(text["title"])

    def _take_back_what_is_wrong(self, given: Given) -> None:
        """Answers given by options that break a rule are said to, and asked for again."""
        for language, text in given.texts.items():
            for name in ("title", "summary", "partner", "tags", "links", "sources"):
                if name in text and (wrong := self._problems(language, name, text[name])):
                    self._console.refuse(wrong)
                    del text[name]
        facts = given.facts
        for name in ("axis", "year", "status", "edition", "aliases"):
            if name in facts and (wrong := self._problems(given.language, name, facts[name])):
                self._console.refuse(wrong)
                del facts[name]
        place = {name: facts[name] for name in ("city", "country") if name in facts}
        if place and (wrong := self._vocabulary.problems(given.language, **place)):
            self._console.refuse(wrong)
            for name in place:
                del facts[name]
        if given.slug and (bad := slug_problems(given.slug, self._vocabulary, self._words)):
            self._console.refuse(bad)
            given.slug = ""
        if given.picture and not given.picture.is_file():
            self._console.refuse([self._words("new.no-picture", path=str(given.picture))])
            given.picture = None

    def _language(self, guess: str) -> str:
        languages = self._vocabulary.site.languages
        self._head("language")
        keys = [language.key for language in languages]
        chosen = self._console.choose(
            [language.name for language in languages], default=keys.index(guess)
        )
        return guess if chosen is None else keys[chosen]

    def _text(self, name: str, language: str, text: dict[str, Any], title: str = "") -> None:
        if name in text:
            return
        type_ = schema.FIELDS[name].type
        limits = ""
        if isinstance(type_, schema.Text):
            limits = self._form("limits.longest", n=type_.longest)
            if type_.shortest > 1:
                limits = self._form("limits.range", shortest=type_.shortest, n=type_.longest)
        self._head(name, limits, title=title)
        text[name] = one_line(
            self._console.ask(
                lambda answer: self._problems(language, name, one_line(answer)), keeps=True
            )
        )

    def _axis(self) -> str:
        axes = self._vocabulary.axes
        self._head("axis")
        titles = [in_language(axis.titles, self._words.language) for axis in axes.values()]
        while True:
            chosen = self._console.choose(titles)
            if chosen is not None:
                return list(axes)[chosen]
            self._console.say(self._words("prompts.number", n=len(axes)))

    def _partners(self, language: str) -> tuple[str, ...]:
        names: list[str] = []
        known = self._vocabulary.partner_names(language)
        type_ = schema.FIELDS["partner"].type
        most = type_.most if isinstance(type_, schema.ListOf) else 1
        self._head("partner", self._words("new.several"), offered=known)

        def check(answer: str) -> list[Problem]:
            if not answer and names:
                return []
            # A spelling that differs from a known one is asked about below.
            problems = self._problems(language, "partner", answer)
            return [problem for problem in problems if problem.rule != "partner-spelling"]

        while len(names) < most:
            answer = one_line(self._console.ask(check, offered=known))
            if not answer:
                break
            meant = self._vocabulary.partner_meant(answer, language)
            if meant and slugs.slugify(meant) == slugs.slugify(answer):
                self._console.say(f"  {meant}")
                answer = meant
            elif meant and self._meant(meant):
                answer = meant
            if answer not in names:
                names.append(answer)
        return tuple(names)

    def _city(self, language: str) -> dict[str, str]:
        known = self._vocabulary.cities(language)

        def check(city: str) -> list[Problem]:
            if city and not slugs.slugify(city):
                return [Problem("no-slug", (), {"key": "city", "value": city})]
            # Which city it is may depend on its country, which is asked for next.
            problems = self._problems(language, "city", city)
            return [problem for problem in problems if problem.rule not in _OPEN_CITY]

        while True:
            self._head("city", offered=known)
            answer = one_line(self._console.ask(check, offered=known))
            meant = self._vocabulary.city_meant(answer)
            if meant and self._meant(meant):
                answer = meant
            if not self._problems(language, "city", answer):
                return {"city": answer}
            country = self._country(language, answer)
            if country:
                return {"city": answer, "country": country}

    def _country(self, language: str, city: str) -> str:
        """The code of the city's country; "" where the contributor goes back to the city."""
        self._head("country", self._words("new.country", city=city))

        def check(answer: str) -> list[Problem]:
            country = self._vocabulary.country_code(answer)
            if not answer:
                return []
            alone = self._vocabulary.problems(language, country=country)
            return alone or self._vocabulary.problems(language, city=city, country=country)

        offered = sorted(country_names(self._words.language).values())
        return self._vocabulary.country_code(self._console.ask(check, offered=offered))

    def _year(self) -> int | None:
        self._head("year", self._words("new.optional"))
        answer = self._console.ask(lambda year: self._problems("", "year", year) if year else [])
        return int(answer) if answer else None

    def _status(self) -> str:
        self._head("status", self._words("new.optional"))
        options = [self._site(f"status.{status}") for status in schema.STATUSES]
        chosen = self._console.choose(options)
        return "" if chosen is None else schema.STATUSES[chosen]

    def _tags(self, language: str, n: int | None = None, title: str = "") -> tuple[str, ...]:
        """Tags, on one line; as many as the original has, or none, where `n` says so."""
        self._head("tags", self._words("new.tags"), title=title)

        def check(answer: str) -> list[Problem]:
            tags = split(answer)
            problems = self._problems(language, "tags", tags) if tags else []
            if n is not None and tags and len(tags) != n:
                counts: dict[str, str | int] = {"key": "tags", "n": n, "m": len(tags)}
                problems.append(Problem("name-count", (), counts))
            return problems

        return split(self._console.ask(check))

    def _references(self, name: str, language: str) -> tuple[Reference, ...]:
        references: list[Reference] = []
        self._head(name, self._words("new.references"))
        while True:
            title = one_line(
                self._console.ask(
                    lambda title: (
                        self._problems(language, name, (Reference(title, "https://a.example"),))
                        if title
                        else []
                    )
                )
            )
            if not title:
                return tuple(references)
            self._console.say(self._form.entry("fields", f"{name}.url")["label"])
            url = self._console.ask(
                lambda url: self._problems(language, name, (Reference("x", url),))
            )
            references.append(Reference(title, url))

    def _picture(self, given: Given) -> None:
        self._head("image.file", self._words("new.picture"), help_=self._words("new.image"))

        def check(answer: str) -> list[Problem]:
            path = Path(answer).expanduser()
            if not answer:
                return []
            problems = self._problems(given.language, "image", Image(file=path.name))
            if not problems and not path.is_file():
                return [Problem("missing-image", (), {"value": answer})]
            return problems or picture_problems(path, answer)

        answer = self._console.ask(check)
        if not answer:
            return
        given.picture = Path(answer).expanduser()
        given.original["alt"] = self._alternative(given.language)
        self._head("image.credit", self._words("new.optional"))
        given.facts["credit"] = one_line(
            self._console.ask(
                lambda credit: (
                    self._problems(given.language, "image", Image(credit=credit)) if credit else []
                )
            )
        )

    def _alternative(self, language: str, title: str = "") -> str:
        self._head("image.alt", title=title)

        def check(alt: str) -> list[Problem]:
            if not alt:
                return [Problem("empty-value", (), {"key": "image.alt"})]
            return self._problems(language, "image", Image(alt=alt))

        return one_line(self._console.ask(check, keeps=True))

    def _translation(self, language: str, given: Given) -> None:
        """The texts of a translation, if one was begun by options or is wanted now."""
        name = self._words(f"language.{language}")
        text = given.texts.get(language)
        if text is None:
            self._console.title(
                self._words("new.translation", language=name), self._words("new.translation-help")
            )
            if not self._console.agrees(self._words("new.translate"), default=False):
                return
            text = given.texts[language] = {}

        def titled(field: str) -> str:
            label = self._form.entry("fields", field)["label"]
            return self._words("new.in-language", label=label, language=name)

        self._text("title", language, text, titled("title"))
        self._text("summary", language, text, titled("summary"))
        tags: Sequence[str] = given.original.get("tags", ())
        if tags and "tags" not in text:
            self._console.say()
            self._console.say(", ".join(tags))
            text["tags"] = self._tags(language, len(tags), titled("tags"))
        if given.picture and "alt" not in text:
            text["alt"] = self._alternative(language, titled("image.alt"))

    def _slug(self, title: str) -> str:
        self._head("slug", help_=self._words("new.slug"))
        proposal = propose_slug(title)
        if not self._vocabulary.is_free(proposal):
            proposal = ""

        return self._console.ask(
            lambda slug: slug_problems(slug, self._vocabulary, self._words), default=proposal
        )

    def _head(
        self,
        name: str,
        more: str = "",
        *,
        title: str = "",
        help_: str | None = None,
        offered: Sequence[str] = (),
    ) -> None:
        """The name of a field, what it is for, and how to answer."""
        entry: Mapping[str, str] = self._form.entry("fields", name)
        parts = [entry.get("help", "") if help_ is None else help_, more]
        if offered:
            parts.append(self._words("prompts.offered", n=len(offered)))
        self._console.title(title or entry["label"], " ".join(part for part in parts if part))

    def _meant(self, name: str) -> bool:
        return self._console.agrees(self._words("prompts.meant", name=name), default=True)

    def _problems(self, language: str, name: str, answer: Any) -> list[Problem]:
        return self._vocabulary.problems(language, **{name: answer})


_OPEN_CITY = frozenset({"unknown-city", "similar-city", "ambiguous-city"})


def split(answer: str) -> tuple[str, ...]:
    """The names on a line, between commas."""
    return tuple(name for part in answer.split(",") if (name := one_line(part)))


def slug_problems(slug: str, vocabulary: Vocabulary, words: Strings) -> list[Problem | str]:
    """What is wrong with the name of a new showcase."""
    if not slugs.is_slug(slug):
        better = slugs.slugify(slug)
        arguments = {"key": "slug", "value": slug}
        if slugs.is_slug(better):
            arguments["better"] = better
        return [Problem("slug-value", (), arguments)]
    return [words("new.taken", slug=slug)] if slug in vocabulary.slugs else []
