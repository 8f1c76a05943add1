"""One build of a site, as a static-site generator drives it: start, languages, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from agora.hosting.caching import is_undated
from agora.hosting.errors import HostingError
from agora.keeping.fingerprint import digest
from agora.keeping.machinery import machinery, tree
from agora.keeping.pack import Pack
from agora.publication import Publication
from agora.rendering import constants
from agora.rendering.builder import Builder
from agora.rendering.bytecode import Bytecode
from agora.rendering.frame import Frame, Once, Template, frame_digest
from agora.rendering.markdown import Dialect
from agora.rendering.output import Folders, Output, files
from agora.rendering.search import SearchIndexes
from agora.rendering.texts import Texts
from agora.staging import Staging

CACHE = Path(".cache", "agora")

TOOLS = frozenset({"qr", "direction_of"})
"""What templates call: functions of what they are given, which change with this package's code."""


class SiteBuild:
    """A build under way. The generator writes its own pages into `folder`."""

    def __init__(
        self,
        configuration: Path,
        tell: Callable[[str], object],
        *,
        address: str | None,
        dialect: Dialect,
        live: Path,
        templates: str,
        previews: bool = False,
    ) -> None:
        """Load the site of a configuration file. Raises what `Publication.load` raises.

        `live` is the folder to publish to. `templates` is the folder of our templates; the theme's
        change with its version. `previews` is for `mkdocs serve`, see `Publication.load`.
        """
        cache = configuration.resolve().parent / CACHE
        self._pack = Pack(cache / "pack")
        constants.recall_words(self._pack)
        self.publication = Publication.load(configuration, tell, address, previews, self._pack)
        constants.recall_letters(self._pack)
        self._configuration = configuration.read_bytes()
        self._templates = tree(Path(templates))
        self._staging = Staging(live)
        try:
            self._folders = Folders(live, cache)
            self._output = Output(live, self._folders.claim(), cache / "ledgers")
            made_by = digest(machinery(), self._configuration)
            self._builder = Builder(self.publication, self._output, self._pack, dialect, made_by)
            self._texts = Texts(self.publication)
            self.bytecode = Bytecode(self._pack, templates.encode())
            self._search = SearchIndexes(self.publication, self._output, self._pack)
            self.anchors: dict[str, Sequence[str]] = {}
        except BaseException:
            self._staging.discard()
            raise

    @property
    def folder(self) -> Path:
        return self._staging.folder

    @property
    def live(self) -> Path:
        return self._staging.live

    def start(
        self, language: str, template: Callable[[str], Template], generator: Mapping[str, Any]
    ) -> None:
        """Begin with a language's pages. `generator` holds what the theme's templates read of it:

        `nav`, the navigation; `config`, its settings; and what else is plain.
        """
        publication = self.publication
        shared = publication.shared(language)
        others = {name: value for name, value in generator.items() if name not in ("nav", "config")}
        whole = frame_digest(
            generator["nav"].items,
            generator["config"],
            language,
            others,
            machinery(),
            self._configuration,
            self._templates,
            {name: value for name, value in shared.items() if name not in TOOLS},
            {path: named.path for path, named in publication.published.items()},
        )
        shared = {**generator, **shared, "once": Once()}
        self._builder.start(Frame(language, template, shared, whole))

    def context(self, path: str, language: str) -> dict[str, Any]:
        """What the template of an organiser's page is given; `path` is relative to `docs/`."""
        return self.publication.context(path, language) | {"once": Once(remembers=False)}

    def template_context(self, language: str) -> dict[str, Any]:
        """What templates that are no page are given: the 404 page."""
        return self.publication.template_context(language) | {"once": Once(remembers=False)}

    def file(self, path: str, language: str) -> str | None:
        """The file of the site that a path under `docs/` becomes, None where it becomes none."""
        return self._texts.file(path, language)

    def end_language(self) -> None:
        """Wait for the language's pages. Raises RenderingError."""
        self._builder.end_language()

    def broken_anchors(self) -> Iterator[str]:
        """A line for each link of a generated page to an anchor that is not there."""
        return self._builder.broken_anchors(self.anchors)

    def publish(self) -> None:
        """Put the site in the place of the live one. Raises SearchError and OSError."""
        written = self._builder.written
        written += self._search.written()
        for path, text in self.publication.last_files():
            written.append(self._output.put(path, text.encode()))
        for path in files(self.folder):
            written.append(self._output.put(path, (self.folder / path).read_bytes()))
        for one in written:
            if is_undated(one.path):
                said = f"{one.path} would be kept for a year, but its name holds no digest"
                raise HostingError(said)
        self._output.settle(written)
        self._pack.save()
        self._staging.publish(self._output.folder)
        self._folders.give_back(self._output.folder)

    def discard(self) -> None:
        """Give up what was not published."""
        self._builder.stop()
        self._search.stop()
        self._staging.discard()
        self._folders.give_back(self._output.folder)
