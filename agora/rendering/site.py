"""One build of a site, as a static-site generator drives it: start, languages, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from agora.hosting.caching import is_undated
from agora.hosting.errors import HostingError
from agora.keeping.fingerprint import Fingerprints, digest
from agora.keeping.machinery import machinery, tree
from agora.keeping.pack import Pack
from agora.publication import Publication
from agora.rendering import constants
from agora.rendering.builder import Builder
from agora.rendering.bytecode import Bytecode
from agora.rendering.frame import Frame, Once, Template, frame_digest
from agora.rendering.markdown import Dialect
from agora.rendering.output import Folders, Output, Written, files
from agora.rendering.preview import Place, Surroundings, looks
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
        pack: Pack | None = None,
    ) -> None:
        """Load the site of a configuration file. Raises what `Publication.load` raises.

        `live` is the folder to publish to. `templates` is the folder of our templates; the theme's
        change with its version. `previews` is for `mkdocs serve`, see `Publication.load`: there,
        full-text indexes follow once the site is published. `pack` is that of the build before.
        """
        cache = configuration.resolve().parent / CACHE
        self._pack = pack or Pack(cache / "pack")
        self._previews = previews
        self._is_next = self._is_published = False
        self._own: list[Written] = []
        self._frames: dict[str, Frame] = {}
        self._stale: dict[Place, bytes] = {}
        self._next = partial(
            SiteBuild,
            *(configuration, tell),
            address=address,
            dialect=dialect,
            live=live,
            templates=templates,
            previews=previews,
        )
        constants.recall_words(self._pack)
        self.publication = Publication.load(configuration, tell, address, previews, self._pack)
        constants.recall_letters(self._pack)
        self._sources = (configuration, Path(templates), self.publication.site.docs)
        self._surroundings = Surroundings(looks(self._sources))
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
            self._search = SearchIndexes(self.publication, self._output, self._pack, previews)
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
        surroundings = self._surroundings
        surroundings.templates[language], surroundings.generator[language] = template, generator
        frame = self._frame(language)
        surroundings.frames[language] = frame.digest
        self._builder.start(frame)

    def _frame(self, language: str) -> Frame:
        publication, generator = self.publication, self._surroundings.generator[language]
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
        return Frame(language, self._surroundings.templates[language], shared, whole)

    def context(
        self, path: str, language: str, page: Any = None, given: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """What the template of an organiser's page is given; `path` is relative to `docs/`.

        With the generator's page, and what the generator gives to its template, a preview renders
        it again by itself.
        """
        if self._previews:
            self._surroundings.values[path, language] = self._told(path, language)
            if given is not None:
                self._surroundings.pages[path, language] = (page, given)
        return self.publication.context(path, language) | {"once": Once(remembers=False)}

    def _told(self, path: str, language: str) -> bytes:
        """The digest of what an organiser's page tells of the catalog."""
        return Fingerprints().of(self.publication.authored_values(path, language))

    def template_context(self, language: str) -> dict[str, Any]:
        """What templates that are no page are given: the 404 page."""
        return self.publication.template_context(language) | {"once": Once(remembers=False)}

    def file(self, path: str, language: str) -> str | None:
        """The file of the site that a path under `docs/` becomes, None where it becomes none."""
        answer = self._surroundings.answers[path, language] = self._texts.file(path, language)
        return answer

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
            self._own.append(self._output.put(path, (self.folder / path).read_bytes()))
        written += self._own
        for one in written:
            if is_undated(one.path):
                said = f"{one.path} would be kept for a year, but its name holds no digest"
                raise HostingError(said)
        self._output.settle(written)
        if not self._is_next:
            self._pack.save()
        self._staging.publish(self._output.folder, is_lasting=not self._previews)
        self._folders.give_back(self._output.folder)
        self._surroundings.files = self._own
        self._is_published = True

    def index(self, complain: Callable[[str], object]) -> None:
        """Make the full-text indexes that a preview still lacks, beside whatever goes on.

        What goes wrong is told to `complain`.
        """
        self._search.make_later(self.live, complain)

    def wait(self) -> None:
        """Wait for what is made beside, once the build is published or discarded."""
        self._search.wait()

    def next(self) -> SiteBuild | None:
        """The build that follows this one, None where the generator has to build all.

        Raises what `Publication.load` raises.
        """
        self._search.stop_later()
        if not self._is_published or self._surroundings.looks != looks(self._sources):
            return None
        following = self._next(pack=self._pack)
        if following._takes_over(self._surroundings):
            return following
        following.discard()
        return None

    def _takes_over(self, before: Surroundings) -> bool:
        """Whether what the generator made for another build stands in this one."""
        if before.looks != self._surroundings.looks:
            return False
        self._is_next = True
        self._surroundings = before
        try:
            self._own = [self._output.place(one.path, one.key, _missing) for one in before.files]
        except FileNotFoundError:
            return False
        self._frames = {language: self._frame(language) for language in before.frames}
        told = {place: self._told(*place) for place in before.values}
        self._stale = {
            place: found for place, found in told.items() if found != before.values[place]
        }
        return (
            all(self._frames[key].digest == found for key, found in before.frames.items())
            and all(self._texts.file(*place) == was for place, was in before.answers.items())
            and before.pages.keys() >= self._stale.keys()
        )

    def _renew(self) -> None:
        """Render the generator's pages that tell something else of the catalog."""
        own = {one.path: one for one in self._own}
        for (path, language), told in self._stale.items():
            page, given = self._surroundings.pages[path, language]
            values = self.publication.context(path, language) | {"once": Once(remembers=False)}
            settings = self._surroundings.generator[language]
            template = self._frames[language].template(page.meta.get("template", "main.html"))
            page.active = True
            try:
                text = template.render({**given, **settings, **values})
            finally:
                page.active = False
            file = page.file.dest_uri
            own[file] = self._output.put(file, text.encode("utf-8", "xmlcharrefreplace"))
            self._surroundings.values[path, language] = told
        self._own = list(own.values())

    def remake(self) -> bool:
        """Make and publish the site once more, the generator's part as it was.

        False where the generator has something to warn of. Raises RenderingError, SearchError and
        OSError.
        """
        try:
            for frame in self._frames.values():
                self._builder.start(frame)
                self.end_language()
            self._renew()
            if next(self.broken_anchors(), None) is not None:
                self.discard()
                return False
            self.publish()
        except BaseException:
            self.discard()
            raise
        return True

    def discard(self) -> None:
        """Give up what was not published."""
        self._builder.stop()
        self._search.stop()
        self._search.stop_later()
        self._staging.discard()
        self._folders.give_back(self._output.folder)


def _missing() -> bytes:
    raise FileNotFoundError
