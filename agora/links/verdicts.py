"""What became of an address when it was asked, and the file that remembers it for a while."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from agora.site import Site

Outcome: TypeAlias = Literal["ok", "moved", "refused", "unreachable", "broken"]
"""`moved`: it leads on for good, and works there. `refused`: its host answers, but not to programs,
or not now. `unreachable`: its host did not answer, or with a fault of its own. `broken`: it leads
nowhere. Readers who follow one of the last two find nothing."""

Reason: TypeAlias = Literal[
    "", "status", "address", "private", "host", "connection", "timeout", "certificate", "protocol",
    "redirects",
]  # fmt: skip
"""Why an address is not `ok`; "status" where the answer's status says it."""

FAILURES: tuple[Outcome, ...] = ("broken", "unreachable")

VERSION = 1

FRESH: Mapping[Outcome, timedelta] = {
    "ok": timedelta(days=7),
    "moved": timedelta(days=7),
    "refused": timedelta(days=1),
    "broken": timedelta(days=1),  # long enough to mend the others first, without asking it again
    "unreachable": timedelta(hours=1),  # what is down is often back soon
}
"""How long a verdict is believed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of asking for an address.

    `status` is the last HTTP status, None where there was no answer. `advised` is the address to
    write in its place, "" where there is none. `checked` is when it was asked, in seconds since
    1970. A verdict that was `inferred` from the host's other addresses is not kept.
    """

    outcome: Outcome
    checked: int
    status: int | None = None
    reason: Reason = ""
    advised: str = ""
    inferred: bool = False

    def is_fresh(self, now: float, longest: timedelta | None = None) -> bool:
        """Whether it may be believed at a time; `longest` replaces the bound of what is well."""
        age = FRESH[self.outcome]
        if longest is not None:
            age = longest if self.outcome in ("ok", "moved") else min(age, longest)
        return 0 <= now - self.checked < age.total_seconds()


def cache_file(site: Site) -> Path:
    """Where the verdicts of a site are remembered."""
    return site.root / ".cache" / "links" / "verdicts.json"


def read_cache(path: Path) -> dict[str, Verdict]:
    """The verdicts by address; none where there is no file, or one that is not ours."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["version"] != VERSION:
            return {}
        verdicts = {address: Verdict(**fields) for address, fields in kept["verdicts"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {
        address: verdict
        for address, verdict in verdicts.items()
        if verdict.outcome in get_args(Outcome) and isinstance(verdict.checked, int)
    }


def write_cache(path: Path, verdicts: Mapping[str, Verdict]) -> None:
    """Put the verdicts in place of those that were there, at once. Raises OSError."""
    kept = {
        address: {name: value for name, value in asdict(verdict).items() if name != "inferred"}
        for address, verdict in sorted(verdicts.items())
        if not verdict.inferred
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        document = {"version": VERSION, "verdicts": kept}
        part.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
