"""Where the pages that an organiser writes lead, and where showcases lead in them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from agora.catalog import Catalog
from agora.content import bodies
from agora.content.entries import Entry
from agora.keeping.guard import Failure, guarded
from agora.language.similar import most_similar
from agora.languages import Languages
from agora.pages.generated import generated_pages
from agora.problems import Place, Problem
from agora.safety import guard
from agora.safety.allowed import PREFIX
from agora.site import Site
from agora.text.headings import find

if TYPE_CHECKING:
    from agora.generator.pages import PageText

MOST_NAMED = 8
"""Places of a page that a help line names."""

_PLAIN = re.compile(r"\]\(([^\s()<>\\&]+)\)")
"""A link as nearly all are written. If it leads nowhere, MkDocs is asked whether it is one."""

_OTHER = re.compile(r"\]\(|\]:|\[\[|<(?:a|img)\b|\{[^}\n]*(?:href|src)", re.IGNORECASE)
"""What there may be other links in."""


def check_pages(site: Site, catalog: Catalog, problems: list[Problem]) -> None:
    """Find links to nowhere in the pages under `docs/`.

    Nothing is found where MkDocs is not installed, which alone knows what such a page holds. It is
    asked, as it takes half a second to come, about the pages that may have such a link.
    """
    pages = _Pages(site, catalog)
    texts = _read([path for path in pages.authored if pages.is_doubtful(path)], pages, problems)
    leads = [lead for path, text in texts.items() for lead in pages.leads(path, text)]
    problems += (
        Problem("broken-link", (lead.place,), pages.help(lead))
        for lead in leads
        if lead.target is None
    )
    _check_anchors([lead for lead in leads if lead.fragment], pages, texts, problems)


def check_showcases(site: Site, entries: Iterable[Entry], problems: list[Problem]) -> None:
    """Find links of showcases to no place in another page.

    Where it is a showcase, the place is found in the language of the link's text. Pages under
    `docs/` are read where MkDocs is installed.
    """
    showcases = {f"showcases/{entry.slug}": entry for entry in entries}
    leads: list[_Lead] = []
    for entry in showcases.values():
        for file in entry.files:
            for link in file.reading.links:
                path, _, fragment = link.written.partition("#")
                if not fragment or not path.endswith(".md"):
                    continue
                stem = site.stem(posixpath.normpath(posixpath.join("showcases", unquote(path))))
                place = bodies.place_at(file.document, link.offset)
                if (target := showcases.get(stem)) is None:
                    name = f"{stem}.{file.language}.md"
                    leads.append(_Lead("", link.written, place, name, fragment))
                    continue
                texts = {one.language: one.reading for one in target.files}
                reading = texts.get(file.language, target.original.reading)
                if find(reading.anchors, fragment) is None:
                    problems.append(Problem("broken-anchor", (place,), {"value": link.written}))
    if leads:
        _check_anchors(leads, _Pages(site), {}, problems)


def _check_anchors(
    leads: Sequence[_Lead],
    pages: _Pages,
    texts: Mapping[str, PageText],
    problems: list[Problem],
) -> None:
    """Find links to no place in a page; `texts` are those that have been read."""
    wanted = {lead.target for lead in leads if lead.target in pages.authored} - texts.keys()
    texts = {**texts, **_read(sorted(filter(None, wanted)), pages, problems)}
    for lead in leads:
        known = pages.anchors(lead.target, texts) if lead.target else None
        if known is None or not known.isdisjoint((lead.fragment, unquote(lead.fragment))):
            continue
        arguments = {"value": lead.written}
        near = {name.removeprefix(PREFIX): name for name in known}
        if similar := near.get(lead.fragment) or most_similar(lead.fragment, near):
            arguments["similar"] = near.get(similar, similar)
        elif 0 < len(known) <= MOST_NAMED:
            arguments["known"] = ", ".join(f"`#{name}`" for name in sorted(known))
        problems.append(Problem("broken-anchor", (lead.place,), arguments))


def _read(paths: Sequence[str], pages: _Pages, problems: list[Problem]) -> Mapping[str, PageText]:
    """The texts of pages, in their order, but of those that take too much, which are problems."""
    if not paths:
        return {}
    try:
        from agora.generator.pages import reader
    except ImportError:
        return {}
    found = dict(guarded(paths, reader(pages.site)))
    texts = {}
    for path in paths:
        text = found[path]
        if isinstance(text, Failure):
            problems.append(guard.problem(text, pages.name(path)))
        else:
            texts[path] = text
    return texts


@dataclass(frozen=True, slots=True)
class _Lead:
    """A link as written, from a page below `docs/` to another one, or to a file; both by path.

    `target` is None where there is no such page or file.
    """

    source: str
    written: str
    place: Place
    target: str | None
    fragment: str


class _Pages:
    """The pages of a site, by the paths at which they lie under `docs/`, or would lie there."""

    def __init__(self, site: Site, catalog: Catalog | None = None) -> None:
        """Without a catalog, generated pages are not known."""
        self.site = site
        self._catalog = catalog
        self.authored = {
            path.relative_to(site.docs).as_posix(): language
            for path in sorted(site.docs.rglob("*.md"))
            if (language := path.name.removesuffix(".md").rpartition(".")[2]) in site.language_keys
        }

    def name(self, path: str) -> str:
        return self.site.relative(self.site.docs / path)

    def is_doubtful(self, path: str) -> bool:
        """Whether a page may lead nowhere, or to a place in a page."""
        try:
            text = (self.site.docs / path).read_text("utf-8-sig")
        except (OSError, ValueError):  # MkDocs says so
            return False

        def doubt(found: re.Match[str]) -> str:
            target, fragment = self.target(path, found[1])
            return "" if target is not None and not fragment else found[0]

        return bool(_OTHER.search(_PLAIN.sub(doubt, text)))

    def target(self, page: str, url: str) -> tuple[str | None, str]:
        """The page or file that an address leads to from a page, None where there is none, and the
        fragment; ("", "") for what is not of this site.
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            return None, ""
        if parts.scheme or parts.netloc:
            return "", ""
        if url.startswith(("/", "\\")):  # it would lead elsewhere on a site below another
            return None, ""
        if not parts.path:
            return page, parts.fragment
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        return self._find(path, self.authored[page]), parts.fragment

    def _find(self, path: str, language: str) -> str | None:
        if path == ".":  # as static-i18n has it
            path = "index.md"
        if not path.endswith(".md"):
            # A file may also be the theme's, or one that is made: that is for the build to tell.
            is_page = not posixpath.splitext(path)[1] and not (self.site.docs / path).is_file()
            return None if is_page else path
        stem = self.site.stem(path)
        name = f"{stem}.{language}.md"
        if name in self.authored or (self.site.docs / path).is_file():
            return name
        own = f"{stem}.{self.site.default_language}.md"
        return name if own in self._fixed or own in self._generated else None

    @cached_property
    def _fixed(self) -> frozenset[str]:
        """The generated pages that are there whatever the showcases are."""
        return self._paths(cities={}, partners={}, showcases={})

    @cached_property
    def _generated(self) -> frozenset[str]:
        return self._paths()

    def _paths(self, **others: Any) -> frozenset[str]:
        """The paths of generated pages in the default language: they are the same in all."""
        if self._catalog is None:
            return frozenset()
        alone = replace(self._catalog, languages=(self.site.default_language,), **others)
        pages = generated_pages(alone, Languages.load(self.site), self.site.name)
        return frozenset(page.path for page in pages)

    def leads(self, path: str, text: PageText) -> Iterator[_Lead]:
        """Where the links of a page lead that are of this site."""
        raw = (self.site.docs / path).read_text("utf-8-sig")
        begin = max(raw.find(text.source.strip()), 0)
        seen: dict[str, Iterator[re.Match[str]]] = {}
        for url in text.links:
            target, fragment = self.target(path, url)
            if target == "":
                continue
            found = seen.setdefault(url, _occurrences(url).finditer(raw, begin))
            place = self._place(path, raw, next(found, None))
            yield _Lead(path, url, place, target, fragment)

    def _place(self, path: str, raw: str, found: re.Match[str] | None) -> Place:
        if found is None:  # written in a way that Markdown changes, or once for several links
            return Place(self.name(path))
        return Place.of(self.name(path), raw[: found.start(1)])

    def help(self, lead: _Lead) -> Mapping[str, str]:
        """What the message about a link to nowhere is given."""
        folder = posixpath.dirname(lead.source)
        suffix = f".{self.authored[lead.source]}.md"
        pages = {*self.authored, *self._generated}
        known = [name.removesuffix(suffix) + ".md" for name in pages if name.endswith(suffix)]
        near = [posixpath.relpath(name, folder or ".") for name in known]
        similar = most_similar(lead.written.partition("#")[0], near)
        page = posixpath.relpath("index.md", folder or ".")
        return {"value": lead.written, "page": page, **({"similar": similar} if similar else {})}

    def anchors(self, path: str, texts: Mapping[str, PageText]) -> frozenset[str] | None:
        """The places in the text of a page; None for a page that has none, or was not read."""
        if path in texts:
            return texts[path].anchors
        folder, _, name = path.partition("/")
        slug, _, language = name.removesuffix(".md").rpartition(".")
        showcase = self._catalog.showcases.get(slug) if self._catalog else None
        if folder != "showcases" or showcase is None:
            return None
        return frozenset(showcase.text(language).reading.anchors.values())


def _occurrences(url: str) -> re.Pattern[str]:
    """Where an address stands in a source as that of a link, not merely as a word."""
    return re.compile(rf"(?:\]\(\s*|\]:\s*|<|[\"'=])<?({re.escape(url)})(?=[)>\s\"'}}]|$)")
