"""Addresses, letters and names of files, each held to what it seems; and the net below it all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from agora import loading
from agora.safety import bounds, names
from agora.safety.addresses import fault, is_external
from agora.safety.characters import hidden
from agora.safety.lookalikes import lookalikes
from agora.text.reading import Reading
from agora.text.reading import read as read_text
from building import build, copy_site, showcase


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a?b=c#d", None),
        ("HTTP://EXAMPLE.ORG", None),
        ("mailto:a@example.org", None),
        ("quai.fr.md#a", None),
        ("#a", None),
        ("", None),
        (" https://example.org ", None),
        ("https://127.0.0.1:8000/", None),
        ("https://[::1]/", None),
        ("https://example.org./", None),
        ("https://café.example/", None),
        ("https://правительство.рф/", None),
        ("javascript:alert(1)", "scheme"),
        ("java\tscript:alert(1)", "scheme"),
        ("\x01javascript:alert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("tel:123", "scheme"),
        ("//evil.example/", "hidden"),
        ("https:evil.example", "hidden"),
        ("https:/evil.example", "hidden"),
        ("https://a@evil.example/", "hidden"),
        ("https://evil.example\\@casablanca.ma", "hidden"),
        ("https://casa\tblanca.ma/", "hidden"),
        ("https://casa blanca.ma/", "hidden"),
        ("https:///evil.example/", "hidden"),
        ("https://[::1", "hidden"),
        ("https://example.org:99999/", "hidden"),
        ("https://2130706433/", "hidden"),
        ("https://127.1/", "hidden"),
        ("https://0177.0.0.1/", "hidden"),
        ("https://evil。example/", "hidden"),
        ("https://exam\u200bple.org/", "hidden"),
        ("mailto:a\u202e@example.org", "hidden"),
        ("https://c\u0430sablanca.ma/", "lookalike"),
        ("https://xn--80ak6aa92e.com/", "lookalike"),
        ("https://\u0261oogle.com/", "lookalike"),
    ],
)
def test_addresses(address: str, expected: str | None) -> None:
    assert fault(address) == expected


def test_external_addresses() -> None:
    own = "https://agora.example.org/base/"
    assert is_external("https://example.org/", own)
    assert is_external("https://agora.example.org/", own)
    assert is_external("https://agora.example.org.evil.example/base/", own)
    assert not is_external("https://agora.example.org/base", own)
    assert not is_external("https://agora.example.org/base/x", own)
    assert not is_external("../x/", own)
    assert not is_external("mailto:a@b.c", own)


@pytest.mark.parametrize(
    "text",
    [
        *("L’été à Fès : « un pont »\u202f!", "Χανιά", "Мост — это хор", "جسر (A)\u200f", "שלום"),
        *("می\u200cخواهم", "क्\u200dष", "❤️ ☎︎ 👩🏽\u200d🔧", "葛\U000e0100城", "ไทย\u200bแลนด์"),
        "a\tb\nc\r\n",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        *("10 kΩ, 3 µm, ΔT", "智慧城市App", "الـSmart", "İstanbul", "Việt Nam", "ⵜⴰⵖⵓⵔⵉ", "ℝ ª º"),
    ],
)  # fmt: skip
def test_honest_text(text: str) -> None:
    assert list(hidden(text)) == []
    assert list(lookalikes(text)) == []


@pytest.mark.parametrize(
    "character", "\x00\x08\x1b\x7f\x85\u00ad\u200b\u200d\u202e\u2066\u3164\ufeff\U000e0041"
)
def test_hidden_characters(character: str) -> None:
    assert list(hidden(f"pont{character} neuf")) == [(4, character)]


def test_a_mark_of_direction_needs_its_letters_on_the_line() -> None:
    assert list(hidden("جسر\u200f\npont\u200f")) == [(9, "\u200f")]


@pytest.mark.parametrize(
    "word", ["C\u0430sa", "B\u03bfuregreg", "\u0421\u041e\u0421\u0410", "\uff30\uff4f", "𝐏𝐨"]
)
def test_lookalikes(word: str) -> None:
    (found,) = lookalikes(f"le {word} neuf")
    assert (found.offset, found.word) == (3, word)


@pytest.mark.parametrize(
    "name", ["vue.jpg", "my 'bridge' été.png", "--help.png", "constant.png", "nulle.png"]
)
def test_portable_names(name: str) -> None:
    assert names.is_portable(name)


@pytest.mark.parametrize(
    "name", ["con", "NUL.png", "com1.fr.md", "a.", "a ", " a", "a:b", "a?", "é" * 101, "a\u202eb"]
)
def test_names_that_are_not_portable(name: str) -> None:
    assert not names.is_portable(name)


def test_bounds_are_exact() -> None:
    for mark, most in bounds.MOST_MARKS.items():
        assert list(bounds.excess(mark * most)) == []
        assert [e.n for e in bounds.excess(f"a{mark}" * (most + 1))] == [most + 1]
    deepest = bounds.DEEPEST
    for opener in ("> ", ">", ": ", "- > ", "> 1. "):
        assert list(bounds.excess(opener * deepest + "a")) == []
        (found,) = bounds.excess("a\n" + opener * (deepest + 1) + "a")
        assert (found.n, found.mark, found.offset) == (deepest + 1, "", 2)
    assert list(bounds.excess("- " * 20 + "\n" + "~" * 20 + "\n" + ":" * 20)) == []


def test_html_that_means_far_more_than_it_says() -> None:
    text = "a" * 2000
    deepest = bounds.DEEPEST_HTML - len(("html", "body"))
    assert not bounds.overflows("<b>" * deepest + text)
    assert bounds.overflows("<b>" * (deepest + 1) + text)
    anew = "".join(f"<b title={n}>" for n in range(50))
    assert not bounds.overflows(f"<p>{anew}</p>{text}")
    assert bounds.overflows(f"<p>{anew}" + "<p>a" * 500)
    assert not bounds.overflows("<p>a &amp; <b>b</b></p>\n" * 2000)


# Builds that the net catches: of what the bounds let through, nothing is let through.


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_site(tmp_path / "agora")


def refusal(site: Path, body: str) -> str:
    (site / "showcases" / "pont.fr.md").write_text(showcase(body=body), "utf-8")
    with pytest.raises(Abort) as refused:
        build(site)
    assert not (site / "site").exists()
    return str(refused.value)


def test_what_check_refuses_refuses_the_build(site: Path) -> None:
    said = refusal(site, '<p onclick="alert(1)">x</p>\n')
    assert 'an attribute that the page would not keep: `onclick="alert(1)"`' in said
    assert "--> showcases/pont.fr.md:11:4\n" in said
    assert "1 problem in 1 file; nothing was built" in said


def test_what_the_bounds_let_through_is_told_by_its_name(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(body: str, titles: Mapping[str, str]) -> Reading:
        if "Ainsi fut-il dit." in body:
            raise ValueError(body)
        return read_text(body, titles)

    monkeypatch.setattr(loading, "read_text", read)
    said = refusal(site, "Ainsi fut-il dit.\n")
    assert "the program fails on this text\n  --> showcases/pont.fr.md\n" in said
    assert "`ValueError, test_safety.py:" in said
    assert "1 problem in 1 file; nothing was built" in said


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_not_utf8_is_a_problem_that_can_be_said(small_site: Path) -> None:
    from agora.loading import inspect
    from agora.site import Site

    (small_site / "showcases" / os.fsdecode(b"caf\xe9.md")).write_text("x")
    (problem,) = inspect(Site.read(small_site / "mkdocs.yml"))[1]
    assert (problem.rule, str(problem.places[0])) == ("file-name", "showcases/caf\\xe9.md")
