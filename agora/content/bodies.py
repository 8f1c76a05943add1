"""The text of a showcase among all others: what is wrong with it, with line and column."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections.abc import Callable, Collection
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from agora.content.frontmatter import Document
from agora.problems import Place, Problem
from agora.safety import addresses, bounds
from agora.text.links import Link
from agora.text.reading import Reading


def check(
    document: Document,
    reading: Reading,
    pictures: Collection[str],
    exists: Callable[[str], bool],
    problems: list[Problem],
) -> None:
    """Find what is wrong with a body.

    `pictures` are the showcase's own, as `<slug>/<file>`; `exists` tells whether a path below
    `docs/` or `showcases/`, written from the page, is a page.
    """
    for fault in reading.faults:
        place = place_at(document, fault.offset)
        problems.append(Problem(fault.rule, (place,), fault.arguments))
    for link in reading.links:
        place = place_at(document, link.offset)
        rule = _fault(link, pictures, exists)
        arguments: dict[str, str | int] = {"value": link.written} if link.written else {}
        is_bare = link.alternative is not None and not link.alternative.strip()
        if rule is None and link.is_picture and is_bare:
            rule = "body-picture-alt"
        if rule:
            if rule == "local-path" and link.is_picture:
                slug = posixpath.basename(document.path).partition(".")[0]
                name = addresses.local_file(link.written)
                arguments |= {"folder": f"showcases/{slug}/", "better": f"{slug}/{name}"}
            if rule == "broken-link" and link.written.startswith("www."):
                arguments["better"] = f"https://{link.written}"
            problems.append(Problem(rule, (place,), arguments))


def _fault(link: Link, pictures: Collection[str], exists: Callable[[str], bool]) -> str | None:
    # What an author wrote tells more than what a browser is given: that is escaped.
    url = link.written
    if addresses.local_file(url):
        return "local-path"
    fault = addresses.fault(url)
    if fault == "scheme":
        return "link-scheme"
    scheme = addresses.SCHEME.match(url.strip())
    if link.is_picture and (scheme or url.startswith("//")):
        return "remote-picture"
    if fault:
        return f"{fault}-address"
    if scheme:
        return None
    path = unquote(urlsplit(url).path)
    if not path:
        return "missing-picture" if link.is_picture else None
    if link.is_picture:
        return None if posixpath.normpath(path) in pictures else "missing-picture"
    if posixpath.normpath(path) in pictures or exists(path):
        return None
    return "broken-link"


def is_bounded(document: Document, problems: list[Problem]) -> bool:
    """Whether a body may be read and rendered, which it may not if that would take long."""
    before = len(problems)
    for found in bounds.excess(document.body):
        place = place_at(document, found.offset)
        arguments: dict[str, str | int] = {"n": found.n, "most": found.most}
        if found.mark:
            problems.append(Problem("slow-text", (place,), {**arguments, "value": found.mark}))
        else:
            problems.append(Problem("too-deep", (place,), arguments))
    return len(problems) == before


def place_at(document: Document, offset: int) -> Place:
    """The place of a character of a document's body."""
    starts = _line_starts(document.body)
    line = bisect_right(starts, offset) - 1
    return Place(document.path, document.body_line + line, offset - starts[line] + 1)


@lru_cache(maxsize=8)
def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts[:-1]
