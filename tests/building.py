"""Builds whole sites, strictly, the way `mkdocs build` does, and reads what came out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

ROOT = Path(__file__).parent.parent
SITE_URL = "https://agora.test/base/"


def copy_site(target: Path) -> Path:
    """The real site without its showcases: its configuration, pages, templates and data."""
    target.mkdir(parents=True)
    for folder in ("docs", "overrides"):
        shutil.copytree(ROOT / folder, target / folder)
    (target / "showcases").mkdir()
    for name in ("cities.yml", "editions.yml"):
        shutil.copy(ROOT / "showcases" / name, target / "showcases")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    # The hook itself is not copied, so that its coverage is measured.
    config = config.replace("hooks: [hooks.py]", f"hooks: ['{ROOT / 'hooks.py'}']")
    (target / "mkdocs.yml").write_text(config, "utf-8")
    share_pictures(target)
    return target


def share_pictures(root: Path) -> None:
    """Let a site find its social pictures where they have been drawn before, by whatever build."""
    shared = ROOT / ".cache" / "social"
    shared.mkdir(parents=True, exist_ok=True)
    (root / ".cache").mkdir()
    (root / ".cache" / "social").symlink_to(shared)


def build(
    root: Path, *, strict: bool = True, site_url: str = SITE_URL, folder: str = "site"
) -> BuiltSite:
    """Build a site as the command does, into a folder of it. Raises what MkDocs raises."""
    target = root / folder
    config = load_config(
        str(root / "mkdocs.yml"), strict=strict, site_url=site_url, site_dir=str(target)
    )
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()
    return BuiltSite(target, site_url)


class BuiltSite:
    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self._pages: dict[str, lxml.html.HtmlElement] = {}

    @cached_property
    def addresses(self) -> set[str]:
        """The address of every page, relative to the site's root, "" for home."""
        pages = self.folder.rglob("index.html")
        return {self._relative(page.parent) for page in pages}

    @cached_property
    def ordinary(self) -> set[str]:
        """The addresses without those that are made to be framed by other sites."""
        return {a for a in self.addresses if "embed" not in a.split("/")}

    def page(self, address: str) -> lxml.html.HtmlElement:
        """The page at an address, or a file such as `404.html`."""
        if address not in self._pages:
            path = self.folder / address
            path = path / "index.html" if path.is_dir() else path
            self._pages[address] = lxml.html.document_fromstring(path.read_bytes())
        return self._pages[address]

    def text(self, address: str, selector: str = "main") -> str:
        (element,) = self.page(address).cssselect(selector)
        return " ".join(element.text_content().split())

    def links(self, address: str, selector: str = "main") -> list[tuple[str, str]]:
        """The links within a part of a page: their text, and their absolute address."""
        base = urljoin(self.url, address)
        return [
            (" ".join(a.text_content().split()), urljoin(base, a.get("href")))
            for a in self.page(address).cssselect(f"{selector} a[href]")
        ]

    def targets(self, address: str, selector: str = "main") -> set[str]:
        """Where the links within a part of a page lead inside the site, as addresses."""
        inside = (link for _, link in self.links(address, selector) if link.startswith(self.url))
        return {link.removeprefix(self.url).partition("#")[0] for link in inside}

    def broken(self) -> Iterator[str]:
        """Every link, picture, style and anchor of every page that leads nowhere in the site."""
        for address in sorted(self.addresses | {"404.html", "en/404.html"}):
            page = self.page(address)
            base = urljoin(self.url, address)
            for element, _, link, _ in page.iterlinks():
                target = urljoin(base, link)
                if not target.startswith(self.url) or element.get("rel") == "edit":
                    continue
                path = unquote(urlsplit(target).path).removeprefix(urlsplit(self.url).path)
                file = self.folder / path
                if path.endswith("/") or not path:
                    file = file / "index.html"
                if not file.is_file():
                    yield f"{address or '/'}: {link}"
                elif not self._has_anchor(path, unquote(urlsplit(target).fragment)):
                    yield f"{address or '/'}: {link}"

    def _has_anchor(self, path: str, fragment: str) -> bool:
        # "#" alone and "#__top" lead to the top of the page, as Material has it.
        ids = (element.get("id") for element in self.page(path).iter())
        return fragment in ("", "__top") or fragment in ids

    def _relative(self, folder: Path) -> str:
        relative = PurePosixPath(folder.relative_to(self.folder).as_posix())
        return "" if relative == PurePosixPath(".") else f"{relative}/"


def showcase(
    *,
    title: str = "Le pont Hassan II",
    axis: str = "infrastructure",
    partner: str = "Agence du Bouregreg",
    city: str = "Rabat",
    extra: str = "",
    body: str = "Deux rives, un fleuve.\n",
) -> str:
    """A valid original in French."""
    return (
        f'---\ntitle: "{title}"\n'
        'summary: "Un ouvrage qui rapproche les deux rives et ouvre la vallée aux piétons."\n'
        f"axis: {axis}\npartner: {partner}\ncity: {city}\n{extra}---\n\n## Le problème\n\n{body}"
    )


def translation(*, title: str = "The Hassan II bridge", extra: str = "") -> str:
    """A valid translation into English."""
    return (
        f'---\ntitle: "{title}"\n'
        'summary: "A crossing that brings both banks together and opens the valley to walkers."\n'
        f"{extra}---\n\n## The problem\n\nTwo banks, one river.\n"
    )
