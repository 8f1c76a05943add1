"""What a browser needs to put the site on a home screen: icons, and a manifest a language.

Web Application Manifest, https://www.w3.org/TR/appmanifest/. There is no service worker: the site
is plain files, which a browser keeps by itself.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from agora.language.direction import direction
from agora.languages import Languages
from agora.pages.generated import Asset
from agora.pages.urls import url
from agora.pages.views import WebApp
from agora.pictures.emblem import emblem
from agora.pictures.palette import LIME
from agora.pictures.press import Press
from agora.site import Site

THEME_LIGHT, THEME_DARK = "#ffffff", "#16232d"
"""What lies around the header: `--ag-surface` of docs/assets/agora.css."""

BACKGROUND = "#fbfaf7"
"""What is shown before a page is there: `--ag-ground`."""


@dataclass(frozen=True, slots=True)
class Icon:
    """The emblem in a square of `size` pixels, which it fills to `share`.

    One with a ground is whole for whoever cuts a shape of their own out of it; of a "maskable" one,
    the circle of four fifths of the size stays (appmanifest, "Icon masks and safe zone").
    """

    name: str
    size: int
    share: float
    purpose: str | None = None
    ground: str | None = None

    @property
    def path(self) -> str:
        return f"icons/{self.name}.png"

    def document(self) -> str:
        """The icon as SVG."""
        side = self.size * self.share
        inset = (self.size - side) / 2
        ground = f'<path fill="{self.ground}" d="M0 0h{self.size}v{self.size}H0z"/>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.size}" height="{self.size}">'
            f"{ground if self.ground else ''}{emblem(inset, inset, side)}</svg>"
        )


TOUCH_ICON = Icon("apple-touch-icon", 180, 0.76, ground=LIME)
ICONS = (
    Icon("icon-192", 192, 1, "any"),
    Icon("icon-512", 512, 1, "any"),
    Icon("icon-maskable-512", 512, 0.6, "maskable", LIME),
)


@dataclass(frozen=True, slots=True)
class WebApps:
    """What the head of a page links to, by language, and the files."""

    heads: Mapping[str, WebApp]
    assets: tuple[Asset, ...]


def web_apps(site: Site, languages: Languages) -> WebApps:
    """Icons and manifests, the icons from the cache. Raises PressError and OSError."""
    heads = {
        language: WebApp(
            manifest=manifest_path(site, language),
            touch_icon=TOUCH_ICON.path,
            theme_light=THEME_LIGHT,
            theme_dark=THEME_DARK,
        )
        for language in site.language_keys
    }
    manifests = (
        Asset(heads[language].manifest, content=manifest(site, languages, language))
        for language in heads
    )
    return WebApps(heads, (*_icons(Press(site.root / ".cache" / "social")), *manifests))


def manifest_path(site: Site, language: str) -> str:
    """Where the manifest of a language lies: beside that language's home page."""
    return f"{url(language, site.default_language)}manifest.webmanifest"


def manifest(site: Site, languages: Languages, language: str) -> str:
    """A manifest as JSON; its addresses are relative to where it lies."""
    t = languages.readers[language]
    folder = posixpath.dirname(manifest_path(site, language)) or "."
    relative = partial(posixpath.relpath, start=folder)
    members = {
        "name": t("app.name", site=site.name),
        "short_name": site.name,
        "description": t("app.description"),
        "lang": language,
        "dir": direction(language),
        "start_url": "./",
        # The other languages are of the same site: a reader who changes language stays in the app.
        "scope": f"{relative('.')}/",
        "display": "minimal-ui",
        "theme_color": THEME_LIGHT,
        "background_color": BACKGROUND,
        "icons": [
            {
                "src": relative(icon.path),
                "sizes": f"{icon.size}x{icon.size}",
                "type": "image/png",
                "purpose": icon.purpose,
            }
            for icon in ICONS
        ],
    }
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"


def _icons(press: Press) -> Iterator[Asset]:
    documents = {press.key(icon.document()): icon for icon in (*ICONS, TOUCH_ICON)}
    press.print_all({key: icon.document for key, icon in documents.items()}, lambda *_: None)
    for key, icon in documents.items():
        yield Asset(icon.path, str(press.file(key)))
