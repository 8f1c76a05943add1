"""The kinds of pages of a built site, and the heaviest page of each."""

from __future__ import annotations

from pathlib import Path

PATTERNS = {
    "home": "index.html",
    "explorer": "showcases/index.html",
    "showcase": "showcases/*/index.html",
    "axes": "axes/index.html",
    "axis": "axes/*/index.html",
    "cities": "cities/index.html",
    "city": "cities/*/index.html",
    "partners": "partners/index.html",
    "partner": "partners/*/index.html",
    "editions": "editions/index.html",
    "about": "about/index.html",
    "contribute": "contribute/index.html",
    "problems": "contribute/problems/index.html",
    "print": "print/index.html",
    "404": "404.html",
}
"""Where the pages of each kind lie in the site's folder, or in that of a language."""


def heaviest(folder: Path) -> dict[str, str]:
    """The address of the longest page of each kind that there is, relative to the folder.

    A mere redirection, which a page's former address leaves behind, is never the longest.
    """
    found = {}
    for kind, pattern in PATTERNS.items():
        pages = sorted(folder.glob(pattern), key=lambda page: (page.stat().st_size, page))
        if pages:
            address = pages[-1].relative_to(folder).as_posix()
            found[kind] = address.removesuffix("index.html")
    return found
