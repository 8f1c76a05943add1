"""What crawlers are asked (RFC 9309). Nothing is kept from them: a page that is not to be found
says so itself, which they must be able to read.
"""

from __future__ import annotations

from agora.discovery.sitemap import SITEMAP

ROBOTS = "robots.txt"
"""Where it lies. Crawlers look for it at the root of a host, and nowhere else."""


def robots(address: str) -> str:
    """The text of `robots.txt` for a site at an address, which is "" where none is known."""
    rules = "User-agent: *\nAllow: /\n"
    return f"{rules}\nSitemap: {address}{SITEMAP}\n" if address else rules
