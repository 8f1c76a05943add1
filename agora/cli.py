"""The command line: `agora check`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from agora.loading import inspect
from agora.problems import report
from agora.site import Site, SiteError
from agora.strings import Strings

_EXAMPLE = """\
examples:
  agora check                    check the site in this folder
  agora check -f ../mkdocs.yml   check another one
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 0, 1 for problems, 2 for a wrong call."""
    parser = argparse.ArgumentParser(
        prog="agora", description="The agora of showcases: check its contents."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="say what is wrong in the showcases, without building the site",
        description="Say what is wrong in the showcases, without building the site.\n"
        "Prints nothing when all is well. Exits 1 when there are problems; advice stops nothing.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument(
        "-f",
        "--config-file",
        type=Path,
        default=Path("mkdocs.yml"),
        help="the site's mkdocs.yml (default: the one in this folder)",
    )
    options = parser.parse_args(arguments)
    try:
        site = Site.read(options.config_file)
    except SiteError as error:
        print(f"agora: {error}", file=sys.stderr)
        return 2
    catalog, problems = inspect(site)
    if problems:
        print(report(problems, Strings.load("en")))
    return 1 if catalog is None else 0
