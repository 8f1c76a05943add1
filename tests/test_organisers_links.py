"""Links to nowhere in the pages under `docs/`, and of showcases into them: refused, with the place.

What is refused there is what MkDocs refuses, which reads those pages.
"""

from __future__ import annotations

import logging
import re
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from agora.cli import main
from agora.loading import inspect, load
from agora.problems import ContentError, Problem
from agora.site import Site, SiteError
from building import build, copy_site, showcase, translation
from conftest import Write

PAGE = """\
---
title: Le lieu
---

# Le lieu

## Accès
"""

LINKS = """\
[a](lieu.md) [b](lieu.fr.md) [c](lieu.en.md) [d](abuot.md) [e](axes/social.md) [f](axes/culture.md)
[g](showcases/pont.md) [h](showcases/pont.en.md) [i](showcases/quai.md) [j](cities/rabat.md)
[k](cities/fes.md) [l](contribute/problems.md) [m](print.md) [n](editions/7.md) [o](editions/99.md)
[p](/axes/) [q](axes) [r](axes/) [s](./) [t](.) [u](../lieu.md) [v](assets/agora.css)
[w](https://example.org/nowhere.md) [x](mailto:a@example.org) [y](//example.org/x.md)
<https://example.org/> <a@example.org>

[aa](#accès) [ab](#acces) [ac](#nulle) [ad](lieu.md#acces) [ae](lieu.md#rien) [af](#accents)
[ag](#ajout) [ah](lieu.fr.md#ni) [ai](lieu.md?q=1#acces) [aj](lieu.md?q=1#no) [ak]() [al](#)
[am](axes/social.md#aucun) [be](showcases/pont.md#nulle) [bf](showcases/pont.md#text-le-probleme)
 [an](print.md#anywhere) [ao](li%65u.md) [ap](li%65v.md)
[aq]( <mort vif.md> "titre") [ar][ref] [as][] ![at](quai.md) [au](lieu.md){: title="x" }
`[av](code.md)` \\[aw](escaped.md) [ax][unknown] [ay](a&amp;b.md) [az](lieu\\.md) note[^1]

    [ba](indented.md)

<a href="raw.md">HTML</a>

<div markdown>[bb](within.md) <a id="ajout"></a></div>

| table |
| --- |
| [bc](cell.md) |

[ref]: reference.md
[as]: shortcut.md "titre"
[^1]: [bd](footnote.md)

## Accents {: #accents }

## Accès
"""

SAID = re.compile(
    r"Doc file '(.+?)' contains an? (?:unrecognized relative |absolute )?link '(.*?)', (?:but|it )"
)


def links(site: Path) -> list[Problem]:
    found = inspect(Site.read(site / "mkdocs.yml"))[1]
    return [problem for problem in found if problem.rule in ("broken-link", "broken-anchor")]


@pytest.mark.usefixtures("undrawn")
def test_check_refuses_what_mkdocs_refuses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = copy_site(tmp_path / "agora")
    (root / "showcases" / "pont.fr.md").write_text(showcase(), "utf-8")
    for language in ("fr", "en"):
        (root / "docs" / f"lieu.{language}.md").write_text(PAGE + LINKS, "utf-8")
    with caplog.at_level(logging.WARNING, "mkdocs"):
        build(root, strict=False)
    said = {pair for text in caplog.messages for pair in SAID.findall(text)}
    assert len(said) > 40
    found = links(root)
    told = {(p.places[0].path.removeprefix("docs/"), str(p.arguments["value"])) for p in found}
    assert told == said


