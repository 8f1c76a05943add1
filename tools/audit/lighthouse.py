"""Lighthouse: several runs over a page, and what they found."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tools.audit.sites import AuditError

PROGRAM = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"

TARGETS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
"""The least that is good enough, of 100."""

CHROMIUM_FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


class Result(NamedTuple):
    """A page's scores of 100, and figures of the run with the median performance."""

    scores: dict[str, int]
    lcp: float  # largest contentful paint, in seconds
    cls: float  # cumulative layout shift
    tbt: float  # total blocking time, in milliseconds
    size: int  # bytes over the wire with headers; the browser leaves out scripts of workers
    requests: int
    costs: dict[str, float]  # the audits that cost points, and how many of 100

    @property
    def missed(self) -> list[str]:
        """The categories that are below their target."""
        return [name for name, least in TARGETS.items() if self.scores[name] < least]


def measure(url: str, output: Path, *, chromium: str, runs: int) -> Result:
    """Run Lighthouse with its mobile preset; the median run's report is written as HTML.

    Throttling is simulated: a slow 4G network and a processor four times slower than this one.
    Performance is the median of the runs; of the other scores, which do not vary, the lowest
    counts. Raises AuditError where Lighthouse fails.
    """
    found = sorted((_run(url, output, chromium, n) for n in range(runs)), key=_performance)
    median = found[(len(found) - 1) // 2]
    for report in found:
        path = Path(report["path"])
        if report is median:
            path.replace(output.with_suffix(".html"))
        else:
            path.unlink()
    return result(median["lhr"], [report["lhr"] for report in found])


def _run(url: str, output: Path, chromium: str, n: int) -> dict[str, Any]:
    if not PROGRAM.exists():
        raise AuditError(f"{PROGRAM} is missing: npm ci --prefix {PROGRAM.parents[2]}")
    stem = output.with_name(f"{output.name}.{n}")
    command = [
        *(str(PROGRAM), url, "--quiet", "--output=json", "--output=html"),
        *(f"--output-path={stem}", f"--only-categories={','.join(TARGETS)}"),
        f"--chrome-flags={' '.join(CHROMIUM_FLAGS)}",
    ]
    done = subprocess.run(  # noqa: S603 — of our own making
        command,
        env=os.environ | {"CHROME_PATH": chromium},
        capture_output=True,
        encoding="utf-8",
    )
    read = Path(f"{stem}.report.json")
    if done.returncode or not read.is_file():
        raise AuditError(f"Lighthouse failed on {url}\n{done.stderr}")
    lhr = json.loads(read.read_text("utf-8"))
    read.unlink()
    if "runtimeError" in lhr:
        raise AuditError(f"Lighthouse failed on {url}: {lhr['runtimeError']['message']}")
    return {"lhr": lhr, "path": f"{stem}.report.html"}


def _performance(report: dict[str, Any]) -> float:
    return float(report["lhr"]["categories"]["performance"]["score"])


def result(median: dict[str, Any], reports: Sequence[dict[str, Any]]) -> Result:
    """What the reports of one page say together, in Lighthouse's own format."""
    scores = {
        name: min(round(100 * report["categories"][name]["score"]) for report in reports)
        for name in TARGETS
    }
    scores["performance"] = round(100 * median["categories"]["performance"]["score"])
    figures = median["audits"]
    requests = figures["network-requests"]["details"]["items"]
    sent = [item for item in requests if item["url"].startswith("http")]
    return Result(
        scores=scores,
        lcp=figures["largest-contentful-paint"]["numericValue"] / 1000,
        cls=figures["cumulative-layout-shift"]["numericValue"],
        tbt=figures["total-blocking-time"]["numericValue"],
        size=sum(item["transferSize"] for item in sent),
        requests=len(sent),
        costs=_costs(median),
    )


def _costs(report: dict[str, Any]) -> dict[str, float]:
    costs = {}
    for name, category in report["categories"].items():
        total = sum(ref["weight"] for ref in category["auditRefs"])
        for ref in category["auditRefs"]:
            score = report["audits"][ref["id"]]["score"]
            if ref["weight"] and score is not None and score < 1:
                costs[f"{name}: {ref['id']}"] = 100 * ref["weight"] * (1 - score) / total
    return costs
