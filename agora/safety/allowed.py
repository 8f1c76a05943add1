"""The HTML that the text of a showcase may hold: all that documented Markdown makes, and no more.

What is not here runs, styles over the page, asks for passwords, loads from elsewhere, or passes
itself off as a part of the site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SECTIONS = "h1 h2 h3 h4 h5 h6 p div span section aside blockquote figure figcaption hr br wbr pre"
_LISTS = "ul ol li dl dt dd details summary"
_WORDS = (
    "a abbr b bdi cite code del dfn em i ins kbd mark q rp rt ruby s samp small strong sub sup"
    " time u var"
)
_TABLES = "table caption colgroup col thead tbody tfoot tr th td"
_PICTURES = "img picture source"

ELEMENTS = frozenset(" ".join((_SECTIONS, _LISTS, _WORDS, _TABLES, _PICTURES)).split())

ANYWHERE = frozenset({"id", "class", "lang", "dir", "title"})
"""The attributes that any element may have."""

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "hreflang", "name"}),
    **dict.fromkeys(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6"), frozenset({"align"})),
    "img": frozenset({"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"}),
    "source": frozenset({"srcset", "sizes", "media", "type"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "li": frozenset({"value"}),
    "th": frozenset({"align", "colspan", "rowspan", "headers", "scope", "style"}),
    "td": frozenset({"align", "colspan", "rowspan", "headers", "style"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "details": frozenset({"open"}),
    "time": frozenset({"datetime"}),
    "ins": frozenset({"datetime"}),
    "del": frozenset({"datetime"}),
}
"""The attributes that only some elements may have."""

ADMONITIONS = frozenset(
    [
        "note",
        "abstract",
        "summary",
        "tldr",
        "info",
        "todo",
        "tip",
        "hint",
        "important",
        "success",
        "check",
        "done",
        "question",
        "help",
        "faq",
        "warning",
        "caution",
        "attention",
        "failure",
        "fail",
        "missing",
        "danger",
        "error",
        "bug",
        "example",
        "quote",
        "cite",
    ]
)
"""The kinds of admonitions: those that the theme draws, and the names that it knows them by."""

CLASSES = ADMONITIONS | frozenset(
    [
        "admonition",
        "admonition-title",
        "footnote",
        "footnote-ref",
        "footnote-backref",
        "task-list-item",
    ]
)
"""The classes that Markdown writes. Any other one could draw a part of the theme or of the site, or
have a script of theirs take it for one, which `mermaid` alone would do."""

_CODE_CLASS = re.compile(r"language-[\w+#.-]+", re.ASCII)
_ALIGNMENT = re.compile(r"text-align: ?(?:left|center|right);?")
"""The one style: how Markdown aligns the cells of a table."""

PREFIX = "text-"
"""What the ids of a text begin with on its page, so that none is that of the theme, of the site's
pages or of the form."""

_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,199}", re.ASCII)


def is_id(value: str) -> bool:
    """Whether an author may choose an id; it is published with `PREFIX` before it."""
    return _ID.fullmatch(value) is not None


_NEEDLESS = frozenset(
    [
        *("align", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "face"),
        *("height", "id", "loading", "name", "rel", "role", "size", "style", "tabindex"),
        *("target", "valign", "width"),
    ]
)
_NAME = re.compile(r"[a-z][a-z0-9-]*")

NEEDLESS_ELEMENTS = frozenset(["acronym", "big", "center", "font", "nobr", "strike", "tt"])
"""Elements that only look, and whose words stay when they go."""


def is_needless(attribute: str) -> bool:
    """Whether a text loses nothing that readers of the forge would see without an attribute.

    It styles, names or describes; or it is none that any browser knows.
    """
    return (
        attribute in _NEEDLESS
        or attribute.startswith(("data-", "aria-"))
        or _NAME.fullmatch(attribute) is None
    )


def is_allowed(element: str, attribute: str, value: str) -> bool:
    """Whether an element may have an attribute with that value, addresses aside.

    Names are in lower case. `class` may be given class by class.
    """
    if attribute not in ANYWHERE and attribute not in ATTRIBUTES.get(element, ()):
        return False
    match attribute:
        case "class":
            return all(is_class(element, name) for name in value.split())
        case "id" | "name":
            return is_id(value)
        case "style":
            return _ALIGNMENT.fullmatch(value.strip()) is not None
        case "align":
            return value.lower() in ("left", "center", "right")
        case "dir":
            return value.lower() in ("ltr", "rtl", "auto")
        case _:
            return True


def is_class(element: str, name: str) -> bool:
    """Whether an element may have a class."""
    if element in ("code", "pre") and _CODE_CLASS.fullmatch(name):
        return True
    return name in CLASSES
