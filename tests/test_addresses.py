"""Addresses in templates are written as MkDocs writes them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils import normalize_url

from agora import url_filter

parts = st.sampled_from(["en", "showcases", "pont", "tram-2", "assets", "a.css", "x.abc123.svg"])
places = st.lists(st.sampled_from(["en", "showcases", "pont", "axes"]), max_size=4)
pages = places.map(lambda names: "".join(f"{name}/" for name in names))
odd = st.sampled_from(["", ".", "..", "#a", "/a", "a//b", "./a", "../a", "a/?q=b", "a/#b", "é/à/"])
paths = st.builds(
    lambda names, end: "/".join(names) + end,
    st.lists(parts, max_size=4),
    st.sampled_from(["", "/"]),
)


def whole(context: Any, path: str) -> str:
    return normalize_url(path, context["page"], context["base_url"])


SHARED = url_filter(whole, str)
"""One that has written many addresses on many pages, as that of a build has."""


@given(paths | odd | st.text(alphabet="ab./#?:", max_size=8), pages)
@example("showcases/pont/", "showcases/pont/")
@example("https://agora.example/", "showcases/")
def test_as_mkdocs_writes_them(path: str, page: str) -> None:
    context: Any = {"page": SimpleNamespace(url=page), "base_url": "."}
    for url in (url_filter(whole, str), SHARED):
        assert url(context, path) == whole(context, path)


def test_what_is_published_under_another_name_is_found_there() -> None:
    context: Any = {"page": SimpleNamespace(url="axes/social/"), "base_url": "../.."}
    url = url_filter(lambda context, path: "", {"assets/a.css": "assets/a.1f.css"}.__getitem__)
    assert url(context, "assets/a.css") == "../../assets/a.1f.css"
