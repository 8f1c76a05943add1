"""`agora links`: ask whether external links still lead somewhere."""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import replace
from datetime import timedelta

from agora.links import formats
from agora.links.checking import Checker
from agora.links.client import Limits
from agora.links.collecting import collect
from agora.links.verdicts import FAILURES, cache_file, read_cache, write_cache
from agora.report.wording import words
from agora.site import Site

NAME = "links"
HELP = "ask whether external links still lead somewhere"
DESCRIPTION = """\
Ask whether external links still lead somewhere: those of the showcases (links, sources, texts), of
the pages under docs/ and of the list of editions. Each address is asked once.

Hosts are asked side by side, each one request at a time with a pause, and as late as its
Retry-After says. No page is downloaded. Verdicts are kept in .cache/links/ and believed for a
while: what works for 7 days, what does not for a day, what did not answer for an hour. `agora
report` and the page /report/ show them. Hosts in private networks are never asked.

Exits 1 when a link is broken, or its host does not answer.
"""
EXAMPLES = """\
examples:
  agora links                                ask what is not fresh, tell what is wrong
  agora links --max-age 0                    ask everything anew
  agora links --format json                  for programs
"""

TOLD_EVERY = 25
"""After how many answers a log is told of the progress."""

KEPT_EVERY = 50
"""After how many answers they are written down, so that a stopped run is not for nothing."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    limits = Limits()
    parser.add_argument(
        "--format",
        choices=sorted(formats.FORMATS),
        default="text",
        help="how to say it (default: text)",
    )
    parser.add_argument(
        "--max-age",
        type=_not_negative,
        metavar="DAYS",
        help="how long to believe what works, and at most anything (default: 7)",
    )
    parser.add_argument(
        "--timeout",
        type=_positive,
        default=limits.total,
        metavar="SECONDS",
        help=f"the longest that one request may take (default: {limits.total:g})",
    )
    parser.add_argument(
        "--pause",
        type=_not_negative,
        default=limits.pause,
        metavar="SECONDS",
        help=f"between two requests to one host (default: {limits.pause:g})",
    )
    parser.add_argument(
        "--retries",
        type=int,
        choices=range(6),
        default=limits.retries,
        metavar="NUMBER",
        help=f"how often to ask again, 0 to 5 (default: {limits.retries})",
    )
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="ask hosts of this machine and its network too: only for links you trust",
    )


def run(options: argparse.Namespace) -> int:
    """Check the links and tell what is wrong; 1 if one leads nowhere, 130 if stopped."""
    site = Site.read(options.config_file)
    longest = None if options.max_age is None else timedelta(days=options.max_age)
    places = collect(site)
    cache = cache_file(site)
    now = time.time()
    verdicts = {
        address: verdict
        for address, verdict in read_cache(cache).items()
        if address in places and verdict.is_fresh(now, longest)
    }
    due = [address for address in places if address not in verdicts]
    standard = Limits()
    limits = replace(
        standard,
        total=options.timeout,
        read=min(options.timeout, standard.read),
        connect=min(options.timeout, standard.connect),
        pause=options.pause,
        retries=options.retries,
    )
    checker = Checker(limits, allow_private=options.allow_private)
    try:
        for done, (address, verdict) in enumerate(checker.check(due), 1):
            verdicts[address] = verdict
            _progress(words(options.lang)("links.progress", done=done, total=len(due)), done, due)
            if done % KEPT_EVERY == 0:
                write_cache(cache, verdicts)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    finally:
        write_cache(cache, verdicts)
    text = formats.FORMATS[options.format](
        {address: verdicts[address] for address in places}, places, words(options.lang)
    )
    print(text)
    return int(any(verdict.outcome in FAILURES for verdict in verdicts.values()))


def _progress(line: str, done: int, due: list[str]) -> None:
    """One line that is written over at a terminal, one now and then in CI, none elsewhere."""
    is_last = done == len(due)
    if sys.stderr.isatty():
        print(f"\r{line}", end="\n" if is_last else "", file=sys.stderr, flush=True)
    elif os.environ.get("CI") and (is_last or done % TOLD_EVERY == 0):
        print(line, file=sys.stderr, flush=True)


def _not_negative(text: str) -> float:
    number = float(text)
    if not 0 <= number < 1e6:
        raise ValueError
    return number


def _positive(text: str) -> float:
    number = _not_negative(text)
    if not number:
        raise ValueError
    return number
