"""Old addresses of showcases, which lead to the new ones.

A static host answers an old address with a page. Its script keeps the query and the fragment of
the address, for a page cannot ask for that in HTML alone; without scripts the page leads on at
once all the same, and shows a link. Nothing in it is inline, so that a strict
Content-Security-Policy allows it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from html import escape

from agora.catalog import Catalog
from agora.language.direction import direction
from agora.model import Showcase
from agora.pages.urls import url
from agora.site import Site
from agora.strings import Strings

SCRIPT = "assets/redirect.js"
"""The script's file in `docs/`; it is published under another name."""


def redirects(catalog: Catalog) -> dict[str, str]:
    """The new address of each old one, in every language, relative to the site's root."""
    return {old: new for old, new, _, _ in _moves(catalog)}


def redirect_pages(
    site: Site, catalog: Catalog, strings: Mapping[str, Strings], *, script: str, policy: str
) -> Iterator[tuple[str, str]]:
    """Path, relative to the site's root, and HTML of the page at each old address.

    `script` is where `SCRIPT` is published, relative to the site's root, and `policy` the pages'
    Content-Security-Policy.
    """
    for old, new, showcase, language in _moves(catalog):
        page = _page(old, new, showcase, site, strings[language], script, policy)
        yield f"{old}index.html", page


def _moves(catalog: Catalog) -> Iterator[tuple[str, str, Showcase, str]]:
    default = catalog.default_language
    for language in catalog.languages:
        for showcase in catalog.showcases.values():
            new = url(language, default, "showcases", showcase.slug)
            for alias in showcase.aliases:
                yield url(language, default, "showcases", alias), new, showcase, language


def _page(
    old: str, new: str, showcase: Showcase, site: Site, t: Strings, script: str, policy: str
) -> str:
    text = showcase.text(t.language)
    home = url(text.language, site.default_language, "showcases", showcase.slug)
    target = escape(posixpath.relpath(new, old) + "/")
    foreign = (
        f' lang="{text.language}" dir="{direction(text.language)}"'
        if text.language != t.language
        else ""
    )
    return f"""\
<!doctype html>
<html lang="{t.language}" dir="{direction(t.language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="{escape(policy)}">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>{escape(t("redirect.title"))} – {escape(site.name)}</title>
    <link rel="canonical" href="{escape(site.address + home)}">
    <script src="{posixpath.relpath(script, old)}" data-to="{target}"></script>
    <noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>
  </head>
  <body>
    <main>
      <h1>{escape(t("redirect.title"))}</h1>
      <p>{escape(t("redirect.text"))} <a href="{target}"{foreign}>{escape(text.title)}</a></p>
    </main>
  </body>
</html>
"""
