"""The rules of a site for Caddy, to be imported in a site block (https://caddyserver.com/docs/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agora.hosting.caching import IMMUTABLE, REVALIDATED
from agora.hosting.hosting import HOSTS_OWN, TYPES, WRONG, Hosting
from agora.hosting.policy import HEADERS, POLICY
from agora.hosting.published import FOLDER

START = """\
# Written by `agora hosting caddy`, to be imported in a site block that says `root`. Write it again,
# and reload Caddy, when scripts in pages or old addresses change: deploy/README.md.
"""


def caddy(hosting: Hosting) -> str:
    """The configuration."""
    return START + "".join(f"\n{block}" for block in _blocks(hosting))


def _blocks(hosting: Hosting) -> Iterator[str]:
    embeds = " ".join(f"{folder}*" for folder in hosting.embeds)
    yield f"header -Server\n\n{_headers(HEADERS)}"
    # No answer is met by two rules that say different things of one header.
    for name, paths, header, value in (
        ("embedded", f"path {embeds}", POLICY, hosting.embedded[POLICY]),
        ("unframed", f"not path {embeds}", POLICY, hosting.pages[POLICY]),
        ("immutable", f"path /{FOLDER}/*", "Cache-Control", IMMUTABLE),
        ("revalidated", f"not path /{FOLDER}/*", "Cache-Control", REVALIDATED),
    ):
        yield f"@{name} {paths}\nheader @{name} {header} {_quoted(value)}\n"
    for suffix, kind in TYPES.items():
        yield f"@{suffix} path *.{suffix}\nheader @{suffix} Content-Type {_quoted(kind)}\n"
    if hosting.moved:
        lines = "".join(
            f"    {_quoted(old)} {_quoted(new)}\n" for old, new in hosting.moved.items()
        )
        yield f'map {{path}} {{moved_to}} {{\n{lines}    default ""\n}}\n'
        # Query and fragment are kept: the one here, the other by browsers.
        yield (
            '@moved expression `{moved_to} != ""`\n'
            "handle @moved {\n"
            '    @asked expression `{query} != ""`\n'
            "    redir @asked {moved_to}?{query} permanent\n"
            "    redir {moved_to} permanent\n"
            "}\n"
        )
    hidden = " ".join(HOSTS_OWN)
    yield (
        "@hidden {\n    path_regexp /\\.\n    not path /.well-known/*\n}\nerror @hidden 404\n\n"
        f"file_server {{\n    precompressed br gzip\n    hide {hidden}\n}}\n"
    )
    yield f"handle_errors {{\n{''.join(_errors(hosting))}}}\n"


def _errors(hosting: Hosting) -> Iterator[str]:
    """The page of the language for a wrong address, the most particular folder first."""
    # An error goes its own way, past what was to be sent with the file.
    answer = {"Cache-Control": REVALIDATED, "Content-Type": "text/html; charset=utf-8"}
    yield f"    header -Server\n    {_headers({**hosting.pages, **answer})}"
    for prefix in sorted(hosting.prefixes, key=len, reverse=True):
        name = f"@wrong_{prefix.strip('/') or 'default'}"
        path = f"    path /{prefix}*\n    " if prefix else ""
        condition = "expression `{http.error.status_code} == 404`"
        yield (
            f"    {name} {{\n    {path}    {condition}\n    }}\n"
            f"    handle {name} {{\n        rewrite * /{prefix}{WRONG}\n"
            "        file_server {\n            precompressed br gzip\n        }\n    }\n"
        )


def _headers(headers: Mapping[str, str]) -> str:
    lines = "".join(f"    {name} {_quoted(value)}\n" for name, value in headers.items())
    return f"header {{\n{lines}}}\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
