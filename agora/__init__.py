"""Agora: a folder of showcases becomes a catalog, and the catalog becomes pages.

    showcases/*.md ─┐
    docs/axes/*.md ─┼─▶ load ──────▶ validate ─▶ catalog ──┬─▶ pages ──▶ templates
    cities.yml ─────┘   loading.py   content/    model.py  │   pages/    overrides/
                        content/     problems/   catalog.py│   form/
                                                           └─▶ exports
                                                               data/

One way, no back and forth. Every problem of every file is collected on the way
(`problems`), and a catalog with problems is never handed on. But for
`generator/`, the package knows nothing of MkDocs: `hooks.py`, at the top of the
repository, adapts one to the other, and with that folder is all that a change of
generator would touch.
"""

from agora.catalog import Catalog
from agora.loading import load
from agora.problems import AgoraError, ContentError, Place, Problem, render
from agora.publication import Publication
from agora.rendering.environment import hasten, lists_visible_files
from agora.rendering.frame import url_filter
from agora.rendering.preview import snapshot
from agora.rendering.saves import Saves
from agora.rendering.site import SiteBuild
from agora.site import Site, SiteError
from agora.staging import Staging
from agora.strings import Strings

__all__ = [
    "AgoraError",
    "Catalog",
    "ContentError",
    "Place",
    "Problem",
    "Publication",
    "Saves",
    "Site",
    "SiteBuild",
    "SiteError",
    "Staging",
    "Strings",
    "hasten",
    "lists_visible_files",
    "load",
    "render",
    "snapshot",
    "url_filter",
]
