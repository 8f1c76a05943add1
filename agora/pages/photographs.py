"""The photographs of the showcases, made ready to be published."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from agora.catalog import Catalog
from agora.content.sources import unreadable
from agora.pictures.photographs import Darkroom, Photograph
from agora.problems import ContentError
from agora.site import Site

COLUMN = "(min-width: 44em) 700px, 92vw"
"""How wide a photograph is in a text, as the attribute `sizes` says it."""


STEP = 10
"""After how many photographs a line is told."""


def develop(
    site: Site, catalog: Catalog, tell: Callable[[str], object]
) -> Mapping[str, Photograph]:
    """All photographs by `<slug>/<file>`, from the cache where they have been made before.

    `tell` is given a line now and then. Raises ContentError for those that cannot be read, which
    only decoding tells, and OSError.
    """

    def progress(done: int, total: int) -> None:
        if done % STEP == 0 or done == total:
            tell(f"photographs: {done} of {total}")

    darkroom = Darkroom(site.root / ".cache" / "pictures")
    names = (f"{slug}/{file}" for slug, s in catalog.showcases.items() for file in s.files)
    development = darkroom.develop_all({name: site.showcases / name for name in names}, progress)
    if development.unreadable:
        raise ContentError(
            unreadable(error, site.relative(site.showcases / name))
            for name, error in development.unreadable.items()
        )
    darkroom.sweep()
    return development.photographs
