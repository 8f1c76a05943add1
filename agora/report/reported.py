"""The report that a build publishes: made where something that it tells of has changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from agora.data.collection import Collection
from agora.keeping.fingerprint import Fingerprints, digest
from agora.keeping.pack import Pack
from agora.report import external
from agora.report.external import Links
from agora.report.gaps import CITIES
from agora.report.reporting import Report, report
from agora.report.texts import Texts
from agora.site import Site


class Reported:
    """The report of a collection, and by what it is known."""

    def __init__(self, collection: Collection, pack: Pack) -> None:
        self._collection = collection
        self._pack = pack

    @property
    def site(self) -> Site:
        return self._collection.site

    @cached_property
    def _texts(self) -> Texts:
        return Texts.read(self._collection.catalog, self._collection.history, self._pack)

    @cached_property
    def _links(self) -> Links:
        return external.links(self.site)

    @cached_property
    def digest(self) -> bytes:
        """That of all that the report is made from, and of where its files are edited.

        Of the dates, that is the last change of a showcase; the clock has no part in it.
        """
        return Fingerprints().of(
            self._collection.outline,
            self.site.repository,
            self._texts.outdated,
            self._links,
            digest(*self._files()),
        )

    @cached_property
    def report(self) -> Report:
        collection = self._collection
        catalog, history = collection.catalog, collection.history
        return report(self.site, catalog, history, self._texts, self._links)

    def _files(self) -> Iterator[bytes]:
        """The digest of each text, and of the other file in which the report looks for lines."""
        showcases = self._collection.catalog.showcases.values()
        texts = (text.path for showcase in showcases for text in showcase.texts.values())
        for path in (*texts, CITIES):
            file = self.site.root / path
            yield digest(file.read_bytes() if file.is_file() else b"")
