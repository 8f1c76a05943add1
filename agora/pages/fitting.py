"""A text rendered for its own page, made to stand among others on another page.

There, ids must stay apart, headings give way to the page's own, and addresses
start from another place. HTML in, HTML out: the text has been through Markdown
already, with all that its own page does to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml.html.defs import link_attrs as LINKS  # noqa: N812 (a constant)

SEPARATOR = "--"
"""Between a text's anchor and an id within it. Slugs have no double hyphen, so none can clash."""

ID_REFERENCES = ("aria-controls", "aria-describedby", "aria-labelledby", "for", "headers")
"""Attributes that hold ids, with spaces between them."""

DEMOTION = 2
"""Levels that headings go down: above them stand the page's, a part's and the text's title."""

HEADINGS = {f"h{level}": f"h{min(6, max(2, level) + DEMOTION)}" for level in range(1, 7)}
"""What each heading becomes."""


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
        for attribute, value in element.items():
            if attribute == "id" and value:
                element.set("id", prefix + value)
            elif attribute in ID_REFERENCES and value:
                # What begins with two underscores is the page's own, see agora/safety/allowed.py.
                fitting = (n if n.startswith("__") else prefix + n for n in value.split())
                element.set(attribute, " ".join(fitting))
            elif attribute == "loading":  # printing does not wait for what lies out of sight
                del element.attrib["loading"]
            elif attribute == "srcset" and value:
                candidates = (source.split() for source in value.split(",") if source.strip())
                element.set(
                    "srcset", ", ".join(" ".join([moved(url), *size]) for url, *size in candidates)
                )
            elif attribute in LINKS:
                element.set(attribute, moved(value.strip()))
        if element.tag in HEADINGS:
            element.tag = HEADINGS[element.tag]
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
