"""`agora check`: say what is wrong, without building."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from agora.authoring.diffs import unified
from agora.authoring.mending import mend
from agora.authoring.writing import replace
from agora.content.sources import scan
from agora.loading import inspect
from agora.problems import AgoraError, Problem
from agora.problems.formats import FORMATS, as_terminal_text
from agora.site import Site, SiteError
from agora.strings import LOCALES, Strings

NAME = "check"
HELP = "say what is wrong in the showcases, without building the site"
DESCRIPTION = """\
Say what is wrong in the showcases, without building the site.
Prints nothing when all is well. Exits 1 when there are problems; advice stops nothing.

With --fix, first mends what a machine can mend without knowing what was meant, and shows each
change: line ends, byte order mark, spaces at the end of lines, apostrophes, French spaces before
; ! ? : and inside « », the order of the fields, and a misspelt field of which one name alone is
near. Code, addresses and HTML are left alone.
"""
EXAMPLES = """\
examples:
  agora check                                check everything
  agora check showcases/pont.fr.md           tell what concerns one file
  agora check --fix                          mend what can be mended, tell the rest
  agora check --lang fr                      say it in French
  agora check --format json                  for programs
  agora check --format github                annotate a pull request
"""


class FixError(AgoraError):
    """Raised where files would be changed for a reader that expects nothing but a report."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files or folders to tell about (default: all); everything is read all the same",
    )
    parser.add_argument(
        "--format", choices=sorted(FORMATS), default="text", help="how to say it (default: text)"
    )
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended in those files, and show it"
    )


def run(options: argparse.Namespace) -> int:
    """Report the problems that concern the paths; 1 if one of them is not advice."""
    site = Site.read(options.config_file)
    if options.fix:
        words = Strings.load(options.lang, [LOCALES / "commands"])
        if options.format != "text":
            raise FixError(words("fix.format", format=options.format))
        fix(options.paths, site, words)
    problems = concerning(options.paths, site, inspect(site)[1])
    write = FORMATS[options.format]
    if options.format == "text" and sys.stdout.isatty():
        write = as_terminal_text
    text = write(problems, Strings.load(options.lang), site.root)
    if text:
        print(text)
    return int(any(not problem.is_advice for problem in problems))


def fix(paths: Sequence[Path], site: Site, words: Strings) -> None:
    """Mend the texts of the showcases below the paths, all of them where there is none.

    Prints what was done to each, with its diff. A text that is not UTF-8 is left alone.
    """
    wanted = _absolute(paths, site)
    n = 0
    for by_language in scan(site, []).texts.values():
        for language, path in by_language.items():
            if wanted and not any(path.is_relative_to(one) for one in wanted):
                continue
            try:
                before = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue
            mended = mend(before, language)
            name = site.relative(path)
            if mended.is_order_left:
                print(words("fix.order-left", path=name) + "\n")
            if mended.text == before:
                continue
            replace(path, mended.text.encode("utf-8"))
            n += 1
            what = ", ".join(words(f"fix.kinds.{kind}") for kind in mended.done)
            print(words("fix.file", path=name, what=what))
            diff = unified(name, before, mended.text, colour=sys.stdout.isatty())
            print(f"{diff}\n" if diff else "")
    if n:
        print(words("fix.count", n=n) + "\n")


def concerning(paths: Sequence[Path], site: Site, problems: Sequence[Problem]) -> list[Problem]:
    """The problems with a place in one of the paths; all of them where no path is given.

    Raises SiteError for a path outside the site.
    """
    wanted = _absolute(paths, site)
    return [
        problem
        for problem in problems
        if not wanted
        or any(
            (site.root / place.path).is_relative_to(w) for place in problem.places for w in wanted
        )
    ]


def _absolute(paths: Sequence[Path], site: Site) -> list[Path]:
    wanted = [path.resolve() for path in paths]
    for path, absolute in zip(paths, wanted, strict=True):
        if not absolute.is_relative_to(site.root):
            raise SiteError(f"{path} is not in {site.root}")
    return wanted
