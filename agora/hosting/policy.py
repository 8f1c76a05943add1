"""What the pages may do, and who may frame them: the one definition that every host is given.

Pages carry the Content-Security-Policy themselves, in a `meta` element, so that it holds on hosts
where no header can be set. Who may frame a page is said by a header alone
(https://www.w3.org/TR/CSP3/#meta-element).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

INLINE = "inline"
"""The folder of the templates that holds the scripts which stand in pages, one a file. Their texts
are the same in all pages: what differs is in attributes."""

POLICY = "Content-Security-Policy"

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    # Nothing of these is used, by us or by what a contributor might get past us.
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    # The contents are under CC BY and nothing is private: other sites may show the pictures, read
    # the data, and embed what is made to be embedded.
    "Cross-Origin-Resource-Policy": "cross-origin",
    # A year, of this host alone: its neighbours and the list that browsers carry are not ours to
    # decide on. Browsers heed it over HTTPS only.
    "Strict-Transport-Security": "max-age=31536000",
}
"""Sent with every answer, beside the policy."""


def inline_scripts(templates: Path) -> tuple[str, ...]:
    """The scripts that stand in pages, as they stand there, in the order of their files' names.

    `templates` is the folder of the site's templates. Raises OSError.
    """
    # Jinja takes the last line break off what it includes.
    return tuple(
        path.read_text("utf-8").removesuffix("\n")
        for path in sorted((templates / INLINE).glob("*.js"))
    )


def content_security_policy(scripts: Iterable[str], *, previews: bool = False) -> str:
    """The policy of every page, given the scripts that may stand in pages.

    For a preview, any may: `mkdocs serve` adds one to each page, and each time another.
    """
    inline = ("'unsafe-inline'",) if previews else tuple(map(_source, scripts))
    directives = {
        "default-src": ("'none'",),
        # Pagefind is WebAssembly; 'wasm-unsafe-eval' lets it compile, and nothing else.
        "script-src": ("'self'", "'wasm-unsafe-eval'", *inline),
        "style-src": ("'self'",),
        # The columns of Markdown tables, the colours of axes and the shapes of pictures are
        # attributes; elements `style` are not allowed.
        "style-src-attr": ("'unsafe-inline'",),
        # Style sheets of the theme draw icons from data: addresses, and the form previews a
        # picture that never leaves the browser as blob:.
        "img-src": ("'self'", "data:", "blob:"),
        "font-src": ("'self'",),
        "connect-src": ("'self'",),
        "worker-src": ("'self'",),
        "manifest-src": ("'self'",),
        "frame-src": ("'self'",),
        "form-action": ("'self'",),
        "base-uri": ("'none'",),
    }
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def framed_by(policy: str, *, anyone: bool) -> str:
    """The policy as a header, which also says whether other sites may show a page in a frame."""
    ancestors = "*" if anyone else "'self'"
    return f"{policy}; frame-ancestors {ancestors}"


def headers(policy: str, *, anyone: bool = False) -> Mapping[str, str]:
    """All headers of security of an answer; `anyone` may frame it, or this site alone."""
    return {POLICY: framed_by(policy, anyone=anyone), **HEADERS}


def _source(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
