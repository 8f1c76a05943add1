"""What the exports are made of: the catalog, where each of its pages is, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from agora.catalog import Catalog
from agora.content.history import Dates, History
from agora.keeping.cancellation import checkpoint
from agora.keeping.fingerprint import Fingerprints
from agora.model import Showcase, Text
from agora.pages.urls import cover_path, url
from agora.pictures.photographs import Photograph
from agora.site import Site


@dataclass(frozen=True)
class Collection:
    """The catalog of a site that says where it is published.

    Of the site, what is made of a collection may read its name and its address alone, and of a
    photograph its best rendition: its digests hold no more.
    """

    site: Site
    catalog: Catalog
    history: History
    photographs: Mapping[str, Photograph]

    def file(self, path: str) -> str:
        """The absolute address of a file, given relative to the site's root."""
        return self.site.address + path

    def page(self, language: str, *parts: str) -> str:
        """The absolute address of a page in a language."""
        return self.file(url(language, self.catalog.default_language, *parts))

    def pages(self, *parts: str) -> dict[str, str]:
        """The absolute address of a page in each language."""
        return {language: self.page(language, *parts) for language in self.catalog.languages}

    def photograph(self, showcase: Showcase, file: str) -> Photograph:
        return self.photographs[f"{showcase.slug}/{file}"]

    def cover(self, showcase: Showcase) -> str:
        """The absolute address of the picture that stands for a showcase."""
        if not showcase.picture:
            colour = self.catalog.axes[showcase.axis].colour
            return self.file(cover_path(showcase.slug, colour))
        return self.file(self.photograph(showcase, showcase.picture.file).best.path)

    def text_dates(self, text: Text) -> Dates:
        return self.history.dates(text.path)

    def dates(self, showcase: Showcase) -> Dates:
        """When the first text of a showcase was written, and when the last change was made."""
        dates = [self.text_dates(text) for text in showcase.texts.values()]
        return Dates(min(each.first for each in dates), max(each.last for each in dates))

    @property
    def modified(self) -> datetime | None:
        """When a showcase was last changed; None if there is none."""
        texts = (text for s in self.catalog.showcases.values() for text in s.texts.values())
        return self.history.latest(text.path for text in texts)

    @property
    def published(self) -> datetime | None:
        """When the first showcase was written; None if there is none."""
        dates = (self.dates(showcase).first for showcase in self.catalog.showcases.values())
        return min(dates, default=None)

    def excerpt(self, showcase: Showcase) -> Collection:
        """The collection of one showcase, with the terms that it names, and nothing of others."""
        checkpoint()
        catalog = self.catalog
        editions = (showcase.edition, catalog.current_edition)
        paths = [text.path for text in showcase.texts.values()]
        names = [f"{showcase.slug}/{file}" for file in showcase.files]
        return replace(
            self,
            catalog=replace(
                catalog,
                axes={showcase.axis: catalog.axes[showcase.axis]},
                cities={showcase.city: catalog.cities[showcase.city]},
                partners={key: catalog.partners[key] for key in showcase.partners},
                showcases={showcase.slug: showcase},
                editions={key: e for key, e in catalog.editions.items() if key in editions},
            ),
            history=History(self.site.root, {path: self.history.dates(path) for path in paths}),
            photographs={name: self.photographs[name] for name in names},
        )

    @cached_property
    def digests(self) -> Mapping[str, bytes]:
        """For each showcase, the digest of all that its excerpt holds."""
        fingerprints = Fingerprints()
        return {
            slug: self.excerpt(showcase)._digest(fingerprints)
            for slug, showcase in self.catalog.showcases.items()
        }

    @cached_property
    def digest(self) -> bytes:
        """The digest of all that the collection holds."""
        return Fingerprints().of(*self._terms, [*self.digests.items()])

    @cached_property
    def outline(self) -> bytes:
        """The digest of all that the collection holds but does not have from showcases' texts.

        To who knows the bytes of these texts, it tells as much as `digest`, in less time.
        """
        named = [
            (s.slug, s.city, s.partners, s.files, [text.path for text in s.texts.values()])
            for s in self.catalog.showcases.values()
        ]
        return Fingerprints().of(*self._terms, named, *self._around)

    @property
    def _terms(self) -> tuple[str, str, Catalog]:
        """The site, and all of the catalog but the showcases."""
        return self.site.name, self.site.address, replace(self.catalog, showcases={})

    def _digest(self, fingerprints: Fingerprints) -> bytes:
        return fingerprints.of(self.site.name, self.site.address, self.catalog, *self._around)

    @property
    def _around(self) -> tuple[object, object]:
        """When the texts of the showcases were written and changed, and their pictures."""
        showcases = self.catalog.showcases.values()
        dates = [self.text_dates(text) for s in showcases for text in s.texts.values()]
        best = [(name, photograph.best) for name, photograph in self.photographs.items()]
        return dates, [(name, one.path, one.width, one.height) for name, one in best]
