"""`agora new` and `agora translate`: what they write, refuse and ask."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agora import commands
from agora.authoring.scaffold import Answers, write
from agora.authoring.translation import passages, write_untranslated
from agora.authoring.writing import create, replace
from agora.cli import main
from agora.commands import new
from agora.content.entries import read_fields
from agora.content.frontmatter import parse
from agora.content.validation import Known, Validator
from agora.loading import inspect
from agora.problems import Problem
from agora.site import Site
from agora.strings import LOCALES, Strings
from conftest import ROOT, Write
from pictures import picture as draw
from test_words import texts

LANGUAGES = ("fr", "en")

ORIGINAL = {
    "--title": "Pont Hassan II\u202f: deux rives",
    "--summary": "Un pont qui rapproche les deux rives du fleuve.",
    "--axis": "infrastructure",
    "--partner": "Agence du Bouregreg",
    "--city": "Rabat",
}
TRANSLATION = {
    "--title-en": "The Hassan II bridge: two banks",
    "--summary-en": "A bridge that brings the two banks of the river together.",
}

Files = dict[str, str]


def arguments(*options: dict[str, str], **more: str) -> list[str]:
    flat = [part for pairs in options for pair in pairs.items() for part in pair]
    return ["new", *flat, *(part for pair in more.items() for part in pair)]


@pytest.fixture
def site(small_site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_site)
    return small_site


def written(site: Path) -> Files:
    """The files below `showcases/` that were not there at first."""
    return {
        path.relative_to(site / "showcases").as_posix(): path.read_text("utf-8", errors="replace")
        for path in sorted((site / "showcases").rglob("*"))
        if path.is_file() and path.suffix != ".yml"
    }


def problems(site: Path) -> list[str]:
    return [p.rule for p in inspect(Site.read(site / "mkdocs.yml"))[1] if not p.is_advice]


def test_options_make_an_original_and_a_translation_that_are_well(site: Path) -> None:
    tags = ["--tag", "pont", "--tag", "fleuve", "--tag-en", "bridge", "--tag-en", "river"]
    assert main([*arguments(ORIGINAL, TRANSLATION), "--language", "fr", *tags]) == 0
    assert problems(site) == []
    files = written(site)
    assert list(files) == ["pont-hassan-ii.en.md", "pont-hassan-ii.fr.md"]
    original = files["pont-hassan-ii.fr.md"]
    assert original.startswith(
        '---\ntitle: "Pont Hassan II\u202f: deux rives"\n'
        'summary: "Un pont qui rapproche les deux rives du fleuve."\n'
        'axis: infrastructure\npartner: "Agence du Bouregreg"\ncity: "Rabat"\n'
        'edition: 7\ntags: ["pont", "fleuve"]\n---\n\n## Le problème\n\n<!-- '
    )
    assert files["pont-hassan-ii.en.md"].startswith(
        '---\ntitle: "The Hassan II bridge: two banks"\n'
        'summary: "A bridge that brings the two banks of the river together."\n'
        'tags: ["bridge", "river"]\n---\n\n## The problem\n\n<!-- '
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headings_are_those_of_the_showcases(language: str) -> None:
    headings = re.findall("^## .*$", new.outline(language), re.MULTILINE)
    assert len(headings) == 4
    for path in (ROOT / "showcases").glob(f"*.{language}.md"):
        assert re.findall("^## .*$", path.read_text("utf-8"), re.MULTILINE) == headings


def test_every_option_ends_in_the_file(site: Path) -> None:
    (site / "corps.txt").write_text("\ufeffLe pont a 3 voies.\r\n", "utf-8", newline="")
    (site / "Pont.JPG").write_bytes(draw())
    more = """--language fr --slug pont --country MA --year 2012 --status running --edition 6
        --image Pont.JPG --image-credit Agence --alias vieux-pont --body-file corps.txt"""
    pairs = ["--source", "Le Matin", "https://lematin.ma", "--link", "Le site", "http://a.example"]
    alt = ["--image-alt", "Le pont\n vu d’en bas", "--partner", "Ville de Rabat"]
    assert main([*arguments(ORIGINAL), *more.split(), *pairs, *alt]) == 0
    assert problems(site) == []
    assert written(site)["pont.fr.md"] == (
        '---\ntitle: "Pont Hassan II\u202f: deux rives"\n'
        'summary: "Un pont qui rapproche les deux rives du fleuve."\n'
        'axis: infrastructure\npartner: ["Agence du Bouregreg", "Ville de Rabat"]\ncity: "Rabat"\n'
        "country: MA\nyear: 2012\nstatus: running\nedition: 6\n"
        'image:\n  file: "Pont.JPG"\n  alt: "Le pont vu d’en bas"\n  credit: "Agence"\n'
        'links:\n  - title: "Le site"\n    url: "http://a.example"\n'
        'sources:\n  - title: "Le Matin"\n    url: "https://lematin.ma"\n'
        "aliases: vieux-pont\n---\n\nLe pont a 3 voies.\n"
    )
    assert (site / "showcases" / "pont" / "Pont.JPG").read_bytes() == draw()


def test_a_finished_translation(site: Path) -> None:
    (site / "fr.txt").write_text("Le pont a 3 voies.", "utf-8")
    (site / "en.txt").write_text("The bridge has 3 lanes.", "utf-8")
    (site / "pont.png").write_bytes(draw(".png"))
    options = """--language fr --body-file fr.txt --body-file-en en.txt --image pont.png
        --image-alt x --image-alt-en y --partner-en Agency"""
    source = ["--source", "Le Matin", "https://lematin.ma"]
    assert main([*arguments(ORIGINAL, TRANSLATION), *options.split(), *source]) == 0
    assert problems(site) == []
    assert written(site)["pont-hassan-ii.en.md"].endswith(
        'partner: "Agency"\nimage:\n  alt: "y"\n---\n\nThe bridge has 3 lanes.\n'
    )


def test_an_english_original(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(ORIGINAL)) == 0
    assert list(written(site)) == ["pont-hassan-ii.en.md"]
    printed = capsys.readouterr().out
    assert "agora translate pont-hassan-ii fr" in printed
    assert "agora check --fix showcases/pont-hassan-ii.en.md" in printed


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["new"], "missing options --title, --summary, --axis, --partner, --city"),
        (
            ["new", "--lang", "fr", "--title", "x", "--axis", "x", "--city", "x", "--partner", "x"],
            "il manque l’option --summary",
        ),
        (
            [*arguments(ORIGINAL), "--language", "fr", "--title-en", "The bridge"],
            "missing option --summary-en",
        ),
        (
            [*arguments(ORIGINAL, TRANSLATION), "--language", "fr", "--body-file", "mkdocs.yml"],
            "missing option --body-file-en",
        ),
        (
            [*arguments(ORIGINAL, TRANSLATION), "--language", "fr", "--image", "x.png"],
            "missing options --image-alt-en, --image-alt",
        ),
        (
            [*arguments(ORIGINAL), "--image", "x.png", "--image-alt", "x"],
            "there is no picture x.png",
        ),
        (
            [*arguments(ORIGINAL, TRANSLATION), "--language", "en"],
            "--title-en is for a translation, and the text itself is in that language",
        ),
        (
            [*arguments(ORIGINAL), "--language", "it"],
            "the site has no language it; it has fr, en",
        ),
        (
            [*arguments(ORIGINAL), "--slug", "Pont Neuf"],
            "`Pont Neuf` cannot be an address; give one with --slug: "
            "small letters without accents, digits, single hyphens",
        ),
        (
            [*arguments(ORIGINAL | {"--title": "!!!"})],
            "`` cannot be an address; give one with --slug: "
            "small letters without accents, digits, single hyphens",
        ),
    ],
)
def test_what_is_missing_or_does_not_go_together(
    options: list[str], message: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options) == 2
    assert capsys.readouterr() == ("", f"agora: {message}\n")
    assert written(site) == {}


def test_a_text_that_cannot_be_read(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "latin.txt").write_bytes(b"\xe9")
    for name in ("latin.txt", "absent.txt"):
        assert main([*arguments(ORIGINAL), "--body-file", name]) == 2
        assert capsys.readouterr().err.startswith(f"agora: cannot read {name}: ")
    assert written(site) == {}


def test_problems_are_told_in_the_words_of_check_at_the_options_and_nothing_is_left(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "corps.txt").write_text("[x](javascript:y)", "utf-8")
    (site / "pont.png").write_bytes(draw(".png"))
    wrong = {"--axis": "infrastucture", "--city": "Rabatt", "--year": "12", "--title-fr": "x" * 91}
    options = ["--summary-fr", "x" * 40, "--body-file", "corps.txt", "--body-file-fr", "corps.txt"]
    picture = ["--image", "pont.png", "--image-alt", "x" * 301, "--image-alt-fr", "x"]
    assert main([*arguments(ORIGINAL | wrong), *options, *picture, "--tag", "x" * 41]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.findall(r"^\w+: |--> .*", printed.err, re.MULTILINE) == [
        *("error: ", "--> --axis", "error: ", "--> --city", "error: ", "--> --year"),
        *("error: ", "--> --tag", "error: ", "--> --image", "error: ", "--> --body-file"),
        *("error: ", "--> --title-fr", "error: ", "--> --body-file-fr"),
    ]
    assert (
        "error: unknown axis `infrastucture`\n"
        "  --> --axis\n"
        "  help: there is an axis with a similar name: `infrastructure`\n"
        "  note: the axes are infrastructure, social\n\n"
    ) in printed.err
    assert written(site) == {}
    assert not (site / "showcases" / "pont-hassan-ii").exists()


def test_the_problems_of_others_stop_nobody(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write({"showcases/autre.fr.md": "---\naxis: [\n---\n", "showcases/vide.fr.md": ""})
    monkeypatch.chdir(site)
    assert main(arguments(ORIGINAL)) == 0


def test_nothing_is_overwritten(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments(ORIGINAL), "--slug", "pont"]) == 0
    before = written(site)
    capsys.readouterr()
    assert main([*arguments(ORIGINAL), "--slug", "pont", "--language", "fr"]) == 2
    message = "agora: there is a showcase `pont` already, or there was one\n"
    assert capsys.readouterr().err == message
    (site / "pont.png").write_bytes(b"new")
    picture = site / "showcases" / "quai" / "pont.png"
    picture.parent.mkdir()
    picture.write_bytes(b"old")
    image = ["--slug", "quai", "--image", "pont.png", "--image-alt", "x"]
    assert main([*arguments(ORIGINAL), *image]) == 2
    message = "agora: showcases/quai/pont.png is there already; nothing was written\n"
    assert capsys.readouterr().err == message
    assert picture.read_bytes() == b"old"
    assert written(site) == before | {"quai/pont.png": "old"}


def test_files_are_written_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "b" / "c"
    taken.parent.mkdir()
    taken.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        create({tmp_path / "a" / "x": b"1", taken: b"2"})
    assert sorted(tmp_path.rglob("*")) == [taken.parent, taken]

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("shutil.copymode", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace(taken, b"new")
    assert taken.read_bytes() == b"old"
    assert sorted(tmp_path.rglob("*")) == [taken.parent, taken]


Ask = Callable[..., tuple[int, str]]


@pytest.fixture
def ask(site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs `agora new` with lines typed at a terminal; returns its status and what it printed."""

    def ask(lines: list[str], *options: str) -> tuple[int, str]:
        typed: Iterator[str] = iter(lines)

        def read(prompt: str = "") -> str:
            print(prompt, end="")
            line = next(typed, None)
            if line is None:
                raise EOFError
            print(line)
            return line

        monkeypatch.setattr("builtins.input", read)
        monkeypatch.setattr(new, "_is_conversation", lambda: True)
        status = main(["new", *options])
        assert next(typed, None) is None
        return status, capsys.readouterr().out

    return ask


