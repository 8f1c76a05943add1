"""Audit the built site: Lighthouse's scores, and the weight of each kind of page."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.audit.kinds import heaviest
from tools.audit.lighthouse import TARGETS, Result, measure
from tools.audit.server import Host, serve
from tools.audit.sites import AuditError, build, configuration, languages, write_plain
from tools.audit.weights import Weight, browsing, weigh

AUDITED = ("home", "explorer", "axis", "showcase")
KB = 1000

EPILOG = """\
examples:
  python tools/audit/audit.py                          build the site and audit it
  python tools/audit/audit.py --site site              audit what `make site` built
  python tools/audit/audit.py --only showcase --runs 1 a quick look at one kind of page

Exits 0 when every page reaches 100 for accessibility, best practices and SEO and 98 for
performance, 1 when one does not, 2 when the audit cannot be made.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit, write the reports, and say what was found; the exit status is 0, 1 or 2."""
    options = _options(arguments)
    try:
        return audit(options)
    except AuditError as error:
        print(f"audit: {error}", file=sys.stderr)
        return 2


def audit(options: argparse.Namespace) -> int:
    chromium = shutil.which("chromium")
    if not chromium:
        raise AuditError("there is no Chromium: apt-get install chromium")
    options.output.mkdir(parents=True, exist_ok=True)
    folders = languages(configuration(options.root)) or {"": ""}
    progress = Progress()
    with _hosts(options, progress) as (site, host, plain_host):
        results = {}
        for language, folder in folders.items():
            pages = heaviest(site / folder)
            for kind in (kind for kind in options.only if kind in pages):
                name = f"{kind} {language}".strip()
                progress.say(f"Lighthouse: {name}, {options.runs} runs")
                results[name] = measure(
                    host.address + folder + pages[kind],
                    options.output.resolve() / name.replace(" ", "-"),
                    chromium=chromium,
                    runs=options.runs,
                )
        progress.say("weights")
        pages = heaviest(site)
        with browsing(chromium) as browser:
            weights = weigh(browser, host, pages)
            plain = weigh(browser, plain_host, pages)
    progress.end()
    text = report(results, weights, plain)
    (options.output / "report.md").write_text(text, "utf-8")
    print(text)
    missed = [name for name, result in results.items() if result.missed]
    return 1 if missed or not results else 0


@contextmanager
def _hosts(options: argparse.Namespace, progress: Progress) -> Iterator[tuple[Path, Host, Host]]:
    """The site's folder, its host, and the host of the plain site."""
    with tempfile.TemporaryDirectory(prefix="agora-audit-") as name:
        folder = Path(name)
        site = options.site.resolve() if options.site else folder / "site"
        with serve(site) as host, serve(folder / "plain" / "site") as plain_host:
            if not options.site:
                progress.say("building the site")
                build(options.root, site, host.address, strict=True)
            elif not (site / "index.html").is_file():
                raise AuditError(f"{options.site} holds no built site")
            progress.say("building a plain Material site of the same texts")
            write_plain(options.root, folder / "plain")
            target = folder / "plain" / "site"
            # Its links to pages that are made from data lead nowhere.
            build(folder / "plain", target, plain_host.address, strict=False)
            yield site, host, plain_host


class Progress:
    """Says what is being done: on one line of a terminal, or on a line each in a log."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()

    def say(self, text: str) -> None:
        start, end = ("\r\x1b[K", "") if self._is_terminal else ("", "\n")
        print(f"{start}{text} …", end=end, file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._is_terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def report(
    results: Mapping[str, Result], weights: Mapping[str, Weight], plain: Mapping[str, Weight]
) -> str:
    """What was found, as Markdown."""
    head = ["page", "accessibility", "best practices", "SEO", "performance"]
    head += ["LCP", "CLS", "TBT", "kB", "requests"]
    rows = [
        [
            name,
            *(_score(result, category) for category in TARGETS),
            *(f"{result.lcp:.1f} s", f"{result.cls:.3f}", f"{result.tbt:.0f} ms"),
            *(_kb(result.size), str(result.requests)),
        ]
        for name, result in results.items()
    ]
    costs: dict[str, dict[str, float]] = {}
    for name, result in results.items():
        for cause, cost in result.costs.items():
            costs.setdefault(cause, {})[name] = cost
    weighed = [
        [
            *(kind, _kb(weight.own), _kb(weight.photographs), str(weight.requests)),
            *((_kb(plain[kind].own), str(plain[kind].requests)) if kind in plain else "––"),
        ]
        for kind, weight in weights.items()
    ]
    listed = [
        f"- {cause}, up to −{max(by_page.values()):.1f} ({', '.join(by_page)})"
        for cause, by_page in sorted(costs.items())
    ]
    return "\n".join(
        [
            *("# Audit", "", "Lighthouse, mobile preset. ⚠ is below the target.", ""),
            *(*_table(head, rows), ""),
            *(("## What costs points", "", *listed, "") if listed else ()),
            *("## Weight of a first view", ""),
            "In kB (1,000 bytes), compressed, headers not counted; the longest page of each kind.",
            "“Plain” is Material and static-i18n alone, with the same texts and no web font.",
            "",
            *_table(["page", "kB", "photographs", "requests", "plain kB", "requests"], weighed),
            "",
        ]
    )


def _score(result: Result, category: str) -> str:
    return f"{result.scores[category]}{' ⚠' if category in result.missed else ''}"


def _kb(size: int) -> str:
    return f"{size / KB:.1f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table in columns, the first to the left and the figures to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        first, *others = zip(cells, widths, strict=True)
        padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        return f"| {' | '.join(padded)} |"

    rule = [f":{'-' * (widths[0] - 1)}", *(f"{'-' * (width - 1)}:" for width in widths[1:])]
    return [line(head), line(rule), *map(line, rows)]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="audit.py",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="where mkdocs.yml is (default: this folder)",
    )
    parser.add_argument(
        "--site",
        type=Path,
        metavar="FOLDER",
        help="a built site; without it the site is built for the audit",
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("audit"),
        metavar="FOLDER",
        help="where the reports go (default: audit/)",
    )
    parser.add_argument(
        "--only",
        nargs="+",
        choices=AUDITED,
        default=AUDITED,
        metavar="KIND",
        help=f"the kinds of pages that Lighthouse sees: {', '.join(AUDITED)} (default: all)",
    )
    parser.add_argument(
        "--runs",
        type=int,
        default=3,
        metavar="N",
        help="runs of Lighthouse a page, of which the median counts (default: 3)",
    )
    options = parser.parse_args(arguments)
    if options.runs < 1:
        parser.error("--runs must be 1 or more")
    return options


if __name__ == "__main__":
    sys.exit(main())
