"""A site that is served while it is written: what a save rebuilds, and who waits for it.

The server may be any that asks a WSGI application (PEP 3333) and holds requests back while a
rebuild is under way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from agora.rendering.rebuild import Rebuild
from agora.rendering.site import SiteBuild

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

BROWSERS = "/livereload/"
"""Where browsers ask whether there is something new."""


class Saves:
    """Rebuilds a site after each save."""

    def __init__(
        self,
        build_all: Callable[[], object],
        tell: Callable[[str], object],
        complain: Callable[[str], object],
    ) -> None:
        """`build_all` has the generator build all; `complain` is told what goes wrong beside."""
        self._build_all = build_all
        self._tell = tell
        self._complain = complain
        self._rebuild: Rebuild | None = None

    def rebuild(self, site: SiteBuild) -> bool:
        """Rebuild what was saved since a build; False where the generator has to build all.

        Raises what `Rebuild.of` and `Rebuild.show` raise.
        """
        began = time.monotonic()
        self.end()
        rebuild = Rebuild.of(site)
        if rebuild is None:
            return False
        shown = " and ".join(rebuild.show()) or "no page"
        self._tell(f"Built {shown} in {time.monotonic() - began:.2f} seconds; the rest follows")
        rebuild.complete(self._build_all, self._complain)
        self._rebuild = rebuild
        return True

    def held_back(self, application: Application, mount: str) -> Application:
        """An application that answers once what is asked for is as it should be.

        `mount` is the path that the site is served at, with both its slashes.
        """

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(BROWSERS):
                return application(environ, start_response)
            file = path.removeprefix(mount) + ("index.html" if path.endswith("/") else "")
            while True:
                rebuild, started = self._rebuild, list[tuple[Any, ...]]()
                if rebuild is not None:
                    rebuild.await_file(file)
                content = application(environ, lambda *given, to=started: to.append(given))
                if rebuild is self._rebuild:  # or else the next save has come meanwhile
                    start_response(*started[-1])
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