def test_links_to_nowhere_are_told_with_their_places(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(
        {
            "docs/lieu.fr.md": PAGE
            + "\nVoir [a](leiu.md), [b](/axes/) et [c](axes/culture.md#x).\n",
            "docs/lieu.en.md": PAGE + "\n[a](#acess) [b](showcases/pont.md#le-probleme) [c](x)\n",
            "showcases/pont.fr.md": showcase(),
            "showcases/pont.en.md": translation(),
        }
    )
    told = {}
    for language in ("en", "fr"):
        with chdir(root):
            assert main(["check", "--lang", language]) == 1
        told[language] = capsys.readouterr().out.partition("\n\n1 ")[0]
    assert told == {"en": ENGLISH, "fr": FRENCH}


ENGLISH = """\
error: the link `#acess` leads to a heading that is not there
  --> docs/lieu.en.md:9:5
  help: the places in that page are `#acces`, `#le-lieu`

error: the link `showcases/pont.md#le-probleme` leads to a heading that is not there
  --> docs/lieu.en.md:9:17
  help: the places in that page are `#text-the-problem`

error: link that leads nowhere: `x`
  --> docs/lieu.en.md:9:52
  help: write a whole web address, or the path of a page from this one, such as `index.md`

error: link that leads nowhere: `leiu.md`
  --> docs/lieu.fr.md:9:10
  help: there is a page with a similar name: `lieu.md`

error: link that leads nowhere: `/axes/`
  --> docs/lieu.fr.md:9:24
  help: write a whole web address, or the path of a page from this one, such as `index.md`

error: link that leads nowhere: `axes/culture.md#x`
  --> docs/lieu.fr.md:9:39
  help: write a whole web address, or the path of a page from this one, such as `index.md`"""

FRENCH = """\
erreur : le lien `#acess` mène à un titre qui n’existe pas
  --> docs/lieu.en.md:9:5
  aide : les endroits de cette page sont `#acces`, `#le-lieu`

erreur : le lien `showcases/pont.md#le-probleme` mène à un titre qui n’existe pas
  --> docs/lieu.en.md:9:17
  aide : les endroits de cette page sont `#text-the-problem`

erreur : ce lien ne mène nulle part : `x`
  --> docs/lieu.en.md:9:52
  aide : écrivez une adresse web complète, ou le chemin d’une page depuis celle-ci, \
par exemple `index.md`

erreur : ce lien ne mène nulle part : `leiu.md`
  --> docs/lieu.fr.md:9:10
  aide : il existe une page au nom proche : `lieu.md`

erreur : ce lien ne mène nulle part : `/axes/`
  --> docs/lieu.fr.md:9:24
  aide : écrivez une adresse web complète, ou le chemin d’une page depuis celle-ci, \
par exemple `index.md`

erreur : ce lien ne mène nulle part : `axes/culture.md#x`
  --> docs/lieu.fr.md:9:39
  aide : écrivez une adresse web complète, ou le chemin d’une page depuis celle-ci, \
par exemple `index.md`"""


def test_a_showcase_does_not_lead_to_no_place_in_a_page(write: Write) -> None:
    body = (
        "Voir [le lieu](../lieu.md#acces), [là](../lieu.en.md#jardin) et [là](../lieu.md#Rien).\n"
    )
    root = write({f"docs/lieu.{language}.md": PAGE for language in ("fr", "en")})
    write({"showcases/pont.fr.md": showcase(body=body, axis="infrastucture")})
    found = inspect(Site.read(root / "mkdocs.yml"))[1]
    assert [(p.rule, str(p.places[0])) for p in found if not p.is_advice] == [
        ("unknown-axis", "showcases/pont.fr.md:4:7"),
        ("broken-anchor", "showcases/pont.fr.md:11:40"),
        ("broken-anchor", "showcases/pont.fr.md:11:70"),
    ]
    write({"showcases/pont.fr.md": showcase(body=body)})
    with pytest.raises(ContentError) as caught:
        load(Site.read(root / "mkdocs.yml"))
    assert [p.arguments["value"] for p in caught.value.problems] == [
        "../lieu.en.md#jardin",
        "../lieu.md#Rien",
    ]


def test_nothing_is_found_where_mkdocs_is_not_installed(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"docs/lieu.fr.md": "[a](leiu.md)\n", "docs/lieu.en.md": "Here.\n"})
    assert [problem.rule for problem in links(root)] == ["broken-link"]
    for name in [*sys.modules]:
        if name.partition(".")[0] == "mkdocs" or name.startswith("agora.generator"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mkdocs", None)
    assert links(root) == []


def test_pages_without_doubt_do_not_wait_for_mkdocs(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "[a](axes/social.md) [b](showcases/pont.md) [c](cities/rabat.md) [d](https://a.example/#x)"
    )
    write({"docs/lieu.fr.md": text, "docs/lieu.en.md": text})
    root = write({"showcases/pont.fr.md": showcase(body="Voir [ici](../lieu.md).\n")})
    monkeypatch.setitem(sys.modules, "agora.generator.pages", None)
    monkeypatch.setattr("agora.pages.links.guarded", None)
    assert links(root) == []


def test_a_page_that_mkdocs_fails_on_is_a_problem(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("of the page")

    monkeypatch.setattr("mkdocs.structure.pages.Page.render", fail)
    root = write({"docs/lieu.fr.md": "[a](leiu.md)\n", "docs/lieu.en.md": "Here.\n"})
    (problem,) = inspect(Site.read(root / "mkdocs.yml"))[1]
    assert (problem.rule, str(problem.places[0])) == ("slow-text", "docs/lieu.fr.md")
    assert str(problem.arguments["error"]).startswith("AssertionError, test_organisers_links.py:")


def test_settings_that_mkdocs_does_not_take_are_told(write: Write) -> None:
    root = write({"docs/lieu.fr.md": "[a](leiu.md)\n", "docs/lieu.en.md": "Here.\n"})
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "markdown_extensions: [nowhere]\n", "utf-8")
    with pytest.raises(SiteError, match=r"^mkdocs\.yml: .*nowhere"):
        inspect(Site.read(config))
