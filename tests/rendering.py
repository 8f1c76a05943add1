"""The texts of showcases as the site publishes them."""

from __future__ import annotations

from agora.safety.sanitizing import sanitized
from agora.text.reading import read


def published(text: str) -> str:
    """The HTML that is published of a Markdown text, whatever is wrong with it."""
    return read(text).html


def clean(html: str) -> str:
    """HTML as the sanitizer leaves it; its links within the text lead nowhere."""
    return sanitized(html, lambda fragment: None)
