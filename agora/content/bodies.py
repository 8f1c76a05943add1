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

SCHEMES = frozenset({"http", "https", "mailto"})

_DESTINATION = r"\s*(?P<url><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
PATTERNS = (
    re.compile(r"(?P<image>!\[(?P<alt>[^\]\n]*)\]\()" + _DESTINATION),
    re.compile(r"\](?<!\\\])\(" + _DESTINATION),
    re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(?P<url><[^<>\n]*>|\S+)", re.MULTILINE),
    re.compile(r"<(?P<url>[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>"),
    re.compile(
        r"(?=[hspdaf])\b(?P<name>href|src|srcset|poster|data|action|formaction)\s*=\s*"
        r"""(?P<url>"[^"\n]*"|'[^'\n]*'|[^\s>"']+)""",
        re.IGNORECASE,
    ),
)
"""What an address stands in, in Markdown and in HTML; `url` is the address as written."""

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
"""The scheme of an absolute address (RFC 3986, 3.1)."""


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
    for link in links(document):
        rule = _fault(link, pictures, exists)
        if rule:
            problems.append(Problem(rule, (link.place,), {"value": link.url}))
        elif link.alternative is not None and not link.alternative.strip():
            problems.append(Problem("body-picture-alt", (link.place,), {"value": link.url}))


def _fault(link: Link, pictures: Collection[str], exists: Callable[[str], bool]) -> str | None:
    # Browsers drop control characters and resolve entities before they look at the scheme.
    url = html.unescape(link.url)
    if " " in url or not url.isprintable():
        url = "".join(c for c in url if c.isprintable() and c != " ")
    scheme = SCHEME.match(url)
    if scheme or url.startswith("//"):
        if scheme and scheme[0].lower() not in SCHEMES:
            return "link-scheme"
        return "remote-picture" if link.is_picture else None
    path = unquote(urlsplit(url).path)
    if not path:
        return None
    if link.is_picture:
        return None if posixpath.normpath(path) in pictures else "missing-picture"
    if posixpath.normpath(path) in pictures or exists(path):
        return None
    return "broken-link"
