"""The pages made to be framed by other sites: a few showcases of an axis, a city or a partner.

Each listing of the site has one below `embed/`: `embed/axes/social/` is that of `axes/social/`,
and `embed/` that of `showcases/`.
"""

from __future__ import annotations

import heapq
import html
from collections.abc import Iterator, Sequence

from agora.catalog import Catalog
from agora.language.collation import sort_key
from agora.model import Showcase, in_language
from agora.pages.reader import Reader
from agora.pages.urls import url
from agora.pages.views import AxisBadge, Embed, EmbedChoice, Embeddable, Link
from agora.site import Site
from agora.strings import Strings

EMBED = "embed"
"""The first part of the addresses of all pages that are made to be framed."""

HOST_SCRIPT = "embed/host.js"
"""What a partner's page runs to give frames the height of their content. Its address, relative to
the site's root, stands in the pages of others: it is not to change."""

MOST_EMBEDDED = 12
"""Showcases in a frame: a look at the agora, in the midst of somebody else's page."""

HEIGHT = 640
"""CSS pixels of a frame where no script sets its height: a few showcases, and it scrolls."""

Parts = tuple[str, ...]


def embedded(catalog: Catalog) -> Iterator[Parts]:
    """The parts of the address of every listing that can be embedded; () is the whole agora."""
    yield ()
    yield from (("axes", key) for key in catalog.axes)
    yield from (("cities", key) for key in catalog.cities)
    yield from (("partners", key) for key in catalog.partners)


def listed(parts: Parts) -> Parts:
    """The parts of the address of the listing that an embedded page stands for."""
    return parts or ("showcases",)


def selection_name(catalog: Catalog, parts: Parts, language: str, site: str) -> str:
    """What a selection is called. Raises KeyError where there is none."""
    match parts:
        case ("axes", key):
            return in_language(catalog.axes[key].titles, language)
        case ("cities", key):
            return in_language(catalog.cities[key].names, language)
        case ("partners", key):
            return in_language(catalog.partners[key].names, language)
    return site


def embed(parts: Parts, catalog: Catalog, reader: Reader, site: Site, t: Strings) -> Embed:
    """The newest showcases of a selection, and the way to all of them."""
    showcases, axis = _selection(parts, catalog, reader)

    def newest(showcase: Showcase) -> tuple[int, int, object]:
        title = showcase.text(t.language).title
        return -showcase.edition, -(showcase.year or 0), (sort_key(title), showcase.slug)

    shown = heapq.nsmallest(MOST_EMBEDDED, showcases, key=newest)
    counted = t("count.showcases", n=len(showcases))
    if len(shown) < len(showcases):
        counted = t("embed.some", shown=t.number(len(shown)), n=len(showcases))
    address = url(t.language, catalog.default_language, *listed(parts))
    return Embed(
        heading=selection_name(catalog, parts, t.language, site.name),
        cards=tuple(reader.card(showcase) for showcase in shown),
        counted=counted,
        all=Link(t("embed.all", n=len(showcases), site=site.name), address),
        axis=axis,
    )


def embeddable(parts: Parts, catalog: Catalog, site: Site, t: Strings) -> Embeddable | None:
    """What a partner copies to embed a selection; None where the site's address is not known."""
    if not site.address:
        return None
    page = url(t.language, catalog.default_language, EMBED, *parts)
    selected = selection_name(catalog, parts, t.language, site.name)
    label = t("embed.title", site=site.name, name=selected) if parts else site.name
    return Embeddable(page, label, snippet(site.address + page, label, site.address + HOST_SCRIPT))


def choices(catalog: Catalog, t: Strings) -> tuple[EmbedChoice, ...]:
    """The selections to choose from, by what they select; the whole agora is not among them."""
    groups: dict[str, list[Link]] = {"axes": [], "cities": [], "partners": []}
    for parts in embedded(catalog):
        if parts:
            page = url(t.language, catalog.default_language, EMBED, *parts)
            groups[parts[0]].append(Link(selection_name(catalog, parts, t.language, ""), page))
    for key in ("cities", "partners"):
        groups[key].sort(key=lambda link: sort_key(link.text))
    return tuple(EmbedChoice(t(f"nav.{key}"), tuple(links)) for key, links in groups.items())


def snippet(address: str, label: str, script: str) -> str:
    """The HTML of a frame, and of the script that gives it the height of its content."""
    return (
        f'<iframe src="{html.escape(address)}" title="{html.escape(label)}" width="100%" '
        f'height="{HEIGHT}" style="border: 0" loading="lazy"></iframe>\n'
        f'<script src="{html.escape(script)}" async></script>'
    )


def _selection(
    parts: Parts, catalog: Catalog, reader: Reader
) -> tuple[Sequence[Showcase], AxisBadge | None]:
    match parts:
        case ("axes", key):
            return catalog.by_axis[key], reader.badges[key]
        case ("cities", key):
            return catalog.by_city[key], None
        case ("partners", key):
            return catalog.by_partner[key], None
    return tuple(catalog.showcases.values()), None
