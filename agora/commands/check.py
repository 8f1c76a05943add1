"""`agora check`: say what is wrong, without building."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from agora.authoring.diffs import unified
from agora.authoring.mending import Mended, mend
from agora.authoring.writing import replace
from agora.content.sources import beginning, scan
from agora.keeping.guard import Failure, guarded
from agora.language.similar import most_similar
from agora.loading import inspect
from agora.problems import AgoraError, Problem
from agora.problems.formats import FORMATS, as_terminal_text, as_text
from agora.safety.bounds import LARGEST_TEXT
from agora.safety.output import for_terminal
from agora.site import Site
from agora.strings import LOCALES, Strings

NAME = "check"
HELP = "say what is wrong in the showcases, without building the site"
DESCRIPTION = """\
Say what is wrong in the showcases, without building the site.
Prints nothing when all is well. Exits 1 when there are problems; advice stops nothing. What is
wrong comes first; advice is counted, file by file, and listed with --advice, or for one file in
which nothing is wrong.

With --fix, first mends what a machine can mend without knowing what was meant, and shows each
change: line ends, byte order mark, unseen and look-alike characters that Word and PDF leave, lists
with pasted bullets, headings of the first level, [words] (address), apostrophes, French spaces
before ; ! ? : and inside « », spaces at the end of lines, the order of the fields, and a misspelt
field of which one name alone is near. Code, addresses and HTML are left alone.
"""
EXAMPLES = """\
examples:
  agora check                                check everything
  agora check showcases/pont.fr.md           tell what concerns one file
  agora check --advice                       list the advice too
  agora check --fix                          mend what can be mended, tell the rest
  agora check --lang fr                      say it in French
  agora check --format json                  for programs
  agora check --format github                annotate a pull request
"""


class CheckError(AgoraError):
    """Raised for a path that is not there, and for files to change and a report for programs."""


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
    parser.add_argument("--advice", action="store_true", help="list the advice, too")
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended in those files, and show it"
    )


def run(options: argparse.Namespace) -> int:
    """Report the problems that concern the paths; 1 if one of them is not advice."""
    site = Site.read(options.config_file)
    words = Strings.load(options.lang, [LOCALES / "commands"])
    wanted = [_absolute(path, site, words) for path in options.paths]
    if options.fix:
        if options.format != "text":
            raise CheckError(words("fix.format", format=options.format))
        fix(wanted, site, words)
    problems = concerning(wanted, site, inspect(site)[1])
    is_wrong = any(not problem.is_advice for problem in problems)
    strings = Strings.load(options.lang)
    if options.format == "text":
        is_of_one_file = len(wanted) == 1 and wanted[0].is_file()
        command = " ".join(["agora check --advice", *map(str, options.paths)])
        is_listed = options.advice or (is_of_one_file and not is_wrong)
        write = as_terminal_text if sys.stdout.isatty() else as_text
        text = write(problems, strings, site.root, "" if is_listed else command)
    else:
        text = FORMATS[options.format](problems, strings, site.root)
    if text:
        print(text)
    return int(is_wrong)


def fix(wanted: Sequence[Path], site: Site, words: Strings) -> None:
    """Mend the texts of the showcases below absolute paths, all of them where there is none.

    Prints what was done to each, with its diff. A text that is too large or not UTF-8 is left
    alone, and one that takes too long.
    """
    texts = {
        (path, language): text
        for by_language in scan(site, []).texts.values()
        for language, path in by_language.items()
        if not wanted or any(path.is_relative_to(one) for one in wanted)
        if (text := _text(path)) is not None
    }

    def mended(file: tuple[Path, str]) -> Mended:
        return mend(texts[file], file[1])

    results = dict(guarded(list(texts), mended))
    n = 0
    for (path, language), before in texts.items():
        result = results[path, language]
        if isinstance(result, Failure):
            continue
        name = for_terminal(site.relative(path))
        if result.is_order_left:
            print(words("fix.order-left", path=name) + "\n")
        if result.text == before:
            continue
        replace(path, result.text.encode("utf-8"))
        n += 1
        what = ", ".join(words(f"fix.kinds.{kind}") for kind in result.done)
        print(words("fix.file", path=name, what=what))
        diff = unified(name, before, result.text, colour=sys.stdout.isatty())
        print(f"{diff}\n" if diff else "")
    if n:
        print(words("fix.count", n=n) + "\n")


def _text(path: Path) -> str | None:
    """The text of a file; None where `agora check` reads none."""
    content = beginning(path)
    try:
        return content.decode("utf-8") if len(content) <= LARGEST_TEXT else None
    except UnicodeDecodeError:
        return None


def concerning(wanted: Sequence[Path], site: Site, problems: Sequence[Problem]) -> list[Problem]:
    """What is wrong, then the advice, with a place in an absolute path; all where none is given."""
    concerned = [
        problem
        for problem in problems
        if not wanted
        or any(
            (site.root / place.path).is_relative_to(w) for place in problem.places for w in wanted
        )
    ]
    return sorted(concerned, key=lambda problem: problem.is_advice)


def _absolute(path: Path, site: Site, words: Strings) -> Path:
    """The path as the site's files are told. Raises CheckError where the site has none of it."""
    absolute = path.resolve()
    if not absolute.is_relative_to(site.root):
        raise CheckError(words("check.outside", path=str(path), root=str(site.root)))
    if path.exists() or path.is_symlink():
        return absolute
    texts = {one.name: one for one in sorted(site.showcases.glob("*.md"))}
    namesakes = (name for name in texts if name.startswith(f"{path.name.partition('.')[0]}."))
    similar = most_similar(path.name, texts) or next(namesakes, None)
    if similar is None:
        raise CheckError(words("check.no-path", path=str(path)))
    meant = site.relative(texts[similar])
    raise CheckError(words("check.meant", path=str(path), similar=meant))
