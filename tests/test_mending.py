"""What `agora check --fix` mends, what it leaves alone, and that it never changes a meaning."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agora.authoring import rewriting
from agora.authoring.diffs import unified
from agora.authoring.mending import Mended, mend
from agora.authoring.typesetting import typeset
from agora.cli import main
from agora.content.frontmatter import (
    Document,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    dump,
    parse,
)
from agora.content.schema import FIELDS
from agora.problems import Problem
from agora.safety.characters import hidden
from agora.text.reading import Reading, read
from conftest import ROOT, Write
from mending_cases import CHARACTERS, FRENCH, HEADINGS, LINKS, LISTS, PASTED_SOUP

N = "\u202f"


@pytest.mark.parametrize(
    ("before", "after", "done"),
    [
        ("", "", ()),
        ("\n \n", "\n \n", ()),
        ("---\ntitle: x\n---\n\na\n", "---\ntitle: x\n---\n\na\n", ()),
        ("\ufeff---\ntitle: x\n---\n", "---\ntitle: x\n---\n", ("byte-order-mark",)),
        ("---\r\ntitle: x\r\n---\r\na\rb\n", "---\ntitle: x\n---\na\nb\n", ("line-ends",)),
        ("---\ntitle: x\n---", "---\ntitle: x\n---\n", ("last-line",)),
        ("--- \ntitle: x \t\n---\t\na \n", "---\ntitle: x\n---\na\n", ("spaces",)),
        # Two spaces are a line break, and so is a tab that fills two columns.
        ("---\na: x\n---\nb  \nc\t\n", "---\na: x\n---\nb  \nc\t\n", ()),
        # Without the space the lines before would be headings, or another line break.
        ("---\na: x\n---\n- \n# \n> \nx\\ \n", "---\na: x\n---\n- \n# \n> \nx\\ \n", ()),
        (
            "---\na: x\n---\n```\nb \n \n```\n \n",
            "---\na: x\n---\n```\nb \n \n```\n\n",
            ("spaces",),
        ),
        # Without front matter, or with its end missing, fields and text cannot be told apart.
        ("title: l'eau ? ", "title: l'eau ? \n", ("last-line",)),
        ("---\ntitle: l'eau ? ", "---\ntitle: l'eau ? \n", ("last-line",)),
        # What cannot be read is not edited.
        ("---\naxis: [a\ntitle: 'l''eau' \n---\n", "---\naxis: [a\ntitle: 'l''eau' \n---\n", ()),
        ("---\naxis: a\naxis: b \n---\n", "---\naxis: a\naxis: b \n---\n", ()),
        ("---\naxis: &a b\ncity: *a\n---\n", "---\naxis: &a b\ncity: *a\n---\n", ()),
        ("---\na: x\n---\n \n    l'eau \n", "---\na: x\n---\n\n    l'eau \n", ("spaces",)),
        # A space at the end of a literal text is part of it.
        ("---\ntitle: |\n  a \n  b\n---\n", "---\ntitle: |\n  a \n  b\n---\n", ()),
    ],
)
def test_mending(before: str, after: str, done: tuple[str, ...]) -> None:
    mended = mend(before, "fr")
    assert (mended.text, mended.done, mended.is_order_left) == (after, done, False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("titel: x\n", "title: x\n"),
        ("{titel: x}\n", "{title: x}\n"),
        ("Title: x  # l'eau\n", "title: x  # l'eau\n"),
        ("links:\n- ur: x\n  tilte: y\n", "links:\n- url: x\n  title: y\n"),
        ("link:\n- {ur: x}\n", "links:\n- {url: x}\n"),
        ("image: {fil: x}\n", "image: {file: x}\n"),
        # Taken, claimed twice, or near to nothing.
        ("title: x\ntitel: y\n", "title: x\ntitel: y\n"),
        ("titel: x\ntitlee: y\n", "titel: x\ntitlee: y\n"),
        ("budget: x\n", "budget: x\n"),
        (
            "image: rame\nlinks: {a: b}\nsources: [a]\n",
            "image: rame\nlinks: {a: b}\nsources: [a]\n",
        ),
    ],
)
def test_names(before: str, after: str) -> None:
    assert mend(f"---\n{before}---\n", "fr").text == f"---\n{after}---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("city: r\ntitle: x\n", "title: x\ncity: r\n"),
        ("budget: 3\ntags: [a]\naxis: s\n", "axis: s\ntags: [a]\nbudget: 3\n"),
        (
            "# top\n\n# of city\ncity: r # here\n\n# of tags\n# too\ntags:\n  # inner\n  - a\n"
            "title: >\n  x\n  y\n\n# end\n",
            "# top\n\ntitle: >\n  x\n  y\n# of city\ncity: r # here\n\n# of tags\n# too\ntags:\n"
            "  # inner\n  - a\n\n# end\n",
        ),
        ("city: 'a\n\n# no comment'\ntitle: x\n", None),
        ("city: |+\n  a\n\ntitle: x\n", "title: x\ncity: |+\n  a\n\n"),
        ("{city: r, title: x}\n", None),
        ("? city\n: r\n? title\n: x\n", None),
        ("  city: r\n  title: x\n", None),
    ],
)
def test_order(before: str, after: str | None) -> None:
    """None: the order is left alone, and that is told."""
    mended = mend(f"---\n{before}---\n", "en")
    assert mended.text == f"---\n{before if after is None else after}---\n"
    assert mended.is_order_left == (after is None)


def mended(body: str, language: str = "fr") -> str:
    """The body of a file that holds it, mended, without the line end that every file gets."""
    head = "---\na: x\n---\n"
    assert mend(head + body + "\n", language).text[: len(head)] == head
    return mend(head + body + "\n", language).text[len(head) : -1]


@pytest.mark.parametrize(("before", "after"), FRENCH)
def test_french_typography(before: str, after: str | None) -> None:
    expected = before if after is None else after.replace("~", N)
    assert mended(before) == expected


def test_typography_of_other_languages() -> None:
    assert mended("don't : «a» ?", "en") == "don’t : «a» ?"
    assert mended("l'a : b", "it") == "l'a : b"
    assert typeset("don't see https://a.b/don't : «a» ?", "en") == (
        "don’t see https://a.b/don't : «a» ?"
    )


@pytest.mark.parametrize(("before", "after"), [*CHARACTERS, *LISTS, *HEADINGS, *LINKS])
def test_what_is_mended_and_what_is_left(before: str, after: str | None) -> None:
    assert mended(before) == (before if after is None else after)


def test_what_may_not_be_read_keeps_its_markdown() -> None:
    assert mended("\u00ad" + "`" * 40_000 + " l'eau") == "`" * 40_000 + " l'eau"


def test_typography_of_fields() -> None:
    before = (
        "---\n"
        'title: "L\'eau : \\"quoi ?\\""\n'
        "summary: 'Pourquoi l''eau ? «a»'\n"
        "partner: Agence d'urbanisme ?\n"
        "city: Villeneuve-d'Ascq\n"
        "tags: [l'eau]\n"
        "image: {file: l'eau.jpg, alt: l'eau ?, credit: l'Agence}\n"
        "links:\n- {title: l'un, url: \"https://a.b/l'c\"}\n"
        "sources:\n- title: >\n    l'un\n    et l'autre ?\n  url: https://a.b/l'c\n"
        "---\n"
    )
    after = (
        "---\n"
        f'title: "L’eau{N}: \\"quoi{N}?\\""\n'
        f"summary: 'Pourquoi l’eau{N}? «{N}a{N}»'\n"
        "partner: Agence d'urbanisme ?\n"
        "city: Villeneuve-d'Ascq\n"
        "tags: [l'eau]\n"
        f"image: {{file: l'eau.jpg, alt: l’eau{N}?, credit: l'Agence}}\n"
        'links:\n- {title: l’un, url: "https://a.b/l\'c"}\n'
        f"sources:\n- title: >\n    l’un\n    et l’autre{N}?\n  url: https://a.b/l'c\n"
        "---\n"
    )
    assert mend(before, "fr").text == after


# Pieces of real files, and of what people do to them.
FIELDS_SOUP = st.lists(
    st.sampled_from(
        [
            "title: L'eau ? ",
            "titel: 'l''eau : \"x\" ?'",
            'title: "l\'eau: \\u0020? \\"«a»\\""',
            "summary: >-\n  l'eau ? \n  et l'air !",
            "summary: |\n  «a» \n\n  b ?",
            "city: Rabat # l'eau ?",
            "Axis: social\t",
            "axis: infrastructure",
            "tags: [a, b ]  ",
            "tag: a",
            "# comment ? ",
            "  # indented",
            "",
            "   ",
            "links:\n- {tilte: l'un ?, url: \"https://a.b/?c=l'd\"}",
            "links:\n  - url: https://a.b\n    # l'un\n    title: «a»",
            "image:\n  fil: a.jpg\n  alt: 'l''eau ?'",
            "{title: a, city: b}",
            "budget: l'eau ?",
            "partner:\n- l'un\n- l'autre ?",
            "- a",
            "'quoted': x",
            "? city\n: x",
            "a: &b c",
            "\tcity: x",
            "title: 'open",
        ]
    ),
    max_size=8,
).map(lambda lines: "".join(f"{line}\n" for line in lines))
BODY_SOUP = st.lists(
    st.sampled_from(
        [
            *("l'eau", "L'", "'", "a", "b\u00a0", N, "10:30", "1)", "…", ")", "(", "=", "#", "\\"),
            *(" ?", "?", " !", ": ", " : ", " :", ";", "«", "» ", "« a »", " ", "  ", "   ", "\t"),
            *("\n", "\n\n", "\n \n", "\n    ", "\n## ", "\n- ", "\n1. ", "\n> ", "\n: ", "\n---\n"),
            *("`", "``", "\n```\n", "\n~~~\n", "<b>", "</b>", "<pre>", "</pre>", "<!--", "-->"),
            *("[a'b](c'd ?)", "[l'a]", "\n[l'a]: x", "![a'b](c)", "http://a.b/c?d'e :", "{: .a }"),
            *("&amp;", "&eacute;", "**", "*", "_", "|", "|---|", " -", ":smile:", "\n*[l'a]: x"),
            *("[^l'a]", "\n[^l'a]: x", "- [ ] ", "~~", "\n> [!NOTE]\n> ", "\n!!! note\n    "),
        ]
    ),
    max_size=30,
).map("".join)


def plain(node: Node) -> Any:
    match node:
        case ScalarNode():
            return neutral(node.value)
        case SequenceNode(items):
            return [plain(item) for item in items]
        case MappingNode(entries):
            return {key.value: plain(value) for key, value in entries}


def neutral(text: str) -> str:
    """A text without what typography alone may change, and without a difference of spaces."""
    text = re.sub(r"[ \u202f]?([;!?:»])", r"\1", text.replace("’", "'"))
    return re.sub(r"\s+", " ", re.sub(r"«[ \u202f]?", "«", text)).strip()


def renamed(fields: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Fields with the names that they have afterwards, where the old one was not known."""
    new = [key for key in after if key not in fields]
    old = [key for key in fields if key not in after]
    assert all(key in {*FIELDS, "title", "url", "file", "alt", "credit"} for key in new)
    assert len(new) == len(old)
    for name in old:
        value = without_names(fields[name])
        candidates = [key for key in new if without_names(after[key]) == value]
        assert candidates
    return {}


