"""The HTML of a showcase's text, as Markdown rendered it, with only what a text may hold.

Ammonia reads it as browsers do, builds their tree, drops what `allowed` does not list and writes
the tree down again, so that nothing in a text can close an element that the page opened. All ids,
whoever made them, and all links within the text are given the prefix of texts on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import nh3

from agora.safety import addresses
from agora.safety.allowed import ANYWHERE, ATTRIBUTES, ELEMENTS, PREFIX, is_allowed, is_class, is_id

_WRITTEN = re.compile(r'<([a-z][a-z0-9]*)((?: [^\s"=<>]+="[^"]*")*)>')
_ID = re.compile(' id="([^"]*)"')

FOOTNOTE = re.compile(r"fn(?:ref)?:[0-9]+(?::[0-9]+)?")
"""The ids of footnotes and of what refers to them; authors may choose none with a colon."""

_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, which XML cannot hold, and what is no character."""

MOST_READINGS = 8
"""Times that HTML is read again, after which it is shown as text. Once is nearly always enough."""

_PICTURES = frozenset({"img", "source"})

Filter = Callable[[str, str, str], str | None]
"""The value of an element's attribute as it may stand, None where it may not."""


def sanitized(html: str, find: Callable[[str], str | None]) -> str:
    """The HTML of a text with what it may hold, and each id on one element alone.

    `find` gives the id, as published, of the place in the text that a link's fragment names.
    """

    def filtered(element: str, attribute: str, value: str) -> str | None:
        if attribute in ("id", "name"):
            is_known = is_id(value) or FOOTNOTE.fullmatch(value)
            return PREFIX + value if is_known else None
        if attribute == "headers":
            return " ".join(PREFIX + name for name in value.split() if is_id(name)) or None
        if attribute == "href" and value[:1] == "#":
            fragment = value[1:]
            if FOOTNOTE.fullmatch(fragment):
                return f"#{PREFIX}{fragment}"
            return f"#{find(fragment) or PREFIX}"
        return _filtered(element, attribute, value)

    # Of several marks of the order of bytes, a parser takes off one.
    clean = _NO_CHARACTER.sub("\ufffd", _cleaner(filtered).clean(html.lstrip("\ufeff")))
    clean = _settled(clean) if "<" in clean else clean
    ids = _ID.findall(clean)
    if len(set(ids)) < len(ids):
        taken: set[str] = set()
        clean = _WRITTEN.sub(lambda tag: _once(tag, taken), clean)
    return clean


def _settled(html: str) -> str:
    """Sanitized HTML of which any reader makes the tree that it was written from.

    Some trees cannot be written: read again, links within links come apart (HTML Standard, 13.3).
    """
    for _ in range(MOST_READINGS):
        again: str = _AGAIN.clean(html)
        if again == html:
            return html
        html = again
    return escape(html)


def _filtered(element: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if is_class(element, name)) or None
    if attribute in ("href", "src"):
        return value if _may_lead(value, element in _PICTURES) else None
    if attribute == "srcset":
        candidates = [candidate.split()[:1] for candidate in value.split(",")]
        harmless = all(_may_lead(address, True) for found in candidates for address in found)
        return value if harmless else None
    return value if is_allowed(element, attribute, value) else None


def _as_published(element: str, attribute: str, value: str) -> str | None:
    if attribute in ("id", "name", "headers"):
        return value if value.startswith(PREFIX) else None
    return _filtered(element, attribute, value)


def _may_lead(address: str, is_picture: bool) -> bool:
    if addresses.fault(address) is not None or address.lstrip().startswith("/"):
        return False
    return not (is_picture and addresses.SCHEME.match(address.strip()))


def _cleaner(attribute_filter: Filter) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ELEMENTS),
        clean_content_tags={"script", "style"},
        attributes={"*": set(ANYWHERE), **{name: set(some) for name, some in ATTRIBUTES.items()}},
        attribute_filter=attribute_filter,
        url_schemes=set(addresses.SCHEMES),
        link_rel=None,
    )


_AGAIN = _cleaner(_as_published)


def _once(tag: re.Match[str], taken: set[str]) -> str:
    """A start tag without an id that another element has."""
    found = _ID.search(tag[2])
    if found is None:
        return tag[0]
    if found[1] in taken:
        return f"<{tag[1]}{_ID.sub('', tag[2])}>"
    taken.add(found[1])
    return tag[0]
