"""The rules of a site for nginx, to be included in a `server` block (https://nginx.org/en/docs/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agora.hosting.caching import IMMUTABLE, REVALIDATED
from agora.hosting.hosting import HOSTS_OWN, TYPES, WRONG, Hosting
from agora.hosting.published import FOLDER

START = """\
# Written by `agora hosting nginx`, to be included in a server block that says `listen`,
# `server_name` and `root`. Write it again, and reload nginx, when scripts in pages or old
# addresses change: deploy/README.md.

index index.html;
absolute_redirect off;
server_tokens off;
charset utf-8;
charset_types text/calendar text/css text/csv text/javascript text/plain text/xml
              application/javascript application/json application/xml image/svg+xml;

# What `agora compress` wrote beside the files.
gzip_static on;
gzip_vary on;
"""


def nginx(hosting: Hosting) -> str:
    """The configuration."""
    return START + "".join(f"\n{block}" for block in _blocks(hosting))


def _blocks(hosting: Hosting) -> Iterator[str]:
    pages = {**hosting.pages, "Cache-Control": REVALIDATED}
    embedded = {**hosting.embedded, "Cache-Control": REVALIDATED}
    assets = {**hosting.pages, "Cache-Control": IMMUTABLE}
    for prefix in hosting.prefixes:
        wrong = f"error_page 404 /{prefix}{WRONG};"
        yield _location(f"/{prefix}", [wrong], pages)
        yield _location(f"^~ /{prefix}embed/", [wrong], embedded)
        yield _location(f"= /{prefix}{WRONG}", ["internal;"], pages)
    yield _location(f"^~ /{FOLDER}/", [f"error_page 404 /{WRONG};"], assets)
    for suffix, kind in TYPES.items():
        media_type = kind.partition(";")[0]
        lines = [f"error_page 404 /{WRONG};", "types {}", f"default_type {media_type};"]
        yield _location(rf"~ \.{suffix}$", lines, pages)
    for name in HOSTS_OWN:
        yield _location(f"= /{name}", [f"error_page 404 /{WRONG};", "return 404;"], {})
    # What begins with a dot is no page; but certificates are asked for below .well-known/.
    yield _location(r"~ /\.(?!well-known/)", [f"error_page 404 /{WRONG};", "return 404;"], {})
    for old, new in hosting.moved.items():
        # Query and fragment are kept: the one here, the other by browsers.
        yield _location(f"= {old}", [f"return 301 {new}$is_args$args;"], {})


def _location(match: str, lines: list[str], headers: Mapping[str, str]) -> str:
    """A location. nginx inherits headers only where none is added, so each has all of its own."""
    added = (f'add_header {name} "{value}" always;' for name, value in headers.items())
    inside = "".join(f"    {line}\n" for line in (*lines, *added))
    return f"location {match} {{\n{inside}}}\n"
