"""The full-text indexes, one a language: made again where a document changed, and else kept.

They are begun before the pages are rendered, since another program makes them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread

from agora.explorer.index import SearchError, write_index
from agora.keeping import workers
from agora.keeping.cancellation import checkpoint
from agora.keeping.fingerprint import Fingerprints, digest
from agora.keeping.machinery import machinery
from agora.keeping.pack import Pack
from agora.keeping.scratch import taken_over
from agora.publication import Publication
from agora.rendering.output import Output, Written, files

Index = list[Written]


class _MissingError(Exception):
    """Raised where a file of an index is nowhere any more."""


class SearchIndexes:
    """The indexes of all languages of a publication, in an output."""

    def __init__(
        self,
        publication: Publication,
        output: Output,
        pack: Pack,
        cache: Path,
        later: bool = False,
    ) -> None:
        """Documents are left in `cache`. `later` leaves what has to be made to `make_later`."""
        self._cache = cache
        self._publication = publication
        self._output = output
        self._pack = pack
        names = {_documents(language) for language in publication.catalog.languages}
        for path in cache.glob(_documents("*")):  # of languages that are gone
            if path.name not in names:
                shutil.rmtree(path, ignore_errors=True)
        self._written: list[Written] = []
        self._keys: dict[str, bytes] = {}
        changed = []
        for language in publication.catalog.languages:
            checkpoint()
            inputs = publication.views.documents_inputs(language)
            key = Fingerprints().of("index", machinery(), language, list(inputs))
            self._keys[language] = key
            kept = self._kept(key)
            if kept is None:
                changed.append(language)
            else:
                self._written += kept
        self._later = changed if later else []
        now = [] if later else changed
        several = min(len(now), workers.available())
        self._shares = workers.Shares(now, self._make, several, fewest=1, beside=True)
        self._thread: Thread | None = None
        self._is_stopped = False
        self._moving = Lock()

    def written(self) -> list[Written]:
        """The files of the indexes. Waits for them; raises SearchError."""
        for share in self._shares.results():
            for language, made in share:
                self._written += made
                self._keep(language, made)
        return self._written

    def _keep(self, language: str, made: Index) -> None:
        listed = [(one.path, one.key) for one in made]
        self._pack.keep(self._keys[language], json.dumps(listed).encode())

    def stop(self) -> None:
        self._shares.stop()

    def make_later(self, live: Path, complain: Callable[[str], object]) -> None:
        """Begin with what is left, to be put in the live folder; `complain` is told of errors."""

        def work() -> None:
            try:
                for language in self._later:
                    if not self._is_stopped:
                        self._add(language, live)
            except (SearchError, OSError) as error:
                complain(str(error))

        if self._later:
            self._thread = Thread(target=work, name="search indexes")
            self._thread.start()

    def stop_later(self) -> None:
        """Leave what is not in the live folder yet. Waits for no more than the rest of a move."""
        with self._moving:
            self._is_stopped = True

    def wait(self) -> None:
        """Wait until nothing more is made."""
        if self._thread is not None:
            self._thread.join()

    def _add(self, language: str, live: Path) -> None:
        """Make an index beside the live folder, and move it there unless that is another site's."""
        with TemporaryDirectory(prefix=f".{live.name}-search-", dir=live.parent) as scratch:
            folder = Path(scratch, "index")
            self._write(language, folder)
            with self._moving:
                if self._is_stopped:
                    return
                output = Output(live, live, self._output.ledgers)
                made = list(self._moved(language, folder, output))
                output.add(made)
                self._keep(language, made)

    def _make(self, languages: Sequence[str]) -> list[tuple[str, Index]]:
        made = []
        for language in languages:
            with self._output.scratch() as scratch:
                folder = scratch / "index"
                self._write(language, folder)
                made.append((language, [*self._moved(language, folder, self._output)]))
        return made

    def _write(self, language: str, folder: Path) -> None:
        with taken_over(self._cache, _documents(language)) as documents:
            write_index(folder, self._publication.views.documents(language), documents)

    def _moved(self, language: str, folder: Path, output: Output) -> Iterator[Written]:
        """The files of an index, moved into the output: the same documents, the same files."""
        below = self._publication.views.search_folders[language]
        for name in sorted(files(folder)):
            key = digest(self._keys[language], name.encode()).hex()
            yield output.move(f"{below}/{name}", key, folder / name)

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


def _documents(language: str) -> str:
    """The folder in the cache where the documents of a language are left to the next build."""
    return f"documents-{language}"


def _missing() -> bytes:
    raise _MissingError
