"""The pages that an organiser writes: what each is called, from its front matter."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

from agora.content.frontmatter import ScalarNode
from agora.content.sources import read
from agora.pages.urls import parts_of
from agora.site import Site


@dataclass(frozen=True, slots=True)
class AuthoredPage:
    """A page under `docs/`; `path` is relative to that folder, `parts` are those of its address.

    A page without a title is called "", and so is a description that is missing.
    """

    path: str
    language: str
    parts: tuple[str, ...]
    title: str
    description: str


def authored_pages(site: Site) -> Iterator[AuthoredPage]:
    """Every page under `docs/`, in the order of their files. Files of no language are none."""
    for path in sorted(site.docs.rglob("*.md")):
        language = path.name.removesuffix(".md").rpartition(".")[2]
        if language not in site.language_keys:
            continue
        name = path.relative_to(site.docs).as_posix()
        # What cannot be read is for the generator to complain of.
        document = read(path, site, problems=[])
        fields = {
            key.value: html.unescape(node.text)  # to MkDocs, a page's fields are HTML
            for key, node in (document.fields.entries if document else ())
            if isinstance(node, ScalarNode)
        }
        yield AuthoredPage(
            path=name,
            language=language,
            parts=parts_of(name, language),
            title=fields.get("title", ""),
            description=fields.get("description", ""),
        )
