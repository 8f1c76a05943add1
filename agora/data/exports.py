"""All exports of a site: their files, what its pages say of them, and the page about them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from agora.data import dcat, geojson, records, spreadsheet
from agora.data.collection import Collection
from agora.data.dcat import Download
from agora.data.feeds import MEDIA_TYPE, Feed, atom, feed_inputs, feeds
from agora.data.licence import ADDRESS, SHORT
from agora.data.lines import Lined
from agora.data.schema import catalog_schema
from agora.data.view import DataView, DownloadView, day, field_groups, size
from agora.keeping.cancellation import checkpoint
from agora.keeping.keeper import Keeper
from agora.keeping.pack import Pack
from agora.pages.generated import Asset
from agora.pages.urls import url
from agora.pages.views import Link
from agora.strings import Strings


@dataclass(frozen=True, slots=True)
class Representation:
    """A page in another format, which programs find by its head; `url` starts at the root."""

    media_type: str
    title: str
    url: str


@dataclass(frozen=True)
class Exports:
    """The exports of a collection; `strings` holds those of each language of the site.

    What `pack` keeps of showcases that did not change is used.
    """

    collection: Collection
    strings: Mapping[str, Strings]
    pack: Pack = field(default_factory=Pack)

    def assets(self) -> Iterator[Asset]:
        """Every file; none for a site that does not say where it is published."""
        collection = self.collection
        if not collection.site.address:
            return
        for download in self._downloads:
            text = partial(self._text, download.key)
            yield Asset(download.path, inputs=(self._lined.digest,), make=text)
        yield Asset(dcat.PATH, content=self._catalogue)
        yield Asset(records.SCHEMA_PATH, content=self._schema)
        for slug, digest in collection.digests.items():
            text = partial(self._single, slug)
            yield Asset(records.single_path(slug), inputs=(digest,), make=text)
        for language, own in self._feeds.items():
            for feed in own:
                yield Asset(
                    feed.path,
                    inputs=(language, *feed_inputs(collection, feed)),
                    make=partial(atom, collection, feed, language),
                )

    def representations(self, parts: tuple[str, ...], language: str) -> Iterator[Representation]:
        """What the head of the page at an address names: its feeds, and its data."""
        if not self.collection.site.address:
            return
        page = url(language, self.collection.catalog.default_language, *parts)
        every, *of_axes = self._feeds[language]
        for feed in (every, *(feed for feed in of_axes if feed.page == page)):
            yield Representation(MEDIA_TYPE, feed.title, feed.path)
        match parts:
            case ("showcases", slug):
                title = self.strings[language]("data.this")
                yield Representation("application/json", title, records.single_path(slug))

    def view(self, language: str) -> DataView | None:
        """What the page about the data shows; None where there is none."""
        site, catalog = self.collection.site, self.collection.catalog
        if not site.address:
            return None
        t = self.strings[language]
        changed = day(self.collection.modified, t)
        return DataView(
            downloads=tuple(self._shown(t)),
            feeds=tuple(Link(feed.title, feed.path) for feed in self._feeds[language]),
            counted=t("count.showcases", n=len(catalog.showcases)),
            changed=t("data.changed", date=changed) if changed else "",
            version=t("data.version", version=records.VERSION),
            citation=t(
                "data.citation",
                name=site.name,
                date=changed,
                address=self.collection.page(language, "data"),
                licence=f"{SHORT} ({ADDRESS})",
            ),
            columns=tuple(
                column.heading for column in spreadsheet.columns(self.collection, self.strings)
            ),
            groups=field_groups(self._schema_of(t), t),
        )

    def _shown(self, t: Strings) -> Iterator[DownloadView]:
        files = [
            *((d.key, d.path, d.size) for d in self._downloads),
            ("catalogue", dcat.PATH, len(self._catalogue.encode())),
            ("schema", records.SCHEMA_PATH, len(self._schema.encode())),
        ]
        formats = {"json": "JSON", "csv": "CSV", "geojson": "GeoJSON", "catalogue": "JSON-LD"}
        for key, path, bytes_ in files:
            yield DownloadView(
                key=key,
                title=t(f"data.downloads.{key}.title"),
                use=t(f"data.downloads.{key}.use"),
                format=formats.get(key, "JSON Schema"),
                amount=size(bytes_, t),
                url=path,
            )
        yield DownloadView(
            key="single",
            title=t("data.downloads.single.title"),
            use=t("data.downloads.single.use"),
            format="JSON",
            amount=t("data.files", n=len(self.collection.catalog.showcases)),
            pattern=self.collection.file(records.single_path("…")),
        )

    @cached_property
    def _lined(self) -> Lined:
        return Lined(self.collection, self.strings, self.pack)

    @cached_property
    def _downloads(self) -> tuple[Download, ...]:
        self._lined.use()
        keeper = Keeper[None, dict[str, int]](self.pack, "sizes", lambda _: self._sizes())
        (sizes,) = keeper.values([(self._lined.digest, None)])
        return (
            Download(
                *("json", records.PATH, "application/json", "JSON", sizes["json"]),
                self.collection.file(records.SCHEMA_PATH),
            ),
            Download(
                *("csv", spreadsheet.PATH, "text/csv", "CSV", sizes["csv"]),
                "https://www.rfc-editor.org/rfc/rfc4180",
            ),
            Download(
                *("geojson", geojson.PATH, "application/geo+json", "GEOJSON", sizes["geojson"]),
                "https://www.rfc-editor.org/rfc/rfc7946",
            ),
        )

    def _sizes(self) -> dict[str, int]:
        return {key: len(text.encode()) for key, text in self._texts.items()}

    def _text(self, key: str) -> str:
        return self._texts[key]

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """The downloads, by their keys."""
        collection, lines = self.collection, self._lined.of.values()
        showcases = records.Written(one.record for one in lines)
        features = (one.feature for one in lines if one.feature is not None)
        written = {"json": records.dumps({**records.terms(collection), "showcases": showcases})}
        checkpoint()
        rows = (one.row for one in lines)
        written["csv"] = spreadsheet.table(collection, self.strings, rows)
        checkpoint()
        written["geojson"] = records.dumps(geojson.document(collection, features))
        return written

    def _single(self, slug: str) -> str:
        """A document of one showcase with the terms that it names."""
        collection = self.collection.excerpt(self.collection.catalog.showcases[slug])
        showcases = records.Written([self._lined.of[slug].record])
        return records.dumps({**records.terms(collection), "showcases": showcases})

    @cached_property
    def _catalogue(self) -> str:
        return dcat.catalogue(self.collection, self.strings, self._downloads)

    @cached_property
    def _schema(self) -> str:
        t = self.strings[self.collection.catalog.default_language]
        return json.dumps(self._schema_of(t), ensure_ascii=False, indent=2) + "\n"

    def _schema_of(self, t: Strings) -> records.Json:
        return catalog_schema(self.collection.file(records.SCHEMA_PATH), t)

    @cached_property
    def _feeds(self) -> Mapping[str, tuple[Feed, ...]]:
        return {
            language: tuple(feeds(self.collection, language, t))
            for language, t in self.strings.items()
        }
