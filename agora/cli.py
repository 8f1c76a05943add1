"""The command line: `agora COMMAND`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from agora import commands
from agora.problems import AgoraError
from agora.strings import LOCALES, preferred_language


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 0, 1 for problems, 2 for a wrong call."""
    parser = argparse.ArgumentParser(
        prog="agora",
        description="The agora of showcases: add to it, and check what was added.",
        epilog="examples:\n  agora check\n  agora check --help\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "-f",
        "--config-file",
        type=Path,
        default=Path("mkdocs.yml"),
        metavar="FILE",
        help="the site's mkdocs.yml (default: the one in this folder)",
    )
    common.add_argument(
        "--lang",
        choices=sorted(path.stem for path in LOCALES.glob("*.yml")),
        default=preferred_language(),
        help="the language of messages (default: that of LANG)",
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in commands.ALL:
        subparser = subparsers.add_parser(
            command.NAME,
            help=command.HELP,
            description=command.DESCRIPTION,
            epilog=command.EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[common],
        )
        command.add_arguments(subparser)
        subparser.set_defaults(run=command.run)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except AgoraError as error:
        print(f"agora: {error.report()}", file=sys.stderr)
        return 2
