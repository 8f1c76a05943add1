"""What all pages of a language share: templates, navigation, settings, words.

The templates of the theme read the generator's own objects, which are no plain data. The frame
names what of them counts, so that its digest changes whenever a page could.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from agora.keeping.fingerprint import Fingerprints
from agora.pages.urls import relative


class Template(Protocol):
    def render(self, *args: Any, **kwargs: Any) -> str: ...


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a language's pages.

    `template` finds a template by its name; `shared` is what every template is given; `digest` is
    that of all of it, templates included.
    """

    language: str
    template: Callable[[str], Template]
    shared: Mapping[str, Any]
    digest: bytes


def frame_digest(navigation: Iterable[Any], settings: Mapping[str, Any], *others: object) -> bytes:
    """The digest of a frame: its navigation, its settings, and what else it is made of.

    Settings that are no plain data count by their name alone: they are made from the configuration
    file, whose text is to be among `others`.
    """
    return Fingerprints().of(_outline(navigation), _plain(settings), *others)


PLACES = frozenset({"config_file_path", "docs_dir", "site_dir", "custom_dir", "dev_addr", "watch"})
"""Settings that say where a build runs, and nothing of what it makes."""


def _outline(items: Iterable[Any]) -> list[object]:
    return [
        [
            str(item.title),
            str(getattr(item, "url", "") or ""),
            dict(getattr(item, "meta", None) or {}),
            _outline(getattr(item, "children", None) or ()),
        ]
        for item in items
    ]


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items() if key not in PLACES}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return type(value).__qualname__


def url_filter(
    whole: Callable[[Context, str], str], address: Callable[[str], str]
) -> Callable[[Context, str], str]:
    """The filter that writes an address of the site as a page links to it.

    `address` gives where a file that templates name is published, whichever page names it. `whole`
    does for any address, in many steps, what is done here in a few for plain ones: a page has some
    forty, and nearly all are those of its neighbours.
    """

    @lru_cache(maxsize=2**16)
    def way(path: str, folder: str) -> tuple[str, str]:
        """Where a file is published, and the way there from any page of a folder that is elsewhere;
        "" for one that is not plain.
        """
        target = address(path)
        return target, relative(target, f"{folder}/*/") if _PLAIN.fullmatch(target) else ""

    def url(context: Context, path: str) -> str:
        page = context["page"]
        here = page.url.rstrip("/") if page else ""
        target, found = way(str(path), here.rpartition("/")[0])
        if not (found and page):
            return whole(context, target)
        return relative(target, page.url) if target.startswith(here) else found

    return url


_PLAIN = re.compile(r"(?:[a-z0-9_-][a-zA-Z0-9._-]*/)*(?:[a-z0-9_-][a-zA-Z0-9._-]*)?(?<=.)")
"""Names and slashes alone: no scheme, query or fragment, and no way up."""


@dataclass(slots=True)
class Once:
    """Parts of pages that are the same on all pages of a folder: made for the first of them.

    Called by templates with a name, and the name of a template or what makes the part, which may be
    the body of a call block. Given no memory, as for pages that the navigation marks as the current
    one, it makes the part each time.
    """

    remembers: bool = True
    _made: dict[tuple[str, str, str], Markup] = field(default_factory=dict)

    @pass_context
    def __call__(
        self,
        context: Context,
        name_of_part: str,
        make: str | Callable[[], str] = "",
        caller: Callable[[], str] | None = None,
    ) -> Markup:
        make = caller or make
        if not self.remembers:
            return _make(context, make)
        page = context["page"]
        folder, _, name = (page.url if page else "").rstrip("/").rpartition("/")
        # Addresses on a page are relative to it, and pages of a folder share them: all but those of
        # the page itself and of what lies below it.
        key = (name_of_part, context["base_url"], folder)
        kept = self._made.get(key)
        if kept is not None and f'"../{name}/' not in kept:
            return kept
        made = _make(context, make)
        if kept is None and not _OWN.search(made):
            self._made[key] = made
        return made


_OWN = re.compile(r'(?:href|src|action)="(?!\.\./|#|/|[a-z][a-z0-9+.-]*:)')
"""A link of a page to itself or to what lies below it."""


def _make(context: Context, make: str | Callable[[], str]) -> Markup:
    if isinstance(make, str):
        made = context.environment.get_template(make).render(context.get_all())
    else:
        made = make()
    return Markup(made)  # noqa: S704 (what templates made)
