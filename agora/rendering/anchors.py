"""The anchors of pages: what a link may lead to within them."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.found.add(value)


def anchors(html: str) -> frozenset[str]:
    """The ids of all elements, and the names of links."""
    parser = _Anchors()
    parser.feed(html)
    parser.close()
    return frozenset(parser.found)


class PageAnchors:
    """The anchors of the pages in some folders, of which an earlier one goes before a later one."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._known: dict[str, frozenset[str]] = {}

    def has(self, address: str, anchor: str) -> bool:
        """Whether an address has an anchor; what is no page, such as a PDF, may have any.

        Raises OSError where a page cannot be read.
        """
        if address and not address.endswith("/"):
            return True
        if address not in self._known:
            files = (folder / address / "index.html" for folder in self._folders)
            file = next((file for file in files if file.is_file()), None)
            self._known[address] = anchors(file.read_text("utf-8")) if file else frozenset()
        return anchor in self._known[address]
