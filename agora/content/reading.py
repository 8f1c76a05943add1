"""How a showcase reads: do its languages say the same, with sources, at a length that is read?

A figure that differs between the languages and a figure without a source are
problems. The rest is advice, which stops nothing.
"""

from __future__ import annotations

from agora.content.agreement import Disagreement, Telling, disagreements, misread
from agora.content.bodies import place_at
from agora.content.entries import Entry, LanguageFile
from agora.content.figures import first_figure
from agora.language.quantities import numerals_of, written_in
from agora.language.typography import faults
from agora.problems import Place, Problem
from agora.text.links import Link
from agora.text.tokens import CODE

FEWEST_WORDS = 150
MOST_WORDS = 600
"""Bounds of a text that is read to its end on a phone: about one to three minutes, at the 238
words a minute of silent reading that M. Brysbaert found (Journal of Memory and Language, 2019)."""


def check(entry: Entry, problems: list[Problem]) -> None:
    """Read all language files of a showcase."""
    in_words = all(numerals_of(file.language) for file in entry.files)
    tellings = {
        file.language: Telling(file.language, file.reading.passages, in_words)
        for file in entry.files
    }
    for file in entry.files:
        _check_sources(entry, file, problems)
        _check_length(file, problems)
        _check_typography(file, problems)
        _check_links(entry, file, problems)
    ours = tellings[entry.original.language]
    for translation in entry.translations:
        problems += (
            _disagreement(entry.original, translation, found)
            for found in disagreements(ours, tellings[translation.language])
        )


def _disagreement(
    original: LanguageFile, translation: LanguageFile, found: Disagreement
) -> Problem:
    """What two files disagree on, at the place of each figure."""
    told = [
        (file, figure)
        for file, figure in ((original, found.ours), (translation, found.theirs))
        if figure is not None
    ]
    arguments: dict[str, str | int]
    match told:
        case [(file, figure)]:
            other = translation if file is original else original
            arguments = {"value": figure.written, "other": other.path}
        case [(_, one), (_, two)] if found.rule == "figure-moved":
            told.reverse()
            arguments = {"value": two.written, "other": original.path}
        case [(_, one), (_, two)] if found.rule == "figure-form" and (wrong := misread(one, two)):
            if wrong is two:
                told.reverse()
            right, mark = written_in(wrong.foreign or "0", told[0][0].language)
            arguments = {"value": wrong.written, "right": right, "mark": mark}
        case [(_, one), (_, two)]:
            arguments = {"ours": one.written, "theirs": two.written}
    places = tuple(place_at(file.document, figure.offset) for file, figure in told)
    return Problem(found.rule, places, arguments)


def _check_sources(entry: Entry, file: LanguageFile, problems: list[Problem]) -> None:
    sources = "sources" in file.given or "sources" in entry.original.given
    found = None if sources else first_figure(file.reading.passages)
    if found is not None:
        written, offset = found
        problems.append(
            Problem("no-source", (place_at(file.document, offset),), {"value": written})
        )


def _check_length(file: LanguageFile, problems: list[Problem]) -> None:
    words = file.reading.words
    place = Place(file.path, file.document.body_line, 1)
    if 0 < words < FEWEST_WORDS:
        problems.append(Problem("short-text", (place,), {"n": words, "fewest": FEWEST_WORDS}))
    elif words > MOST_WORDS:
        problems.append(Problem("long-text", (place,), {"n": words, "most": MOST_WORDS}))


def _check_typography(file: LanguageFile, problems: list[Problem]) -> None:
    for passage in file.reading.passages:
        for rule, index, around in faults(passage.text, file.language):
            place = place_at(file.document, passage.offset(index))
            problems.append(Problem(rule, (place,), {"value": around.replace(CODE, "…")}))
    for name in ("title", "summary"):
        if value := file.values.get(name):
            for rule, _, around in faults(value.data, file.language):
                problems.append(Problem(rule, (value.place,), {"value": around}))


def _check_links(entry: Entry, file: LanguageFile, problems: list[Problem]) -> None:
    """A source is cited as it was found; any other link should be safe to follow."""
    cited = {
        item["url"].data for each in (file, entry.original) for item in each.data("sources", ())
    }
    for item in file.data("links", ()):
        url = item["url"].data
        if url.startswith("http:") and url not in cited:
            problems.append(Problem("not-https", (item["url"].place,), {"value": url}))
    for link in file.reading.links:
        is_open = link.written.startswith("http:") and not link.is_picture
        if is_open and link.written not in cited:
            arguments: dict[str, str | int] = {"value": link.written}
            if _is_bare(file, link):
                arguments = {"value": link.words, "better": f"https://{link.words}"}
            place = place_at(file.document, link.offset)
            problems.append(Problem("not-https", (place,), arguments))


def _is_bare(file: LanguageFile, link: Link) -> bool:
    """Whether an address begins with `www.` in the text, and is a link by that alone."""
    bare = link.words.startswith("www.")
    return bare and file.document.body.startswith(link.words, link.offset)
