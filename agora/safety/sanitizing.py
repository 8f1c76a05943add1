"""The HTML of a showcase's text, as Markdown rendered it, with only what a text may hold.

Ammonia reads it as browsers do, builds their tree, drops what `allowed` does not list and writes
the tree down again, so that nothing in a text can close an element that the page opened. What was
dropped is told: a text says what its author wrote, or is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

import nh3

from agora.safety import addresses
from agora.safety.allowed import ANYWHERE, ATTRIBUTES, ELEMENTS, is_allowed, is_class
from agora.safety.markup import Loss

EXTERNAL = "__external"
"""The id of the page's words that tell people who cannot see it that a link leads elsewhere."""

REL = "external nofollow noopener ugc"
"""What a link to elsewhere says of itself: that it is one, that the site does not vouch for it, and
that the other page gets no hold on this one."""

_TAG = re.compile(r'<([a-z][a-z0-9]*)((?: [^\s"\'<>/=]+(?:="[^"<]*")?)*) ?/?>')
_ATTRIBUTES = r'((?: [^\s"=<>]+="[^"]*")*)'
_WRITTEN = re.compile(f"<([a-z][a-z0-9]*){_ATTRIBUTES}>")
_WRITTEN_LINK = re.compile(f"<a{_ATTRIBUTES}>")
_ID = re.compile(' id="([^"]*)"')
ATTRIBUTE = re.compile(r' ([^\s"\'<>/=]+)(?:="([^"]*)")?')
"""An attribute in a tag of HTML as it is written here: its name and, escaped, its value."""

_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, which XML cannot hold, and what is no character."""

MOST_READINGS = 8
"""Times that HTML is read again, after which it is shown as text. Once is nearly always enough."""

_PICTURES = frozenset({"img", "source"})

_Inventory = Counter[tuple[str, str, str]]
"""How often each tag stands in an HTML text, as (name, "", ""), and each of its attributes."""


@dataclass(frozen=True, slots=True)
class Sanitized:
    """HTML that is safe to publish, and what it lacks of the HTML that it was made from.

    The offsets of the losses say nothing of the Markdown, and are 0.
    """

    html: str
    losses: tuple[Loss, ...]


def sanitized(html: str, own: str = "") -> Sanitized:
    """The HTML of a text with what it may hold, links to other sites marked as such.

    `own` is the public address of this site, which ends with a slash, or "".
    """
    # Most texts stay as they are, but that one blank has a name in HTML. What became of them would
    # not become anything else if it were read again, and lacks nothing.
    same = html.replace("\xa0", "&nbsp;")
    # Of several marks of the order of bytes, a parser takes off one.
    clean = _NO_CHARACTER.sub("\ufffd", _CLEANER.clean(html.lstrip("\ufeff")))
    if clean != same:
        clean = _settled(clean)
    if not _has_own_ids(clean):
        taken: set[str] = set()
        clean = _WRITTEN.sub(lambda tag: _once(tag, taken), clean)
    losses = () if clean == same else tuple(_lost(html, clean))
    return Sanitized(_WRITTEN_LINK.sub(lambda tag: _marked(tag, own), clean), losses)


def _settled(html: str) -> str:
    """Sanitized HTML of which any reader makes the tree that it was written from.

    Some trees cannot be written: read again, links within links come apart (HTML Standard, 13.3).
    """
    for _ in range(MOST_READINGS):
        again: str = _CLEANER.clean(html)
        if again == html:
            return html
        html = again
    return escape(html)


def _filtered(element: str, attribute: str, value: str) -> str | None:
    """An attribute's value as it may stand, None where it may not."""
    if attribute == "class":
        return " ".join(name for name in value.split() if is_class(element, name)) or None
    if attribute in ("href", "src"):
        return value if _may_lead(value, element in _PICTURES) else None
    if attribute == "srcset":
        candidates = [candidate.split()[:1] for candidate in value.split(",")]
        harmless = all(_may_lead(address, True) for found in candidates for address in found)
        return value if harmless else None
    return value if is_allowed(element, attribute, value) else None


def _may_lead(address: str, is_picture: bool) -> bool:
    if addresses.fault(address) is not None or address.lstrip().startswith("/"):
        return False
    return not (is_picture and addresses.SCHEME.match(address.strip()))


_CLEANER = nh3.Cleaner(
    tags=set(ELEMENTS),
    clean_content_tags={"script", "style"},
    attributes={"*": set(ANYWHERE), **{name: set(some) for name, some in ATTRIBUTES.items()}},
    attribute_filter=_filtered,
    url_schemes=set(addresses.SCHEMES),
    link_rel=None,
)


def _has_own_ids(html: str) -> bool:
    """Whether no two elements have the same id; what is said of ids in words counts as well."""
    ids = _ID.findall(html)
    return len(set(ids)) == len(ids)


def _once(tag: re.Match[str], taken: set[str]) -> str:
    """A start tag without an id that another element has."""
    if ' id="' not in tag[2]:
        return tag[0]
    kept = ""
    for attribute in ATTRIBUTE.finditer(tag[2]):
        if attribute[1] == "id" and attribute[2] in taken:
            continue
        if attribute[1] == "id":
            taken.add(attribute[2])
        kept += attribute[0]
    return f"<{tag[1]}{kept}>"


def _marked(tag: re.Match[str], own: str) -> str:
    """The start tag of a link, with what one to elsewhere needs."""
    target = next((a[2] for a in ATTRIBUTE.finditer(tag[1]) if a[1] == "href"), "")
    if not addresses.is_external(unescape(target), own):
        return tag[0]
    return f'<a{tag[1]} rel="{REL}" aria-describedby="{EXTERNAL}">'


def _lost(before: str, after: str) -> Iterator[Loss]:
    """What stood in an HTML text and is not in what became of it."""
    tags = _plain_tags(before)
    if tags is not None and tags == _plain_tags(after):
        return
    left = _inventory(before)
    left.subtract(_inventory(after))
    for (element, attribute, value), n in left.items():
        if n > 0 and attribute:
            yield Loss("html-attribute", 0, f'{attribute}="{value}"' if value else attribute)
        elif n > 0:
            yield Loss("html-element", 0, f"<{element}>")


def _inventory(html: str) -> _Inventory:
    tags = _plain_tags(html)
    if tags is None:
        return _Tags(html).found
    found: _Inventory = Counter()
    for element, written in tags:
        attributes = {a[1]: a[2] for a in reversed(list(ATTRIBUTE.finditer(written)))}
        _count(element, attributes, found)
    return found


def _plain_tags(html: str) -> list[tuple[str, str]] | None:
    """The start tags of HTML as Markdown writes it, with their attributes as they are written.

    A pattern reads it much faster than a parser. None for other HTML.
    """
    tags: list[tuple[str, str]] = _TAG.findall(html)
    return tags if len(tags) + html.count("</") == html.count("<") else None


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: _Inventory = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        _count(tag, dict(reversed(attrs)), self.found)


def _count(element: str, attributes: Mapping[str, str | None], found: _Inventory) -> None:
    found[element, "", ""] += 1
    if element in ELEMENTS:  # of a tag that is gone, the tag alone is told
        for name, value in attributes.items():
            for part in (value or "").split() if name == "class" else [unescape(value or "")]:
                found[element, name, part] += 1
