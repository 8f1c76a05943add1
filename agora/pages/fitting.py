"""A text rendered for its own page, made to stand among others on another page.

There, ids must stay apart, headings give way to the page's own, and addresses
start from another place. HTML in, HTML out: the text has been through Markdown
already, with all that its own page does to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import lxml.html

SEPARATOR = "--"
"""Between a text's anchor and an id within it. Slugs have no double hyphen, so none can clash."""

ID_REFERENCES = ("aria-controls", "aria-describedby", "aria-labelledby", "for", "headers")
"""Attributes that hold ids, with spaces between them."""

DEMOTION = 2
"""Levels that headings go down: above them stand the page's, a part's and the text's title."""


def fitted(content: str, address: str, *, into: str, anchors: Mapping[str, str]) -> str:
    """The HTML of a text, to stand on the page `into`.

    `address` is that of the page it was rendered for, and `anchors` holds the ids of all texts of
    the page by such addresses; links between these stay on the page. Addresses are relative to
    the site's root. Raises KeyError if `address` is not in `anchors`.
    """
    prefix = anchors[address] + SEPARATOR
    root = lxml.html.fragment_fromstring(content, create_parent="div")

    def moved(link: str) -> str:
        return _moved(link, address, into, anchors)

    for element in root.iterdescendants("*"):
        if name := element.get("id"):
            element.set("id", prefix + name)
        for attribute in ID_REFERENCES:
            if names := element.get(attribute):
                # What begins with two underscores is the page's own, see agora/safety/allowed.py.
                fitting = (n if n.startswith("__") else prefix + n for n in names.split())
                element.set(attribute, " ".join(fitting))
        element.attrib.pop("loading", None)  # printing does not wait for what lies out of sight
        if sources := element.get("srcset"):
            candidates = (source.split() for source in sources.split(",") if source.strip())
            element.set(
                "srcset", ", ".join(" ".join([moved(url), *size]) for url, *size in candidates)
            )
        if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            level = max(2, int(element.tag[1]))
            element.tag = f"h{min(6, level + DEMOTION)}"
    root.rewrite_links(moved, resolve_base_href=False)
    html: str = lxml.html.tostring(root, encoding="unicode")
    return html.removeprefix("<div>").removesuffix("</div>")


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
