"""The report as HTML, from one template: a part of the site's page, or a document of its own."""

from __future__ import annotations

from pathlib import Path

from agora.language.direction import direction
from agora.report.reporting import Report
from agora.report.view import MOST_LISTED, view
from agora.standalone import environment
from agora.strings import Strings

TEMPLATES = Path(__file__).parent / "templates"

STYLES = TEMPLATES / "report.css"
"""The style of the report: published with the site, and put into the document."""


def part(report: Report, words: Strings) -> str:
    """The report below a heading of its page, its lists cut to a length."""
    return (
        environment(TEMPLATES)
        .get_template("report.html")
        .render(view=view(report, words, MOST_LISTED), t=words, alone=False)
    )


def document(report: Report, words: Strings) -> str:
    """The whole report as one HTML file, which asks for no other."""
    return (
        environment(TEMPLATES)
        .get_template("document.html")
        .render(
            view=view(report, words),
            t=words,
            alone=True,
            name=report.site.name,
            styles=STYLES.read_text("utf-8"),
            direction=direction(words.language),
        )
    )
