"""`agora report`: what the collection covers, and what is left to do in it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from agora.content.history import History
from agora.loading import load
from agora.problems import AgoraError
from agora.report import formats
from agora.report.reporting import report
from agora.report.wording import words
from agora.site import Site

NAME = "report"
HELP = "tell what the collection covers, and what is left to do in it"
DESCRIPTION = """\
Tell what the collection covers, by axis, language, city and year, and what is left to do in it:
missing and old translations, thin axes, cities without a showcase or a pin, fields left out, short
texts, names that may be one, pictures without credit, what is ageing, and, after `agora links`,
external links that lead nowhere. Each line names the file to edit.

Ages are counted from the last change of a showcase, so that the same files give the same report.
Exits 0: a report is no judgement. The site publishes it at /report/.
"""
EXAMPLES = """\
examples:
  agora report                               read it here
  agora report --lang fr                     in French
  agora report --format csv -o report.csv    for a spreadsheet
  agora report --format html -o report.html  one file, to print or to send
  agora report --format json                 for programs; the schema is at schema/report.json
"""


class OutputError(AgoraError):
    """Raised where the report cannot be written to its file."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=sorted(formats.FORMATS),
        default="text",
        help="how to write it (default: text)",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to write it (default: here)"
    )


def run(options: argparse.Namespace) -> int:
    """Write the report. Raises ContentError where the showcases have problems, OutputError."""
    site = Site.read(options.config_file)
    write = formats.FORMATS[options.format]
    if options.format == "text" and options.output is None and sys.stdout.isatty():
        write = formats.as_terminal_text
    text = write(report(site, load(site), History.read(site)), words(options.lang))
    if options.output is None:
        # A mark of UTF-8 is for files: in a pipe it would be a part of the first name.
        print(text.removeprefix("\ufeff"), end="")
        return 0
    try:
        options.output.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise OutputError(f"{options.output}: {error.strerror}") from None
    return 0
