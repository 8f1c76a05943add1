"""Plain Material for MkDocs with static-i18n, as their manuals set them up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.generation import slug_of
from benchmarks.peers import documents
from benchmarks.peers.peer import BIN, Peer

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
]
"""Those of Agora's own configuration."""


class Material(Peer):
    """Showcases stay out of the navigation."""

    lacks = (
        "all that Hugo lacks but the search index; related showcases, structured data and ways to "
        "share; feeds and exports; the booklet and frames for other sites"
    )
    name = "Material + static-i18n"
    serves = True

    def prepare(self, collection: Path) -> None:
        self.folder.mkdir()
        documents.write(collection, self.folder / "docs")
        settings = {
            "site_name": "Agora",
            "site_url": "https://agora.example.org/",
            "theme": {"name": "material", "language": "fr", "font": False},
            "plugins": [
                "search",
                {
                    "i18n": {
                        "docs_structure": "suffix",
                        "languages": [
                            {"locale": "fr", "name": "Français", "default": True},
                            {"locale": "en", "name": "English"},
                        ],
                    }
                },
            ],
            "markdown_extensions": EXTENSIONS,
            "nav": self.navigation(),
            "not_in_nav": "*",
        }
        text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
        (self.folder / "mkdocs.yml").write_text(text, "utf-8")

    def navigation(self) -> list[Any]:
        indexes = (f"{folder}/index.md" for folder in ("showcases", *documents.TAXONOMIES))
        return ["index.md", *indexes, *(f"{name}.md" for name in documents.AUTHORED)]

    def commands(self) -> Sequence[Sequence[str]]:
        return [[str(BIN / "mkdocs"), "build", "--quiet"]]

    @property
    def edited(self) -> Path:
        return self.folder / "docs" / "showcases" / f"{slug_of(0)}.fr.md"

    def server(self, port: int) -> Sequence[str]:
        return [str(BIN / "mkdocs"), "serve", "--quiet", "-a", f"127.0.0.1:{port}"]


class MaterialInNavigation(Material):
    """Every showcase is an entry of the navigation, as where none is configured."""

    name = "Material, all in navigation"
    is_slow = True
    serves = False

    def navigation(self) -> list[Any]:
        places = sorted((self.folder / "docs" / "showcases").glob("projet-*.fr.md"))
        showcases = [f"showcases/{path.name.removesuffix('.fr.md')}.md" for path in places]
        return [*super().navigation(), {"Showcases": showcases}]
