"""A site in the making: the folder it is written into, who writes there, and its publishing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from agora.hosting.caching import is_undated
from agora.hosting.errors import HostingError
from agora.keeping.fingerprint import digest
from agora.keeping.machinery import machinery
from agora.keeping.pack import Pack
from agora.publication import Publication
from agora.rendering.builder import Builder
from agora.rendering.frame import Frame
from agora.rendering.output import Folders, Output, Written
from agora.rendering.search import SearchIndexes
from agora.staging import Staging


def made_by(configuration: Path) -> bytes:
    """The digest of what makes pages: the code, and the settings."""
    return digest(machinery(), configuration.read_bytes())


class Making:
    """The generated pages, files and indexes of a publication, on their way to the live folder."""

    def __init__(
        self,
        publication: Publication,
        staging: Staging,
        pack: Pack,
        cache: Path,
        *,
        makers: bytes,
        previews: bool,
    ) -> None:
        """`makers` is what `made_by` gives. `previews` leaves full-text indexes for later.

        Raises PressError and OSError.
        """
        self._publication = publication
        self._staging = staging
        self._previews = previews
        self._folders = Folders(staging.live, cache)
        self.output = Output(staging.live, self._folders.claim(), cache / "ledgers")
        self._builder = Builder(publication, self.output, pack, makers)
        try:
            self._search = SearchIndexes(publication, self.output, pack, cache, previews)
        except BaseException:
            self._folders.give_back(self.output.folder)
            raise
        self._last: list[Written] = []

    def start(self, frame: Frame) -> None:
        """Begin with the pages of a language. Raises RenderingError."""
        self._builder.start(frame)
        if not self._last:  # beside the first language's pages
            for path, text in self._publication.last_files():
                self._last.append(self.output.put(path, text.encode()))

    def finish(self) -> None:
        """Wait for the pages of all languages. Raises RenderingError and ContentError."""
        self._builder.finish()

    def publish(self, own: Iterable[Written], meanwhile: Callable[[], None] = lambda: None) -> None:
        """Put the site in the place of the live one; `own` are the files that others made.

        `meanwhile` is called while the disk is waited for. Raises SearchError, HostingError and
        OSError.
        """
        written = [*self._builder.written, *self._search.written(), *self._last, *own]
        for one in written:
            if is_undated(one.path):
                said = f"{one.path} would be kept for a year, but its name holds no digest"
                raise HostingError(said)
        self.output.settle(written)
        with ThreadPoolExecutor(max_workers=1) as beside:
            done = beside.submit(meanwhile)
            self._staging.publish(self.output.folder, is_lasting=not self._previews)
        done.result()
        self._folders.give_back(self.output.folder)

    def index(self, complain: Callable[[str], object]) -> None:
        """Make the full-text indexes that a preview still lacks, beside whatever goes on.

        What goes wrong is told to `complain`.
        """
        self._search.make_later(self._staging.live, complain)

    def stop_indexing(self) -> None:
        """Leave what is not in the live folder yet."""
        self._search.stop_later()

    def wait(self) -> None:
        """Wait for what is made beside."""
        self._search.wait()

    def give_up(self) -> None:
        """Leave what was not published."""
        self._builder.stop()
        self._search.stop()
        self._folders.give_back(self.output.folder)
