"""Zensical, which has no plugin for languages: one build a language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from benchmarks.generation import LANGUAGES, slug_of
from benchmarks.peers import documents
from benchmarks.peers.material import EXTENSIONS, Material
from benchmarks.peers.peer import BIN, Peer


class Zensical(Peer):
    name = "Zensical, one build a language"
    lacks = Material.lacks

    def prepare(self, collection: Path) -> None:
        self.folder.mkdir()
        documents.write(collection, self.folder / "docs", folders=True)
        for language in LANGUAGES:
            settings = {
                "site_name": "Agora",
                "site_url": f"https://agora.example.org/{self._prefix(language)}",
                "docs_dir": f"docs/{language}",
                "site_dir": f"site/{self._prefix(language)}",
                "theme": {"name": "material", "language": language, "font": False},
                "markdown_extensions": EXTENSIONS,
                "nav": [
                    "index.md",
                    *(f"{folder}/index.md" for folder in ("showcases", *documents.TAXONOMIES)),
                    *(f"{name}.md" for name in documents.AUTHORED),
                ],
            }
            text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
            (self.folder / f"{language}.yml").write_text(text, "utf-8")

    def _prefix(self, language: str) -> str:
        return "" if language == LANGUAGES[0] else f"{language}/"

    def commands(self) -> Sequence[Sequence[str]]:
        # The default language first: its build empties the folder that the others lie in.
        return [[str(BIN / "zensical"), "build", "-f", f"{key}.yml"] for key in LANGUAGES]

    @property
    def edited(self) -> Path:
        return self.folder / "docs" / "fr" / "showcases" / f"{slug_of(0)}.md"

    def forget(self) -> None:
        super().forget()
        self.put_aside(self.folder / ".cache")
