"""The tags of sanitized HTML, which Ammonia writes in one way that patterns know.

Nothing else may be read with them: what strangers wrote is for a parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

TAG = re.compile(r'<(?P<slash>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [^\s"=<>]+="[^"]*")*)>')
"""A tag: of an end tag, `slash` is `/`."""

ATTRIBUTE = re.compile(r' ([^\s"\'<>/=]+)="([^"]*)"')
"""An attribute in a tag: its name and, escaped, its value."""


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, given as the part of it that `TAG` calls so."""
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(written)}


def start_tag(name: str, values: Mapping[str, str]) -> str:
    """A start tag, its values escaped."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in values.items())
    return f"<{name}{written}>"


def rewritten(html: str, names: frozenset[str], write: Callable[[re.Match[str]], str]) -> str:
    """Sanitized HTML in which each tag of those elements is what `write` makes of it."""
    return TAG.sub(lambda tag: write(tag) if tag["name"] in names else tag[0], html)
