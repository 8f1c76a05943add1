"""The rules of a site for Caddy, to be imported in a site block (https://caddyserver.com/docs/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agora.hosting.caching import IMMUTABLE, REVALIDATED
from agora.hosting.hosting import HOSTS_OWN, TYPES, WRONG, Hosting
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
    assets = f"/{FOLDER}/*"
    pages = hosting.pages
    common = {name: value for name, value in pages.items() if hosting.embedded[name] == value}
    yield _headers("", {**common, "-Server": ""})
    for matcher, special in (
        (f"not path {embeds}", {name: pages[name] for name in pages if name not in common}),
        (
            f"path {embeds}",
            {name: value for name, value in hosting.embedded.items() if name not in common},
        ),
        (f"path {assets}", {"Cache-Control": IMMUTABLE}),
        (f"not path {assets}", {"Cache-Control": REVALIDATED}),
    ):
        name = (
            f"@{'others' if matcher.startswith('not') else 'these'}_{next(iter(special)).lower()}"
        )
        yield f"{name} {matcher}\n{_headers(name, special)}"
    for suffix, kind in TYPES.items():
        yield f"@{suffix} path *.{suffix}\n{_headers(f'@{suffix}', {'Content-Type': kind})}"
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
    yield f"    header Cache-Control {REVALIDATED}\n"
    for prefix in sorted(hosting.prefixes, key=len, reverse=True):
        name = f"@wrong_{prefix.strip('/') or 'default'}"
        path = f"    path /{prefix}*\n    " if prefix else ""
        condition = "expression `{http.error.status_code} == 404`"
        yield (
            f"    {name} {{\n    {path}    {condition}\n    }}\n"
            f"    handle {name} {{\n        rewrite * /{prefix}{WRONG}\n"
            "        file_server {\n            precompressed br gzip\n        }\n    }\n"
        )


def _headers(matcher: str, headers: Mapping[str, str]) -> str:
    lines = "".join(
        f"    {name} {_quoted(value)}\n" if value else f"    {name}\n"
        for name, value in headers.items()
    )
    return f"header {matcher}{' ' if matcher else ''}{{\n{lines}}}\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
