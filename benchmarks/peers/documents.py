"""A collection as plain documents: what builders without taxonomies are given to read.

Each showcase is a page of its text below a list of its facts. The index of each taxonomy, and the
page of each of its terms, are lists of links.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from agora.language.slugs import slugify
from benchmarks.generation import LANGUAGES

TAXONOMIES = {"axes": "axis", "cities": "city", "partners": "partner"}
"""The field that each taxonomy is made of, by its folder."""

AUTHORED = ("about", "editions", "contribute")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """A showcase in one language, with its facts."""

    slug: str
    language: str
    facts: Mapping[str, Any]
    body: str

    def terms(self, taxonomy: str) -> list[str]:
        value = self.facts[TAXONOMIES[taxonomy]]
        return list(value) if isinstance(value, list) else [str(value)]


def documents(collection: Path) -> Iterator[Document]:
    """All showcases of a collection in all languages."""
    for path in sorted((collection / "showcases").glob(f"*.{LANGUAGES[0]}.md")):
        slug = path.name.partition(".")[0]
        facts: dict[str, Any] = {}
        for language in LANGUAGES:
            text = path.with_name(f"{slug}.{language}.md").read_text("utf-8")
            _, front, body = text.split("---\n", 2)
            facts |= yaml.load(front, Loader=LOADER)  # noqa: S506 (it is safe)
            yield Document(slug, language, dict(facts), body)


def authored(collection: Path) -> Iterator[tuple[str, str, str]]:
    """The pages that an organiser writes: their place, language, and text without front matter."""
    docs = collection / "docs"
    for language in LANGUAGES:
        for path in sorted(docs.rglob(f"*.{language}.md")):
            place = path.relative_to(docs).as_posix().removesuffix(f".{language}.md")
            if place in ("index", *AUTHORED) or place.startswith("axes/"):
                body = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.S)
                # Links to pages that only Agora makes lead nowhere here.
                yield place, language, re.sub(r"\[([^\]]*)\]\((?!https?:)[^)]*\)", r"\1", body)


def write(collection: Path, docs: Path, *, folders: bool = False) -> None:
    """Write the documents below `docs`: `x.fr.md`, or `fr/x.md` with `folders`."""

    def put(place: str, language: str, text: str) -> None:
        path = docs / language / f"{place}.md" if folders else docs / f"{place}.{language}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def link(place: str, language: str) -> str:
        return f"{place}.md" if folders else f"{place}.{language}.md"

    groups: dict[tuple[str, str], dict[str, list[Document]]] = defaultdict(
        lambda: defaultdict(list)
    )
    listed: dict[str, list[Document]] = defaultdict(list)
    for document in documents(collection):
        listed[document.language].append(document)
        lines = []
        for taxonomy in TAXONOMIES:
            for term in document.terms(taxonomy):
                groups[taxonomy, document.language][term].append(document)
                to = link(f"../{taxonomy}/{slugify(term)}", document.language)
                lines.append(f"- [{term}]({to})")
        sources = [f"- [{s['title']}]({s['url']})" for s in document.facts.get("sources", ())]
        put(
            f"showcases/{document.slug}",
            document.language,
            "\n".join(
                [
                    f"---\ntitle: {document.facts['title']}",
                    f"description: {document.facts['summary']}\n---\n",
                    document.facts["summary"],
                    "",
                    *lines,
                    "",
                    document.body,
                    "",
                    *sources,
                    "",
                ]
            ),
        )
    for place, language, body in authored(collection):
        if not place.startswith("axes/"):
            put(place, language, body)
    introductions = {(place, language): body for place, language, body in authored(collection)}
    for (taxonomy, language), terms in groups.items():
        put(
            f"{taxonomy}/index",
            language,
            "\n".join(
                [
                    f"# {taxonomy}",
                    "",
                    *(
                        f"- [{term}]({link(slugify(term), language)}) ({len(those)})"
                        for term, those in sorted(terms.items())
                    ),
                    "",
                ]
            ),
        )
        for term, those in terms.items():
            place = f"{taxonomy}/{slugify(term)}"
            put(
                place,
                language,
                "\n".join(
                    [
                        f"# {term}",
                        "",
                        introductions.get((place, language), ""),
                        "",
                        *(_item(one, link(f"../showcases/{one.slug}", language)) for one in those),
                        "",
                    ]
                ),
            )
    for language, those in listed.items():
        put(
            "showcases/index",
            language,
            "\n".join(
                ["# showcases", "", *(_item(one, link(one.slug, language)) for one in those), ""]
            ),
        )


def _item(document: Document, to: str) -> str:
    return f"- [{document.facts['title']}]({to}): {document.facts['summary']}"
