"""The photographs in a showcase's text, as `<picture>` elements.

The HTML of a body is read tag by tag with the standard library's parser and
only the tags that name a photograph are written anew, so that all else stays as
it was, to the byte. A tree, be it Markdown's or lxml's, would not do: to
Python-Markdown, HTML in a text is opaque, so its pictures would be missed and
their files not be there; libxml2 reads HTML 4, and mends what it does not know.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from agora.pictures.photographs import Photograph, Rendition

ADDRESSES = frozenset({"href", "src", "srcset", "poster", "data"})
"""The attributes in which a text may name a picture."""

KEPT = ("alt", "title", "id", "class", "lang", "dir")
"""What a contributor's picture keeps."""


def with_photographs(
    html: str,
    slug: str,
    photographs: Mapping[str, Photograph],
    address: Callable[[str], str],
    sizes: str,
) -> str:
    """The HTML of a showcase's body, its pictures by those that are published.

    `photographs` are named `<slug>/<file>`; `address` makes an address for the
    page out of one that is relative to the site's root; `sizes` is the width
    that a picture has on the page, as the attribute of that name says it. A link
    to a photograph leads to its best rendition.
    """
    out, position = [], 0
    for tag in _Tags(html, slug, photographs).found:
        out.append(html[position : tag.start])
        position = tag.end
        if tag.name == "img" and not tag.in_picture:
            out.append(_picture(tag, address, sizes))
        else:
            out.append(_readdressed(tag, address))
    return "".join((*out, html[position:]))


@dataclass(frozen=True, slots=True)
class _Tag:
    """A start tag, where it stands in the text, and the photographs that its attributes name."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, str | None]
    photographs: Mapping[str, Photograph]
    in_picture: bool


class _Tags(HTMLParser):
    """Finds the tags that name a photograph."""

    def __init__(self, html: str, slug: str, photographs: Mapping[str, Photograph]) -> None:
        super().__init__(convert_charrefs=True)
        self._slug = slug
        self._photographs = photographs
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self._pictures = 0
        self.found: list[_Tag] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._pictures += tag == "picture"
        attributes: dict[str, str | None] = {}
        for name, value in attrs:
            attributes.setdefault(name, value)  # of two of a name, the first counts in HTML
        named = {name: self._named(attributes[name]) for name in ADDRESSES & attributes.keys()}
        photographs = {name: found for name, found in named.items() if found}
        if photographs:
            line, column = self.getpos()
            start = self._lines[line - 1] + column
            end = start + len(self.get_starttag_text() or "")
            inside = self._pictures > 0
            self.found.append(_Tag(start, end, tag, attributes, photographs, inside))

    def handle_endtag(self, tag: str) -> None:
        self._pictures -= tag == "picture" and self._pictures > 0

    def _named(self, value: str | None) -> Photograph | None:
        """The photograph at an address, if it is one of the showcase's."""
        try:
            url = urlsplit((value or "").strip())
        except ValueError:
            return None
        if url.scheme or url.netloc or not url.path:
            return None
        path = unquote(url.path)
        # MkDocs makes addresses relative to the page, but not those in HTML, nor those in the
        # pages of a language to which the file does not belong: these are relative to the text.
        # Above the page's showcase lies the root of its language, whatever that is.
        for folder in ("showcases", f"showcases/{self._slug}"):
            resolved = posixpath.normpath(posixpath.join(folder, path))
            while resolved.startswith("../"):
                resolved = resolved.removeprefix("../")
            photograph = self._photographs.get(resolved.removeprefix("showcases/"))
            if photograph:
                return photograph
        return None


def _picture(tag: _Tag, address: Callable[[str], str], sizes: str) -> str:
    """As the template `partials/agora/picture.html` has it."""
    photograph = next(iter(tag.photographs.values()))
    sources = "".join(
        _start_tag("source", {"type": group[0].type, "srcset": _srcset(group, address)}, sizes)
        for group in photograph.sources
    )
    image = {
        "src": address(photograph.best.path),
        "srcset": _srcset(photograph.fallback, address),
        "alt": "",
        **{name: tag.attributes[name] or "" for name in KEPT if name in tag.attributes},
        "width": str(photograph.best.width),
        "height": str(photograph.best.height),
        "style": f"--ag-ratio: {photograph.ratio}",
        "loading": "lazy",
        "decoding": "async",
    }
    return f"<picture>{sources}{_start_tag('img', image, sizes)}</picture>"


def _readdressed(tag: _Tag, address: Callable[[str], str]) -> str:
    """Any other tag, as it was written, but for where it leads."""
    addresses = {name: address(found.best.path) for name, found in tag.photographs.items()}
    attributes = {**tag.attributes, **addresses}
    if tag.name == "source":
        # The type is that of the file that was contributed.
        attributes.pop("type", None)
    return _start_tag(tag.name, attributes)


def _srcset(group: Iterable[Rendition], address: Callable[[str], str]) -> str:
    return ", ".join(f"{address(one.path)} {one.width}w" for one in group)


def _start_tag(name: str, attributes: Mapping[str, str | None], sizes: str = "") -> str:
    written = {**attributes, "sizes": sizes} if sizes else attributes
    parts = (key if value is None else f'{key}="{escape(value)}"' for key, value in written.items())
    return f"<{' '.join((name, *parts))}>"
