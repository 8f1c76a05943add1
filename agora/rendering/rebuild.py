"""What a save under `mkdocs serve` asks for, without the generator.

The pages of the showcases that were saved are made and shown at once. All else that tells of them
follows beside; who asks for it meanwhile is given it once it is there, and never as it was.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event, Thread

from agora.keeping.cancellation import Cancellation, Cancelled, checkpoint
from agora.keeping.pack import Pack
from agora.problems import AgoraError
from agora.rendering.builder import Builder
from agora.rendering.frame import Once
from agora.rendering.making import Making
from agora.rendering.output import Overwriting, Written
from agora.rendering.preview import File, Place, Surroundings, told
from agora.rendering.site import SiteBuild
from agora.rendering.texts import Texts
from agora.staging import Staging

MOST_SHOWN = 10
"""Showcases that are made before all else: someone edits one, or a few."""

LASTING = "assets/"
"""The folder whose files have their content in their names: what is there is never out of date."""


class Rebuild:
    """The site of a whole build, with what was saved since."""

    def __init__(self, surroundings: Surroundings, live: Path, pack: Pack) -> None:
        """Load the site anew. Raises what `Publication.load` raises."""
        self._surroundings = surroundings
        self._live = live
        self._pack = pack
        self._cancellation = Cancellation()
        self._is_complete = Event()
        self._thread: Thread | None = None
        self._making: Making | None = None
        self._shown: set[str] = set()
        pack.forget_unused()
        gc.freeze()  # or Python looks through the whole site for cycles while somebody waits
        self.publication = surroundings.load()
        self._texts = Texts(self.publication)
        self._frames = [surroundings.frame(key, self.publication) for key in surroundings.frames]

    @classmethod
    def of(cls, site: SiteBuild) -> Rebuild | None:
        """The rebuild of what was saved since a build; None where the generator has to build all.

        Raises what `Publication.load` raises.
        """
        site.making.stop_indexing()
        surroundings = site.surroundings
        if not surroundings.is_whole or surroundings.looks != surroundings.sources.looks():
            return None
        rebuild = cls(surroundings, site.live, site.pack)
        return rebuild if rebuild._stands() else None

    def _stands(self) -> bool:
        """Whether what the generator made stands, as far as that can be told in no time."""
        surroundings = self._surroundings
        return (
            surroundings.pages.keys() >= surroundings.values.keys()
            and {frame.language: frame.digest for frame in self._frames} == surroundings.frames
            and all(self._answers(place) for place in surroundings.answers if _is_page(place))
        )

    def _answers(self, place: Place) -> bool:
        return self._texts.file(*place) == self._surroundings.answers[place]

    def show(self) -> list[str]:
        """Make the pages of the saved showcases, and put them in the live folder.

        The addresses of these pages. Raises RenderingError, ContentError, PressError and OSError.
        """
        before, after = self._surroundings.catalog.showcases, self.publication.catalog.showcases
        saved = {slug for slug, showcase in after.items() if showcase != before.get(slug)}
        if len(saved) > MOST_SHOWN:
            return []
        pages = [page for page in self.publication.pages.values() if page.slug in saved]
        surroundings = self._surroundings
        builder = Builder(
            *(self.publication, Overwriting(self._live), self._pack),
            surroundings.makers,
        )
        for frame in self._frames:
            builder.make(frame, [page for page in pages if page.language == frame.language])
        self._shown = {page.file for page in pages}
        return [page.address for page in pages]

    def complete(
        self,
        build_all: Callable[[], object],
        refuse: Callable[[AgoraError], object],
        complain: Callable[[str], object],
    ) -> None:
        """Begin with all else. `build_all` is called where the generator has to build all.

        `refuse` is given what this package raises on purpose. What else goes wrong is told to
        `complain`; what is there then stays, and nobody is given it.
        """

        def work() -> None:
            try:
                with self._cancellation.heeded():
                    is_made = self._is_made()
                if not is_made:
                    build_all()
                elif self._making:
                    self._making.index(complain)
            except Cancelled:  # by the next save
                return
            except AgoraError as error:
                refuse(error)
            except Exception as error:
                complain(str(error))
                return
            self._is_complete.set()
            gc.unfreeze()
            gc.collect()  # in the sites before, now that nobody waits

        self._thread = Thread(target=work, name="rebuild")
        self._thread.start()

    def await_file(self, path: str) -> None:
        """Wait until a file, by its path in the site, is as it should be, or a save has come."""
        is_there = path in self._shown or (
            path.startswith(LASTING) and (self._live / path).is_file()
        )
        if not is_there:
            self._is_complete.wait()

    def stop(self) -> None:
        """Leave what is not made yet to the rebuild of the next save."""
        self._cancellation.cancel()
        if self._thread:
            self._thread.join()
        if self._making:
            self._making.stop_indexing()
        self._is_complete.set()  # what somebody waits for will come with another rebuild

    def wait(self) -> None:
        """Wait until all is made."""
        if self._thread:
            self._thread.join()
        if self._making:
            self._making.wait()

    def _is_made(self) -> bool:
        """Whether all else was made and published, for which the generator was of no need."""
        if not all(self._answers(place) for place in self._surroundings.answers):
            return False
        staging = Staging(self._live)
        try:
            surroundings = self._surroundings
            self._making = making = Making(
                *(self.publication, staging, self._pack, surroundings.cache),
                makers=surroundings.makers,
                previews=True,
            )
            try:
                return self._is_published(making)
            finally:
                making.give_up()
        finally:
            staging.discard()

    def _is_published(self, making: Making) -> bool:
        surroundings = self._surroundings
        for frame in self._frames:
            making.start(frame)
        making.finish()
        changed = self._changed()
        renewed = {page: self._rendered(*page) for page in changed}
        own: dict[str, Written] = {}
        for path, file in surroundings.files.items():
            own[path] = making.output.place(path, file.key, partial(_content, file))
        for path, content in renewed.values():
            own[path] = making.output.put(path, content)
        checkpoint()
        making.publish(own.values())
        surroundings.values |= changed
        surroundings.files |= {
            path: File(own[path].key, content) for path, content in renewed.values()
        }
        surroundings.catalog = self.publication.catalog
        return True

    def _changed(self) -> dict[Place, bytes]:
        """The generator's pages that tell something else of the catalog, and what."""
        changed = {}
        for place, before in self._surroundings.values.items():
            now = told(self.publication, place)
            if now != before:
                changed[place] = now
        return changed

    def _rendered(self, path: str, language: str) -> tuple[str, bytes]:
        """One of the generator's pages: its file and content."""
        page, given = self._surroundings.pages[path, language]
        (frame,) = (frame for frame in self._frames if frame.language == language)
        values = self.publication.context(path, language) | {"once": Once(remembers=False)}
        settings = self._surroundings.generator[language]
        template = frame.template(page.meta.get("template", "main.html"))
        page.active = True
        try:
            text = template.render({**given, **settings, **values})
        finally:
            page.active = False
        return page.file.dest_uri, text.encode("utf-8", "xmlcharrefreplace")


def _content(file: File) -> bytes:
    return file.content


def _is_page(place: Place) -> bool:
    return place[0].endswith(".md")
