"""A text rendered for its own page, made to stand among others on another page.

There, ids must stay apart, headings give way to the page's own, and addresses start from another
place. HTML in, HTML out: the text has been through Markdown and has been sanitized, so that each
tag is written in the one way that patterns know; all else stays as it is, to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from agora.safety.tags import ATTRIBUTE

SEPARATOR = "--"
"""Between a text's anchor and an id within it. Slugs have no double hyphen, so none can clash."""

ID_REFERENCES = ("aria-controls", "aria-describedby", "aria-labelledby", "for", "headers")
"""Attributes that hold ids, with spaces between them."""

LINKS = ("href", "src")
"""Attributes that hold an address."""

DEMOTION = 2
"""Levels that headings go down: above them stand the page's, a part's and the text's title."""

HEADINGS = {f"h{level}": f"h{min(6, max(2, level) + DEMOTION)}" for level in range(1, 7)}
"""What each heading becomes."""

_TAG = re.compile(r'<(/?)(h[1-6]|[a-z][a-z0-9]*(?= ))((?: [^\s"=<>]+(?:="[^"]*")?)*)>')
"""A tag of a heading, or one that has attributes."""

_ABSOLUTE = re.compile("https?://[a-z]")
"""How an address begins that is the same from everywhere; it need not be taken apart."""


def fitted(content: str, address: str, *, into: str, anchors: Mapping[str, str]) -> str:
    """The HTML of a text, to stand on the page `into`.

    `content` is sanitized HTML, with nothing added but what is written likewise. `address` is that
    of the page it was rendered for, and `anchors` holds the ids of all texts of the page by such
    addresses; links between these stay on the page. Addresses are relative to the site's root.
    Raises KeyError if `address` is not in `anchors`.
    """
    prefix = anchors[address] + SEPARATOR

    def moved(link: str) -> str:
        return _moved(link, address, into, anchors)

    def attribute(written: re.Match[str]) -> str:
        name = written[1]
        if name == "loading":  # printing does not wait for what lies out of sight
            return ""
        if name == "href" and _ABSOLUTE.match(written[2] or ""):
            return written[0]
        value = _fitted(name, unescape(written[2] or ""), prefix, moved)
        return written[0] if value is None else f' {name}="{escape(value)}"'

    def tag(written: re.Match[str]) -> str:
        slash, name, attributes = written.groups()
        return f"<{slash}{HEADINGS.get(name, name)}{ATTRIBUTE.sub(attribute, attributes)}>"

    return _TAG.sub(tag, content)


def _fitted(name: str, value: str, prefix: str, moved: Callable[[str], str]) -> str | None:
    """The value of an attribute as it is on the other page, None where it stays the same."""
    if name in LINKS:
        return moved(value.strip())
    if not value:
        return None
    if name == "id":
        return prefix + value
    if name in ID_REFERENCES:
        # What begins with two underscores is the page's own, see agora/safety/allowed.py.
        return " ".join(n if n.startswith("__") else prefix + n for n in value.split())
    if name == "srcset":
        candidates = (source.split() for source in value.split(",") if source.strip())
        return ", ".join(" ".join([moved(url), *size]) for url, *size in candidates)
    return None


def _moved(link: str, address: str, into: str, anchors: Mapping[str, str]) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:  # an address that no browser opens either
        return link
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return link
    target = urljoin(f"/{address}", parts.path).removeprefix("/")
    anchor = anchors.get(target)
    if anchor and not parts.query:
        return f"#{anchor}{SEPARATOR}{parts.fragment}" if parts.fragment else f"#{anchor}"
    return parts._replace(path="../" * into.count("/") + target).geturl()
