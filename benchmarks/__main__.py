"""Builds collections with Agora and its peers, in turn, and writes down what it took."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks import equivalence, reading, serving
from benchmarks.generation import generate
from benchmarks.machine import machine, versions
from benchmarks.measuring import BenchmarkError, Cost, alternate
from benchmarks.peers import ALL, Agora, Material, Peer
from benchmarks.results import Results

ROOT = Path(__file__).parent.parent
PARTS = ("builds", "serve", "reading")

Say = Callable[[str], None]

COLD, WARM, EDIT = "From nothing", "Nothing changed", "One showcase edited"

EPILOG = """\
examples:
  make bench                                              1,000 and 100 showcases, about 25 minutes
  python -m benchmarks --sizes 10 --runs 1                a look, to see that it works
  python -m benchmarks --sizes 1000 10000 --peers Agora Hugo --parts builds
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; the exit status is 0, or 2 where something could not be measured."""
    options = _options(arguments)
    progress = Progress()
    lacks = {name: ALL[name].lacks for name in options.peers}
    results = Results(machine(), versions(), options.runs, lacks)
    try:
        with tempfile.TemporaryDirectory(prefix="agora-bench-", dir=options.folder) as name:
            for count in options.sizes:
                for _ in _measure(Path(name), count, options, results, progress):
                    results.write(options.output)  # what is there is kept if the rest fails
    except BenchmarkError as error:
        progress.end()
        print(f"bench: {error}", file=sys.stderr)
        return 2
    progress.end()
    print(results.report())
    return 0


def _measure(
    folder: Path, count: int, options: argparse.Namespace, results: Results, progress: Progress
) -> Iterator[None]:
    """Measure one part after the other, and yield after each."""
    home = folder / str(count)
    home.mkdir()
    progress.say(f"a collection of {count:,}")
    generate(ROOT, home / "collection", count)
    chosen = [ALL[name] for name in options.peers]
    peers = {
        peer.name: peer(home / "collection", home / f"peer-{number}")
        for number, peer in enumerate(chosen)
        if not peer.is_slow or count <= options.slow
    }

    def say(text: str) -> None:
        progress.say(f"{count:,} showcases: {text}")

    if "builds" in options.parts:
        _builds(peers, count, options.runs, results, say)
        yield
    if "serve" in options.parts and count <= options.serve:
        results.latencies[count] = {}
        for name, peer in peers.items():
            if peer.serves:
                say(f"{name}, server")
                found = serving.latencies(peer, options.edits)
                results.latencies[count][name] = found
        yield
    if "reading" in options.parts:
        _reading(peers, count, results, say)
        yield


def _builds(peers: dict[str, Peer], count: int, runs: int, results: Results, say: Say) -> None:
    def edited(peer: Peer, is_watched: bool) -> Cost:
        peer.edit()
        return peer.build(is_watched)

    for peer in peers.values():  # so that pictures are there, and what is installed is compiled
        say(f"{peer.name}, once before")
        peer.build()
    whats: dict[str, dict[str, Callable[[bool], Cost]]] = {
        COLD: {name: peer.build_anew for name, peer in peers.items()},
        WARM: {name: peer.build for name, peer in peers.items()},
        EDIT: {name: partial(edited, peer) for name, peer in peers.items()},
    }
    results.builds[count] = {}
    for what, contestants in whats.items():
        say(what.lower())
        results.builds[count][what] = alternate(runs, contestants, say)
    say("counting")
    results.outputs[count] = {name: equivalence.count(peer.site) for name, peer in peers.items()}


def _reading(peers: dict[str, Peer], count: int, results: Results, say: Say) -> None:
    for name in (Agora.name, Material.name):
        if name not in peers:
            continue
        peer = peers[name]
        if not peer.site.is_dir():
            peer.build()
        say(f"{name}, in a browser")
        results.views[f"{name}, {count:,}"] = reading.views(peer.site)
        if name == Agora.name:
            results.searches[count] = reading.searches(peer.site)
        else:
            results.plain_search[count] = reading.search_at_load(peer.site)


class Progress:
    """Says what is being done: on one line of a terminal, on a line each in CI, else not at all."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._is_silent = not self._is_terminal and not os.environ.get("CI")

    def say(self, text: str) -> None:
        if not self._is_silent:
            start, end = ("\r\x1b[K", "") if self._is_terminal else ("", "\n")
            print(f"{start}{text} …", end=end, file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._is_terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], metavar="N")
    parser.add_argument("--runs", type=int, default=5, help="runs of each build (default: 5)")
    parser.add_argument("--edits", type=int, default=7, help="edits on a server (default: 7)")
    parser.add_argument("--peers", nargs="+", choices=ALL, default=list(ALL), metavar="PEER")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART")
    parser.add_argument(
        "--slow", type=int, default=300, help="the largest collection for slow peers (default: 300)"
    )
    parser.add_argument(
        "--serve", type=int, default=1000, help="the largest collection to serve (default: 1000)"
    )
    parser.add_argument(
        "--folder", type=Path, help="where to build (default: the temporary folder)"
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=ROOT / "benchmarks" / "results",
        help="where to write the table, the plot and the figures",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
