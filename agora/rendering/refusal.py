"""The page that a served site shows in place of all others while its build is refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from agora.language.direction import direction
from agora.languages import contributors_language
from agora.problems import AgoraError, ContentError
from agora.problems.problem import count, wording
from agora.safety.output import for_log
from agora.site import Site, SiteError
from agora.standalone import environment
from agora.strings import LOCALES, Strings

TEMPLATES = Path(__file__).parent / "templates"


def refusal_page(error: AgoraError, languages: Sequence[str]) -> str:
    """A page of HTML that asks for no other file, and says an error in each of some languages.

    An error that is no list of problems is said in its own words, at the end.
    """
    problems = error.problems if isinstance(error, ContentError) else ()
    told = []
    for language in languages:
        strings = Strings.load(language)
        told.append(
            {
                "language": language,
                "direction": direction(language),
                "t": Strings.load(language, [LOCALES / "commands"]),
                "strings": strings,
                "problems": [(problem, wording(problem, strings)) for problem in problems],
                "count": count(problems, strings),
            }
        )
    own_words = "" if problems else for_log(error.report())
    return (
        environment(TEMPLATES).get_template("refused.html").render(told=told, own_words=own_words)
    )


def languages_of(configuration: Path) -> Sequence[str]:
    """The languages of a site in which contributors are spoken to, English where it has none."""
    try:
        site = Site.read(configuration)
    except SiteError:
        return ("en",)
    return tuple(dict.fromkeys(contributors_language(site, key) for key in site.language_keys))
