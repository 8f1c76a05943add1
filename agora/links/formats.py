"""How verdicts are told: to people, and to programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from agora.links.verdicts import Outcome, Verdict
from agora.problems import Place
from agora.report.wording import why
from agora.safety.output import for_log, for_terminal
from agora.strings import Strings

JSON_VERSION = 1
"""Grows when a field of the JSON changes its meaning or goes; not when one is added."""

Places = Mapping[str, Sequence[Place]]


def as_text(verdicts: Mapping[str, Verdict], places: Places, words: Strings) -> str:
    """What is wrong, with its places and what to do, the worst first; then the counts."""
    blocks = []
    for outcome in reversed(get_args(Outcome)[1:]):
        for address, verdict in verdicts.items():
            if verdict.outcome != outcome:
                continue
            said = words(
                f"links.outcomes.{outcome}",
                url=for_terminal(address),
                why=why(verdict.reason, verdict.status, words),
            )
            lines = [said, *(f"  --> {place}" for place in places[address])]
            if verdict.advised:
                lines.append(f"  {words('links.write', url=for_terminal(verdict.advised))}")
            if verdict.inferred:
                lines.append(f"  {words('links.inferred')}")
            blocks.append("\n".join(lines))
    counts = _counts(verdicts)
    told = [words("links.count", n=len(verdicts))]
    told += [words(f"links.counts.{outcome}", n=n) for outcome, n in counts.items() if n]
    return for_log("\n\n".join([*blocks, words("links.separator").join(told)]))


def as_json(verdicts: Mapping[str, Verdict], places: Places, words: Strings) -> str:
    """An object with `version`, `counts` by outcome, and `links`, of which each has `url`,
    `outcome`, `status`, `reason`, `why` (in words), `advised`, `checked` (seconds since 1970),
    `inferred`, and `places`, each with `path`, `line` and `column`.
    """
    document = {
        "version": JSON_VERSION,
        "counts": _counts(verdicts),
        "links": [
            {
                "url": address,
                "outcome": verdict.outcome,
                "status": verdict.status,
                "reason": verdict.reason,
                "why": ""
                if verdict.outcome == "ok"
                else why(verdict.reason, verdict.status, words),
                "advised": verdict.advised,
                "checked": verdict.checked,
                "inferred": verdict.inferred,
                "places": [
                    {"path": place.path, "line": place.line, "column": place.column}
                    for place in places[address]
                ],
            }
            for address, verdict in verdicts.items()
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Mapping[str, Verdict], Places, Strings], str]] = {
    "text": as_text,
    "json": as_json,
}


def _counts(verdicts: Mapping[str, Verdict]) -> dict[str, int]:
    counts: dict[str, int] = dict.fromkeys(get_args(Outcome), 0)
    for verdict in verdicts.values():
        counts[verdict.outcome] += 1
    return counts
