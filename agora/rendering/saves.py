"""A site that is served while it is written: what a save rebuilds, and who waits for it.

The server may be any that asks a WSGI application (PEP 3333) and holds requests back while a
rebuild is under way.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from agora.problems import AgoraError
from agora.rendering.output import Overwriting
from agora.rendering.rebuild import Rebuild
from agora.rendering.refusal import languages_of, refusal_page
from agora.rendering.site import SiteBuild

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

BROWSERS = "/livereload/"
"""Where browsers ask whether there is something new."""


REFUSAL = ".refused.html"
"""The file of the served site that says why there is no other; the next site lacks it."""

UNAVAILABLE = "503 Service Unavailable"


class Saves:
    """Rebuilds a site after each save. A refused build leaves a page that says why in its place."""

    def __init__(self, tell: Callable[[str], object], complain: Callable[[str], object]) -> None:
        """`complain` is told what goes wrong beside."""
        self._tell = tell
        self._complain = complain
        self._rebuild: Rebuild | None = None
        self._refusal: str | None = None
        self._root: Path | None = None

    def outlasting(self, build: Callable[..., object]) -> Callable[..., None]:
        """The generator's build, given its settings first, which returns where it is refused.

        The generator may raise an error of its own for that, whose cause is ours.
        """

        def outlast(config: Any, **options: Any) -> None:
            self._refusal = None
            try:
                build(config, **options)
            except Exception as error:
                refusal = error if isinstance(error, AgoraError) else error.__cause__
                if not isinstance(refusal, AgoraError):
                    raise
                self._refuse(refusal, Path(config.config_file_path))

        return outlast

    def rebuild(self, site: SiteBuild | None, build_all: Callable[[], object]) -> None:
        """Rebuild what was saved since a build, of which `site` is None where there was none.

        `build_all` has the generator build all. Raises OSError, and what `build_all` raises.
        """
        began = time.monotonic()
        self.end()
        self._refusal = None
        rebuild, shown = None, list[str]()
        if site is not None:
            try:
                rebuild = Rebuild.of(site)
                shown = rebuild.show() if rebuild else []
            except AgoraError as error:
                site.discard()
                self._refuse(error, site.configuration)
                return
        if site is None or rebuild is None:
            build_all()
            return
        pages = " and ".join(shown) or "no page"
        self._tell(f"Built {pages} in {time.monotonic() - began:.2f} seconds; the rest follows")
        refuse = partial(self._refuse, configuration=site.configuration)
        rebuild.complete(build_all, refuse, self._complain)
        self._rebuild = rebuild

    def held_back(self, application: Application, mount: str, root: Path) -> Application:
        """An application that answers once what is asked for is as it should be.

        `mount` is the path that the site is served at, with both its slashes, and `root` the folder
        that is served there.
        """
        self._root = root
        self._put_refusal()

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(BROWSERS):
                return application(environ, start_response)
            file = path.removeprefix(mount) + ("index.html" if path.endswith("/") else "")
            while True:
                rebuild, refusal = self._rebuild, self._refusal
                asked, started = environ, list[tuple[Any, ...]]()
                if refusal is not None:
                    asked = environ | {"PATH_INFO": mount + REFUSAL}
                elif rebuild is not None:
                    rebuild.await_file(file)
                content = application(asked, lambda *given, to=started: to.append(given))
                # Or else the next save has come meanwhile, or a build was refused.
                if rebuild is self._rebuild and refusal is self._refusal:
                    status, *others = started[-1]
                    start_response(status if refusal is None else UNAVAILABLE, *others)
                    return content

        return answer

    def wait(self) -> None:
        """Wait until all is made."""
        if self._rebuild is not None:
            self._rebuild.wait()

    def end(self) -> None:
        """Leave what is not made yet."""
        rebuild, self._rebuild = self._rebuild, None
        if rebuild is not None:
            rebuild.stop()

    def _refuse(self, error: AgoraError, configuration: Path) -> None:
        print(f"\n{error.report('report.nothing-built')}", file=sys.stderr)
        self._refusal = refusal_page(error, languages_of(configuration))
        self._put_refusal()

    def _put_refusal(self) -> None:
        if self._root is not None and self._refusal is not None:
            Overwriting(self._root).put(REFUSAL, self._refusal.encode())