def without_names(value: Any) -> Any:
    """A value with the names of its fields left out."""
    if isinstance(value, dict):
        return sorted(map(repr, map(without_names, value.values())))
    return [without_names(item) for item in value] if isinstance(value, list) else value


def html(body: str) -> str:
    """What readers get; a space before the end of a block is nothing to them."""
    return re.sub(r" (?=</)", "", neutral(read(body).html))


def letters(body: str) -> str:
    """All that readers read, without what `--fix` may take away or write otherwise."""
    seen = re.sub("[\u00ad\u200b\ufeff]", "", body.replace("\u2028", " ").replace("\x92", "’"))
    text = "".join(passage.text for passage in read(seen).passages)
    text = re.sub("[’´]", "'", text.replace("\u2010", "-"))
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s•·–\uf0b7\[\]()]|https://b\.c", "", text)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    FIELDS_SOUP, BODY_SOUP, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"])
)
def test_mending_changes_no_meaning_and_is_idempotent(
    fields: str, body: str, end: str, mark: str
) -> None:
    text = mark + f"---\n{fields}---\n{body}".replace("\n", end)

    mended = mend(text, "fr")

    again = mend(mended.text, "fr")
    assert (again.text, again.done) == (mended.text, ())
    before_problems: list[Problem] = []
    after_problems: list[Problem] = []
    before = parse(text, "x.md", before_problems)
    after = parse(mended.text, "x.md", after_problems)
    assert [p.rule for p in after_problems] == [p.rule for p in before_problems]
    if not isinstance(before, Document):
        assert after is None
        return
    assert isinstance(after, Document)
    ours, theirs = plain(before.fields), plain(after.fields)
    assert without_names(theirs) == without_names(ours)
    renamed(ours, theirs)
    assert comments(mended.text) == comments(text)
    assert html(after.body) == html(before.body)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(PASTED_SOUP)
