"""`agora translate`: write the missing language file of a showcase, ready to be filled in."""

from __future__ import annotations

import argparse
from pathlib import Path

from agora.authoring.prompts import wrapped
from agora.authoring.translation import write_untranslated
from agora.authoring.vocabulary import Vocabulary
from agora.authoring.writing import create
from agora.language.similar import most_similar
from agora.loading import inspect
from agora.problems import AgoraError, render
from agora.safety.output import for_log, for_terminal
from agora.site import Site
from agora.strings import LOCALES, Strings

NAME = "translate"
HELP = "write the missing language file of a showcase"
DESCRIPTION = """\
Write the missing language file of a showcase, ready to be filled in: what must be translated
stands empty, with the original's words above it, and the text in comments, passage by passage.
Until title, summary and figures are translated, `agora check` names what is left, and the site is
not built. Overwrites nothing.
"""
EXAMPLES = """\
examples:
  agora translate pont en                    write showcases/pont.en.md
  agora translate showcases/pont.fr.md en    the same
"""


class TranslateError(AgoraError):
    """Raised where there is no such showcase or language, or nothing left to translate."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="the showcase, or one of its files")
    parser.add_argument("language", metavar="LANG", help="the language to translate it into")


def run(options: argparse.Namespace) -> int:
    """Write the file, and say what is left to do."""
    site = Site.read(options.config_file)
    words = Strings.load(options.lang, [LOCALES / "commands"])
    slug, language = Path(options.slug).name.partition(".")[0], options.language
    if language not in site.language_keys:
        known = ", ".join(site.language_keys)
        raise TranslateError(words("translate.language", language=language, known=known))
    entries = {entry.slug: entry for entry in Vocabulary.read(site).entries}
    if slug not in entries:
        raise TranslateError(_unknown(slug, list(entries), site, words))
    for file in entries[slug].files:
        if file.language == language:
            raise TranslateError(words("translate.exists", path=file.path))
    path = site.showcases / f"{slug}.{language}.md"
    name = site.relative(path)
    try:
        create({path: write_untranslated(entries[slug].original, words).encode("utf-8")})
    except FileExistsError:
        raise TranslateError(words("translate.exists", path=name)) from None
    print(words("translate.written", path=name))
    print("\n" + wrapped(words("translate.next")) + "\n")
    strings = Strings.load(options.lang)
    found = inspect(site)[1]
    for problem in found:
        if not problem.is_advice and any(place.path == name for place in problem.places):
            print(for_log(render(problem, strings)) + "\n")
    figures = dict.fromkeys(p.arguments["value"] for p in found if p.arguments.get("other") == name)
    if figures:
        told = ", ".join(for_terminal(str(figure)) for figure in figures)
        print(wrapped(words("translate.figures", n=len(figures), figures=told)) + "\n")
    paths = " ".join([entries[slug].original.path, name])
    print(words("translate.then", paths=paths).replace("\n", "\n  "))
    return 0


def _unknown(slug: str, known: list[str], site: Site, words: Strings) -> str:
    for path in sorted(site.showcases.glob(f"{slug}*.md")):
        if path.name.partition(".")[0] == slug:
            return words("translate.unsound", path=site.relative(path))
    similar = most_similar(slug, known)
    if similar:
        return words("translate.meant", slug=slug, similar=similar)
    return words("translate.unknown", slug=slug)
