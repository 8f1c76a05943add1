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
