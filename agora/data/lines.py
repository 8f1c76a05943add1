"""A showcase as each of the whole documents writes it: kept by its excerpt of the collection.

So a document of thousands of showcases of which one was edited is joined of what is kept, and of
one record that is made anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from agora.data import geojson, records, spreadsheet
from agora.data.collection import Collection
from agora.keeping.fingerprint import Fingerprints, digest
from agora.keeping.keeper import Keeper
from agora.keeping.pack import Pack
from agora.strings import Strings


@dataclass(frozen=True, slots=True)
class Lines:
    """A record of the JSON, a row of the table, and a feature of the map if it has one."""

    record: str
    row: str
    feature: str | None


class Lined:
    """The lines of every showcase of a collection."""

    def __init__(self, collection: Collection, strings: Mapping[str, Strings], pack: Pack) -> None:
        self._collection = collection
        self._strings = strings
        self._keeper = Keeper(pack, "lines", self._make)

    @cached_property
    def of(self) -> Mapping[str, Lines]:
        """The lines of each showcase, by slug."""
        showcases = self._collection.catalog.showcases
        values = self._keeper.values([*zip(self._inputs, showcases, strict=True)])
        return dict(zip(showcases, values, strict=True))

    def use(self) -> None:
        """Go on keeping them."""
        self._keeper.use(self._inputs)

    @cached_property
    def digest(self) -> bytes:
        """That of all that whole documents are made from: lines, terms, and words."""
        return digest(self._words, self._collection.digest)

    @cached_property
    def _inputs(self) -> Sequence[bytes]:
        return [digest(self._words, own) for own in self._collection.digests.values()]

    @cached_property
    def _words(self) -> bytes:
        return Fingerprints().of(self._strings)

    def _make(self, slug: str) -> Lines:
        # Of its excerpt alone: so nothing is written that its digest does not hold.
        showcase, strings = self._collection.catalog.showcases[slug], self._strings
        collection = self._collection.excerpt(showcase)
        return Lines(
            records.record(collection, showcase),
            spreadsheet.row(collection, strings, showcase),
            geojson.feature(collection, strings, showcase),
        )
