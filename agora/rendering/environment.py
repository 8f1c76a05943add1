"""How Jinja finds templates: at less cost where nothing of theirs changes during a build."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, Template


def hasten(environment: Environment) -> None:
    """Have each template found once, and its globals in one mapping: a page includes some thirty.

    By default Jinja asks for a template's file each time, looks it up behind a lock, and goes
    through its globals name by name. Called before any template is loaded.
    """
    found: dict[str, Template] = {}
    find = environment.get_template

    def get_template(
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (Jinja's name)
    ) -> Template:
        if globals or not isinstance(name, str):
            return find(name, parent, globals)
        template = found.get(name)
        if template is None:
            template = found[name] = find(name, parent)
        return template

    def make_globals(own: Mapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**environment.globals, **(own or {})}

    environment.auto_reload = False
    environment.cache = {}
    environment.get_template = get_template  # type: ignore[method-assign]
    environment.make_globals = make_globals  # type: ignore[assignment,method-assign]
