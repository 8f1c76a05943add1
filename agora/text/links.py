"""Where a text leads, and the pictures that it shows."""

from __future__ import annotations

from dataclasses import dataclass

from agora.keeping.compact import compact


@compact
@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture.

    `url` is where a browser goes, and `written` the address as it stands in the body, at `offset`.
    `words` are those that one follows, `alternative` what stands for a picture: None where HTML
    gives it none.
    """

    url: str
    written: str
    offset: int
    words: str = ""
    alternative: str | None = None
    is_picture: bool = False
