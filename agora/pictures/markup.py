"""The photographs in a showcase's text, as `<picture>` elements."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote, urlsplit

from agora.pictures.photographs import Photograph, Rendition
from agora.safety.tags import TAG, attributes, start_tag

ADDRESSES = ("href", "src", "srcset")
"""The attributes in which a text may name a picture."""

KEPT = ("alt", "title", "id", "class", "lang", "dir")
"""What a contributor's picture keeps."""

Address = Callable[[str], str]


def with_photographs(
    html: str, photographs: Mapping[str, Photograph], address: Address, sizes: str
) -> str:
    """The HTML of a showcase's text, its pictures by those that are published.

    `html` is sanitized. `photographs` are named `<slug>/<file>`, as texts name them; `address`
    makes an address for the page out of one that is relative to the site's root; `sizes` is the
    width that a picture has on the page, as the attribute of that name says it. A link to a
    photograph leads to its best rendition.
    """
    depth = 0

    def write(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag["name"] == "picture":
            depth += -1 if tag["slash"] else 1
        values = attributes(tag["attributes"])
        named = {name: _named(values[name], photographs) for name in ADDRESSES if name in values}
        found = {name: photograph for name, photograph in named.items() if photograph}
        if not found:
            return tag[0]
        if tag["name"] == "img" and not depth:
            return _picture(values, next(iter(found.values())), address, sizes)
        values |= {name: address(photograph.best.path) for name, photograph in found.items()}
        if tag["name"] == "source":  # the type is that of the file that was contributed
            values.pop("type", None)
        return start_tag(tag["name"], values)

    return TAG.sub(write, html)


def _named(value: str, photographs: Mapping[str, Photograph]) -> Photograph | None:
    """The photograph at an address, if it is one of the showcase's."""
    try:
        url = urlsplit(value.strip())
    except ValueError:
        return None
    if url.scheme or url.netloc or not url.path:
        return None
    return photographs.get(posixpath.normpath(unquote(url.path)))


def _picture(
    values: Mapping[str, str], photograph: Photograph, address: Address, sizes: str
) -> str:
    """As the template `partials/agora/picture.html` has it."""
    sources = "".join(
        start_tag(
            "source",
            {"type": group[0].type, "srcset": _srcset(group, address), "sizes": sizes},
        )
        for group in photograph.sources
    )
    image = {
        "src": address(photograph.best.path),
        "srcset": _srcset(photograph.fallback, address),
        "alt": "",
        **{name: values[name] for name in KEPT if name in values},
        "width": str(photograph.best.width),
        "height": str(photograph.best.height),
        "style": f"--ag-ratio: {photograph.ratio}",
        "loading": "lazy",
        "decoding": "async",
        "sizes": sizes,
    }
    return f"<picture>{sources}{start_tag('img', image)}</picture>"


def _srcset(group: Iterable[Rendition], address: Address) -> str:
    return ", ".join(f"{address(one.path)} {one.width}w" for one in group)
