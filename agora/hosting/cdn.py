"""`_headers` and `_redirects`, which content delivery networks read in the folder they are given.

Netlify and Cloudflare Pages share the format, but not what becomes of a header that two rules give:
so no file is met by two rules here (https://docs.netlify.com/manage/routing/headers/,
https://developers.cloudflare.com/pages/configuration/headers/).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from agora.hosting.caching import IMMUTABLE, REVALIDATED
from agora.hosting.hosting import EMBED, HOSTS_OWN, WRONG, Hosting
from agora.hosting.published import FOLDER

BESIDE = (".gz", ".br")
"""What `agora compress` wrote, for hosts that do not compress by themselves."""


def headers_file(hosting: Hosting, built: Path) -> str:
    """`_headers`, with a rule for each folder and file at the top of each language's folder."""
    rules = ["# Written by `agora hosting cdn`.\n"]
    for pattern, headers in _rules(hosting, built):
        lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
        rules.append(f"{pattern}\n{lines}")
    return "\n".join(rules)


def redirects_file(hosting: Hosting) -> str:
    """`_redirects`: old addresses, and the page of each language for a wrong address.

    Cloudflare Pages takes the nearest `404.html` by itself, and leaves out lines with that status.
    """
    lines = ["# Written by `agora hosting cdn`."]
    lines += [f"{old} {new} 301" for old, new in hosting.moved.items()]
    lines += [f"/{prefix}* /{prefix}{WRONG} 404" for prefix in hosting.prefixes if prefix]
    return "".join(f"{line}\n" for line in lines)


def _rules(hosting: Hosting, built: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    pages = {**hosting.pages, "Cache-Control": REVALIDATED}
    embedded = {**hosting.embedded, "Cache-Control": REVALIDATED}
    assets = {**hosting.pages, "Cache-Control": IMMUTABLE}
    languages = {prefix.strip("/") for prefix in hosting.prefixes}
    for prefix in hosting.prefixes:
        yield f"/{prefix}", pages
        for entry in sorted((built / prefix).iterdir(), key=lambda entry: entry.name):
            if entry.name in HOSTS_OWN or (not prefix and entry.name in languages):
                continue
            if entry.suffix in BESIDE:
                continue
            if entry.is_file():
                yield f"/{prefix}{entry.name}", pages
            elif entry.name == EMBED:
                yield f"/{prefix}{EMBED}/*", embedded
            else:
                headers = assets if (prefix, entry.name) == ("", FOLDER) else pages
                yield f"/{prefix}{entry.name}/*", headers
