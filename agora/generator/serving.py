"""`mkdocs serve`, told to outlast a refused first build, and to hear of saves at once."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import click
from mkdocs.commands import serve
from mkdocs.commands.build import build

from agora.rendering.saves import Saves
from agora.rendering.watching import Watcher


def outlast(saves: Saves) -> None:
    """Have the command go on where its first build is refused: MkDocs has no event for that.

    A server that watches no file, as `--no-livereload` asks, would never build again: it ends.
    """
    context = click.get_current_context(silent=True)
    if context and context.params["livereload"]:
        serve.build = saves.outlasting(build)  # type: ignore[attr-defined]


def watch(server: Any, paths: Iterable[str]) -> None:
    """Watch those of the paths that the server watches with a watcher of ours."""
    watched = []
    for path in paths:
        with suppress(KeyError):  # the theme is watched if that was asked for
            server.unwatch(path)
            watched.append(path)
    server.observer = Watcher()
    for path in watched:
        server.watch(path)
