"""The organisers' page `/report/`, and what is downloaded from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from agora.languages import Languages
from agora.pages.generated import Asset
from agora.pages.urls import url
from agora.report import formats, schema
from agora.report.html import STYLES, part
from agora.report.reporting import Report
from agora.report.wording import words
from agora.strings import Strings


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`content` is HTML; it is in the language of `words`, like the words of the head."""

    words: Strings
    content: str


def report_page(report: Report, contributors: Strings) -> ReportPage:
    """The report in the language in which contributors are spoken to."""
    own = words(contributors.language)
    return ReportPage(own, part(report, own))


def report_assets(report: Report, languages: Languages) -> Iterator[Asset]:
    """The report as CSV and JSON in each language, beside its page; its schema and its style."""
    for language, contributors in languages.contributors.items():
        own, page = (
            words(contributors.language),
            url(language, report.site.default_language, "report"),
        )
        yield Asset(f"{page}report.csv", content=formats.as_csv(report, own))
        yield Asset(f"{page}report.json", content=formats.as_json(report, own))
    document = json.dumps(schema.schema(), ensure_ascii=False, indent=2) + "\n"
    yield Asset(schema.PATH, content=document)
    yield Asset("assets/report.css", content=STYLES.read_text("utf-8"))
