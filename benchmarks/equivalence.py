"""How much each peer makes of the same collection: who does less work should be seen to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import lxml.html

KINDS = {
    "home": r"(en/)?index\.html",
    "showcases": r"(en/)?showcases/[^/]+/index\.html",
    "listings": r"(en/)?(showcases|axes|cities|partners)/index\.html",
    "axes": r"(en/)?axes/[^/]+/index\.html",
    "cities": r"(en/)?cities/[^/]+/index\.html",
    "partners": r"(en/)?partners/[^/]+/index\.html",
    "frames for other sites": r"(en/)?embed/.*index\.html",
    "booklets": r"(en/)?print/index\.html",
    "other pages": r".*\.html",
    "feeds": r".*(feed|index|rss)[^/]*\.(xml|rss|atom)",
    "exports": r"(?!assets/search/).*\.(json|jsonld|csv|geojson)",
    "search index": r"(assets/search/|search/).*",
}
"""The files of each kind, the first pattern that fits."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a built site holds: files by kind, words in the main part of its pages, bytes."""

    files: dict[str, int]
    words: int
    size: int


def count(site: Path) -> Output:
    """Count the files of a built site, and the words that its readers can read in its pages."""
    files = dict.fromkeys(KINDS, 0)
    words = size = 0
    for path in site.rglob("*"):
        if not path.is_file():
            continue
        size += path.stat().st_size
        place = path.relative_to(site).as_posix()
        kind = next((kind for kind, pattern in KINDS.items() if re.fullmatch(pattern, place)), None)
        if kind:
            files[kind] += 1
        if kind == "showcases":
            words += _words(path)
    return Output(files, words, size)


def _words(page: Path) -> int:
    root = lxml.html.document_fromstring(page.read_bytes())
    main = root.find(".//main")
    for element in root.xpath("//script | //style"):
        element.drop_tree()
    return len((root if main is None else main).text_content().split())
