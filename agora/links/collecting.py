"""Every external address that the site shows, with the places where it is written."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urldefrag

from agora.content import bodies
from agora.content.frontmatter import (
    Document,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    parse,
    parse_yaml,
)
from agora.content.sources import scan
from agora.problems import Place
from agora.site import Site
from agora.text.reading import read

ADDRESS_FIELDS = frozenset({"url", "source"})
"""The fields whose value is an address: of a link or source, and of a fact of an edition."""


def collect(site: Site, paths: Iterable[Path] | None = None) -> dict[str, tuple[Place, ...]]:
    """The places of each external address, sorted by address, without its fragment.

    Reads the showcases, the pages under `docs/` and the list of editions, or `paths` alone. A file
    that cannot be read is left to `agora check`.
    """
    places: dict[str, list[Place]] = {}
    for path in files(site) if paths is None else paths:
        for address, place in _addresses(path, site):
            places.setdefault(address, []).append(place)
    return {
        address: tuple(sorted(set(places[address]), key=lambda place: place.order))
        for address in sorted(places)
    }


def files(site: Site) -> list[Path]:
    """The files in which addresses stand, sorted."""
    found = [path for by_language in scan(site, []).texts.values() for path in by_language.values()]
    found += site.docs.rglob("*.md")
    return sorted({*found, *site.showcases.glob("editions.yml")})


def bare(address: str) -> str | None:
    """An address on the web without its fragment; None for one that is not on the web."""
    address = html.unescape(address).strip()
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        address = urldefrag(address).url
    except ValueError:  # brackets that are not those of an IPv6 address: told by the check
        address = address.partition("#")[0]
    return address if address.lower().startswith(("http://", "https://")) else None


def _addresses(path: Path, site: Site) -> Iterator[tuple[str, Place]]:
    name = site.relative(path)
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return
    if path.suffix == ".yml":
        root = parse_yaml(text, name, [])
        yield from _in_fields(root) if root else ()
        return
    nothing = MappingNode((), Place(name, 1, 1))
    document = parse(text, name, []) or Document(name, nothing, text, 1)
    yield from _in_fields(document.fields)
    if not bodies.is_bounded(document, []):
        return
    for link in read(document.body).links:
        if address := bare(link.url):
            yield address, bodies.place_at(document, link.offset)


def _in_fields(root: MappingNode) -> Iterator[tuple[str, Place]]:
    waiting: list[Node] = [root]
    while waiting:
        match waiting.pop():
            case MappingNode(entries):
                for key, value in entries:
                    if not isinstance(value, ScalarNode):
                        waiting.append(value)
                    elif key.value in ADDRESS_FIELDS and (address := bare(value.text)):
                        yield address, value.place
            case SequenceNode(items):
                waiting += items
