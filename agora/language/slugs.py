"""Slugs: the part of an address that names a showcase, city or partner.

Strict on purpose: mkdocs-static-i18n strips the first `.fr` in a path, not the
last, and a slug must be the same file on every file system.
"""

from __future__ import annotations

import re

from slugify import slugify as _slugify

PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset({"index"})
"""Names whose page would take the address of a listing."""


def is_slug(text: str) -> bool:
    return PATTERN.fullmatch(text) is not None and text not in RESERVED


def slugify(text: str) -> str:
    """The slug of a name in any script; "" where the name has neither letter nor digit."""
    return str(_slugify(text.replace("’", "'")))
