"""`agora compress`: compress the files of a built site ahead, for nginx and Caddy."""

from __future__ import annotations

import argparse
from pathlib import Path

from agora.hosting.compression import compress
from agora.hosting.errors import HostingError
from agora.strings import LOCALES, Strings

NAME = "compress"
HELP = "compress the texts of a built site ahead, for nginx and Caddy"
DESCRIPTION = """\
Write `.gz` and `.br` beside each text of a built site: pages, styles, scripts, drawings, data.
nginx and Caddy send them as they are, smaller than they could make them while a reader waits, and
for no work at all. Other hosts compress by themselves.
"""
EXAMPLES = """\
examples:
  agora compress                             the site in site/
  agora compress /srv/agora/site
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "site", nargs="?", type=Path, default=Path("site"), metavar="DIR", help="(default: site)"
    )


def run(options: argparse.Namespace) -> int:
    """Compress, and say what came of it. Raises HostingError."""
    if not (options.site / "index.html").is_file():
        raise HostingError(f"there is no built site in {options.site}")
    done = compress(options.site)
    words = Strings.load(options.lang, [LOCALES / "commands"])
    sizes = {suffix.strip("."): words.number(size // 1000) for suffix, size in done.after.items()}
    print(words("compress.done", n=done.files, before=words.number(done.before // 1000), **sizes))
    return 0
