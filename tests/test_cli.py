from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agora import commands
from agora.cli import main
from conftest import ROOT, Write


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "agora", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)


def test_check_is_silent_when_all_is_well(small_site: Path) -> None:
    done = run("check", cwd=small_site)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_exits_1_with_the_report(write: Write) -> None:
    done = run("check", cwd=write({"showcases/pont.fr.md": ""}))
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout == (
        "error: the file is empty\n"
        "  --> showcases/pont.fr.md\n"
        "  help: copy another showcase and change it, or remove the file\n"
        "\n"
        "1 problem in 1 file\n"
    )


def test_check_finds_a_site_elsewhere(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    site = write({"showcases/pont.fr.md": ""})
    assert main(["check", "-f", str(site / "mkdocs.yml")]) == 1
    assert "showcases/pont.fr.md" in capsys.readouterr().out


def test_check_tells_what_concerns_a_path(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = write({"showcases/pont.fr.md": "", "showcases/quai/a.txt": "", "showcases/b.fr.md": ""})
    monkeypatch.chdir(site)
    assert main(["check", "showcases/pont.fr.md", "showcases/quai"]) == 1
    printed = capsys.readouterr().out
    assert "pont.fr.md" in printed
    assert "quai" in printed
    assert "b.fr.md" not in printed
    assert main(["check", "docs"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", "/"]) == 2
    assert capsys.readouterr().err.startswith("agora: / is not in ")


@pytest.mark.parametrize(
    ("path", "language", "told"),
    [
        ("showcases/gare.fr.md", "en", "there is no showcases/gare.fr.md"),
        (
            "showcases/pomt.fr.md",
            "en",
            "there is no showcases/pomt.fr.md; did you mean showcases/pont.fr.md?",
        ),
        (
            "pont",
            "fr",
            "pont n’existe pas\u202f; vouliez-vous dire showcases/pont.fr.md\u202f?",
        ),
    ],
)
@pytest.mark.parametrize("fix", [[], ["--fix"]])
def test_a_path_that_is_not_there_is_told(
    path: str,
    language: str,
    told: str,
    fix: list[str],
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(write({"showcases/pont.fr.md": "", "showcases/quai.fr.md": ""}))
    assert main(["check", "--lang", language, *fix, path]) == 2
    assert capsys.readouterr() == ("", f"agora: {told}\n")


SHORT = """\
---
title: Pont Hassan II
summary: Un pont qui rapproche les deux rives du fleuve et ouvre la vallée aux piétons.
axis: {axis}
partner: Agence du Bouregreg
city: Rabat
---

Un pont.
"""


def test_what_is_wrong_comes_first_and_advice_is_counted(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    right = SHORT.format(axis="infrastructure")
    monkeypatch.chdir(
        write(
            {
                "showcases/a.fr.md": right + "\nL'eau ?\n",
                "showcases/b.fr.md": SHORT.format(axis="mer"),
            }
        )
    )
    counted = """\
3 pieces of advice in showcases/a.fr.md
1 piece of advice in showcases/b.fr.md
`agora check --advice` lists it

"""
    count = "1 problem in 1 file; 4 pieces of advice in 2 files\n"
    assert main(["check"]) == 1
    first, _, rest = capsys.readouterr().out.partition("\n\n")
    assert first.startswith("error: unknown axis `mer`\n  --> showcases/b.fr.md:4:7\n")
    assert rest == counted + count

    assert main(["check", "--advice"]) == 1
    listed = capsys.readouterr().out
    kinds = [block.partition(":")[0] for block in listed.split("\n\n")]
    assert kinds[:-1] == ["error", *["advice"] * 4]
    assert listed.endswith(f"\n\n{count}")

    # Of one file without a mistake, the advice is what is left to tell.
    assert main(["check", "showcases/a.fr.md"]) == 0
    listed = capsys.readouterr().out
    assert listed.count("advice: ") == 3 and "--advice" not in listed
    assert main(["check", "showcases/b.fr.md", "--lang", "fr"]) == 1
    assert "\n\n1 conseil dans showcases/b.fr.md\n`agora check --advice showcases/b.fr.md` " in (
        capsys.readouterr().out
    )
    assert main(["check", "showcases"]) == 1
    assert "`agora check --advice showcases` lists it" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--lang", "fr", "check"],
        ["check", "--lang", "fr"],
        ["--lang", "en", "check", "--lang", "fr"],
        ["-f", "mkdocs.yml", "--lang", "fr", "check", "--advice"],
    ],
)
def test_the_language_of_messages_stands_anywhere(
    arguments: list[str],
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(write({"showcases/pont.fr.md": ""}))
    assert main(arguments) == 1
    assert capsys.readouterr().out.startswith("erreur\u202f: le fichier est vide\n")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (None, "agora: no mkdocs.yml in {folder}\n"),
        (
            "plugins: [search]\n",
            "agora: mkdocs.yml names no default language under plugins, i18n\n",
        ),
        ("a: [\n", "agora: mkdocs.yml: "),
    ],
)
def test_a_folder_that_is_no_site(
    config: str | None, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if config:
        (tmp_path / "mkdocs.yml").write_text(config)
    assert main(["check", "-f", str(tmp_path / "mkdocs.yml")]) == 2
    assert capsys.readouterr().err.startswith(message.format(folder=tmp_path))


@pytest.mark.parametrize("command", [None, *(command.NAME for command in commands.ALL)])
def test_every_command_has_help_with_an_example(
    command: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main([command, "--help"] if command else ["--help"])
    assert exit_.value.code == 0
    assert f"examples:\n  agora {command or ''}".rstrip() in capsys.readouterr().out


def test_the_real_showcases_have_no_problem(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "")
