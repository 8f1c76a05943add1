"""Words of strangers at every sink: each shows them, and none obeys them."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from agora.authoring.diffs import unified
from agora.cli import main
from agora.links import formats as links
from agora.links.verdicts import Verdict
from agora.problems import Place, Problem, report
from agora.problems.formats import as_github, as_json, as_terminal_text, as_text
from agora.report.wording import words
from agora.safety.output import (
    for_annotation,
    for_annotation_property,
    for_cell,
    for_log,
    for_summary,
    for_terminal,
)
from agora.strings import Strings
from conftest import ROOT

ENGLISH = Strings.load("en")

HOSTILE = (
    *("\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x90\x9c", "\x00", "\x08\x08", "\x7f", "a\rb"),
    *("a\nb", "a\n\nb", "a\r\rb", "\x0b\x0c\x85", "\u2028\u2029", "\t"),
    *("\u202eevil", "\u2066a\u2069", "\u200f", "\u200b", "\u00ad", "\ufeff", "\U000e0041"),
    *("::error::a", " ::warning::a", "a\n::set-env name=x::y", "a\n \u202f::stop-commands::x"),
    *(
        "##[error]a",
        "a ##[group]b",
        "##vso[task.setvariable variable=x]y",
        "###[x",
        "%0A::error::x",
    ),
    *(
        "<script>",
        "</code></td>",
        "`<img src=x>`",
        "a\r\r# b",
        "[a](https://evil.example)",
        "**a**",
    ),
    *("=1+1", "+33", "-1", "@a", " =1", "\u00a0=1", "＝1", "\t=1", "a; =1", 'a;"=1', "\r=1"),
    *("\udc9b", "\ud83d", "\U0010ffff", "\uf0b7", "{value}", "a, b: c"),
)
"""Escape sequences, controls, line ends, marks of direction, commands, markup, formulas, halves of
characters."""

texts = st.sampled_from(HOSTILE) | st.lists(st.sampled_from(HOSTILE)).map("".join) | st.text()

COLOUR = re.compile(r"\x1b\[\d*m")
"""What this package itself paints with."""


def is_seen(text: str) -> bool:
    """Whether a text has nothing that acts, or is not seen: lines of characters and spaces."""
    categories = {unicodedata.category(c) for c in text.replace("\n", "")}
    return not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def is_no_command(text: str) -> bool:
    """Whether no runner of CI finds a command: GitHub's looks for `##[` anywhere."""
    return not re.search(r"##\w*\[", text) and not any(
        line.strip().startswith("::") for line in text.split("\n")
    )


def problem(text: str) -> Problem:
    place = Place(f"showcases/{text}.fr.md", 1, 2)
    return Problem("unknown-axis", (place, place), {"value": text, "similar": text, "known": text})


@given(texts)
def test_for_a_terminal(text: str) -> None:
    shown = for_terminal(text)
    assert is_seen(shown) and "\n" not in shown
    assert for_terminal(shown) == shown
    assert len(for_terminal(text, 10)) <= 10


@pytest.mark.parametrize("text", ["", "Été, « oui\u202f»\u00a0: 10 %", "سلا", "👩🏽", "C:\\x"])
def test_what_is_seen_stays_as_it_is(text: str) -> None:
    assert for_terminal(text) == for_log(text) == text


@given(texts)
def test_for_a_log(text: str) -> None:
    shown = for_log(text)
    assert is_seen(shown) and is_no_command(shown)
    assert shown.count("\n") == text.count("\n")
    assert for_log(shown) == shown


@given(texts)
def test_for_an_annotation(text: str) -> None:
    assert "\n" not in for_annotation(text)
    assert is_seen(for_annotation(text)) and "##[" not in for_annotation(text)
    assert not set(for_annotation_property(text)) & set(":,\n\r")
    read = for_annotation(text).replace("%0A", "\n").replace("%25", "%")
    assert read == for_log(text)


@given(texts)
def test_for_a_summary(text: str) -> None:
    shown = for_summary(text)
    html = MarkdownIt("commonmark").render(f"<details>\n<p>{shown}</p>\n</details>")
    assert html == f"<details>\n<p>{shown}</p>\n</details>"
    assert is_seen(shown) and "<" not in shown