PLAIN = [
    "",  # language
    "Pont Hassan II\u202f: deux rives",
    "Un pont qui rapproche les deux rives du fleuve.",
    "1",  # axis
    *("Agence du Bouregreg", ""),
    "rabat",
    *("", "", "", "", "", "", ""),  # year, status, tags, sources, links, picture, translation
    "",  # slug
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_that_are_answered_shortly(language: str, ask: Ask, site: Path) -> None:
    status, printed = ask(PLAIN, "--lang", language)
    assert status == 0
    assert problems(site) == []
    name = f"pont-hassan-ii.{language}.md"
    assert written(site)[name] == write(
        Answers(
            title=PLAIN[1],
            summary=PLAIN[2],
            axis="infrastructure",
            partner=("Agence du Bouregreg",),
            city="rabat",
            edition=7,
            body=new.outline(language),
        )
    )
    assert f"  showcases/{name}\n" in printed


def test_questions_that_are_answered_in_full_and_wrongly_at_first(
    ask: Ask, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "rame.png").write_bytes(draw(".png"))
    (site / "rame.jpg").write_bytes(draw(".png"))
    (site / "showcases" / "quai.fr.md").write_text(
        write(
            Answers(
                title="Le quai",
                summary="Un quai où l’on marche à l’ombre, le soir, en famille.",
                axis="social",
                partner=("Ville de Rabat", "RATP"),
                city="Sala",
                country="MA",
                tags=("fleuve",),
                body="Un quai.",
            )
        ),
        "utf-8",
    )
    lines = [
        *("3", "1"),
        *("", "Le pont"),
        *("Court.", "Un pont qui rapproche les deux rives du fleuve."),
        *("", "infrastructure", "1"),
        *("", "?", "2", "ville de rabat", "Vile de Rabat", "o", "RATT", "n", ""),
        *("!!!", "Rabatt", "n", "", "Atlantis", "ZZ", "Atlantide", "maroc"),
        *("12", "2012"),
        *("5", "3"),
        *("pont, fleuve,", "Le Matin", "lematin.ma", "https://lematin.ma", ""),
        "",
        *("absent.png", "rame.gif", "rame.jpg", "rame.png", "", "Le pont", "Agence"),
        *("peut-être", "oui", "", "The bridge"),
        "A bridge that brings the two banks of the river together.",
        *("bridge", "bridge, river", "The bridge seen from below"),
        *("Pont Neuf", "index", "quai", "le-pont"),
    ]
    status, printed = ask(lines, "--lang", "fr")
    assert status == 0, printed
    assert problems(site) == []
    files = written(site)
    assert files["le-pont.fr.md"].partition("\n---")[0] == (
        '---\ntitle: "Le pont"\nsummary: "Un pont qui rapproche les deux rives du fleuve."\n'
        'axis: infrastructure\npartner: ["Ville de Rabat", "RATT"]\ncity: "Atlantis"\n'
        'country: MA\nyear: 2012\nstatus: running\nedition: 7\ntags: ["pont", "fleuve"]\n'
        'image:\n  file: "rame.png"\n  alt: "Le pont"\n  credit: "Agence"\n'
        'sources:\n  - title: "Le Matin"\n    url: "https://lematin.ma"'
    )
    assert files["le-pont.en.md"].partition("\n---")[0] == (
        '---\ntitle: "The bridge"\n'
        'summary: "A bridge that brings the two banks of the river together."\n'
        'tags: ["bridge", "river"]\nimage:\n  alt: "The bridge seen from below"'
    )
    assert "le-pont/rame.png" in files
    for said in (
        "erreur\u202f: `summary` compte 6 caractères",
        "Vouliez-vous dire «\u202fVille de Rabat\u202f»\u202f? [Oui/non]",
        "Vouliez-vous dire «\u202fRabat\u202f»\u202f? [Oui/non]",
        "  1  RATP",
        "erreur\u202f: l’image est au format PNG, et son nom se termine par `.jpg`",
        "erreur\u202f: il y a déjà un showcase `quai`",
        "Écrivez un nombre de 1 à 2.",
    ):
        assert said in printed, said


def test_what_options_gave_is_not_asked_unless_it_is_wrong(ask: Ask, site: Path) -> None:
    options = (
        "--axis social --year 12 --city Rabatt --partner Ville --tag x --slug Q --image absent"
    )
    translated = ["--title-en", "x" * 91, "--summary-en", "x" * 40]
    lines = [
        "Le pont",
        PLAIN[2],
        "Rabat",
        "2012",
        "",
        "",
        "",
        "",
        "The bridge",
        "the wharf",
        "pont",
    ]
    status, printed = ask(lines, "--lang", "fr", "--language", "fr", *options.split(), *translated)
    assert status == 0, printed
    assert '"The bridge"' in written(site)["pont.en.md"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_leaving_the_questions_writes_nothing(
    language: str, ask: Ask, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _ = ask(PLAIN[:5], "--lang", language)
    assert status == 130
    assert written(site) == {}


PATIENCE = 60
"""Seconds after which a command that should speak is taken to be silent for ever."""

SECOND_PRESS = 5
"""Seconds after which somebody who sees nothing happen presses Ctrl+C again."""


class Terminal:
    """A real terminal, in which a command asks."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        pty = pytest.importorskip("pty")
        self._end, end = pty.openpty()
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "dumb"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "agora", *arguments],
            cwd=folder,
            env=environment,
            stdin=end,
            stdout=end,
            stderr=end,
            start_new_session=True,
            # A test run in the background ignores Ctrl+C, and its children would too.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        os.close(end)
        self.shown = ""

    def read_until(self, ending: str) -> None:
        while not self.shown.endswith(ending):
            self.shown += self._read()

    def type(self, text: str) -> None:
        self.shown = ""
        os.write(self._end, text.encode())

    def interrupt(self) -> None:
        """Press Ctrl+C until something happens.

        Python notes a signal that comes between its showing a prompt and its waiting for the
        answer, and then waits all the same: it acts on the next one.
        """
        for _ in range(PATIENCE // SECOND_PRESS):
            os.killpg(self._process.pid, signal.SIGINT)
            if self._speaks(SECOND_PRESS):
                return

    def finish(self) -> int:
        while text := self._read():
            self.shown += text
        os.close(self._end)
        return self._process.wait()

    def _speaks(self, patience: float) -> bool:
        ready, _, _ = select.select([self._end], [], [], patience)
        return bool(ready)

    def _read(self) -> str:
        if not self._speaks(PATIENCE):
            self._process.kill()
            self._process.wait()
            os.close(self._end)
            pytest.fail(f"the command says no more after: {self.shown}")
        try:
            return os.read(self._end, 4096).decode("utf-8", errors="replace").replace("\r", "")
        except OSError:  # Linux says so that nobody writes there any more
            return ""


def test_at_a_real_terminal(site: Path) -> None:
    terminal = Terminal(site, "new", "--lang", "fr")
    for line in PLAIN:
        terminal.read_until(" " if line == PLAIN[-2] else "> ")
        terminal.type(f"{line}\n")
    assert terminal.finish() == 0, terminal.shown
    assert problems(site) == []
    assert list(written(site)) == ["pont-hassan-ii.fr.md"]


def test_ctrl_c_at_a_real_terminal(site: Path) -> None:
    terminal = Terminal(site, "new", "--lang", "en")
    for line in PLAIN[:3]:
        terminal.read_until("> ")
        terminal.type(f"{line}\n")
    terminal.read_until("> ")
    terminal.interrupt()
    assert terminal.finish() == 130
    assert "Stopped; nothing was written." in terminal.shown
    assert written(site) == {}


@pytest.fixture
def original(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an original that has everything, and figures in its text."""
    site = write(
        {
            "showcases/pont.fr.md": """---
title: 'Pont Hassan II : "deux rives"'
summary: Un pont qui rapproche les deux rives du fleuve.
axis: infrastructure
partner: [Agence du Bouregreg, Ville de Rabat]
city: Rabat
tags: [pont, fleuve]
image: {file: pont.jpg, alt: Le pont vu d’en bas, credit: Agence}
links: [{title: Le site, url: 'https://a.example'}]
sources: [{title: Le Matin, url: 'https://lematin.ma'}]
---

## Le problème

Il a 3 voies.
Et 7,5 mètres.

<!-- une
remarque -->

```
code

--> suite
```
""",
            "showcases/pont/pont.jpg": draw(),
        }
    )
    monkeypatch.chdir(site)
    return site


UNTRANSLATED = """\
---
# Translation of showcases/pont.fr.md. Fill in the empty fields; delete the lines that begin \
with “#” once they have served.
# "Pont Hassan II : \\"deux rives\\""
title: ""
# "Un pont qui rapproche les deux rives du fleuve."
summary: ""
# Optional: take away the “#” before names that are written differently in this language, and \
translate all of them, in the same order.
# partner: ["Agence du Bouregreg", "Ville de Rabat"]
# tags: ["pont", "fleuve"]
image:
  # "Le pont vu d’en bas"
  alt: ""
# Optional: without them the page shows the original’s. Take away the “#”, and translate the titles.
# links:
#   - title: "Le site"
#     url: "https://a.example"
# sources:
#   - title: "Le Matin"
#     url: "https://lematin.ma"
---

<!-- Replace each passage between these marks by its translation, the marks as well. -->

<!--
## Le problème
-->

<!--
Il a 3 voies.
Et 7,5 mètres.
-->

<!--
```
code

-- > suite
```
-->
"""


def test_what_is_to_be_translated_is_told_and_not_published(
    original: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["translate", "pont", "en"]) == 0
    assert written(original)["pont.en.md"] == UNTRANSLATED
    printed = capsys.readouterr().out
    for rule in ("`title` is empty", "`summary` is empty", "`image.alt` is empty"):
        assert f"error: {rule}\n  --> showcases/pont.en.md:" in printed
    assert "2 figures of the original must stand in the translation: 3, 7,5." in printed
    assert "agora check --fix showcases/pont.fr.md showcases/pont.en.md" in printed
    assert {"empty-value", "figure-missing"} <= set(problems(original))


def test_an_untranslated_file_that_is_filled_in_is_well(original: Path) -> None:
    assert main(["translate", "--lang", "fr", "showcases/pont.fr.md", "en"]) == 0
    path = original / "showcases" / "pont.en.md"
    text = path.read_text("utf-8")
    text = text.replace('title: ""', "title: The bridge").replace('alt: ""', "alt: The bridge")
    text = text.replace('summary: ""', f"summary: {TRANSLATION['--summary-en']}")
    text = text.replace("# tags: [", "tags: [")
    text = re.sub("(?s)<!--\nIl a.*?-->", "It has 3 lanes.\nAnd 7.5 metres.", text)
    text = text.replace("<!--\n## Le problème\n-->", "## The problem")
    path.write_text(text, "utf-8")
    assert problems(original) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["pont", "fr"], "showcases/pont.fr.md is there already; nothing was written"),
        (["pont", "it"], "the site has no language it; it has fr, en"),
        (["pint", "en"], "no showcase is named pint; did you mean pont?"),
        (["gare", "en"], "no showcase is named gare"),
        (["vide", "en"], "showcases/vide.fr.md has problems; mend them first "
                         "(agora check showcases/vide.fr.md)"),
        (["pont", "en", "--lang", "fr"], "showcases/pont.en.md existe déjà ; rien n’a été écrit"),
    ],
)  # fmt: skip
def test_what_cannot_be_translated(
    arguments: list[str], message: str, original: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (original / "showcases" / "vide.fr.md").write_bytes(b"")
    if arguments[:2] == ["pont", "en"]:
        (original / "showcases" / "pont.en.md").write_text("---\ntitle: x\n---\n")
    before = written(original)
    assert main(["translate", *arguments]) == 2
    assert capsys.readouterr() == ("", f"agora: {message}\n".replace(" ;", "\u202f;"))
    assert written(original) == before


def test_passages_of_code_stay_whole() -> None:
    text = "a\nb\n\n\n~~~\nc\n\n```\n\n~~~\n \nd"
    assert passages(text) == ["a\nb", "~~~\nc\n\n```\n\n~~~", "d"]
    assert passages("") == []


def test_every_real_original_can_be_translated_anew(tmp_path: Path) -> None:
    """What is written reads as front matter, with nothing wrong but what stands empty."""
    known = Known(
        {path.name.split(".")[0]: "" for path in (ROOT / "docs" / "axes").glob("*.fr.md")},
        range(1, 20),
        LANGUAGES,
    )
    words = Strings.load("fr", [LOCALES / "commands"])
    for path in sorted((ROOT / "showcases").glob("*.fr.md")):
        found: list[Problem] = []
        document = parse(path.read_text("utf-8"), path.name, found)
        assert document is not None
        file = read_fields(document, "fr", Validator(known, found))
        assert found == []
        made = parse(write_untranslated(file, words), "x.en.md", found)
        assert made is not None
        read_fields(made, "en", Validator(known, found))
        assert {problem.rule for problem in found} == {"empty-value"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_commands(language: str) -> None:
    def shape(language: str) -> dict[str, set[str]]:
        entries = dict(Strings.load(language, [LOCALES / "commands"]).entry())
        outline = {f"outline.{i}": part for i, part in enumerate(entries.pop("outline"))}
        return {
            key: set(re.findall(r"\{(\w+)\}", text))
            for key, text in texts({**entries, **outline})
            if not key.startswith("locale")
        }

    assert shape(language) == shape("fr")
    assert {command.NAME for command in commands.ALL} >= {"check", "new", "translate", "schema"}


def test_the_french_words_are_well_set() -> None:
    entries = dict(Strings.load("fr", [LOCALES / "commands"]).entry())
    outline = {f"outline.{i}": part for i, part in enumerate(entries.pop("outline"))}
    for key, text in texts({**entries, **outline}):
        plain = text.replace("<!--", "").replace("{", "").replace("}", "")
        assert not re.search(r"[^\u202f\s][;?»]|[^\u202f/s]:(?=\s|$)|«(?!\u202f)", plain), (
            key,
            text,
        )
        assert not re.search(r" [:;!?»]|« |'", plain), (key, text)
