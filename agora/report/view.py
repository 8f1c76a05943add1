"""The report as its page shows it: everything worded, counted, sorted, and cut to a length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agora.model import in_language
from agora.problems import Place
from agora.report.charts import CITIES_SHOWN, Columns, Matrix, columns, matrix
from agora.report.coverage import LanguageCoverage
from agora.report.findings import Finding
from agora.report.reporting import Report
from agora.report.wording import day, language_name, lead, message
from agora.strings import Strings

MOST_LISTED = 25
"""Lines of each kind on the page of the site, which stays below half a megabyte whatever the size
of the collection. The CSV has them all."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to edit: its place as text, and the address where it is edited, "" if unknown."""

    place: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Findings of one kind; `more` is how many of them are not among the lines."""

    key: str
    title: str
    count: int
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence; `is_code` where it stood between backticks."""

    text: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    lead: tuple[Span, ...]
    count: int
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class AxisRow:
    title: str
    showcases: int
    languages: tuple[LanguageCoverage, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the page shows; `languages` are names, in the order of the rows' numbers."""

    headline: str
    day: str
    languages: tuple[str, ...]
    axes: tuple[AxisRow, ...]
    matrix: Matrix | None
    axis_titles: tuple[str, ...]
    cities: tuple[tuple[str, int, tuple[int, ...]], ...]
    more_cities: int
    columns: Columns | None
    sections: tuple[Section, ...]
    links_checked: bool


def view(report: Report, words: Strings, most: int | None = None) -> ReportView:
    """The view in a language; `most` bounds the lines of each kind."""
    catalog, language = report.catalog, words.language
    shown = report.cities[:CITIES_SHOWN]
    names = [in_language(catalog.cities[row.city].names, language) for row in shown]
    axes = [catalog.axes[row.axis] for row in report.axes]
    colours = [(in_language(axis.short_titles, language), axis.colour) for axis in axes]
    counts = [tuple(row.by_axis.values()) for row in shown]
    return ReportView(
        headline=headline(report, words),
        day=words("page.day", date=day(report.day, words)) if report.day else "",
        languages=tuple(language_name(key, words) for key in catalog.languages),
        axes=tuple(
            AxisRow(
                in_language(axis.titles, language), row.showcases, tuple(row.languages.values())
            )
            for axis, row in zip(axes, report.axes, strict=True)
        ),
        matrix=matrix(colours, list(zip(names, counts, strict=True))),
        axis_titles=tuple(in_language(axis.short_titles, language) for axis in axes),
        cities=tuple(
            (name, row.showcases, numbers)
            for name, row, numbers in zip(names, shown, counts, strict=True)
        ),
        more_cities=len(report.cities) - len(shown),
        columns=columns(report.years),
        sections=tuple(
            Section(
                key=section,
                title=words(f"sections.{section}.title"),
                lead=_spans(lead(section, words)),
                count=sum(map(len, kinds.values())),
                kinds=tuple(
                    _kind(report, kind, findings, words, most) for kind, findings in kinds.items()
                ),
            )
            for section, kinds in report.by_section.items()
        ),
        links_checked=report.links_checked,
    )


def headline(report: Report, words: Strings) -> str:
    """How many showcases there are, and how many findings."""
    shared = Strings.load(words.language)
    return words(
        "headline",
        showcases=shared("count.showcases", n=len(report.catalog.showcases)),
        todo=words("todo", n=len(report.findings)),
    )


def edit_address(report: Report, place: Place) -> str:
    """Where a file is edited; "" where the site does not know its repository."""
    return report.site.repository and report.site.repository + place.path


def _kind(
    report: Report, kind: str, findings: Sequence[Finding], words: Strings, most: int | None
) -> Kind:
    shown = findings[:most]
    lines = (
        Line(
            message(finding, words),
            tuple(File(str(place), edit_address(report, place)) for place in finding.places),
        )
        for finding in shown
    )
    title = words(f"kinds.{kind}")
    return Kind(kind, title, len(findings), tuple(lines), len(findings) - len(shown))


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(part, bool(n % 2)) for n, part in enumerate(text.split("`")) if part)
