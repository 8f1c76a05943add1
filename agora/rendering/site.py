"""One build of a site, as a static-site generator drives it: start, languages, publish."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from agora.keeping.pack import Pack
from agora.publication import Publication
from agora.rendering import constants
from agora.rendering.bytecode import Bytecode
from agora.rendering.frame import Once, Template
from agora.rendering.making import Making, made_by
from agora.rendering.output import files
from agora.rendering.preview import File, Place, Sources, Surroundings, told
from agora.rendering.texts import Texts
from agora.staging import Staging

CACHE = Path(".cache", "agora")


class SiteBuild:
    """A build under way. The generator writes its own pages into `folder`."""

    def __init__(
        self,
        configuration: Path,
        tell: Callable[[str], object],
        *,
        address: str | None,
        live: Path,
        templates: str,
        previews: bool = False,
    ) -> None:
        """Load the site of a configuration file. Raises what `Publication.load` raises.

        `live` is the folder to publish to. `templates` is the folder of our templates; the theme's
        change with its version. `previews` is for `mkdocs serve`, see `Publication.load`: there,
        full-text indexes follow once the site is published.
        """
        cache = configuration.resolve().parent / CACHE
        self.pack = Pack(cache / "pack", is_lasting=previews)
        self._previews = previews
        # What is there, and then the catalog, stays until the build is over: Python need not look
        # through it for cycles again and again.
        gc.freeze()
        constants.recall_words(self.pack)
        self.publication = Publication.load(configuration, tell, address, previews, self.pack)
        gc.freeze()
        sources = Sources(configuration, Path(templates), self.publication.site.docs)
        self.surroundings = Surroundings(
            sources=sources,
            looks=sources.looks(),
            settings=sources.settings(),
            load=lambda: Publication.load(configuration, tell, address, previews, self.pack),
            cache=cache,
            makers=made_by(configuration),
            catalog=self.publication.catalog,
        )
        self._texts = Texts(self.publication)
        self.bytecode = Bytecode(self.pack, templates.encode())
        self._staging = Staging(live)
        try:
            self.making = Making(
                *(self.publication, self._staging, self.pack, cache),
                makers=self.surroundings.makers,
                previews=previews,
            )
        except BaseException:
            self._staging.discard()
            raise

    @property
    def configuration(self) -> Path:
        return self.surroundings.sources.configuration

    @property
    def folder(self) -> Path:
        return self._staging.folder

    @property
    def live(self) -> Path:
        return self._staging.live

    def start(
        self, language: str, template: Callable[[str], Template], generator: Mapping[str, Any]
    ) -> None:
        """Begin with a language's pages. Raises RenderingError.

        `generator` holds what the theme's templates read of it: `nav`, the navigation; `config`,
        its settings; and what else is plain. None of it may change until all is made.
        """
        surroundings = self.surroundings
        surroundings.templates[language], surroundings.generator[language] = template, generator
        frame = surroundings.frame(language, self.publication)
        surroundings.frames[language] = frame.digest
        self.making.start(frame)
        constants.recall_letters(self.pack)  # beside the pages: an organiser's page asks for them

    def context(
        self, path: str, language: str, page: Any = None, given: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """What the template of an organiser's page is given; `path` is relative to `docs/`.

        With the generator's page, and what the generator gives to its template, a preview renders
        it again by itself.
        """
        if self._previews:
            place: Place = (path, language)
            self.surroundings.values[place] = told(self.publication, place)
            if given is not None:
                self.surroundings.pages[place] = (page, given)
        return self.publication.context(path, language) | {"once": Once(remembers=False)}

    def template_context(self, language: str) -> dict[str, Any]:
        """What templates that are no page are given: the 404 page."""
        return self.publication.template_context(language) | {"once": Once(remembers=False)}

    def file(self, path: str, language: str) -> str | None:
        """The file of the site that a path under `docs/` becomes, None where it becomes none."""
        answer = self.surroundings.answers[path, language] = self._texts.file(path, language)
        return answer

    def anchors(self, path: str, language: str) -> frozenset[str] | None:
        """The places in the text of a showcase's page, by its path; None for other pages."""
        return self._texts.anchors(path, language)

    def bare(self, path: str) -> str:
        """The path of a page as pages name it that do not know its language."""
        return f"{self.publication.site.stem(path)}.md" if path.endswith(".md") else path

    def finish(self) -> None:
        """Wait for the pages of all languages. Raises RenderingError and ContentError."""
        self.making.finish()

    def publish(self) -> None:
        """Put the site in the place of the live one. Raises SearchError and OSError."""
        own = []
        for path in files(self.folder):
            content = (self.folder / path).read_bytes()
            own.append(self.making.output.put(path, content))
            if self._previews:
                self.surroundings.files[path] = File(own[-1].key, content)
        self.making.publish(own, self.pack.save)
        gc.unfreeze()
        self.surroundings.is_whole = True

    def index(self, complain: Callable[[str], object]) -> None:
        """Make the full-text indexes that a preview still lacks, beside whatever goes on.

        What goes wrong is told to `complain`.
        """
        self.making.index(complain)

    def wait(self) -> None:
        """Wait for what is made beside, once the build is published."""
        self.making.wait()

    def discard(self) -> None:
        """Give up what was not published, and wait for what is made beside."""
        gc.unfreeze()
        self.making.stop_indexing()
        self.making.give_up()
        self._staging.discard()
        self.making.wait()
