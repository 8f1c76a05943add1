"""Two thousand contributions that nobody would write: each ends in problems, or in a harmless page.

`make fuzz` looks much longer, and follows coverage (`fuzz.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agora.text.headings import Heading
from fuzzing import MARKS, SIGNS, Sandbox, check_front_matter
from hostile_cases import BODY, cases, written

many = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

ANY = st.characters(exclude_categories=["Cs"])
"""Whatever UTF-8 can hold."""

TEXTS = [case.body for case in cases() if case.is_text]
FRONTS = [str(case.content["file"]) for case in cases("yaml") if "file" in case.content]
SMALL = [text for text in (*TEXTS, *FRONTS) if len(text) < 500]


def mixed(pieces: tuple[str, ...], longest: int = 30) -> st.SearchStrategy[str]:
    """Pieces of a language, whole texts of the corpus, and anything at all, one after the other."""
    piece = st.sampled_from(pieces) | st.sampled_from(SMALL) | st.text(ANY, max_size=6)
    return st.lists(piece, max_size=longest).map("".join)


texts = mixed(MARKS)
names = st.sampled_from(
    ["cas.fr.md", "cas.en.md", "cas.md", "cas/vue.png", "cas/Vue.png", "cities.yml"]
) | st.lists(
    st.sampled_from(["cas", ".", "fr", "md", "con", "é", " ", "A", "-", "\u202e", "x"])
).map("".join).filter(lambda name: name not in ("", ".", ".."))
files = st.binary(max_size=100) | texts.map(str.encode) | texts.map(lambda t: written({}, BODY + t))


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    yield Sandbox(tmp_path_factory.mktemp("fuzzing"))


@pytest.mark.parametrize(
    "html",
    [
        *("</div><p>a</p>", "a<!-- b", "<select>", "<table><div>a</div></table><plaintext>"),
        *('<p class="md-header">a</p>', '<p id="__toc">a</p>', "<script></script>", "<svg><b>a"),
    ],
)
def test_what_does_not_belong_on_a_page_is_seen(sandbox: Sandbox, html: str) -> None:
    sandbox.page.check("<p>a</p>")
    with pytest.raises(AssertionError):
        sandbox.page.check(html)


def test_an_id_that_leaves_its_attribute_is_seen(sandbox: Sandbox) -> None:
    heading = Heading("A", "x'\"><meta http-equiv=refresh>", 2)
    with pytest.raises(AssertionError):
        sandbox.page.check("<h2>A</h2>", [heading])


@settings(many, max_examples=500)
@given(mixed(SIGNS))
def test_front_matter(sandbox: Sandbox, text: str) -> None:
    check_front_matter(f"---\n{text}\n---\n")
    sandbox.inspect({"cas.fr.md": f"---\n{text}\n---\n{BODY}".encode()})


@settings(many, max_examples=300)
@given(texts)
def test_markdown(sandbox: Sandbox, text: str) -> None:
    sandbox.inspect({"cas.fr.md": written({}, BODY + text)})
    sandbox.check_text(text)


@settings(many, max_examples=600)
@given(texts)
def test_html(sandbox: Sandbox, text: str) -> None:
    sandbox.check_html(text)


@settings(many, max_examples=200)
@given(st.dictionaries(names, files, max_size=4))
def test_trees(sandbox: Sandbox, tree: dict[str, bytes]) -> None:
    try:
        sandbox.inspect(tree)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        return  # a name that is both a file and a folder
