"""What MkDocs makes of the pages under `docs/`: asked from MkDocs, and from nothing like it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import yaml
from markdown import Extension, Markdown  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from markdown.util import AMP_SUBSTITUTE  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from agora.site import Site, SiteError


class PageText(NamedTuple):
    """A page's text: `source` without the front matter, the addresses of its links and pictures in
    their order, and the names of the places in it that a link can lead to.
    """

    source: str
    links: tuple[str, ...]
    anchors: frozenset[str]


def reader(site: Site) -> Callable[[str], PageText]:
    """What reads a page, given its path below `docs/`, the way MkDocs does with a site's settings.

    It raises what MkDocs and the extensions of Markdown raise. Raises SiteError for settings that
    MkDocs does not take.
    """
    settings = yaml.load(site.configuration.read_bytes(), _Settings)  # noqa: S506 (a safe one)
    config = MkDocsConfig(str(site.configuration))
    ours = {"docs_dir": str(site.docs), "plugins": [], "validation": {"links": _UNTOLD}}
    config.load_dict({"site_name": site.name, **ours, **_markdown(settings)})
    errors, _ = config.validate()
    if errors:
        raise SiteError(f"{site.configuration.name}: {errors[0][1]}")

    def read(path: str) -> PageText:
        links = _Links()
        config.markdown_extensions.append(links)
        try:
            page = Page(None, File(path, config.docs_dir, config.site_dir, True), config)
            page.read_source(config)
            page.render(config, Files([]))
        finally:
            config.markdown_extensions.remove(links)
        anchors = frozenset(page.present_anchor_ids or ())
        return PageText(page.markdown or "", tuple(links.found), anchors)

    return read


_UNTOLD = dict.fromkeys(("not_found", "anchors", "absolute_links", "unrecognized_links"), "ignore")
"""How MkDocs tells of links: not at all, since it is asked about one page and knows no other."""


def _markdown(settings: Any) -> dict[str, Any]:
    name = "markdown_extensions"
    return {name: settings[name]} if isinstance(settings, dict) and name in settings else {}


class _Settings(yaml.SafeLoader):
    """Reads settings, of which only what needs no code is of use here."""


_Settings.add_multi_constructor("", lambda *_: None)
_Settings.add_multi_constructor("!", lambda *_: None)


class _Links(Extension):  # type: ignore[misc]
    """Has the addresses of a page noted before MkDocs makes relative ones of them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (as Python-Markdown has it)
        md.treeprocessors.register(_Noting(self.found), "agora_links", 0)


class _Noting(Treeprocessor):  # type: ignore[misc]
    def __init__(self, found: list[str]) -> None:
        super().__init__()
        self._found = found

    def run(self, root: Element) -> None:
        for element in root.iter():
            url = element.get({"a": "href", "img": "src"}.get(str(element.tag), ""))
            if url and AMP_SUBSTITUTE not in url:  # by which Markdown hides addresses of mail
                self._found.append(url)
