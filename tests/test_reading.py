"""The one reading of a text: what it publishes, where it finds things, and what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agora.text.headings import Heading
from agora.text.html import elements
from agora.text.reading import Reading, read


def rules(reading: Reading) -> list[str]:
    return [fault.rule for fault in reading.faults]


def told(body: str) -> list[tuple[str, str, object]]:
    """Of each fault: the rule, the rest of the body from there to the line's end, and the value."""
    return [
        (fault.rule, body[fault.offset :].split("\n")[0], fault.arguments.get("value"))
        for fault in read(body).faults
    ]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (
            "Nos objectifs :\n- un\n- deux\n",
            "<p>Nos objectifs :</p><ul><li>un</li><li>deux</li></ul>",
        ),
        (
            "Bilan\n| a | b |\n|---|--:|\n| 1 | 2 |\n",
            "<p>Bilan</p><table><thead><tr><th>a</th>"
            '<th style="text-align:right">b</th></tr></thead>'
            '<tbody><tr><td>1</td><td style="text-align:right">2</td></tr></tbody></table>',
        ),
        (
            "<details><summary>Plus</summary>\n\n- **un**\n\n</details>\n",
            "<details><summary>Plus</summary><ul><li><strong>un</strong></li></ul></details>",
        ),
        ("<div>\n\n*un*\n\n</div>\n", "<div><p><em>un</em></p></div>"),
        ("- [ ] un\n- [x] deux\n", '<ul><li class="task-list-item">☐ un</li><li>☑ deux</li></ul>'),
        ("~~non~~\n", "<p><del>non</del></p>"),
        (
            "Voir https://a.example/b.\n",
            '<p>Voir <a href="https://a.example/b">https://a.example/b</a>.</p>',
        ),
        (
            "> [!NOTE]\n> Un mot.\n",
            '<div class="admonition note"><p class="admonition-title">Note</p><p>Un mot.</p></div>',
        ),
        (
            '!!! tip "À savoir"\n    Mot.\n',
            '<div class="admonition tip"><p class="admonition-title">À savoir</p><p>Mot.</p></div>',
        ),
        ("Terme\n: Sens\n", "<dl><dt>Terme</dt><dd>Sens</dd></dl>"),
        (
            "Un[^1].\n\n[^1]: Note.\n",
            '<p>Un<sup id="text-fnref:1"><a class="footnote-ref" href="#text-fn:1">1</a></sup>.</p>'
            '<div class="footnote"><hr><ol><li id="text-fn:1"><p>Note.&nbsp;'
            '<a class="footnote-backref" href="#text-fnref:1">\u21a9\ufe0e</a></p></li></ol></div>',
        ),
        ("F. Bilan\n===\n", '<h2 id="text-f-bilan">F. Bilan</h2>'),
        ("## F-gaz et froid\n", '<h2 id="text-f-gaz-et-froid">F-gaz et froid</h2>'),
    ],
)
def test_it_looks_as_on_the_forge(body: str, html: str) -> None:
    published = "".join(line.strip() for line in read(body).html.splitlines())
    assert published.replace(' class="task-list-item">☑', ">☑") == html


@pytest.mark.parametrize(
    "body",
    [
        "Voir ?ville=settat&region=6 et <!-- à revoir --> la suite.\n",
        "[Prérequis](#prérequis)\n\n## Prérequis\n",
        "[Prérequis](#prerequis)\n\n## Prérequis\n",
        "`<![voir]` et <![Note importante] Texte\n",
        "Une note sans appel.\n\nSuite.\n",
        "L’accolade {voir plus bas} reste.\n",
    ],
)
def test_honest_texts_are_not_refused(body: str) -> None:
    assert rules(read(body)) == []


