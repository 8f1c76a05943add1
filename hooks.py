"""MkDocs adapter: hands the catalog's pages to MkDocs, and its problems to the contributor.

All that thinks is in the package `agora`. Whatever is named `on_…` here is an event to MkDocs.
"""

import html
import logging
from pathlib import Path
from typing import NamedTuple

import mkdocs.utils
from jinja2 import pass_context
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File

import agora  # at the top: this folder leaves sys.path once the hook is loaded

log = logging.getLogger("mkdocs.hooks.agora")
_clean_directory = mkdocs.utils.clean_directory


class Build(NamedTuple):
    config: object  # one object for all languages of a build, and a new one for the next build
    publication: agora.Publication
    staging: agora.Staging


_build: Build | None = None
_previews = False


def on_startup(command, dirty):
    global _previews
    _previews = command == "serve"


def on_config(config):
    global _build
    if _build is None or _build.config is not config:
        path = Path(config.config_file_path)
        publication = agora.Publication.load(path, log.info, config.site_url, _previews)
        axes = {"Axes": publication.navigation()}
        config.nav = [axes if item == "axes/index.md" else item for item in config.nav or []]
        for language in config.plugins["i18n"].config.languages:
            title = publication.languages.readers[language.locale]("nav.axes")
            language.nav_translations = (language.nav_translations or {}) | {"Axes": title}
        _build = Build(config, publication, agora.Staging(Path(config.site_dir)))
    config.site_dir = str(_build.staging.folder)
    return config


def _file(path, config, published=None):
    folders = (config.docs_dir, config.site_dir, config.use_directory_urls)
    return File(path, *folders, dest_uri=published)


def _announce(files, config):
    # Before static-i18n (-100), which localizes what lies under docs_dir and drops what does not.
    for path in (*_build.publication.pages, *_build.publication.assets):
        if files.get_file_from_path(path) is None:
            files.append(_file(path, config))
    return files


@event_priority(-200)  # after static-i18n, which makes every File anew and would lose the content
def _fill(files, config):
    for file in list(files):
        if page := _build.publication.pages.get(file.src_uri):
            file.content_string = page.document(html.escape)  # Material prints fields unescaped
            file.edit_uri = f"../{page.source}" if page.source else None
        elif asset := _build.publication.assets.get(file.src_uri):
            if asset.path != file.src_uri:
                files.remove(file)
                file = _file(file.src_uri, config, asset.path)
                files.append(file)
            if asset.content is None:
                file.abs_src_path = str(_build.publication.site.root / asset.source)
            else:
                file.content_string = asset.content
        elif _build.publication.leaves_out(file.src_uri):
            files.remove(file)
    for path in _build.publication.originals:  # so that links in texts hold; on_env takes them out
        files.append(_file(path, config))
    return files


on_files = CombinedEvent(_announce, _fill)


def on_page_markdown(markdown, page, config, files):
    _build.publication.begin_content(page.file.src_uri)


def on_page_content(output, page, config, files):
    return _build.publication.content(page.file.src_uri, output, page.url)


def on_env(env, config, files):
    _build.publication.check_texts()
    # Material's templates expect HTML in their variables, ours plain text.
    ours = Path(config.theme.custom_dir)
    env.autoescape = lambda name: name is not None and (ours / name).is_file()
    # Templates name files as they lie in docs/assets/.
    url, address = env.filters["url"], _build.publication.address
    env.filters["url"] = pass_context(lambda context, path: url(context, address(path)))
    for path in _build.publication.originals:
        files.remove(files.get_file_from_path(path))
    return env


def on_page_context(context, page, config, nav):
    # Read by the booklet alone; by now, the Markdown of all pages of the language is rendered.
    contents = ((file.src_uri, file.page.content or "") for file in context["pages"] if file.page)
    path, language = page.file.src_uri, config.theme["language"]
    return context | _build.publication.context(path, language, contents)


def on_template_context(context, template_name, config):
    return context | _build.publication.template_context(config.theme["language"])


def on_post_template(output, template_name, config):
    # A 404 page speaks all languages, its own first; MkDocs would write each over the other.
    language = config.theme["language"]
    if template_name != "404.html" or language == _build.publication.site.default_language:
        return output
    mkdocs.utils.write_file(output.encode(), Path(config.site_dir, language, "404.html"))
    return ""


@event_priority(-200)  # after static-i18n, which builds the other languages in this event
def on_post_build(config):
    counters = logging.getLogger("mkdocs").handlers  # of warnings, there if the build is strict
    refused = any(isinstance(c, mkdocs.utils.CountHandler) and c.get_counts() for c in counters)
    if not refused and not config.plugins["i18n"].building:
        _build.publication.complete(_build.staging.folder)
        _build.staging.publish()
        config.site_dir = str(_build.staging.live)


def on_build_error(error):
    mkdocs.utils.clean_directory = _clean_directory  # static-i18n leaves it patched when it fails
    on_shutdown()
    if _build:
        error = _build.publication.blamed(error)
    if isinstance(error, agora.AgoraError):
        raise Abort(error.report("report.nothing-built")) from None


def on_shutdown():
    if _build:
        _build.staging.discard()
