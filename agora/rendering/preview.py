"""The generator's part of a site that is shown while it is written, and how long it may stand.

The generator takes in everything to make its own few pages. As long as nothing that they are made
from has changed, they stand as they are, and a saved showcase costs the pages that tell of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agora.keeping.looks import Look, look_of
from agora.rendering.frame import Template
from agora.rendering.output import Written

Place = tuple[str, str]
"""A path under `docs/`, and the language of the page that names it or lies there."""


@dataclass(slots=True)
class Surroundings:
    """What a generator gave to a whole build, and what it was given.

    `looks` are those of the files that only a whole build reads; `templates` and `generator` are
    what `SiteBuild.start` was given for each language; `frames` and `values` hold the digests of
    what the templates of its pages were given, `pages` the pages themselves with what the generator
    gave them, `answers` where their links lead; `files` are those that it wrote.
    """

    looks: Mapping[str, Look]
    templates: dict[str, Callable[[str], Template]] = field(default_factory=dict)
    generator: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    frames: dict[str, bytes] = field(default_factory=dict)
    values: dict[Place, bytes] = field(default_factory=dict)
    pages: dict[Place, tuple[Any, Mapping[str, Any]]] = field(default_factory=dict)
    answers: dict[Place, str | None] = field(default_factory=dict)
    files: list[Written] = field(default_factory=list)


def looks(paths: Iterable[Path]) -> Mapping[str, Look]:
    """How the file system sees some files, and all files below some folders."""
    found: dict[str, Look] = {}
    waiting = [str(path) for path in paths]
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
