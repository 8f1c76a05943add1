"""What may no longer be true. Time is that of the collection's last change, never the clock's:

the same files then give the same report, whenever it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from agora.catalog import Catalog
from agora.content.history import History
from agora.model import Showcase
from agora.problems import Place
from agora.report.findings import Finding, of_showcase
from agora.report.places import Places

UNTOUCHED_YEARS: Final = 2
UNTOUCHED: Final = timedelta(days=365 * UNTOUCHED_YEARS)
"""How long a showcase may go without a change in any language. The editions so far are one to two
years apart: what is older than this no edition has read again."""

LONGEST_PILOT: Final = 3
"""Years of a pilot. A trial is there to be concluded; after three budgets it runs or has ended,
and the file most likely was forgotten."""


def today(catalog: Catalog, history: History) -> date | None:
    """The day of the last change of a showcase; None where there is no showcase."""
    texts = (text.path for s in catalog.showcases.values() for text in s.texts.values())
    latest = history.latest(texts)
    return latest.date() if latest else None


def ageing(catalog: Catalog, history: History, places: Places) -> Iterator[Finding]:
    """Showcases untouched for long, planned for a year that is past, or pilots for many years."""
    now = today(catalog, history)
    for showcase in catalog.showcases.values():
        if now is not None:
            yield from _of(showcase, now, history, places)


def _of(showcase: Showcase, now: date, history: History, places: Places) -> Iterator[Finding]:
    original = showcase.texts[showcase.original].path
    latest = history.latest(text.path for text in showcase.texts.values())
    if latest and now - latest.date() > UNTOUCHED:
        date_ = latest.date().isoformat()
        yield of_showcase("untouched", showcase, [Place(original)], date=date_)
    if showcase.year is None:
        return
    years = now.year - showcase.year
    kind = ""
    if showcase.status == "planned" and years > 0:
        kind = "late-start"
    elif showcase.status == "pilot" and years > LONGEST_PILOT:
        kind = "long-pilot"
    if kind:
        place = places.field(original, "status")
        yield of_showcase(kind, showcase, [place], year=str(showcase.year))
