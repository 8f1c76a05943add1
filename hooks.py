"""MkDocs adapter: hands the catalog's pages to MkDocs, and its problems to the contributor.

All that thinks is in the package `agora`. Whatever is named `on_…` here is an event to MkDocs.
"""

import atexit
import gc
import logging
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple  # Any: MkDocs's types know nothing of what plugins add

import mkdocs.utils
from jinja2 import Environment, pass_context
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

import agora  # at the top: this folder leaves sys.path once the hook is loaded

# At its end, Python looks for cycles among all that a build has made, to free what goes anyway.
atexit.register(gc.freeze)

log = logging.getLogger("mkdocs.hooks.agora")
_clean_directory = mkdocs.utils.clean_directory


class Build(NamedTuple):
    config: object  # one object for all languages of a build, and a new one for the next build
    site: agora.SiteBuild
    navigation: list[Any]  # that of the language under way


_build: Build = None
_saves: agora.Saves = None  # where the site is served while it is written


def on_startup(command: str, dirty: bool) -> None:
    global _saves
    _saves = agora.Saves(log.info, log.error) if command == "serve" else None
    if _saves:
        from agora.generator import serving  # only a server needs it, and what it brings

        serving.outlast(_saves)


def on_config(config: Any) -> Any:
    global _build
    if config.strict and not log.isEnabledFor(logging.WARNING):
        logging.getLogger("mkdocs").setLevel(logging.WARNING)  # --strict counts only what is said
    if _build is None or _build.config is not config:
        site = agora.SiteBuild(
            Path(config.config_file_path),
            log.info,
            address=config.site_url,
            live=Path(config.site_dir),
            templates=config.theme.custom_dir,
            previews=_saves is not None,
        )
        axes = {"Axes": site.publication.navigation()}
        config.nav = [axes if item == "axes/index.md" else item for item in config.nav or []]
        for language in config.plugins["i18n"].config.languages:
            title = site.publication.languages.readers[language.locale]("nav.axes")
            language.nav_translations = (language.nav_translations or {}) | {"Axes": title}
        config.theme.get_env = agora.lists_visible_files(config.theme.get_env)
        _build = Build(config, site, [])
    config.site_dir = str(_build.site.folder)
    return config


@event_priority(-200)  # after static-i18n, which makes every File anew
def on_files(files: Any, config: Any) -> Any:
    publication = _build.site.publication
    for file in list(files):  # ours are published by us, some under another name
        if file.src_uri in publication.published or publication.leaves_out(file.src_uri):
            files.remove(file)
    return files


@event_priority(-200)  # after static-i18n, which translates the navigation
def on_nav(nav: Any, config: Any, files: Any) -> Any:
    language, find = config.theme["language"], files.get_file_from_path
    folders = (config.docs_dir, config.site_dir, config.use_directory_urls)

    def get_file_from_path(path: str) -> Any:  # also what MkDocs does not build: links hold
        made = _build.site.file(path, language)
        found = find(path) or (made and find(_build.site.bare(path)))
        if found or made is None:
            return found
        file = File(path, *folders, dest_uri=made)
        anchors: Any = SimpleNamespace(present_anchor_ids=_build.site.anchors(path, language))
        file.page = anchors  # all that MkDocs asks of a page that others lead to
        return file

    files.get_file_from_path = get_file_from_path
    _build.navigation[:] = [nav]
    return nav


def on_env(env: Environment, config: Any, files: Any) -> Environment:
    # Material's templates expect HTML in their variables, ours plain text.
    ours = Path(config.theme.custom_dir)
    env.autoescape = cache(lambda name: name is not None and (ours / name).is_file())
    agora.hasten(env)
    env.bytecode_cache = _build.site.bytecode
    # Templates name files as they lie in docs/assets/.
    url = agora.url_filter(env.filters["url"], lambda path: _build.site.publication.address(path))
    env.filters["url"] = pass_context(url)
    # The settings as they are now: static-i18n changes them for the next language.
    settings, nav = agora.snapshot(config), _build.navigation[0]
    shared = {"nav": nav, "config": settings, "mkdocs_version": mkdocs.__version__}
    _build.site.start(config.theme["language"], env.get_template, shared)
    return env


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    # What a plugin does to rendered pages is beyond us; static-i18n only hands them to `with-pdf`.
    is_ours = len(config.plugins.events["post_page"]) == 1 and "with-pdf" not in config.plugins
    given = context if is_ours else None
    return context | _build.site.context(page.file.src_uri, config.theme["language"], page, given)


def on_template_context(context: Any, template_name: str, config: Any) -> Any:
    return context | _build.site.template_context(config.theme["language"])


def on_post_template(output: str, template_name: str, config: Any) -> str:
    # A 404 page speaks all languages, its own first; MkDocs would write each over the other.
    language = config.theme["language"]
    if template_name != "404.html" or language == _build.site.publication.site.default_language:
        return output
    mkdocs.utils.write_file(output.encode(), f"{config.site_dir}/{language}/404.html")
    return ""


@event_priority(-200)  # after static-i18n, which builds the other languages in this event
def on_post_build(config: Any) -> None:
    if config.plugins["i18n"].building:
        return
    _build.site.finish()
    counters = logging.getLogger("mkdocs").handlers  # of warnings, there if the build is strict
    if any(isinstance(c, mkdocs.utils.CountHandler) and c.get_counts() for c in counters):
        return
    _build.site.publish()
    if _saves:
        _build.site.index(log.error)
    config.site_dir = str(_build.site.live)


def on_serve(server: Any, config: Any, builder: Any) -> Any:
    """Have a save rebuild what it changes, and the generator asked only where it has to be."""
    if _saves:  # with --clean, all is as `mkdocs build` has it
        from agora.generator import serving

        server.builder = lambda: _saves.rebuild(_build and _build.site, builder)
        server.set_app(_saves.held_back(server.get_app(), server.mount_path, Path(server.root)))
        serving.watch(server, (config.docs_dir, config.config_file_path, *config.theme.dirs))
    return server


def on_build_error(error: Exception) -> None:
    mkdocs.utils.clean_directory = _clean_directory  # static-i18n leaves it patched when it fails
    _discard()
    if isinstance(error, agora.AgoraError):
        raise Abort(error.report("report.nothing-built")) from error


def on_shutdown() -> None:
    if _saves:
        _saves.end()
    _discard()


def _discard() -> None:
    if _build:
        _build.site.discard()
