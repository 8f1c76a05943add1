"""The text of a showcase: where its links and pictures lead, with line and column.

A linter, not a sanitizer: it tells contributors what cannot work, by looking at
the Markdown source. Code is blanked first, so that examples in it are left alone.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from agora.content.frontmatter import Document
from agora.content.prose import place_at, prose, without_code
from agora.problems import Place, Problem
from agora.safety import addresses, bounds
from agora.safety.characters import hidden, named
from agora.safety.lookalikes import lookalikes
from agora.safety.markup import losses

_DESTINATION = r"\s*(?P<url><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
_ATTRIBUTE = re.compile(
    r"(?=[hspdaf])\b(?P<name>href|src|srcset|poster|data|action|formaction)\s*=\s*"
    r"""(?P<url>"[^"\n]*"|'[^'\n]*'|[^\s>"']+)""",
    re.IGNORECASE,
)
PATTERNS = (
    re.compile(r"(?P<image>!\[(?P<alt>[^\]\n]*)\]\()" + _DESTINATION),
    re.compile(r"\](?<!\\\])\(" + _DESTINATION),
    re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(?P<url><[^<>\n]*>|\S+)", re.MULTILINE),
    re.compile(r"<(?P<url>[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>"),
    _ATTRIBUTE,
)
"""What an address stands in, in Markdown and in HTML; `url` is the address as written."""


SAID = re.compile(
    r"\[\s*(?P<said>(?:https?://|www\.)[^\]\s/?#]+)[^\]\s]*\s*\]"
    r"\(\s*<?https?://(?P<host>[^\s/?#)>]+)",
    re.IGNORECASE,
)
"""A link whose words are an address, and the host where it leads."""

WITH_ENTITY = re.compile(r"^[^&\n]*(?P<entity>&(?=[#\w])).*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture in a text: its address as written, and a picture's alternative."""

    url: str
    place: Place
    is_picture: bool = False
    alternative: str | None = None


@lru_cache(maxsize=8)
def links(document: Document) -> tuple[Link, ...]:
    """Every address in the body, in Markdown or HTML, in order of place."""
    text = without_code(document.body)
    seen: dict[int, Link] = {}
    for pattern in PATTERNS:
        # Attributes begin with letters of which a text is full; few texts have one.
        if pattern is _ATTRIBUTE and "=" not in text:
            continue
        for match in pattern.finditer(text):
            start = match.start("url")
            if start in seen:
                continue
            groups = match.groupdict()
            written = match["url"]
            inner = written[1:-1] if written[:1] in "<\"'" and len(written) > 1 else written
            seen[start] = Link(
                url=inner,
                place=place_at(document, start),
                is_picture="image" in groups
                or (groups.get("name") or "").lower() in ("src", "srcset", "poster", "data"),
                alternative=groups.get("alt"),
            )
    return tuple(sorted(seen.values(), key=lambda link: link.place.order))


def check(
    document: Document,
    pictures: Collection[str],
    exists: Callable[[str], bool],
    problems: list[Problem],
) -> None:
    """Find what is wrong with a body.

    `pictures` are the showcase's own, as `<slug>/<file>`; `exists` tells
    whether a path below `docs/` or `showcases/`, written from the page, is a page.
    """
    if not prose(document.body).strip():
        problems.append(Problem("empty-body", (Place(document.path, document.body_line, 1),)))
    _check_characters(document, problems)
    for match in SAID.finditer(without_code(document.body)):
        if _host(match["said"]) != _host(match["host"]):
            place = place_at(document, match.start("said"))
            problems.append(Problem("hidden-address", (place,), {"value": match["said"]}))
    for loss in losses(without_code(document.body)):
        place = place_at(document, loss.offset)
        problems.append(Problem(loss.rule, (place,), {"value": loss.written}))
    for link in links(document):
        rule = _fault(link, pictures, exists)
        if rule:
            problems.append(Problem(rule, (link.place,), {"value": link.url}))
        elif link.alternative is not None and not link.alternative.strip():
            problems.append(Problem("body-picture-alt", (link.place,), {"value": link.url}))


def _fault(link: Link, pictures: Collection[str], exists: Callable[[str], bool]) -> str | None:
    # Browsers resolve entities before they look at an address.
    url = html.unescape(link.url)
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
        return None
    if link.is_picture:
        return None if posixpath.normpath(path) in pictures else "missing-picture"
    if posixpath.normpath(path) in pictures or exists(path):
        return None
    return "broken-link"


def _host(address: str) -> str:
    return address.lower().rpartition("//")[2].removeprefix("www.").rstrip(".")


def _check_characters(document: Document, problems: list[Problem]) -> None:
    """Find what is not seen, and what is not what it looks like; of the same, the first."""
    told: set[str] = set()
    for offset, character in hidden(document.body):
        if character not in told:
            told.add(character)
            place = place_at(document, offset)
            problems.append(Problem("hidden-character", (place,), {"value": named(character)}))
    for found in lookalikes(prose(document.body)):
        if found.word not in told:
            told.add(found.word)
            place = place_at(document, found.offset)
            problems.append(Problem("lookalike", (place,), found.arguments))
    # What HTML writes as `&#x202e;` is as unseen on the page.
    text = without_code(document.body)
    for line in WITH_ENTITY.finditer(text) if "&" in text else ():
        place = place_at(document, line.start("entity"))
        read = html.unescape(line[0])
        for _, character in hidden(read):
            if character not in told and character not in line[0]:
                told.add(character)
                problems.append(Problem("hidden-character", (place,), {"value": named(character)}))
        for found in lookalikes(read):
            if found.word not in told and found.word not in line[0]:
                told.add(found.word)
                problems.append(Problem("lookalike", (place,), found.arguments))


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
