"""A finding: one thing to do about the collection, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agora.model import Names, Showcase
from agora.problems import Place

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "translations": ("missing-translation", "old-translation"),
    "terms": ("thin-axis", "unused-city", "no-pin"),
    "names": ("similar-partners", "similar-cities"),
    "fields": ("no-year", "no-status", "no-tags", "no-image", "no-links", "no-sources"),
    "texts": ("thin-text",),
    "pictures": ("no-credit",),
    "ageing": ("untouched", "late-start", "long-pilot"),
    "links": ("broken-link", "unreachable-link", "refused-link", "moved-link"),
}
"""The kinds of findings by section, in the order in which they are told."""

KINDS = tuple(kind for kinds in SECTIONS.values() for kind in kinds)

SECTION_OF = {kind: section for section, kinds in SECTIONS.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an organiser may act on.

    `places[0]` is the file to open first. `subject` is the slug or key of what it is about, or an
    address. `arguments` are those of the message; dates in them are as ISO 8601 writes them, years
    are texts.
    """

    kind: str
    subject: str
    places: tuple[Place, ...]
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    names: Names = field(default_factory=dict)
    """What the subject is called, by language."""

    @property
    def section(self) -> str:
        return SECTION_OF[self.kind]

    @property
    def order(self) -> tuple[int, tuple[str, int, int], str]:
        """Sorts by kind, then by place, then by subject."""
        return KINDS.index(self.kind), self.places[0].order, self.subject


def of_showcase(
    kind: str, showcase: Showcase, places: Iterable[Place], **arguments: str | int
) -> Finding:
    """A finding about a showcase, which is called by its titles."""
    original = showcase.texts[showcase.original]
    names = {original.language: original.title}
    names |= {language: text.title for language, text in showcase.texts.items()}
    return Finding(kind, showcase.slug, tuple(places), arguments, names)
