"""Builds whole sites, strictly, the way `mkdocs build` does, and reads what came out."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import jinja2
import lxml.html
import pytest
from filelock import FileLock
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from agora.pictures.cache import digest
from agora.pictures.press import FILE, Press
from pictures import picture

ROOT = Path(__file__).parent.parent
SITE_URL = "https://agora.test/base/"


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of a name, made by the worker that asks for it first; the others wait for it.

    `make` is given its path, where nothing is yet. It is gone at the end of the session, and what
    is in it is everybody's: to change it, copy it. An address that holds a worker's port is no
    address for a shared site; `http://agora.localhost/` is one, which the browser of each worker
    takes to the worker's own server: `--host-resolver-rules=MAP agora.localhost 127.0.0.1:PORT`.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, made = shared / name, shared / f"{name}.made"
    with FileLock(shared / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of one that failed
            make(folder)
            made.touch()
    return folder


def copy_site(target: Path, *, pictures: bool = False) -> Path:
    """The real site without its showcases: its configuration, pages, templates and data.

    Its social pictures are drawn if its builds are looked at for `pictures`, or run in a process of
    their own; else `build` has blank ones.
    """
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
    if pictures:
        share_pictures(target)
    return target


def share_pictures(root: Path) -> None:
    """Let a site find its social pictures where they have been drawn before, by whatever build."""
    shared = ROOT / ".cache" / "social"
    shared.mkdir(parents=True, exist_ok=True)
    (root / ".cache").mkdir(exist_ok=True)
    (root / ".cache" / "social").symlink_to(shared)


@contextmanager
def blank_pictures() -> Iterator[None]:
    """Have nothing drawn: each picture is blank, of the right size, and differs from all others."""

    def print_all(
        self: Press, documents: Mapping[str, Callable[[], str]], _: Callable[[int, int], None]
    ) -> Mapping[str, str]:
        digests = {}
        for key, document in documents.items():
            facts = self.cache.find(key)
            if facts is None:
                content = _blank(key, document())
                facts = {"digest": digest(content)}
                self.cache.keep(key, {FILE: content}, facts)
            digests[key] = facts["digest"]
        return digests

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Press, "print_all", print_all)
        yield


def _blank(key: str, document: str) -> bytes:
    size = re.match(r'<svg[^>]* width="(\d+)" height="(\d+)"', document)
    assert size, document[:200]
    difference = PngInfo()
    difference.add_text("key", key)
    content = io.BytesIO()
    Image.new("1", (int(size[1]), int(size[2]))).save(content, "PNG", pnginfo=difference)
    return content.getvalue()


@contextmanager
def compiled_once(folder: Path) -> Iterator[None]:
    """Have each template compiled once for all sites and processes: half of a small cold build.

    A build keeps them itself, for the next one of the same site.
    """
    kept = jinja2.FileSystemBytecodeCache(str(folder))
    compile_template = jinja2.Environment.compile

    def compile_once(
        self: jinja2.Environment, source: str, name: str | None = None, *others: Any, **more: Any
    ) -> Any:
        if self.bytecode_cache is None:  # not one of a site's theme
            return compile_template(self, source, name, *others, **more)
        key = f"{name} {kept.get_source_checksum(source)}"
        bucket = kept.get_bucket(self, key, None, source)
        if bucket.code is None:
            bucket.code = compile_template(self, source, name, *others, **more)
            kept.set_bucket(bucket)
        return bucket.code

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", compile_once)
        yield


def build(
    root: Path, *, strict: bool = True, site_url: str = SITE_URL, folder: str = "site"
) -> BuiltSite:
    """Build a site as the command does, into a folder of it. Raises what MkDocs raises.

    Social pictures are blank where the site shares none.
    """
    target = root / folder
    config = load_config(
        str(root / "mkdocs.yml"), strict=strict, site_url=site_url, site_dir=str(target)
    )
    config.plugins.on_startup(command="build", dirty=False)
    is_shared = (root / ".cache" / "social").is_symlink()
    try:
        with nullcontext() if is_shared else blank_pictures():
            mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()
    return BuiltSite(target, site_url)


def real_and_others(factory: pytest.TempPathFactory) -> BuiltSite:
    """The real showcases and three others, one of them with a photograph and hostile texts."""
    return BuiltSite(once(factory, "real-and-others", _make_real_and_others) / "site", SITE_URL)


def _make_real_and_others(root: Path) -> None:
    copy_site(root)
    folder = root / "showcases"
    shutil.copytree(ROOT / "showcases", folder, dirs_exist_ok=True)
    (folder / "pont").mkdir()
    (folder / "pont" / "vue.png").write_bytes(picture(".png"))
    (folder / "pont.fr.md").write_text(
        showcase(
            title="=1+1 </script> ]]> & « تجربة »",
            partner="['@Agence', 'Commune; =A1']",
            extra="year: 2011\nstatus: running\ntags: [-pont]\naliases: [vieux-pont]\n"
            "image: {file: vue.png, alt: Le pont vu du quai, credit: Agence}\n",
        ),
        "utf-8",
    )
    (folder / "pont.en.md").write_text(
        translation(extra="image: {alt: The bridge from the quay}\n"), "utf-8"
    )
    (folder / "tower.en.md").write_text(
        showcase(title="The clock tower", partner="Leeds", city="Leeds", extra="country: GB\n"),
        "utf-8",
    )
    build(root)


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
