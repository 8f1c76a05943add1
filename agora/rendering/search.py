"""The full-text indexes, one a language: made again where a document changed, and else kept.

They are begun before the pages are rendered, since another program makes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from agora.explorer.index import write_index
from agora.keeping import workers
from agora.keeping.fingerprint import Fingerprints, digest
from agora.keeping.machinery import machinery
from agora.keeping.pack import Pack
from agora.publication import Publication
from agora.rendering.output import Output, Written, files

Index = list[Written]


class _MissingError(Exception):
    """Raised where a file of an index is nowhere any more."""


class SearchIndexes:
    """The indexes of all languages of a publication, in an output."""

    def __init__(self, publication: Publication, output: Output, pack: Pack) -> None:
        self._publication = publication
        self._output = output
        self._pack = pack
        self._written: list[Written] = []
        self._keys: dict[str, bytes] = {}
        changed = []
        for language in publication.catalog.languages:
            inputs = publication.views.documents_inputs(language)
            key = Fingerprints().of("index", machinery(), language, list(inputs))
            self._keys[language] = key
            kept = self._kept(key)
            if kept is None:
                changed.append(language)
            else:
                self._written += kept
        several = min(len(changed), workers.available())
        self._shares = workers.Shares(changed, self._make, several, fewest=1, beside=True)

    def written(self) -> list[Written]:
        """The files of the indexes. Waits for them; raises SearchError."""
        for share in self._shares.results():
            for language, made in share:
                self._written += made
                listed = [(one.path, one.key) for one in made]
                self._pack.keep(self._keys[language], json.dumps(listed).encode())
        return self._written

    def stop(self) -> None:
        self._shares.stop()

    def _make(self, languages: Sequence[str]) -> list[tuple[str, Index]]:
        made = []
        for language in languages:
            with self._output.scratch() as scratch:
                folder = scratch / "index"
                write_index(folder, self._publication.views.documents(language))
                made.append((language, [*self._moved(language, folder)]))
        return made

    def _moved(self, language: str, folder: Path) -> Iterator[Written]:
        """The files of an index, moved into the output: the same documents, the same files."""
        below = self._publication.views.search_folders[language]
        for name in sorted(files(folder)):
            key = digest(self._keys[language], name.encode()).hex()
            yield self._output.move(f"{below}/{name}", key, folder / name)

    def _kept(self, key: bytes) -> Index | None:
        """The files of an index that was made before, if all of them are still there."""
        content = self._pack.find(key)
        if content is None:
            return None
        try:
            return [
                self._output.place(path, made_by, _missing) for path, made_by in json.loads(content)
            ]
        except _MissingError:
            return None


def _missing() -> bytes:
    raise _MissingError
