"""Tell which pages differ between two builds of the site.

Usage: pages.py BASE HEAD PAGES.JSON >> "$GITHUB_STEP_SUMMARY"

BASE and HEAD are folders of built sites. A page is altered when its HTML differs, or
a picture, style sheet or script of the site that it loads. PAGES.JSON receives the
list: `url`, `language`, `title`, `change` ("added", "altered" or "removed"), the
number of lines `added` and `removed`, and `loads`, the changed files that it loads.
"""

from __future__ import annotations

import json
import posixpath
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from agora.strings import LOCALES, Strings

MOST = 200
"""Pages that the summary names: a change of a template alters all of them."""

MOST_FILES = 20
"""Other files that it names."""

PICTURED = 40
"""Pages that `screenshots.py` pictures: the new ones first, then those that change most."""

LOADING = "img, script, source, [rel~=stylesheet], [rel~=icon]"
"""The elements whose files a page shows or runs."""

KINDS = ("added", "altered", "removed")
LANGUAGES = ("fr", "en")

VIEW = "<code>python3 -m http.server 8000</code>"
ADDRESS = "<code>http://127.0.0.1:8000/</code>"


@dataclass(frozen=True, slots=True)
class Change:
    url: str
    language: str
    title: str
    change: str
    added: int
    removed: int
    loads: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, int, str]:
        """New pages first, then those that change most."""
        return (KINDS.index(self.change), -(self.added + self.removed), self.url)


class Page:
    """What a page says of itself, and the files of the site that it loads."""

    def __init__(self, path: str, html: str) -> None:
        tree = LexborHTMLParser(html)
        title = tree.css_first("head title")
        folder = posixpath.dirname(path)
        addresses = (urlsplit(address) for node in tree.css(LOADING) for address in _named(node))
        self.html = html
        self.language = (tree.root.attributes.get("lang") if tree.root else "") or ""
        self.title = " ".join(title.text().split()) if title else ""
        self.loads = {
            posixpath.normpath(posixpath.join(folder, unquote(address.path)))
            for address in addresses
            if address.path and not address.scheme and not address.netloc
        }


def _named(node: LexborNode) -> Iterator[str]:
    """The addresses that an element names."""
    given = node.attributes
    yield from (given.get("src") or "", given.get("href") or "")
    yield from (part.split()[0] for part in (given.get("srcset") or "").split(",") if part.strip())


def compare(base: Path, head: Path) -> tuple[list[Change], list[str]]:
    """The pages that differ, in order, and the other files that do."""
    old, new = _files(base), _files(head)
    paths = [path for path in sorted({*old, *new}) if old.get(path) != new.get(path)]
    others = {path for path in paths if not path.endswith(".html")}
    changes = [
        change
        for path in sorted({*old, *new})
        if path.endswith(".html")
        and (change := _change(path, old.get(path), new.get(path), others))
    ]
    return sorted(changes, key=lambda change: change.order), sorted(others)


def _files(folder: Path) -> dict[str, bytes]:
    # One copy of the sitemap is compressed, with the time at which it was.
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }


def _change(
    path: str, old: bytes | None, new: bytes | None, changed_files: set[str]
) -> Change | None:
    before = _page(path, old)
    after = _page(path, new)
    page = after or before
    if page is None:
        return None
    loads = tuple(sorted(page.loads & changed_files)) if before and after else ()
    if old == new and not loads:
        return None
    added, removed = _lines(before, after)
    kind = "altered" if before and after else "added" if after else "removed"
    url = "/" + path.removesuffix("index.html")
    return Change(url, page.language, page.title, kind, added, removed, loads)


def _page(path: str, content: bytes | None) -> Page | None:
    return None if content is None else Page(path, content.decode("utf-8", errors="replace"))


def _lines(before: Page | None, after: Page | None) -> tuple[int, int]:
    """How many lines only the page after has, and only the page before."""
    old = before.html.splitlines() if before else []
    new = after.html.splitlines() if after else []
    same = sum(
        block.size
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    )
    return len(new) - same, len(old) - same


def summary(
    changes: Sequence[Change], others: Sequence[str], words: Sequence[Strings], has_base: bool
) -> str:
    """What changed, once for all languages, as HTML without an empty line: nothing is Markdown."""

    def each(key: str, **arguments: int) -> list[str]:
        return [escape(t(f"pages.{key}", **arguments)) for t in words]

    verdict = each("count", n=len(changes)) if changes else each("none")
    lines = [f"<h3>{' · '.join(verdict if has_base else each('no-base'))}</h3>"]
    if changes:
        columns = ("page", "language", "change")
        header = "".join(f"<th>{_joined(each(column))}</th>" for column in columns)
        kinds = {kind: _joined(each(kind)) for kind in KINDS}
        lines.append(f"<table><tr>{header}</tr>")
        lines += [_row(change, kinds[change.change]) for change in changes[:MOST]]
        lines.append("</table>")
    if len(changes) > MOST:
        lines += _paragraphs(each("cut", n=len(changes) - MOST))
    if others:
        shown = ", ".join(f"<code>{escape(path)}</code>" for path in others[:MOST_FILES])
        more = ", …" if len(others) > MOST_FILES else ""
        lines.append(f"<p>{' · '.join(each('files', n=len(others)))}<br>{shown}{more}</p>")
    if any(change.change != "removed" for change in changes):
        lines += _paragraphs(each("screenshots", n=PICTURED))
    lines += _paragraphs([t("pages.view", command=VIEW, address=ADDRESS) for t in words])
    return "\n".join([*lines, ""])


def _joined(texts: Sequence[str]) -> str:
    """The texts, each once: some words are the same in several languages."""
    return " · ".join(dict.fromkeys(texts))


def _paragraphs(texts: Sequence[str]) -> list[str]:
    return [f"<p>{'<br>'.join(texts)}</p>"]


def _row(change: Change, kind: str) -> str:
    what = [kind]
    if change.change == "altered" and (change.added or change.removed):
        what.append(f"+{change.added} −{change.removed}")
    what += [f"<code>{escape(path)}</code>" for path in change.loads]
    page = f"<code>{escape(change.url)}</code><br>{escape(change.title)}"
    cells = (page, escape(change.language), "<br>".join(what))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def main(arguments: Sequence[str]) -> str:
    base, head, output = (Path(argument) for argument in arguments)
    changes, others = compare(base, head) if base.is_dir() else ([], [])
    output.write_text(
        json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=2), "utf-8"
    )
    words = [Strings.load(language, [LOCALES / "pull-request"]) for language in LANGUAGES]
    return summary(changes, others, words, base.is_dir())


if __name__ == "__main__":
    sys.stdout.buffer.write(main(sys.argv[1:]).encode())
