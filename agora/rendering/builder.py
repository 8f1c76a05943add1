"""All generated pages of a site, language by language: made where needed, and put in place."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from agora.keeping import workers
from agora.keeping.cancellation import checkpoint
from agora.keeping.fingerprint import Fingerprints
from agora.keeping.pack import Pack
from agora.pages.generated import Asset, Page
from agora.pages.views import Chapter
from agora.problems import AgoraError
from agora.publication import Publication
from agora.rendering import renderer
from agora.rendering.frame import Frame
from agora.rendering.output import Output, Overwriting, Written
from agora.rendering.texts import Texts

CHAPTER = "partials/agora/chapter.html"
"""The template of a showcase in the booklet."""


class RenderingError(AgoraError):
    """Raised when a page cannot be rendered."""


@dataclass(slots=True)
class Made:
    """What one process made of its share of a language's pages. `chapters` holds keys by slug."""

    written: list[Written] = field(default_factory=list)
    kept: dict[bytes, bytes] = field(default_factory=dict)
    used: list[bytes] = field(default_factory=list)
    chapters: dict[str, bytes] = field(default_factory=dict)


class Builder:
    """Renders the generated pages of a publication into an output.

    `machinery` is the digest of the code that renders.
    """

    def __init__(
        self,
        publication: Publication,
        output: Output | Overwriting,
        pack: Pack,
        machinery: bytes,
    ) -> None:
        self._publication = publication
        self._output = output
        self._pack = pack
        self._machinery = machinery
        self._texts = Texts(publication)
        self._fingerprints = Fingerprints()
        self._made = Made()
        self._running: tuple[Frame, list[Made], workers.Shares[Page, Made]] | None = None

    def start(self, frame: Frame) -> None:
        """Begin with the pages of a language, in other processes if there are any.

        Before that, the pages of the language before are waited for, so that there are never more
        processes than cores; what gathers them is made beside those of this one. Raises
        RenderingError.
        """
        publication = self._publication
        pages = [page for page in self._pages(frame.language) if not page.gathers]
        publication.social.draw()  # here, or each process would draw those of its pages

        def work(share: Sequence[Page]) -> Made:
            return self._work(frame, share)

        ahead: list[Made] = []
        is_first = self._running is None
        if is_first:
            firsts = {page.template: page for page in reversed(pages) if not page.is_of_all}
            pages = [page for page in pages if page is not firsts.get(page.template)]
            ahead = self._made_ahead([*firsts.values()], work)
        # What this process finds out for a page, those that it starts know as well.
        shared = [page for page in pages if not page.is_of_all]
        ahead.append(self._work(frame, shared[:1]))
        before = self._received()
        self._running = (frame, ahead, workers.Shares(shared[1:], work, workers.available()))
        ahead.append(self._work(frame, [page for page in pages if page.is_of_all]))
        if before is not None:
            self._finish_language(*before)
        if is_first:  # files are of no language: they are made beside the first one's pages
            self._take(self._work(frame, [*publication.assets.values()]))

    def _made_ahead(
        self, firsts: Sequence[Page], work: Callable[[Sequence[Page]], Made]
    ) -> list[Made]:
        """Make a page of each template: what is compiled for it, the processes of all others have.

        In the meantime, find out which files the site has, or each process would for its texts.
        """
        shares = workers.Shares(firsts, work, 1, fewest=1, beside=True)
        try:
            _ = self._publication.assets
            ahead = shares.results()
        except BaseException:
            shares.stop()
            raise
        for made in ahead:
            self._keep(made)
        return ahead

    def finish(self) -> None:
        """Wait for what is under way, and make what gathers it. Raises RenderingError."""
        last = self._received()
        if last is not None:
            self._finish_language(*last)

    def _received(self) -> tuple[Frame, list[Made]] | None:
        """What was under way, once it is made."""
        if self._running is None:
            return None
        frame, ahead, shares = self._running
        made = [*ahead, *shares.results()]
        self._running = None
        return frame, made

    def _finish_language(self, frame: Frame, parts: Sequence[Made]) -> None:
        chapters: dict[str, bytes] = {}
        for made in parts:
            self._take(made)
            chapters |= made.chapters
        for page in self._pages(frame.language):
            if page.gathers:
                self._take(self._gather(frame, page, chapters))

    def make(self, frame: Frame, pages: Sequence[Page]) -> None:
        """Make some pages of a language by themselves. Raises what `finish` raises."""
        self._take(self._work(frame, pages))

    @property
    def written(self) -> list[Written]:
        return self._made.written

    def stop(self) -> None:
        """Give up what is under way."""
        if self._running is not None:
            self._running[2].stop()
            self._running = None

    def _pages(self, language: str) -> list[Page]:
        return [p for p in self._publication.pages.values() if p.language == language]

    def _take(self, made: Made) -> None:
        self._made.written += made.written
        self._keep(made)

    def _keep(self, made: Made) -> None:
        for key, content in made.kept.items():
            self._pack.keep(key, content)
        self._pack.use(made.used)

    def _work(self, frame: Frame, share: Sequence[Page | Asset]) -> Made:
        made = Made()
        mark = self._pack.mark
        for one in share:
            checkpoint()
            with _naming(one.path):
                if isinstance(one, Page):
                    self._make(frame, one, made)
                else:
                    made.written.append(self._place(one))
        made.kept, made.used = self._pack.since(mark)
        return made

    def _make(self, frame: Frame, page: Page, made: Made) -> None:
        publication = self._publication
        reading = self._texts.reading(page)
        leads = self._texts.leads(page)
        inputs = publication.inputs(page)
        given = publication.values(page) if inputs is None else None
        photographs = self._texts.photographs(page)
        key = self._fingerprints.of(frame.digest, page, leads, photographs, inputs, given)

        def values() -> Mapping[str, Any]:
            nonlocal given
            if given is None:
                given = publication.values(page)
            return given

        def make() -> bytes:
            content = self._texts.content(page, leads)
            headings = reading.headings if reading else ()
            return renderer.render(page, publication.site, frame, values(), content, headings)

        made.written.append(self._output.place(page.file, key.hex(), make))
        if page.slug:
            number = publication.views.numbers[page.slug]
            chapter_key = self._fingerprints.of("chapter", number, key)
            made.chapters[page.slug] = chapter_key
            if self._pack.find(chapter_key) is None:
                chapter = publication.views.chapter(page.slug, values()["view"])
                text = self._chapter(frame, page, chapter, leads)
                self._pack.keep(chapter_key, text.encode())

    def _place(self, asset: Asset) -> Written:
        path, content = asset.path, asset.content
        if isinstance(content, str):
            return self._output.put(path, content.encode())
        if (make := asset.make) is not None:
            key = self._fingerprints.of("made", self._machinery, path, asset.inputs)
            return self._output.place(path, key.hex(), lambda: make().encode())
        source = self._publication.site.root / asset.source
        if not asset.inputs:
            return self._output.put(path, source.read_bytes())
        key = self._fingerprints.of("asset", path, asset.inputs)
        return self._output.place(path, key.hex(), source.read_bytes)

    def _chapter(self, frame: Frame, page: Page, view: Chapter, leads: Mapping[str, str]) -> str:
        """A showcase in the booklet."""
        content = self._texts.chapter_content(page, self._texts.content(page, leads))
        booklet = self._texts.booklet_page(page.language)
        text = renderer.render_part(CHAPTER, booklet, frame, entry=view, content=content)
        return text.strip()

    def _gather(self, frame: Frame, page: Page, chapters: Mapping[str, bytes]) -> Made:
        site = self._publication.site

        def place() -> Written:
            given = self._publication.values(page)
            ordered = [chapters[slug] for slug in sorted(chapters)]
            key = self._fingerprints.of(frame.digest, page, given, ordered)

            def make() -> bytes:
                texts = {slug: self._text(key) for slug, key in chapters.items()}
                values = {**given, "chapters": texts}
                return renderer.render(page, site, frame, values)

            return self._output.place(page.file, key.hex(), make)

        with _naming(page.path):
            return Made(written=[place()])

    def _text(self, key: bytes) -> Markup:
        content = self._pack.find(key)
        if content is None:
            raise KeyError("a chapter is missing")
        return Markup(content.decode())  # noqa: S704 (what a template made)


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Say of which page an error is. Raises RenderingError."""
    try:
        yield
    except AgoraError:
        raise
    except Exception as error:
        raise RenderingError(f"{path}: {_said(error)}") from error


def _said(error: Exception) -> str:
    """An error in a line, with the place in a template where it came up."""
    frames = traceback.extract_tb(error.__traceback__)
    place = next(
        (f"{f.filename}:{f.lineno}: " for f in reversed(frames) if f.filename.endswith(".html")), ""
    )
    return f"{place}{type(error).__name__}: {error}"
