"""`mkdocs build` that makes the pages, and no search index, export, report or social picture.

It changes Agora from outside: nobody but the benchmark wants a site without them.
"""

from __future__ import annotations

from unittest.mock import patch

import mkdocs.__main__

from agora.pages.views import Link
from agora.rendering.search import Index, SearchIndexes


class _NoPictures:
    assets = ()

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


def main() -> None:
    """Build the site of the working directory, strictly."""
    with (
        patch("agora.rendering.site.SearchIndexes", _NoIndexes),
        patch("agora.data.exports.Exports.assets", lambda _: ()),
        patch("agora.publication.report_assets", lambda *_: ()),
        patch("agora.publication.social_pictures", lambda *_: _NoPictures()),
    ):
        mkdocs.__main__.cli(["build", "--strict", "--quiet"])


if __name__ == "__main__":
    main()
