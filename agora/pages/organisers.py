"""The organisers' page `/report/`, and what is downloaded from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from agora.languages import Languages
from agora.pages.generated import Asset
from agora.pages.urls import url
from agora.report import formats, schema
from agora.report.html import part
from agora.report.reported import Reported
from agora.report.reporting import Report
from agora.report.wording import words
from agora.strings import Strings

STYLE = "assets/report.css"
"""Where templates find the report's style."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`content` is HTML; it is in the language of `words`, like the words of the head."""

    words: Strings
    content: str


def report_page(reported: Reported, contributors: Strings) -> ReportPage:
    """The report in the language in which contributors are spoken to."""
    own = words(contributors.language)
    return ReportPage(own, part(reported.report, own))


def report_assets(reported: Reported, languages: Languages) -> Iterator[Asset]:
    """The report as CSV and JSON in each language, beside its page, and its schema."""
    for language, contributors in languages.contributors.items():
        own, page = (
            words(contributors.language),
            url(language, reported.site.default_language, "report"),
        )
        for name in ("csv", "json"):
            inputs = (name, own.language, reported.digest)
            make = partial(_written, reported, formats.FORMATS[name], own)
            yield Asset(f"{page}report.{name}", inputs=inputs, make=make)
    document = json.dumps(schema.schema(), ensure_ascii=False, indent=2) + "\n"
    yield Asset(schema.PATH, content=document)


def _written(reported: Reported, write: Callable[[Report, Strings], str], words: Strings) -> str:
    return write(reported.report, words)
