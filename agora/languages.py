"""The words of a site in each of its languages: the site's own, or else the package's.

A language that the package does not speak is data: `locales/<language>.yml` beside
`mkdocs.yml`, with the strings that readers see, and one entry in the configuration.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from agora.site import Site, SiteError
from agora.strings import LOCALES, Strings

FOR_CONTRIBUTORS = ("problems", "report")
"""What the strings of a language hold for contributors alone."""

CONTRIBUTORS_PARTS = ("form", "explanations", "organisers")


@dataclass(frozen=True, slots=True)
class Languages:
    """Strings by the key of a language of the site.

    The pages for contributors and organisers (the form, the rules, the report) need a thousand
    strings more than readers', and those are the package's: there, a language that lacks them
    borrows another's strings.
    """

    readers: Mapping[str, Strings]
    contributors: Mapping[str, Strings]

    @classmethod
    def load(cls, site: Site) -> Languages:
        """Raises SiteError where a language lacks strings that readers see."""
        keys = site.language_keys
        public = Strings.load("en").keys
        needed = {
            key for key in public if key.partition(".")[0] not in (*FOR_CONTRIBUTORS, "locale")
        }
        return cls(
            readers={key: _strings(site, key, needed) for key in keys},
            contributors={key: Strings.load(contributors_language(site, key)) for key in keys},
        )


def contributors_language(site: Site, language: str) -> str:
    """A language, if contributors are spoken to in it; else the default one, or else English."""
    folders = [LOCALES, *(LOCALES / part for part in CONTRIBUTORS_PARTS)]
    spoken = (
        candidate
        for candidate in (language, site.default_language)
        if all((folder / f"{candidate}.yml").is_file() for folder in folders)
    )
    return next(spoken, "en")


def _strings(site: Site, language: str, needed: Set[str]) -> Strings:
    path = f"locales/{language}.yml"
    try:
        strings = Strings.load(language, (site.root / "locales", LOCALES))
    except FileNotFoundError:
        raise SiteError(f"no strings for the language `{language}`: write {path}") from None
    if missing := sorted(needed - strings.keys):
        raise SiteError(f"{path} lacks {', '.join(missing)}")
    return strings
