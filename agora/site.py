"""Where a site's files lie and which languages it speaks, read from `mkdocs.yml`.

The file is composed, never constructed, so that its `!ENV` and `!!python` tags
run nothing and MkDocs need not be installed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    """Absolute folders of a site, and its languages, the default one first."""

    root: Path
    docs: Path
    showcases: Path
    languages: tuple[Language, ...]

    @property
    def language_keys(self) -> tuple[str, ...]:
        return tuple(language.key for language in self.languages)

    @property
    def default_language(self) -> str:
        return self.languages[0].key

    @classmethod
    def read(cls, config: Path) -> Site:
        """Read a MkDocs configuration file. Raises SiteError."""
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
        return cls(
            root=root,
            docs=root / str(settings.get("docs_dir", "docs")),
            showcases=root / "showcases",
            languages=tuple(Language(entry["locale"], entry["name"]) for entry in languages),
        )

    def relative(self, path: Path) -> str:
        """A path as messages write it: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def _is_true(entry: dict[str, Any]) -> bool:
    return str(entry.get("default", "false")).lower() == "true"


def _plain(node: yaml.Node | None) -> Any:
    """The texts, lists and mappings of a composed document, tags ignored."""
    match node:
        case yaml.MappingNode():
            return {key.value: _plain(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_plain(item) for item in node.value]
        case yaml.ScalarNode():
            return node.value
        case _:
            return {}
