"""The links of a text as they stand on a page: where they lead from there, and whither."""

from __future__ import annotations

import re
from collections.abc import Callable

from agora.safety import addresses
from agora.safety.tags import attributes, rewritten, start_tag

EXTERNAL = "__external"
"""The id of the page's words that tell people who cannot see it that a link leads elsewhere."""

REL = "external nofollow noopener ugc"
"""What a link to elsewhere says of itself: that it is one, that the site does not vouch for it, and
that the other page gets no hold on this one."""

_LINKS = frozenset({"a"})


def with_links(html: str, lead: Callable[[str], str], own: str = "") -> str:
    """The HTML of a reading, its links as `lead` makes them of what the author wrote.

    Those to other sites are marked as such. `own` is the public address of this site, which ends
    with a slash, or "".
    """

    def write(tag: re.Match[str]) -> str:
        values = attributes(tag["attributes"])
        if tag["slash"] or "href" not in values:
            return tag[0]
        values["href"] = lead(values["href"])
        if addresses.is_external(values["href"], own):
            values |= {"rel": REL, "aria-describedby": EXTERNAL}
        return start_tag("a", values)

    return rewritten(html, _LINKS, write)
