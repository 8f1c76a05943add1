"""External links that are not well, by what `agora links` last heard of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agora.links.collecting import collect, files
from agora.links.verdicts import Verdict, cache_file, read_cache
from agora.report.findings import Finding
from agora.site import Site

_AUTHORITY = re.compile(rb"//([^/?#\s\"'<>)\]]+)")

KIND_OF = {
    "broken": "broken-link",
    "unreachable": "unreachable-link",
    "refused": "refused-link",
    "moved": "moved-link",
}


@dataclass(frozen=True, slots=True)
class Links:
    """Whether links have been checked, and a finding for each that is not well and still there."""

    checked: bool
    findings: tuple[Finding, ...]


def links(site: Site) -> Links:
    """What is known of the links of a site."""
    verdicts = read_cache(cache_file(site))
    return Links(bool(verdicts), tuple(_findings(site, verdicts)))


def _findings(site: Site, verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    unwell = {url: verdict for url, verdict in verdicts.items() if verdict.outcome in KIND_OF}
    if not unwell:
        return
    # Taking a file apart costs a hundred times more than looking for the host's name in it.
    hosts = {_authority(url) for url in unwell}
    paths = [
        path for path in files(site) if not hosts.isdisjoint(_AUTHORITY.findall(path.read_bytes()))
    ]
    for url, places in collect(site, paths).items():
        if verdict := unwell.get(url):
            arguments: dict[str, str | int] = {
                "url": url,
                "reason": verdict.reason or "status",
                "status": str(verdict.status or ""),
                "advised": verdict.advised,
                "checked": verdict.checked,
            }
            yield Finding(KIND_OF[verdict.outcome], url, places, arguments)


def _authority(url: str) -> bytes:
    found = _AUTHORITY.search(url.encode())
    return found[1] if found else b""
