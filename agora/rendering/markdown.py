"""A showcase's Markdown as HTML: with Python-Markdown, and links as MkDocs writes them.

A converter is made anew for each text: one that is used again carries footnotes, abbreviations
and ids over from text to text.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.inlinepatterns import LINK_RE
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from agora.keeping.compact import compact
from agora.rendering.anchors import anchors
from agora.rendering.links import PlainLinks
from agora.rendering.signs import BLOCKS, EXTENSIONS, PATTERNS, PREPROCESSORS, TREES, Signs

Resolve = Callable[[str], str | None]
"""Where a path, as a text writes it, leads: an address relative to the site's root, or None."""


@compact
@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a table of contents; `title` is HTML."""

    title: str
    id: str
    level: int
    children: tuple[Heading, ...]

    @property
    def url(self) -> str:
        return f"#{self.id}"


@compact
@dataclass(frozen=True, slots=True)
class Body:
    """A text as HTML. `anchors` are its ids.

    `links` are those to an anchor: the page's address, None for the text's own, the anchor, and
    the link as written. `resolved` holds the paths that the text links to, with where they lead.
    """

    html: str
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
    links: tuple[tuple[str | None, str, str], ...]
    resolved: tuple[tuple[str, str | None], ...]
    losses: tuple[tuple[str, str], ...] = ()
    """What the text held that is not published: the rule, and what was written."""

    def dumps(self) -> bytes:
        return pickle.dumps(self, pickle.HIGHEST_PROTOCOL)

    @classmethod
    def loads(cls, content: bytes) -> Body:
        """What `dumps` wrote; the checksum of `content` is known to hold, and who wrote it."""
        body: Body = pickle.loads(content)  # noqa: S301 (our own)
        return body


@dataclass(frozen=True, slots=True)
class Dialect:
    """The Markdown of a site: Python-Markdown's extensions, and the settings of each."""

    extensions: tuple[Any, ...] = ()
    settings: Mapping[str, Mapping[str, Any]] | None = None

    def convert(self, text: str, address: str, resolve: Resolve) -> Body:
        """Convert a text for the page at `address`, relative to the site's root."""
        settings = dict(self.settings or {})
        signs = Signs(text)
        needless = signs.needless(EXTENSIONS)
        marker = settings.get("toc", {}).get("marker", "[TOC]")
        converter = _Converter(
            lists_headings="toc" not in signs.needless({"toc": [marker]}),
            extensions=[one for one in self.extensions if one not in needless or settings.get(one)],
            extension_configs=settings,
        )
        for registry, parts in (
            (converter.preprocessors, PREPROCESSORS),
            (converter.parser.blockprocessors, BLOCKS),
            (converter.inlinePatterns, PATTERNS),
            (converter.treeprocessors, TREES),
        ):
            for name in signs.needless(parts):
                registry.deregister(name, strict=False)
        raw, marked = _RawAnchors(), _Anchors()
        links = _Links(address, resolve)
        # Before HTML is taken out of the text; where `toc` makes ids; and at the very end.
        converter.preprocessors.register(raw, "agora-raw-anchors", 21)
        converter.treeprocessors.register(marked, "agora-anchors", 5)
        converter.treeprocessors.register(links, "agora-links", 0)
        html = converter.convert(text)
        return Body(
            html=html,
            headings=tuple(_heading(token) for token in getattr(converter, "toc_tokens", ())),
            anchors=tuple(sorted(raw.found | marked.found)),
            links=tuple(links.found),
            resolved=tuple(links.resolved.items()),
        )


class _Converter(markdown.Markdown):
    """A converter that asks the installed packages for an extension once a process, and reads plain
    links at once.

    `lists_headings` is false for a text that has no place for a list of its headings.
    """

    def __init__(self, lists_headings: bool, **options: Any) -> None:
        self._lists_headings = lists_headings
        super().__init__(**options)

    def build_parser(self) -> markdown.Markdown:
        super().build_parser()
        self.inlinePatterns.register(PlainLinks(LINK_RE, self), "link", 160)
        return self

    def build_extension(self, ext_name: str, configs: Mapping[str, Any]) -> Extension:
        make = _installed(ext_name)
        extension = make(**configs) if make else super().build_extension(ext_name, configs)
        if type(extension) is TocExtension and not self._lists_headings:
            extension.TreeProcessorClass = _Headings
        return extension


class _Headings(TocTreeprocessor):
    """Gives headings their ids and tells them, without the list of them in HTML."""

    def __init__(self, md: markdown.Markdown, config: dict[str, Any]) -> None:
        super().__init__(md, config | {"marker": ""})

    def build_toc_div(self, toc_list: Sequence[Any]) -> Element:
        return Element("div")


@cache
def _installed(name: str) -> Callable[..., Extension] | None:
    """What makes the extension that a package registers under a name, the first if several do."""
    points = markdown.util.get_installed_extensions()
    return next((point.load() for point in points if point.name == name), None)


def _heading(token: Mapping[str, Any]) -> Heading:
    children = tuple(_heading(child) for child in token["children"])
    return Heading(token["name"], token["id"], token["level"], children)


class _Anchors(Treeprocessor):
    """Gathers the ids of what Markdown makes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def run(self, root: Element) -> None:
        for element in root.iter():
            if anchor := element.get("id"):
                self.found.add(anchor)
            if element.tag == "a" and (anchor := element.get("name")):
                self.found.add(anchor)


class _RawAnchors(Preprocessor):
    """Gathers the ids of the HTML in a text, which is opaque to Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "<" in text:
            self.found |= anchors(text)
        return lines


class _Links(Treeprocessor):
    """Makes links to files lead to the pages that these become."""

    def __init__(self, address: str, resolve: Resolve) -> None:
        super().__init__()
        self._address = address
        self._resolve = resolve
        self.found: list[tuple[str | None, str, str]] = []
        self.resolved: dict[str, str | None] = {}

    def run(self, root: Element) -> None:
        for element, name in _linking(root):
            written = element.get(name)
            if written is not None:
                element.set(name, self._readdressed(written))

    def _readdressed(self, written: str) -> str:
        scheme, netloc, path, query, anchor = urlsplit(written)
        if scheme or netloc or written.startswith(("/", "\\")) or markdown.util.STX in written:
            return written
        if not path:
            if anchor:
                self.found.append((None, anchor, written))
            return written
        path = unquote(path)
        target = self.resolved[path] = self._resolve(path)
        if target is None:
            return written
        if anchor:
            self.found.append((target, anchor, written))
        return urlunsplit(("", "", relative(target, self._address), query, anchor))


def _linking(root: Element) -> Iterator[tuple[Element, str]]:
    for element in root.iter():
        if element.tag == "a":
            yield element, "href"
        elif element.tag == "img":
            yield element, "src"


def relative(target: str, address: str) -> str:
    """The way from one address to another, both relative to the site's root."""
    here, there = _parts(address), _parts(target)
    common = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        common += 1
    way = "/".join([*[".."] * (len(here) - common), *there[common:]]) or "."
    return f"{way}/" if target.endswith("/") or not target else way


@lru_cache(maxsize=2**14)
def _parts(address: str) -> Sequence[str]:
    return [part for part in address.split("/") if part]
