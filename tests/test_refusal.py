"""The page of a refused build says what `agora check` says, in each language."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from agora.loading import load
from agora.problems import AgoraError, ContentError
from agora.problems.problem import count, wording
from agora.rendering.refusal import languages_of, refusal_page
from agora.site import Site
from agora.strings import Strings
from building import showcase
from conftest import Write

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</section><a href=https://evil.example>",
    "{{ 7 * 7 }}",
    "\u202e\x1b[2J",
)


def refusal(root: Path) -> ContentError:
    with pytest.raises(ContentError) as caught:
        load(Site.read(root / "mkdocs.yml"))
    return caught.value


def words(element: lxml.html.HtmlElement) -> list[str]:
    return [" ".join(part.text_content().split()) for part in element]


def test_a_page_says_what_check_says(write: Write) -> None:
    error = refusal(
        write(
            {
                "showcases/pont.fr.md": showcase(axis="infrastucture", extra="year: 20234\n"),
                "showcases/quai.fr.md": "",
            }
        )
    )
    page = lxml.html.document_fromstring(refusal_page(error, ("fr", "en")))
    sections = page.cssselect("section")
    assert [(part.get("lang"), part.get("id")) for part in sections] == [("fr",) * 2, ("en",) * 2]
    assert [link.get("href") for link in page.cssselect("a")] == ["#en"]
    for section, language in zip(sections, ("fr", "en"), strict=True):
        strings = Strings.load(language)
        told = []
        for problem in error.problems:
            say = wording(problem, strings)
            parts = (("help", say.help), ("note", say.note))
            lines = [f"{say.kind}: {say.message}", *map(str, problem.places)]
            lines += [f"{strings(f'report.{part}')}: {text}" for part, text in parts if text]
            told.append([" ".join(line.split()) for line in lines])
        assert [words(item) for item in section.cssselect("li")] == told
        assert words(section)[-1] == count(error.problems, strings)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_strangers_are_words(write: Write, text: str) -> None:
    quoted = text.replace("\x1b", "\\e").replace('"', '\\"')
    error = refusal(write({"showcases/pont.fr.md": showcase(axis=f'"{quoted}"', city="Rabât")}))
    page = lxml.html.document_fromstring(refusal_page(error, ("en",)))
    assert not {part.tag for part in page.iter()} & {"script", "img", "a", "iframe"}
    assert "\x1b" not in page.text_content()
    assert "\u202e" not in page.text_content()
    assert text.isprintable() <= (text in page.text_content())


def test_another_error_is_said_in_its_own_words() -> None:
    page = lxml.html.document_fromstring(refusal_page(AgoraError("no <font> at hand"), ("fr",)))
    assert [part.text_content() for part in page.cssselect("pre")] == ["no <font> at hand"]
    assert not page.cssselect("li")


def test_a_site_that_cannot_be_read_is_told_of_in_english(tmp_path: Path, write: Write) -> None:
    assert languages_of(tmp_path / "mkdocs.yml") == ("en",)
    assert languages_of(write({}) / "mkdocs.yml") == ("fr", "en")
