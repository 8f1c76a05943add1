"""How a showcase reads: do its languages say the same, with sources, at a length that is read?

A figure that differs between the languages and a figure without a source are
problems. The rest is advice, which stops nothing.
"""

from __future__ import annotations

from agora.content.bodies import links
from agora.content.entries import Entry, LanguageFile
from agora.content.figures import HEADING, Figure, figures
from agora.content.prose import place_at, prose
from agora.language.typography import faults
from agora.problems import Place, Problem

FEWEST_WORDS = 150
MOST_WORDS = 600
"""Bounds of a text that is read to its end on a phone: about one to three minutes, at the 238
words a minute of silent reading that M. Brysbaert found (Journal of Memory and Language, 2019)."""


def check(entry: Entry, problems: list[Problem]) -> None:
    """Read all language files of a showcase."""
    by_file = {
        file.language: list(figures(file.document.body, file.language)) for file in entry.files
    }
    for file in entry.files:
        _check_sources(entry, file, by_file[file.language], problems)
        _check_length(file, problems)
        _check_typography(file, problems)
        _check_links(entry, file, problems)
    for translation in entry.translations:
        ours, theirs = by_file[entry.original.language], by_file[translation.language]
        _check_values(entry.original, ours, translation, theirs, problems)
        told: set[str] = set()
        _check_places(translation, theirs, entry.original, ours, told, problems)
        _check_places(entry.original, ours, translation, theirs, told, problems)


def _check_values(
    original: LanguageFile,
    ours: list[Figure],
    translation: LanguageFile,
    theirs: list[Figure],
    problems: list[Problem],
) -> None:
    """Each figure of one file stands in the other."""
    lone = _lacking(ours, theirs), _lacking(theirs, ours)
    if len(lone[0]) == len(lone[1]):
        # As many on both sides: each is told with the one that it was turned into.
        for one, other in zip(*lone, strict=True):
            places = (_place(original, one), _place(translation, other))
            arguments = {"ours": one.written, "theirs": other.written}
            problems.append(Problem("figure-differs", places, arguments))
        return
    for file, figures_, other_file in (
        (original, lone[0], translation),
        (translation, lone[1], original),
    ):
        for figure in figures_:
            arguments = {"value": figure.written, "other": other_file.path}
            problems.append(Problem("figure-missing", (_place(file, figure),), arguments))


def _lacking(figures_: list[Figure], others: list[Figure]) -> list[Figure]:
    """The figures whose value is not among the others, each value once, in order of place."""
    values = {figure.value for figure in others}
    lone: dict[str, Figure] = {}
    for figure in figures_:
        if figure.value not in values:
            lone.setdefault(figure.value, figure)
    return list(lone.values())


def _check_places(
    file: LanguageFile,
    figures_: list[Figure],
    other: LanguageFile,
    others: list[Figure],
    told: set[str],
    problems: list[Problem],
) -> None:
    """A figure of both files stands in the same section, and for the same source, in both."""
    values = {figure.value for figure in others}
    in_section = {(figure.section, figure.value) for figure in others}
    linked = {(figure.url, figure.value) for figure in others if figure.url}
    urls = {url for url, _ in linked}
    unlinked = {figure.value for figure in others if figure.url is None}
    # Texts of different build cannot be compared section by section.
    sections_match = _sections(file) == _sections(other)
    for figure in figures_:
        if figure.value in told or figure.value not in values:
            continue
        elsewhere = sections_match and (figure.section, figure.value) not in in_section
        of_another_source = figure.url in urls and not (
            (figure.url, figure.value) in linked or figure.value in unlinked
        )
        if elsewhere or of_another_source:
            told.add(figure.value)
            arguments = {"value": figure.written, "other": other.path}
            problems.append(Problem("figure-moved", (_place(file, figure),), arguments))


def _place(file: LanguageFile, figure: Figure) -> Place:
    return place_at(file.document, figure.offset)


def _sections(file: LanguageFile) -> list[int]:
    """The levels of the headings, in order."""
    return [len(match[1]) for match in HEADING.finditer(prose(file.document.body))]


def _check_sources(
    entry: Entry, file: LanguageFile, figures_: list[Figure], problems: list[Problem]
) -> None:
    sources = "sources" in file.given or "sources" in entry.original.given
    if figures_ and not sources:
        first = figures_[0]
        problems.append(Problem("no-source", (_place(file, first),), {"value": first.written}))


def _check_length(file: LanguageFile, problems: list[Problem]) -> None:
    words = file.words
    place = Place(file.path, file.document.body_line, 1)
    if 0 < words < FEWEST_WORDS:
        problems.append(Problem("short-text", (place,), {"n": words, "fewest": FEWEST_WORDS}))
    elif words > MOST_WORDS:
        problems.append(Problem("long-text", (place,), {"n": words, "most": MOST_WORDS}))


def _check_typography(file: LanguageFile, problems: list[Problem]) -> None:
    for rule, offset, around in faults(prose(file.document.body), file.language):
        place = place_at(file.document, offset)
        problems.append(Problem(rule, (place,), {"value": around}))
    for name in ("title", "summary"):
        if value := file.values.get(name):
            for rule, _, around in faults(value.data, file.language):
                problems.append(Problem(rule, (value.place,), {"value": around}))


def _check_links(entry: Entry, file: LanguageFile, problems: list[Problem]) -> None:
    """A source is cited as it was found; any other link should be safe to follow."""
    cited = {
        item["url"].data for each in (file, entry.original) for item in each.data("sources", ())
    }
    found = [(item["url"].data, item["url"].place) for item in file.data("links", ())]
    found += [(link.url, link.place) for link in links(file.document)]
    for url, place in found:
        if url.startswith("http:") and url not in cited:
            problems.append(Problem("not-https", (place,), {"value": url}))
