"""What was measured, as a table in Markdown, as a plot, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.equivalence import KINDS, Output
from benchmarks.measuring import Cost, Costs, Spread
from benchmarks.reading import QUERIES, View

REFERENCE = "Hugo"
"""The peer that ratios are to."""

MIB = 2**20
KB = 1000


@dataclass
class Results:
    """All figures of a session; costs by count of showcases, what was built, and peer.

    `lacks` says in words what each peer leaves out.
    """

    machine: str
    versions: str
    runs: int
    lacks: dict[str, str]
    builds: dict[int, dict[str, dict[str, Costs]]] = field(default_factory=dict)
    outputs: dict[int, dict[str, Output]] = field(default_factory=dict)
    latencies: dict[int, dict[str, list[float]]] = field(default_factory=dict)
    views: dict[str, dict[str, View]] = field(default_factory=dict)
    searches: dict[int, dict[str, int]] = field(default_factory=dict)
    plain_search: dict[int, int] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / "results.json").write_text(f"{text}\n", "utf-8")
        (folder / "README.md").write_text(self.report(), "utf-8")
        if any(len(kinds) for kinds in self.builds.values()):
            plot(self, folder / "builds.svg")

    def report(self) -> str:
        """All of it in Markdown."""
        parts = [
            "# Results\n",
            f"{self.machine}. {self.versions}. Medians of {self.runs} runs in turn, the least and "
            "the most in brackets; memory is that of a run apart, which looking at it slows. "
            "Compare the ratios; seconds are those of one machine.\n",
            "![Seconds a showcase by size of the collection](builds.svg)\n" if self.builds else "",
            *(self._builds(count, what) for count in self.builds for what in self.builds[count]),
            self._growth() if len(self.builds) > 1 else "",
            self._lacks(),
            *(self._outputs(count) for count in self.outputs),
            self._latencies() if self.latencies else "",
            self._views() if self.views else "",
            self._searches() if self.searches else "",
        ]
        return "\n".join(part for part in parts if part)

    def _builds(self, count: int, what: str) -> str:
        costs = self.builds[count][what]
        reference = costs.get(REFERENCE)
        rows = []
        for name, those in costs.items():
            wall = Spread.of([cost.wall for cost in those.timed])
            cpu = Spread.of([cost.cpu for cost in those.timed])
            ratio = _ratios(those.timed, reference.timed) if reference else None
            rows.append(
                [
                    name,
                    _spread(wall, 2),
                    _spread(cpu, 2),
                    _spread(ratio, 2) if ratio else "",
                    f"{those.memory / MIB:,.0f}",
                ]
            )
        head = ["", "seconds", "processor seconds", f"× {REFERENCE}", "peak memory, MiB"]
        return f"## {what}, {count:,} showcases × 2 languages\n\n{_table(head, rows)}"

    def _growth(self) -> str:
        counts = sorted(self.builds)
        rows = []
        kinds = dict.fromkeys(what for count in counts for what in self.builds[count])
        for what in kinds:
            names = dict.fromkeys(n for c in counts for n in self.builds[c].get(what, ()))
            for name in names:
                cells = []
                for count in counts:
                    those = self.builds[count].get(what, {}).get(name)
                    if not those:
                        cells.append("")
                        continue
                    each = Spread.of([cost.wall for cost in those.timed]).median / count * 1000
                    memory = those.memory / count / 1024
                    cells.append(f"{each:.2f} ms, {memory:,.0f} KiB")
                rows.append([f"{what}: {name}", *cells])
        head = ["a showcase × 2", *(f"of {count:,}" for count in counts)]
        return f"## Growth\n\n{_table(head, rows)}"

    def _lacks(self) -> str:
        lines = [f"- {name}: {lacks}.\n" for name, lacks in self.lacks.items() if lacks]
        return f"## What each leaves out of what Agora makes\n\n{''.join(lines)}" if lines else ""

    def _outputs(self, count: int) -> str:
        outputs = self.outputs[count]
        rows = [[kind, *(f"{one.files[kind]:,}" for one in outputs.values())] for kind in KINDS]
        rows.append(["words in showcases", *(f"{one.words:,}" for one in outputs.values())])
        rows.append(["MB", *(f"{one.size / 1e6:,.1f}" for one in outputs.values())])
        return (
            f"## What each makes of {count:,} showcases, in files\n\n{_table(['', *outputs], rows)}"
        )

    def _latencies(self) -> str:
        rows = [
            [name, f"{count:,}", _spread(Spread.of(those), 2)]
            for count, by_name in self.latencies.items()
            for name, those in by_name.items()
        ]
        return f"## From saving to the fresh page\n\n{_table(['', 'showcases', 'seconds'], rows)}"

    def _views(self) -> str:
        rows = [
            [kind, *(self._view(those.get(kind)) for those in self.views.values())]
            for kind in dict.fromkeys(k for those in self.views.values() for k in those)
        ]
        title = "## A first view of each kind of page, compressed"
        return f"{title}\n\n{_table(['', *self.views], rows)}"

    def _view(self, view: View | None) -> str:
        return f"{view.size / KB:,.1f} kB, {view.requests} requests" if view else ""

    def _searches(self) -> str:
        rows = [
            [
                f"{count:,}",
                *(f"{by_query[query] / KB:,.0f} kB" for query in QUERIES),
                f"{self.plain_search[count] / KB:,.0f} kB" if count in self.plain_search else "",
            ]
            for count, by_query in self.searches.items()
        ]
        head = ["showcases", f"first query, “{QUERIES[0]}”"]
        head += [f"then “{query}”" for query in QUERIES[1:]]
        head.append("plain Material, with the first page")
        return f"## What a search fetches\n\n{_table(head, rows)}"


def _ratios(those: Sequence[Cost], reference: Sequence[Cost]) -> Spread:
    """Turn by turn, so that what slowed the machine down meanwhile slowed both."""
    return Spread.of([a.wall / b.wall for a, b in zip(those, reference, strict=True)])


def _spread(spread: Spread, digits: int) -> str:
    least, median, most = (
        f"{figure:.{digits}f}" for figure in (spread.least, spread.median, spread.most)
    )
    return f"{median} ({least}–{most})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def plot(results: Results, path: Path) -> None:
    """Draw milliseconds a showcase against the size of the collection, as SVG."""
    import matplotlib  # here, because drawing alone needs it

    matplotlib.use("svg")
    matplotlib.rcParams |= {"svg.hashsalt": "agora", "svg.fonttype": "none"}
    from matplotlib import pyplot

    kinds = list(dict.fromkeys(what for each in results.builds.values() for what in each))
    figure, axes = pyplot.subplots(1, len(kinds), figsize=(5.5 * len(kinds), 4.2), squeeze=False)
    for axis, what in zip(axes[0], kinds, strict=True):
        for name, points in _points(results.builds, what).items():
            axis.plot(*zip(*points, strict=True), marker="o", label=name)
        axis.set(xscale="log", yscale="log", title=what, xlabel="showcases × 2 languages")
        axis.set_ylabel("milliseconds a showcase")
        axis.grid(visible=True, which="both", linewidth=0.3)
        axis.legend(fontsize="small")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def _points(
    builds: Mapping[int, Mapping[str, Mapping[str, Costs]]], what: str
) -> dict[str, list[tuple[int, float]]]:
    points: dict[str, list[tuple[int, float]]] = {}
    for count in sorted(builds):
        for name, those in builds[count].get(what, {}).items():
            each = Spread.of([cost.wall for cost in those.timed]).median / count * 1000
            points.setdefault(name, []).append((count, each))
    return points
