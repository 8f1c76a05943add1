"""`mkdocs build` that makes a part of the site: the pages alone, or all but the social pictures.

To make the pages alone is to make the same pages, and nothing else: neither the files that they
name, pictures and what the search reads, nor those for other programs. Texts are read and
validated, but their links, figures, places and typography are not checked, as no other builder
does.

It changes Agora from outside: nobody but the benchmark wants such a site.
"""

from __future__ import annotations

import sys
from pkgutil import resolve_name

import mkdocs.__main__

from agora.pages.views import Link
from agora.rendering.search import Index, SearchIndexes


class _NoPictures:
    assets = ()

    def draw(self) -> None:
        pass

    def of(self, parts: tuple[str, ...], language: str) -> Link:
        """The name of a picture, as the head of a page has it."""
        name = "/".join((language, *parts, "picture"))
        return Link(name, f"assets/social/{name}.png")


class _NoIndexes(SearchIndexes):
    def __init__(self, *_: object) -> None:
        pass

    def written(self) -> Index:
        return []

    def stop(self) -> None:
        pass

    def stop_later(self) -> None:
        pass

    def wait(self) -> None:
        pass


def main(part: str) -> None:
    """Build the site of the working directory, strictly: `pages`, or all `but-pictures`."""
    for name, replacement in PATCHES[part].items():
        owner, _, attribute = name.rpartition(".")
        resolve_name(f"{owner}.{attribute}")  # what is not there would be replaced in vain
        setattr(resolve_name(owner), attribute, replacement)
    mkdocs.__main__.cli(["build", "--strict", "--quiet"])


BUT_PICTURES: dict[str, object] = {"agora.publication.SocialPictures": lambda *_: _NoPictures()}
PATCHES: dict[str, dict[str, object]] = {
    "but-pictures": BUT_PICTURES,
    "pages": {
        **BUT_PICTURES,
        "agora.pages.drawings._covers": lambda _: (),
        "agora.publication.assets": lambda *_: (),
        "agora.explorer.view.Explorer.assets": lambda _: (),
        "agora.rendering.making.SearchIndexes": _NoIndexes,
        "agora.data.exports.Exports.assets": lambda _: (),
        "agora.data.exports.Exports.view": lambda *_: None,
        "agora.publication.report_assets": lambda *_: (),
        "agora.content.bodies.check": lambda *_: None,
        "agora.content.reading.check": lambda *_: None,
    },
}


if __name__ == "__main__":
    main(sys.argv[1])
