"""What the exports are made of: the catalog, where each of its pages is, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from agora.catalog import Catalog
from agora.content.history import Dates, History
from agora.model import Showcase, Text
from agora.pages.urls import cover_path, url
from agora.pictures.photographs import Photograph
from agora.site import Site


@dataclass(frozen=True, slots=True)
class Collection:
    """The catalog of a site that says where it is published."""

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