def test_what_hides_behind_a_comment_is_refused_and_goes_nowhere() -> None:
    body = (
        "un ` accent\n\n<div>foo <!-- </div>\n\n"
        '## Titre {: id=\'x"><meta/http-equiv="refresh"/content="0;url=https://evil.example/">\' }'
        "\n\n<div>-- >`</div>\n"
    )
    reading = read(body)
    assert ("swallowed-text", "<div>foo <!-- </div>", "<div>foo <!-- </div>") in told(body)
    assert "<meta" not in reading.html
    assert all("<" not in heading.title for heading in reading.headings)
    assert {element.name for element in elements(reading.html)} <= {"p", "div"}


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("a <script>b</script>\n", ("html-element", "<script>b</script>", "<script>")),
        (
            "<div>\n<p onclick='x'>a</p></div>\n",
            ("html-attribute", "onclick='x'>a</p></div>", 'onclick="x"'),
        ),
        ("<body onload=x>\n", ("html-element", "<body onload=x>", "<body>")),
        ('<a id="a b">c</a>\n', ("needless-attribute", 'id="a b">c</a>', 'id="a b"')),
        (
            "[www.banque.example](https://evil.example/)\n",
            ("hidden-address", "https://evil.example/)", "www.banque.example"),
        ),
        (
            "[**https://banque.example**][a]\n\n[a]: https://evil.example/\n",
            ("hidden-address", "https://evil.example/", "https://banque.example"),
        ),
        (
            "<a href='https://evil.example/'>https:&#47;&#47;banque.example</a>\n",
            (
                "hidden-address",
                "https://evil.example/'>https:&#47;&#47;banque.example</a>",
                "https://banque.example",
            ),
        ),
        ("a &#x202e; b\n", ("hidden-character", "&#x202e; b", "U+202E")),
        ("` a\u202e `\n", ("hidden-character", "\u202e `", "U+202E")),
        ("[a](#rien)\n", ("broken-anchor", "#rien)", "#rien")),
        ("## Un titre {#ici}\n", ("other-markdown", "{#ici}", "{#ici}")),
        ("{: .note }\n", ("other-markdown", "{: .note }", "{: .note }")),
        ("*[ONCF]: Office\n", ("abbreviation", "*[ONCF]: Office", "*[ONCF]:")),
        ("Un[^1].\n", ("undefined-footnote", "[^1].", "[^1]")),
        (
            "Un [mot] (https://a.example/).\n",
            ("broken-link-syntax", "[mot] (https://a.example/).", "[mot] (https://a.example/)"),
        ),
        ("• un\n• deux\n", ("pasted-bullet", "• un", "•")),
        ("# Titre\n", ("first-level-heading", "Titre", "Titre")),
        ("Un.\n\n[^1]: Note.\n", ("unused-footnote", "[^1]: Note.", "[^1]")),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(body: str, fault: tuple[str, str, str]) -> None:
    assert fault in told(body)


def test_headings_are_nested_and_named_as_on_the_forge() -> None:
    reading = read("# L’eau\n\n## Où ?\n\n## Où ?\n\n# Fin\n")
    assert reading.headings == (
        Heading(
            "L’eau",
            "text-l-eau",
            2,
            (Heading("Où ?", "text-ou", 3), Heading("Où ?", "text-ou-1", 3)),
        ),
        Heading("Fin", "text-fin", 2),
    )
    for name in ("où-", "ou", "où--1", "ou-1", "leau", "l-eau"):
        assert name in reading.anchors


def test_passages_know_where_each_letter_was_written() -> None:
    body = "## *Un* titre\n\n> Des **mots** &amp; `code`\n> encore\n\n|a|b|\n|-|-|\n|c|d|\n"
    found = read(body).passages
    assert [passage.text for passage in found] == [
        *("Un titre", "Des mots & \ufffc encore", "a", "b", "c", "d"),
    ]
    for passage in found:
        for index, letter in enumerate(passage.text):
            if letter.isalpha():
                assert body[passage.offset(index)] == letter


PIECES = st.sampled_from(
    [
        "mot ",
        "*un*",
        "**",
        "`c`",
        "[a](b.md)",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "# ",
        "| x |",
        "é",
        "<b>",
        "</b>",
    ]
)


@given(st.lists(PIECES, max_size=30))
def test_letters_are_found_where_they_stand(pieces: list[str]) -> None:
    body = "".join(pieces)
    for passage in read(body).passages:
        for index, letter in enumerate(passage.text):
            if letter == "é":
                assert body[passage.offset(index)] == letter
