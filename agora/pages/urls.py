"""Addresses within the site: relative to its root, without a leading slash, "" for home.

The default language lives at the root, the others below their key. One slug
serves all languages, so an address differs by its prefix only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from agora.hosting.published import short_digest
from agora.pictures.covers import RECIPE


@lru_cache(maxsize=2**15)
def url(language: str, default_language: str, *parts: str) -> str:
    """The address of a page, such as `en/showcases/tramway/` for `("showcases", "tramway")`."""
    prefix = () if language == default_language else (language,)
    return "".join(f"{part}/" for part in (*prefix, *parts))


def parts_of(path: str, language: str) -> tuple[str, ...]:
    """The parts of the address of a page file: `axes/index.fr.md` gives `("axes",)`."""
    *folders, name = path.split("/")
    stem = name.removesuffix(".md").removesuffix(f".{language}")
    return tuple(folders) if stem == "index" else (*folders, stem)


def cover_folder(colour: str) -> str:
    """The folder of the covers drawn in an axis's colour, relative to the site's root.

    Its name stands for all that a cover is made from beside the showcase's slug.
    """
    return f"assets/covers/{short_digest(RECIPE, colour.encode())}"


def cover_path(slug: str, colour: str) -> str:
    """The file of a showcase's generated cover, relative to the site's root."""
    return f"{cover_folder(colour)}/{slug}.svg"


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