def test_what_was_pasted_keeps_its_words(body: str) -> None:
    mended = mend(f"---\na: x\n---\n{body}", "fr").text

    assert mend(mended, "fr") == Mended(mended)
    assert letters(mended.split("---\n", 2)[2]) == letters(body)


@pytest.mark.parametrize(
    "shape", ["`", "` ", "[", "l'a ? ", "• a\n", "# a\n", "[a] (https://b)\n", "«"]
)
def test_mending_reads_a_long_text_a_few_times(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    times = 0

    def counted(body: str) -> Reading:
        nonlocal times
        times += 1
        return read(body)

    monkeypatch.setattr(rewriting, "read", counted)
    mend("---\na: x\n---\n" + shape * (20_000 // len(shape)), "fr")
    assert times <= 9


def comments(text: str) -> Counter[str]:
    """The comments between the fences."""
    lines = [line.strip() for line in re.split(r"\r\n?|\n", text)]
    end = lines.index("---", 1)
    return Counter(line for line in lines[:end] if line.startswith("# "))


@given(st.text(alphabet=st.sampled_from("«» '?:;!a\u202f\u00a0\n*-`"), max_size=20))
def test_typesetting_is_idempotent_and_keeps_every_word(text: str) -> None:
    better = typeset(text, "fr")
    assert typeset(better, "fr") == better
    assert neutral(better) == neutral(text)


@given(
    st.dictionaries(
        st.sampled_from([*FIELDS, "titel", "budget"]),
        # Where something hides in a text, it is told, and the file is left alone.
        st.text(
            st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), max_size=30
        ).filter(lambda text: not any(hidden(text))),
    )
)
def test_whatever_the_fields_say_they_come_out_in_order(fields: dict[str, str]) -> None:
    document = parse(mend(dump(fields, ""), "fr").text, "x.md", [])
    if fields and document:
        names = [key.value for key, _ in document.fields.entries]
        known = [name for name in names if name in FIELDS]
        assert known == sorted(known, key=list(FIELDS).index)
        assert names[: len(known)] == known


SLOPPY = """\
---
title: 'Le pont : deux rives'
parnter: Agence du Bouregreg
axis: infrastructure
summary: Un pont qui rapproche les deux rives du fleuve et ouvre la vallée aux piétons.
city: Rabat  # la capitale
---

{body.fr}

Vraiment? L'eau passe.\u0020
"""


@pytest.fixture
def sloppy(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = write(
        {
            "showcases/pont.fr.md": SLOPPY,
            "showcases/quai.fr.md": "\ufeff" + SLOPPY.replace("\n", "\r\n"),
            "showcases/gare.fr.md": b"\xff",
            "showcases/flow.fr.md": "---\n{city: Rabat, title: x}\n---\n",
        }
    )
    monkeypatch.chdir(site)
    return site


def test_fix_mends_shows_and_tells_what_is_left(
    sloppy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--fix", "showcases/pont.fr.md"]) == 0
    assert capsys.readouterr().out.split("\n") == [
        "mended: showcases/pont.fr.md "
        "(names of fields, order of fields, typography, spaces at the end of lines)",
        "--- showcases/pont.fr.md",
        "+++ showcases/pont.fr.md",
        "@@ -1,6 +1,6 @@",
        " ---",
        "-title: 'Le pont : deux rives'",
        "-parnter: Agence du Bouregreg",
        f"+title: 'Le pont{N}: deux rives'",
        "+summary: Un pont qui rapproche les deux rives du fleuve et ouvre la vallée aux piétons.",
        " axis: infrastructure",
        "-summary: Un pont qui rapproche les deux rives du fleuve et ouvre la vallée aux piétons.",
        "+partner: Agence du Bouregreg",
        " city: Rabat  # la capitale",
        "@@ -15,2 +15,2 @@",
        " ",
        "-Vraiment? L'eau passe. ",
        f"+Vraiment{N}? L’eau passe.",
        *("", "1 file mended", "", ""),
    ]
    assert main(["check", "--fix", "showcases/pont.fr.md"]) == 0
    assert capsys.readouterr().out == ""
    other = (sloppy / "showcases" / "quai.fr.md").read_bytes()
    assert other.startswith(b"\xef\xbb\xbf---\r\n")


def test_fix_without_paths_mends_everything_that_it_can_read(
    sloppy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sloppy / "showcases" / "quai.fr.md").chmod(0o600)
    assert main(["check", "--fix", "--lang", "fr"]) == 1
    printed = capsys.readouterr().out
    assert (
        "corrigé\u202f: showcases/quai.fr.md (marque d’ordre des octets, fins de ligne, "
        "noms de champs, ordre des champs, typographie, espaces en fin de ligne)\n"
    ) in printed
    assert "showcases/flow.fr.md\u202f: l’ordre des champs est resté tel quel" in printed
    assert "\n2 fichiers corrigés\n\n" in printed
    assert "erreur\u202f: le texte n’est pas en UTF-8" in printed
    showcases = sloppy / "showcases"
    assert (showcases / "gare.fr.md").read_bytes() == b"\xff"
    assert (showcases / "quai.fr.md").read_bytes() == (showcases / "pont.fr.md").read_bytes()
    assert (showcases / "quai.fr.md").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("form", ["json", "github"])
def test_fix_refuses_to_change_files_for_a_program(
    form: str, sloppy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--fix", "--format", form]) == 2
    message = f"agora: --fix changes files and shows it, which does not go with --format {form}\n"
    assert capsys.readouterr() == ("", message)
    assert (sloppy / "showcases" / "pont.fr.md").read_text("utf-8").startswith("---\ntitle: 'Le")


def test_fix_of_line_ends_alone_shows_no_lines(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write({"showcases/a.fr.md": "---\r\ntitle: x\r\n---\r\n"}))
    main(["check", "--fix"])
    printed = capsys.readouterr().out
    assert printed.startswith("mended: showcases/a.fr.md (line ends)\n\n1 file mended\n\nerror: ")


def test_a_diff_for_a_terminal_shows_what_cannot_be_seen() -> None:
    shown = unified("a", "x ?\ny \n", f"x{N}?\ny\n", colour=True)
    assert shown == (
        "\x1b[1m--- a\x1b[0m\n\x1b[1m+++ a\x1b[0m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n"
        "\x1b[31m-x ?\x1b[0m\n\x1b[31m-y\x1b[7m \x1b[27m\x1b[0m\n"
        f"\x1b[32m+x\x1b[7m{N}\x1b[27m?\x1b[0m\n\x1b[32m+y\x1b[0m"
    )


def test_the_real_showcases_need_no_mending() -> None:
    for path in sorted((ROOT / "showcases").glob("*.md")):
        text = path.read_bytes().decode("utf-8")
        assert mend(text, path.suffixes[-2].removeprefix(".")) == Mended(text), path