@given(texts.filter(lambda text: text.isascii() or is_seen(text)))
def test_for_a_cell(text: str) -> None:
    shown = for_cell(text)
    assert not re.search(r'(?:^|[;\t]["\s]*)\s*[=+\-@＝＋－＠]', shown)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", shown)
    assert for_cell(shown).replace("'", "") == shown.replace("'", "")
    written = io.StringIO()
    csv.writer(written).writerow([shown])
    assert next(csv.reader(io.StringIO(written.getvalue()))) == [shown]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Casablanca", "Casablanca"),
        ("=1+1", "'=1+1"),
        ("-2", "'-2"),
        (" \t@x", "'@x"),
        ("\u00a0=1", "\u00a0'=1"),
        ("Rabat\u202f: a\u00a0b", "Rabat\u202f: a\u00a0b"),
        ("un ; -deux", "un ; '-deux"),
        ("un; deux - trois", "un; deux - trois"),
        ("1 + 1 = 2", "1 + 1 = 2"),
        ("a\r\nb\x00c", "a b c"),
    ],
)
def test_only_what_could_be_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert for_cell(text) == cell


# The same at the places where it goes out.

REPORTS: dict[str, Callable[[str], str]] = {
    "text": lambda text: as_text([problem(text)], ENGLISH, ROOT),
    "advice": lambda text: as_text(
        [Problem("short-text", (Place(text),), {"n": 1})], ENGLISH, ROOT, "agora check --advice"
    ),
    "build": lambda text: report([problem(text)], ENGLISH, "report.nothing-built"),
    "diff": lambda text: unified(text, text, f"{text}\n{text}"),
    "links": lambda text: links.as_text(
        {text: Verdict("broken", 0, 404, "status", text)}, {text: [Place(text)]}, words("en")
    ),
}


@pytest.mark.parametrize("sink", REPORTS)
@given(text=texts)
def test_reports_that_a_log_may_take(sink: str, text: str) -> None:
    shown = REPORTS[sink](text)
    assert is_seen(shown) and is_no_command(shown)


@given(texts)
def test_a_report_at_a_terminal(text: str) -> None:
    assert is_seen(COLOUR.sub("", as_terminal_text([problem(text)], ENGLISH, ROOT)))
    assert is_seen(COLOUR.sub("", unified(text, text, f"{text}\n{text}", colour=True)))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_line_at_fault_at_a_terminal(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"avant {text} après", "utf-8", "surrogatepass")
    place = Place("a.md", 1, 8)
    shown = as_terminal_text([Problem("empty-body", (place,))], ENGLISH, tmp_path)
    assert is_seen(COLOUR.sub("", shown))


@given(texts)
def test_annotations(text: str) -> None:
    command = as_github([problem(text)], ENGLISH, ROOT)
    assert "\n" not in command and is_seen(command) and "##[" not in command
    assert re.fullmatch(r"::error file=[^,:]*,line=1,col=2,title=[^,:]*::.*", command)


@given(texts)
def test_a_program_can_read_the_json(text: str) -> None:
    written = as_json([problem(text)], ENGLISH, ROOT).encode("utf-8")
    path = json.loads(written)["problems"][0]["places"][0]["path"]
    assert path == for_terminal(f"showcases/{text}.fr.md")


@given(texts)
def test_the_summary_of_a_pull_request(text: str) -> None:
    rendered = json.loads(as_json([problem(text)], ENGLISH, ROOT))
    section = SUMMARY._section(rendered, "en", 10_000, "https://github.example/")
    assert MarkdownIt("commonmark").render(section).strip() == section.strip()
    assert is_seen(section) and "<script" not in section and "<img" not in section


def test_a_wrong_call_is_told_in_visible_words(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in HOSTILE:
        if "\x00" not in text and "\ud83d" not in text:  # which no system hands over
            assert main(["check", "-f", str(small_site / "mkdocs.yml"), f"a\x1b{text}b"]) == 2
            told = capsys.readouterr().err
            assert is_seen(told) and is_no_command(told)


def _script(name: str) -> ModuleType:
    spec = spec_from_file_location(name, ROOT / ".github" / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SUMMARY = _script("problems")
