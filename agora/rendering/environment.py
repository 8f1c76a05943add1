"""How Jinja finds templates: at less cost where nothing of theirs changes during a build."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from jinja2 import Environment


def hasten(environment: Environment) -> None:
    """Have each template found once, and its globals in one mapping: a page includes some thirty.

    By default Jinja asks for a template's file each time, looks it up behind a lock, and goes
    through its globals name by name. Called before any template is loaded.
    """

    def make_globals(own: Mapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**environment.globals, **(own or {})}

    environment.auto_reload = False
    environment.cache = {}
    environment.make_globals = make_globals  # type: ignore[assignment,method-assign]
