"""Where a site's files lie, where it is published, and which languages it speaks.

All of it is read from `mkdocs.yml`. The file is composed, never constructed, so
that its `!!python` tags run nothing and MkDocs need not be installed; of the
tags, `!ENV` alone is followed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import yaml

from agora.problems import AgoraError


class SiteError(AgoraError):
    """Raised when `mkdocs.yml` is missing or does not say what the site needs."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site; `name` is what it calls itself."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Site:
    """Absolute folders of a site, and its languages, the default one first.

    `name` is what the site is called. `address` is where it is published, with its last slash, and
    `repository` where its files are edited, below which a file's path leads to the file; each is
    "" where the configuration does not say. `configuration` is the file that says all this.
    """

    root: Path
    docs: Path
    showcases: Path
    languages: tuple[Language, ...]
    name: str = ""
    address: str = ""
    repository: str = ""
    configuration: Path = Path()

    @property
    def templates(self) -> Path:
        return self.root / "overrides"

    @property
    def language_keys(self) -> tuple[str, ...]:
        return tuple(language.key for language in self.languages)

    @property
    def default_language(self) -> str:
        return self.languages[0].key

    @classmethod
    def read(cls, config: Path, address: str | None = None) -> Site:
        """Read a MkDocs configuration file. Raises SiteError.

        `address` is where the site is published, if that is known better than the file knows it.
        """
        try:
            settings = _plain(yaml.compose(config.read_text("utf-8"), Loader=yaml.SafeLoader))
        except FileNotFoundError:
            raise SiteError(f"no {config.name} in {config.parent}") from None
        except yaml.YAMLError as error:
            raise SiteError(f"{config.name}: {error}") from None
        plugins = settings.get("plugins") or []
        i18n: dict[str, Any] = next(
            (p["i18n"] for p in plugins if isinstance(p, dict) and "i18n" in p), {}
        )
        languages = sorted(i18n.get("languages", []), key=lambda entry: not _is_true(entry))
        if not languages or not _is_true(languages[0]):
            raise SiteError(f"{config.name} names no default language under plugins, i18n")
        root = config.resolve().parent
        docs = str(settings.get("docs_dir", "docs"))
        address = str(settings.get("site_url") or "") if address is None else address
        return cls(
            root=root,
            docs=root / docs,
            showcases=root / "showcases",
            languages=tuple(Language(entry["locale"], entry["name"]) for entry in languages),
            name=str(settings.get("site_name") or ""),
            address=_folder(address) if address else "",
            repository=_repository(settings, docs),
            configuration=config,
        )

    def stem(self, path: str) -> str:
        """The path of a page without its suffix and the language that it names, if it names one."""
        stem = path.removesuffix(".md")
        for key in self.language_keys:
            stem = stem.removesuffix(f".{key}")
        return stem

    def relative(self, path: Path) -> str:
        """A path as messages write it: relative to the root, with forward slashes.

        Bytes of a name that are not UTF-8 are escaped, as no message could hold them.
        """
        below = f"{self.root}{os.sep}"
        whole = str(path)
        if not whole.startswith(below):
            raise ValueError(f"{path} does not lie in {self.root}")
        name = whole[len(below) :].replace(os.sep, "/")
        if name.isascii():
            return name
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_true(entry: dict[str, Any]) -> bool:
    return str(entry.get("default", "false")).lower() == "true"


def _folder(address: str) -> str:
    return address.rstrip("/") + "/"


def _repository(settings: dict[str, Any], docs: str) -> str:
    """Where the files of the repository are edited; MkDocs says where those of `docs/` are."""
    repository, edit = settings.get("repo_url"), settings.get("edit_uri")
    if not repository or not edit:
        return ""
    return urljoin(
        _folder(urljoin(_folder(str(repository)), str(edit))), "../" * len(Path(docs).parts)
    )


def _environment(node: yaml.Node) -> str:
    """The value of `!ENV NAME` or `!ENV [NAME, …, default]`, as MkDocs reads it."""
    if isinstance(node, yaml.SequenceNode):
        *names, default = (str(_plain(item)) for item in node.value)
    else:
        names, default = [str(node.value)], ""
    return next((os.environ[name] for name in names if name in os.environ), default)


def _plain(node: yaml.Node | None) -> Any:
    """The texts, lists and mappings of a composed document, tags other than `!ENV` ignored."""
    match node:
        case yaml.Node(tag="!ENV"):
            return _environment(node)
        case yaml.MappingNode():
            return {key.value: _plain(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_plain(item) for item in node.value]
        case yaml.ScalarNode():
            return node.value
        case _:
            return {}
