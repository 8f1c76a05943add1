"""A page as it is told to others: in words, dates and addresses, whatever the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from agora.content.history import Dates
from agora.discovery.changes import Changes
from agora.keeping.cancellation import checkpoint
from agora.pages.authored import AuthoredPage
from agora.pages.generated import Page
from agora.pages.urls import parts_of, url
from agora.pages.views import Head, Link
from agora.site import Site

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A page in one reader's language. Addresses are relative to the site's root.

    `title` and `description` are in `head.language`, which is another than the reader's where the
    text is borrowed; the home page is called like the site. `trail` leads from home to the page
    itself; of the home page it is empty.
    """

    parts: Parts
    language: str
    address: str
    head: Head
    title: str
    description: str
    trail: tuple[Link, ...]
    dates: Dates | None

    @property
    def is_showcase(self) -> bool:
        return len(self.parts) == 2 and self.parts[0] == "showcases"


class Descriptions:
    """Describes the pages of a site; `head_of` gives the head of a page by parts and language."""

    def __init__(
        self,
        site: Site,
        authored: Iterable[AuthoredPage],
        generated: Iterable[Page],
        head_of: Callable[[Parts, str], Head],
        changes: Changes,
    ) -> None:
        self._site = site
        self._head_of = head_of
        self._changes = changes
        self._words: dict[tuple[Parts, str], tuple[str, str]] = {
            (page.parts, page.language): (page.title, page.description) for page in authored
        }
        for page in generated:
            key = parts_of(page.path, page.language), page.language
            self._words[key] = (page.title, page.description)

    @property
    def pages(self) -> Iterable[tuple[Parts, str]]:
        """The parts and language of every page, sorted by language and address."""
        order = {key: place for place, key in enumerate(self._site.language_keys)}
        return sorted(self._words, key=lambda page: (order[page[1]], page[0]))

    def of(self, parts: Parts, language: str) -> Described:
        checkpoint()
        title, description = self._words.get((parts, language), ("", ""))
        return Described(
            parts=parts,
            language=language,
            address=self._url(parts, language),
            head=self._head_of(parts, language),
            title=(parts and title) or self._site.name,
            description=description,
            trail=self._trail(parts, language),
            dates=self.dates(parts, language),
        )

    def inputs(self, parts: Parts, language: str) -> tuple[object, ...]:
        """All that a page is described from, beside what its address and its head say."""
        steps = self._steps(parts, language)
        return self.dates(parts, language), [self._words[step, language] for step in steps]

    def dates(self, parts: Parts, language: str) -> Dates | None:
        """When a page was first published and last changed."""
        return self._changes.of(parts, language)

    def _trail(self, parts: Parts, language: str) -> tuple[Link, ...]:
        return tuple(
            Link(self._words[step, language][0] or self._site.name, self._url(step, language))
            for step in self._steps(parts, language)
        )

    def _steps(self, parts: Parts, language: str) -> list[Parts]:
        """The pages that lead to a page, and itself, from home; none lead there."""
        steps = (parts[:length] for length in range(len(parts) + 1)) if parts else ()
        return [step for step in steps if (step, language) in self._words]

    def _url(self, parts: Parts, language: str) -> str:
        return url(language, self._site.default_language, *parts)


def uri(address: str) -> str:
    """A web address with whatever RFC 3986 does not allow in one percent-encoded."""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~")


def authored_files(authored: Iterable[AuthoredPage], docs: str) -> Mapping[tuple[Parts, str], str]:
    """The files of organisers' pages, relative to the site's root, by parts and language."""
    return {(page.parts, page.language): f"{docs}/{page.path}" for page in authored}
