"""How Jinja finds templates: at less cost where nothing of theirs changes during a build."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, MutableMapping
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType, SimpleNamespace
from typing import Any

import markupsafe
from jinja2 import Environment, FileSystemLoader, Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from agora.language.direction import direction
from agora.rendering.frame import Once
from agora.strings import Strings
from agora.text.publishing import EXTERNAL, REL


def hasten(environment: Environment) -> None:
    """Have each template found once, and its globals in one mapping: a page includes some thirty.

    By default Jinja asks for a template's file each time, looks it up behind a lock, and goes
    through its globals name by name. It also asks of each function whether it wants to be given
    the context, and escapes each text anew: a page has some hundred of one and four hundred of the
    other. Called before any template is loaded.

    Adds what is the same for all templates, so that macros need no context for it, see `_tools`.
    """
    environment.context_class = _Context
    environment.template_class = _Template
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

    environment.globals |= _tools(environment)
    environment.auto_reload = False
    environment.cache = {}
    environment.get_template = get_template  # type: ignore[method-assign]
    environment.make_globals = make_globals  # type: ignore[assignment,method-assign]


def _tools(environment: Environment) -> dict[str, Any]:
    """What every template may call, by name.

    `verbatim` gives a drawing or a script, which is the same wherever it stands, by its name: an
    `include` makes a context of a hundred names anew. `theme_word` gives a word of Material's by
    language and key: what a language lacks is said in English, and what English lacks is the key.
    Material has them as mappings in macros, each made anew when one word is asked for.
    `direction_of` gives the way in which a language is written, and `external` what links to other
    sites carry.
    """

    @cache
    def verbatim(name: str) -> Markup:
        return Markup(environment.get_template(name).render())  # noqa: S704 (a file of the theme)

    @cache
    def theme_word(language: str, key: str) -> Markup:
        for name in (language, "en"):
            words: Any = environment.get_template(f"partials/languages/{name}.html").module
            if said := words.t(key):
                return Markup(said)  # noqa: S704 (the theme's own)
        return Markup(key)  # noqa: S704 (likewise)

    return {
        "verbatim": verbatim,
        "theme_word": theme_word,
        "direction_of": cache(direction),
        "external": SimpleNamespace(rel=REL, note=EXTERNAL),
    }


def lists_visible_files(make: Callable[[], Environment]) -> Callable[[], Environment]:
    """Have what makes an environment of folders make one that does not list their hidden folders.

    Templates there are found as ever. MkDocs has all of a theme listed, and passes over what is
    hidden: for Material, that is each of some twelve thousand icons, in each language.
    """

    def environment() -> Environment:
        made = make()
        if isinstance(made.loader, FileSystemLoader):
            made.loader = _VisibleFiles(made.loader.searchpath)
        return made

    return environment


class _VisibleFiles(FileSystemLoader):
    def list_templates(self) -> list[str]:
        found = set()
        for root in self.searchpath:
            for folder, folders, names in os.walk(root, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(os.path.relpath(folder, root))
                found |= {(below / name).as_posix() for name in names}
        return sorted(found)


class _Context(Context):
    """What a template is given, which calls our strings and macros as they are."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 (as Jinja has it)
        if type(__obj) is Macro:
            args = (__self.eval_ctx, *args)
        elif type(__obj) is Once and "caller" in kwargs:  # which has the variables around it itself
            args = (__self, *args)
        elif type(__obj) is not Strings:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)


class _Template(Template):
    """A template that knows the texts it has escaped before."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 (Jinja's name)
        uptodate: Any = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        # The namespace that its code was run in, where `escape` was imported.
        template.root_render_func.__globals__["escape"] = _escape
        return template


def _escape(value: object) -> Markup:
    if type(value) is str:
        return _escaped(value)
    return value if type(value) is Markup else markupsafe.escape(value)


_escaped = lru_cache(maxsize=2**13)(markupsafe.escape)
