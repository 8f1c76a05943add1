"""The full-text index: Pagefind run over the documents, and its pages joined with our rows.

Pagefind is a program of its own. Its Python interface takes a tenth of a second a record, the
program itself 7 s for 5,000 pages.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from agora.explorer import documents
from agora.hosting.published import short_digest
from agora.keeping.fingerprint import Fingerprints
from agora.problems import AgoraError
from agora.text import tokens

SIGNATURE = b"pagefind_dcd"
"""What each of Pagefind's compressed files begins with, once it is unpacked."""

UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")
"""Interfaces that Pagefind brings along; ours is in `docs/assets/explorer/`."""

ROWS = "rows.json"
"""The file that holds the ids of Pagefind's results, by row: what they begin with, and the rest of
each, with spaces between. Random digits hardly compress, so that little else should be there."""

FORMAT = 1
"""To be raised where this module writes other files from the same documents."""

LONGEST = 600
"""Seconds that Pagefind may take; it takes a few."""


class SearchError(AgoraError):
    """Raised when Pagefind is not installed, fails, or writes what we do not understand."""


def index_folder(language: str, inputs: Iterable[tuple[object, ...]]) -> str:
    """Where the index of a language lies in a built site, relative to its root.

    `inputs` are all that its documents are made from. Each language has an index of its own:
    Pagefind would choose one by the language of the page, and readers without a result are told of
    those in another language. Another content has another address, so that a browser keeps all of
    an index, and never joins parts of two.
    """
    try:
        program = version("pagefind")
    except PackageNotFoundError:
        program = ""
    recipe = (f"{FORMAT} {program}".encode(), *_makers(), Fingerprints().of(*inputs))
    return f"assets/search/index/{language}-{short_digest(*recipe)}"


@cache
def _makers() -> tuple[bytes, ...]:
    """The code that makes the documents."""
    return tuple(Path(module.__file__ or "").read_bytes() for module in (documents, tokens))


def write_index(folder: Path, texts: Iterable[tuple[str, str]], documents: Path) -> None:
    """Write an index of documents, given as slug and HTML in the order of rows.

    The documents are written into the folder `documents`, which may hold those of an earlier index.
    The same documents give the same files, byte for byte. Raises SearchError and OSError.
    """
    shutil.rmtree(folder, ignore_errors=True)
    slugs = _written(texts, documents)
    if not slugs:
        return
    _run(documents, folder)
    ids = _ids(folder)
    try:
        rows = [ids[slug] for slug in slugs]
    except KeyError as missing:
        raise SearchError(f"Pagefind left {missing} out of the index") from None
    prefix = rows[0].partition("_")[0] + "_"  # the language, as Pagefind has it
    if not all(one.startswith(prefix) for one in rows):
        raise SearchError(f"Pagefind took a document for another language than {prefix}")
    rest = " ".join(one.removeprefix(prefix) for one in rows)
    (folder / ROWS).write_text(json.dumps({"prefix": prefix, "ids": rest}), "utf-8")
    for path in _unused(folder):
        path.unlink()


def _written(texts: Iterable[tuple[str, str]], folder: Path) -> list[str]:
    """The slugs of the documents, once a folder holds these and nothing else."""
    slugs = []
    names = set()
    for slug, html in texts:
        slugs.append(slug)
        names.add(f"{slug}.html")
        path, content = os.path.join(folder, f"{slug}.html"), html.encode()  # noqa: PTH118
        if _content(path) != content:
            _remove(path)
            with open(path, "xb") as file:  # noqa: PTH123 (thousands of them)
                file.write(content)
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name not in names:
                _remove(entry.path)
    return slugs


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return None


def _remove(path: str) -> None:
    try:
        os.unlink(path)  # noqa: PTH108
    except FileNotFoundError:
        pass
    except OSError:  # a folder
        shutil.rmtree(path, ignore_errors=True)


def _run(site: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter, and paths that we made)
            [*command, "--silent"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchError(f"Pagefind did not write the search index: {error}") from None
    if done.returncode or not (folder / "pagefind.js").is_file():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise SearchError(f"Pagefind did not write the search index: {said[-1] if said else ''}")


def _ids(folder: Path) -> Mapping[str, str]:
    """The id of each document by its slug; a result bears the name of its file of fragments."""
    ids = {}
    for path in sorted(folder.glob("fragment/*.pf_fragment")):
        content = gzip.decompress(path.read_bytes())
        if not content.startswith(SIGNATURE):
            raise SearchError(f"Pagefind wrote {path.name} in a way that is not known")
        slug = (
            str(json.loads(content.removeprefix(SIGNATURE))["url"]).strip("/").removesuffix(".html")
        )
        ids[slug] = path.stem
    return ids


def _unused(folder: Path) -> Iterable[Path]:
    for pattern in UNUSED:
        yield from folder.glob(pattern)
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    if all(one["wasm"] for one in entry["languages"].values()):
        yield folder / "wasm.unknown.pagefind"
