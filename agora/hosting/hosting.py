"""What a host has to be told about a site, whichever host it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from agora.hosting.errors import HostingError
from agora.hosting.policy import headers

EMBED = "embed"
"""The folder, of each language, of the pages that other sites may show in a frame."""

WRONG = "404.html"
"""The page, of each language, that answers a wrong address."""

HOSTS_OWN = ("_headers", "_redirects")
"""Files that content delivery networks read, and that are not for readers."""

TYPES: Mapping[str, str] = {
    "avif": "image/avif",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "ics": "text/calendar; charset=utf-8",
    "jsonld": "application/ld+json",
    "webmanifest": "application/manifest+json",
}
"""Media types of files that servers' own tables may not have."""


@dataclass(frozen=True, slots=True)
class Hosting:
    """What differs from site to site.

    `policy` is the Content-Security-Policy of its pages. `prefixes` are the languages' folders:
    "" for the default language, `en/`. `redirects` leads from old addresses of pages to new ones,
    relative to the site's root and with their last slash.
    """

    policy: str
    prefixes: tuple[str, ...]
    redirects: Mapping[str, str]

    @classmethod
    def of(
        cls,
        *,
        address: str,
        policy: str,
        languages: tuple[str, ...],
        redirects: Mapping[str, str],
    ) -> Hosting:
        """Of a site published at `address`, whose default language is the first.

        Raises HostingError for a site that is not at the root of its host: the rules of hosts begin
        at the root.
        """
        path = urlsplit(address).path
        if path not in ("", "/"):
            raise HostingError(
                f"{address} is not at the root of its host; give the site a host of its own, or "
                "write the rules by hand"
            )
        prefixes = ("", *(f"{language}/" for language in languages[1:]))
        return cls(policy, prefixes, redirects)

    @property
    def pages(self) -> Mapping[str, str]:
        """The headers of security of what this site alone may show in a frame."""
        return headers(self.policy)

    @property
    def embedded(self) -> Mapping[str, str]:
        """Those of what any site may."""
        return headers(self.policy, anyone=True)

    @property
    def embeds(self) -> tuple[str, ...]:
        """The folders of the pages that any site may show in a frame, from the root: `/embed/`."""
        return tuple(f"/{prefix}{EMBED}/" for prefix in self.prefixes)

    @property
    def moved(self) -> Mapping[str, str]:
        """New addresses by old ones, from the root, with and without the last slash."""
        return {
            f"/{address}": f"/{new}"
            for old, new in sorted(self.redirects.items())
            for address in (old, old.rstrip("/"))
        }
