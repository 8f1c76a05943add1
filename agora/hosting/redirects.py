"""Old addresses of showcases, and where they lead."""

from __future__ import annotations

from collections.abc import Mapping

from agora.catalog import Catalog
from agora.pages.urls import url


def redirects(catalog: Catalog) -> Mapping[str, str]:
    """The new address of each old one, in every language, relative to the site's root."""
    default = catalog.default_language
    return {
        url(language, default, "showcases", alias): url(
            language, default, "showcases", showcase.slug
        )
        for language in catalog.languages
        for showcase in catalog.showcases.values()
        for alias in showcase.aliases
    }
