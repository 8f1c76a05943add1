"""What is drawn for a site: the covers that its pages and pictures show, the codes it prints."""

from __future__ import annotations

from collections.abc import Iterator

from agora.catalog import Catalog
from agora.keeping.fingerprint import digest
from agora.keeping.pack import Pack
from agora.pages.social import HOME
from agora.pages.urls import url
from agora.pictures.drawings import Drawings
from agora.pictures.emblem import BLUE
from agora.site import Site


def drawings(site: Site, catalog: Catalog, pack: Pack) -> Drawings:
    """All drawings, from the cache where they have been drawn before.

    A pack that lasts remembers them as long as none is added and none goes.
    """
    file = site.root / ".cache" / "pictures" / "drawn"
    covers, addresses = tuple(_covers(catalog)), tuple(_addresses(site, catalog))
    key = digest(b"drawings", repr((str(file), covers, addresses)).encode())
    return pack.recalled(key, lambda: Drawings.load(file, covers, addresses))


def _covers(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Of showcases without a photograph, and those of social pictures."""
    for showcase in catalog.showcases.values():
        if not showcase.picture:
            yield showcase.slug, catalog.axes[showcase.axis].colour
    yield HOME, BLUE
    for key, axis in catalog.axes.items():
        yield key, axis.colour


def _addresses(site: Site, catalog: Catalog) -> Iterator[str]:
    """Of the home page, which the booklet leads to, and of the showcases."""
    for language in catalog.languages:
        for parts in ((), *(("showcases", slug) for slug in catalog.showcases)):
            yield site.address + url(language, catalog.default_language, *parts)
