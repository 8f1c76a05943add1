"""How a report is written: for people at a terminal, for spreadsheets, programs and browsers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from agora.problems import Place
from agora.report.coverage import AxisCoverage
from agora.report.findings import Finding
from agora.report.html import document
from agora.report.reporting import Report
from agora.report.schema import JSON_VERSION
from agora.report.view import edit_address, headline
from agora.report.wording import day, language_name, lead, message
from agora.safety.output import for_cell, for_log
from agora.strings import Strings

_BOLD, _DIM, _BLUE, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[34m", "\x1b[0m"

COLUMNS = ("section", "kind", "subject", "message", "file", "line", "edit")
"""The columns of the CSV: one row a finding and file, so that each leads to something to edit."""

WIDEST = 64
"""Characters that a place may take in its column; a longer one pushes its message aside."""


def as_text(report: Report, words: Strings) -> str:
    """For people who read a file or a log."""
    return for_log(_text(report, words, lambda code, text: text))


def as_terminal_text(report: Report, words: Strings) -> str:
    """For people at a terminal: headings and places in colour."""
    return _text(report, words, lambda code, text: f"{code}{text}{_PLAIN}")


def as_json(report: Report, words: Strings) -> str:
    """For programs; `agora.report.schema` has the schema."""
    document = {
        "version": JSON_VERSION,
        "language": words.language,
        "day": report.day.isoformat() if report.day else None,
        "counts": {
            "showcases": len(report.catalog.showcases),
            "findings": len(report.findings),
            "links_checked": report.links_checked,
        },
        "axes": [_axis(row) for row in report.axes],
        "cities": [
            {"city": row.city, "showcases": row.showcases, "axes": dict(row.by_axis)}
            for row in report.cities
        ],
        "years": {str(year): count for year, count in report.years.items()},
        "findings": [_finding(finding, report, words) for finding in report.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_csv(report: Report, words: Strings) -> str:
    """For spreadsheets (RFC 4180), with a byte order mark, without which Excel takes UTF-8 for
    another encoding. No cell begins like a formula.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for finding in report.findings:
        said = message(finding, words)
        for place in finding.places:
            cells = (
                words(f"sections.{finding.section}.title"),
                finding.kind,
                finding.subject,
                said,
                place.path,
                str(place.line or ""),
                edit_address(report, place),
            )
            writer.writerow(map(for_cell, cells))
    return "\ufeff" + written.getvalue()


def as_html(report: Report, words: Strings) -> str:
    """For browsers: one file that holds all it needs."""
    return document(report, words)


FORMATS: Mapping[str, Callable[[Report, Strings], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "html": as_html,
}


def _text(report: Report, words: Strings, paint: Callable[[str, str], str]) -> str:
    blocks = [paint(_BOLD, headline(report, words))]
    if report.day:
        blocks[0] += "\n" + words("page.day", date=day(report.day, words))
    if report.axes:
        blocks.append(_coverage(report, words, paint))
    for section, kinds in report.by_section.items():
        title = paint(_BOLD, words(f"sections.{section}.title"))
        blocks.append(f"{title}\n{lead(section, words)}")
        blocks += [_kind(kind, findings, words, paint) for kind, findings in kinds.items()]
    if not report.findings:
        blocks.append(words("page.all-well"))
    if not report.links_checked:
        blocks.append(words("text.links-unchecked"))
    return "\n\n".join(blocks) + "\n"


def _coverage(report: Report, words: Strings, paint: Callable[[str, str], str]) -> str:
    """The table of axes and languages."""
    heads = [words("coverage.axis"), words("coverage.showcases")]
    for language in report.catalog.languages:
        name = language_name(language, words)
        heads += [f"{name}, {words(f'coverage.{part}')}" for part in _PARTS]
    rows = [heads]
    for row in report.axes:
        cells = [row.axis, words.number(row.showcases)]
        for counted in row.languages.values():
            cells += [words.number(getattr(counted, part)) for part in _PARTS]
        rows.append(cells)
    # Columns of numbers have long heads: those go above, one a line would be wider than a screen.
    widths = [max(len(row[n]) for row in rows[1:]) for n in range(len(heads))]
    widths[0] = max(widths[0], len(heads[0]))
    marks = [f"({n})" for n in range(1, len(heads))]
    widths[1:] = [max(width, len(mark)) for width, mark in zip(widths[1:], marks, strict=True)]
    legend = [f"{mark} {head}" for mark, head in zip(marks, heads[1:], strict=True)]
    lines = [paint(_BOLD, words("coverage.title")), *(f"  {line}" for line in legend), ""]
    for cells in [[heads[0], *marks], *rows[1:]]:
        first, *numbers = cells
        aligned = [cell.rjust(width) for cell, width in zip(numbers, widths[1:], strict=True)]
        lines.append("  ".join([f"  {first.ljust(widths[0])}", *aligned]))
    return "\n".join(lines)


_PARTS = ("originals", "translations", "missing")


def _kind(
    kind: str, findings: list[Finding], words: Strings, paint: Callable[[str, str], str]
) -> str:
    lines = [f"{words(f'kinds.{kind}')} ({words.number(len(findings))})"]
    places = [[str(place) for place in finding.places] for finding in findings]
    width = min(WIDEST, max(len(some[0]) for some in places))
    for finding, (first, *others) in zip(findings, places, strict=True):
        padding = " " * (width - len(first))
        lines.append(f"  {paint(_BLUE, first)}{padding}  {message(finding, words)}")
        lines += [f"  {paint(_BLUE, other)}" for other in others]
    return "\n".join(lines)


def _axis(row: AxisCoverage) -> dict[str, Any]:
    return {
        "axis": row.axis,
        "showcases": row.showcases,
        "languages": {
            language: {part: getattr(counted, part) for part in _PARTS}
            for language, counted in row.languages.items()
        },
    }


def _finding(finding: Finding, report: Report, words: Strings) -> dict[str, Any]:
    def place(one: Place) -> dict[str, Any]:
        edit = edit_address(report, one)
        return {"path": one.path, "line": one.line, "column": one.column, "edit": edit}

    return {
        "section": finding.section,
        "kind": finding.kind,
        "subject": finding.subject,
        "message": message(finding, words),
        "arguments": dict(finding.arguments),
        "places": [place(one) for one in finding.places],
    }
