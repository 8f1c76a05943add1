"""A page in its frame: from the values that its template is given to the bytes of its file."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agora.pages.generated import Page
from agora.rendering.frame import Frame
from agora.site import Site
from agora.text.headings import Heading


@dataclass(frozen=True, slots=True)
class File:
    src_uri: str


@dataclass(frozen=True, slots=True)
class PageContext:
    """What templates, ours and the theme's, read of a page; as MkDocs names it.

    `title` and the values of `meta` are HTML, which the theme prints as it is.
    """

    title: str
    meta: Mapping[str, str]
    url: str
    file: File
    content: str
    toc: tuple[Heading, ...]
    edit_url: str | None
    canonical_url: str | None
    is_homepage: bool = False
    is_page: bool = True
    active: bool = True
    ancestors: tuple[Any, ...] = field(default=())


def render(
    page: Page,
    site: Site,
    frame: Frame,
    values: Mapping[str, Any],
    content: str = "",
    headings: tuple[Heading, ...] = (),
) -> bytes:
    """The file of a page; `content` is the HTML of its text as the page shows it."""
    context = PageContext(
        title=html.escape(page.title),
        meta={"title": html.escape(page.title), "description": html.escape(page.description)},
        url=page.address,
        file=File(page.path),
        content=content,
        toc=headings,
        edit_url=f"{site.repository}{page.source}" if page.source else None,
        canonical_url=f"{site.address}{page.address}" if site.address else None,
    )
    return _text(page.template, context, frame, values).encode("utf-8", "xmlcharrefreplace")


def render_part(template: str, page: Page, frame: Frame, **values: Any) -> str:
    """A part of a page, by a template of its own."""
    context = PageContext(
        title=html.escape(page.title),
        meta={},
        url=page.address,
        file=File(page.path),
        content="",
        toc=(),
        edit_url=None,
        canonical_url=None,
    )
    return _text(template, context, frame, values)


def _text(template: str, page: PageContext, frame: Frame, values: Mapping[str, Any]) -> str:
    base = "/".join([".."] * page.url.count("/")) or "."
    shared = {**frame.shared, "base_url": base, "page": page}
    return frame.template(template).render({**shared, **values})
