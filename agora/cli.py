"""The command line: `agora COMMAND`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from agora import commands
from agora.problems import AgoraError
from agora.safety.output import for_log
from agora.strings import LOCALES, preferred_language


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 0, 1 for problems, 2 for a wrong call."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "-f",
        "--config-file",
        type=Path,
        metavar="FILE",
        help="the site's mkdocs.yml (default: the one in this folder)",
    )
    common.add_argument(
        "--lang",
        choices=sorted(path.stem for path in LOCALES.glob("*.yml")),
        help="the language of messages (default: that of LANG)",
    )
    parser = argparse.ArgumentParser(
        prog="agora",
        description="The agora of showcases: add to it, and check what was added.",
        epilog="examples:\n  agora check\n  agora check --help\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
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
    # What both parsers share may stand before the command or after it: a default of the second
    # would undo what the first was told.
    shared = argparse.Namespace(config_file=Path("mkdocs.yml"), lang=preferred_language())
    options = parser.parse_args(arguments, shared)
    try:
        return int(options.run(options))
    except AgoraError as error:
        print(for_log(f"agora: {error.report()}"), file=sys.stderr)
        return 2
