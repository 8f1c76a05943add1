"""The generator's part of a site that is shown while it is written, and how long it may stand.

The generator takes in everything to make its own few pages. As long as nothing that they are made
from has changed, they stand as they are, and a saved showcase costs the pages that tell of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from agora.catalog import Catalog
from agora.keeping.fingerprint import Fingerprints
from agora.keeping.looks import Look, look_of
from agora.keeping.machinery import machinery, tree
from agora.publication import Publication
from agora.rendering.frame import Frame, Once, Template, frame_digest

TOOLS = frozenset({"qr"})
"""What templates call: functions of what they are given, which change with this package's code."""

Place = tuple[str, str]
"""A path under `docs/`, and the language of the page that names it or lies there."""


class File(NamedTuple):
    """A file that the generator wrote, and the key by which the output knows it."""

    key: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sources:
    """The files and folders that only a whole build reads: settings, templates, `docs/`."""

    configuration: Path
    templates: Path
    docs: Path

    def settings(self) -> tuple[bytes, bytes]:
        """What the settings say, and the digest of the templates."""
        return self.configuration.read_bytes(), tree(self.templates)

    def looks(self) -> Mapping[str, Look]:
        """How the file system sees each of the files."""
        found: dict[str, Look] = {}
        waiting = [str(path) for path in (self.configuration, self.templates, self.docs)]
        while waiting:
            path = waiting.pop()
            try:
                if os.path.isdir(path):  # noqa: PTH112 (asked for at each save)
                    waiting += [entry.path for entry in os.scandir(path)]
                else:
                    found[path] = look_of(os.stat(path))  # noqa: PTH116
            except OSError:
                found[path] = ()
        return found


@dataclass(slots=True)
class Surroundings:
    """What a generator gave to a whole build, and what it was given.

    `looks` are those of the sources; `load` loads the publication again; `catalog` is that of the
    live site. `templates` and `generator` are what `SiteBuild.start` was given for each language;
    `frames` and `values` hold the digests of what the templates of its pages were given, `pages`
    the pages themselves with what the generator gave them, `answers` where their links lead;
    `files` are those that it wrote. `is_whole` once all of it is there.
    """

    sources: Sources
    looks: Mapping[str, Look]
    settings: tuple[bytes, bytes]
    load: Callable[[], Publication]
    cache: Path
    makers: bytes
    catalog: Catalog
    templates: dict[str, Callable[[str], Template]] = field(default_factory=dict)
    generator: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    frames: dict[str, bytes] = field(default_factory=dict)
    values: dict[Place, bytes] = field(default_factory=dict)
    pages: dict[Place, tuple[Any, Mapping[str, Any]]] = field(default_factory=dict)
    answers: dict[Place, str | None] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    is_whole: bool = False

    def frame(self, language: str, publication: Publication) -> Frame:
        """The frame of a language's pages."""
        generator = self.generator[language]
        shared = publication.shared(language)
        others = {name: value for name, value in generator.items() if name not in ("nav", "config")}
        whole = frame_digest(
            generator["nav"].items,
            generator["config"],
            language,
            others,
            machinery(),
            *self.settings,
            {name: value for name, value in shared.items() if name not in TOOLS},
            {path: named.path for path, named in publication.published.items()},
        )
        shared = {**generator, **shared, "once": Once()}
        return Frame(language, self.templates[language], shared, whole)


def told(publication: Publication, place: Place) -> bytes:
    """The digest of what an organiser's page tells of the catalog."""
    return Fingerprints().of(publication.authored_values(*place))


def snapshot(settings: Any) -> Any:
    """Settings as they are now: what holds others is copied, whatever they come to hold later.

    Other objects, such as plugins, are the same ones.
    """
    if type(settings) is dict:
        return {key: snapshot(value) for key, value in settings.items()}
    if type(settings) in (list, tuple, set):
        return type(settings)(snapshot(value) for value in settings)
    # Dictionaries of other types, such as that of plugins, may do more than hold.
    if isinstance(settings, Mapping) and not isinstance(settings, dict):
        same = copy(settings)
        same.__dict__.update(snapshot(dict(vars(settings))))
        return same
    return settings
