"""`agora check`: say what is wrong, without building."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from agora.formats import FORMATS, as_terminal_text
from agora.loading import inspect
from agora.problems import Problem
from agora.site import Site, SiteError
from agora.strings import Strings

NAME = "check"
HELP = "say what is wrong in the showcases, without building the site"
DESCRIPTION = """\
Say what is wrong in the showcases, without building the site.
Prints nothing when all is well. Exits 1 when there are problems; advice stops nothing.
"""
EXAMPLES = """\
examples:
  agora check                                check everything
  agora check showcases/pont.fr.md           tell what concerns one file
  agora check --lang fr                      say it in French
  agora check --format json                  for programs
  agora check --format github                annotate a pull request
"""


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


def run(options: argparse.Namespace) -> int:
    """Report the problems that concern the paths; 1 if one of them is not advice."""
    site = Site.read(options.config_file)
    problems = concerning(options.paths, site, inspect(site)[1])
    write = FORMATS[options.format]
    if options.format == "text" and sys.stdout.isatty():
        write = as_terminal_text
    text = write(problems, Strings.load(options.lang), site.root)
    if text:
        print(text)
    return int(any(not problem.is_advice for problem in problems))


def concerning(paths: Sequence[Path], site: Site, problems: Sequence[Problem]) -> list[Problem]:
    """The problems with a place in one of the paths; all of them where no path is given.

    Raises SiteError for a path outside the site.
    """
    wanted = []
    for path in paths:
        absolute = path.resolve()
        if not absolute.is_relative_to(site.root):
            raise SiteError(f"{path} is not in {site.root}")
        wanted.append(absolute)
    return [
        problem
        for problem in problems
        if not wanted
        or any(
            (site.root / place.path).is_relative_to(w) for place in problem.places for w in wanted
        )
    ]
