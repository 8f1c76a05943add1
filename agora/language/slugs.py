"""Slugs: the part of an address that names a showcase, city or partner.

Strict on purpose: mkdocs-static-i18n strips the first `.fr` in a path, not the
last, and a slug must be the same file on every file system.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from slugify import slugify as _slugify

PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset({"index"})
"""Names whose page would take the address of a listing."""

LONGEST = 120
"""Characters of a term's slug: of a Chinese name, each sign becomes a syllable of several letters,
and file systems take 255 bytes."""


def is_slug(text: str) -> bool:
    return PATTERN.fullmatch(text) is not None and text not in RESERVED


def term_slug(name: str) -> str:
    """The slug of a city's or partner's name, short enough to name a file.

    Of a longer one, a digest of the whole stands for the end, so that two names that begin alike
    stay apart.
    """
    slug = slugify(name)
    if len(slug) <= LONGEST:
        return slug
    digest = hashlib.sha256(slug.encode()).hexdigest()[:8]
    return f"{slug[: LONGEST - 9].rstrip('-')}-{digest}"


@lru_cache(maxsize=2**16)
def slugify(text: str) -> str:
    """The slug of a name in any script; "" where the name has neither letter nor digit."""
    return str(_slugify(text.replace("’", "'")))
