"""Reports at a terminal; the other formats are held against every golden case."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

from agora.problems import Place, Problem
from agora.problems.formats import as_terminal_text
from agora.strings import Strings
from conftest import ROOT, Write

ENGLISH = Strings.load("en")


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[\d+m", "", text)


def test_the_line_at_fault_is_shown_with_a_caret(write: Write) -> None:
    root = write({"showcases/pont.fr.md": "---\ntitle: Pont\naxis:\tinfrastucture\r\n---\n"})
    problems = [
        Problem(
            "unknown-axis",
            (Place("showcases/pont.fr.md", 3, 7),),
            {"value": "infrastucture", "similar": "infrastructure", "known": "infrastructure"},
        ),
        Problem("missing", (Place("showcases/pont.fr.md"),), {"key": "city", "example": "city: a"}),
        Problem("empty-body", (Place("showcases/gone.fr.md", 5, 1),)),
        Problem("short-text", (Place("showcases/pont.fr.md", 99, 1),), {"n": 2}),
    ]
    assert without_colour(as_terminal_text(problems, ENGLISH, root)) == (
        "error: unknown axis `infrastucture`\n"
        "  --> showcases/pont.fr.md:3:7\n"
        "     3 | axis: infrastucture\n"
        "       |       ^\n"
        "  help: there is an axis with a similar name: `infrastructure`\n"
        "  note: the axes are infrastructure\n"
        "  = AG316\n"
        "\n"
        "error: missing `city`\n"
        "  --> showcases/pont.fr.md\n"
        "  help: add a line such as `city: a`\n"
        "  = AG302\n"
        "\n"
        "error: no text after the front matter\n"
        "  --> showcases/gone.fr.md:5:1\n"
        "  help: tell the problem, what was done, what came of it, and what another city can"
        " learn\n"
        "  = AG601\n"
        "\n"
        "advice: the text has 2 words, which is little\n"
        "  --> showcases/pont.fr.md:99:1\n"
        "  help: aim at 250 to 450 words: the problem, what was done, what came of it, what another"
        " city can take from it\n"
        "  = AG805\n"
        "\n"
        "3 problems in 2 files; 1 piece of advice in 1 file"
    )
    assert as_terminal_text([], ENGLISH, root) == ""


def test_of_a_long_line_the_part_at_fault_is_shown(write: Write) -> None:
    root = write({"showcases/pont.fr.md": "x" * 500 + "HERE" + "y" * 500})
    problem = Problem("empty-body", (Place("showcases/pont.fr.md", 1, 501),))
    _, _, line, caret, *_ = without_colour(as_terminal_text([problem], ENGLISH, root)).split("\n")
    assert len(line) < 120
    assert line[caret.index("^") :].startswith("HERE")


def test_colour_is_for_terminals_only(write: Write) -> None:
    site = write({"showcases/pont.fr.md": ""})
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "agora", "check"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=site, env=environment, stdout=slave, stdin=slave)
    os.close(slave)
    printed = os.read(master, 10_000).decode()
    os.close(master)
    assert done.returncode == 1
    assert "\x1b[31merror" in printed
    assert without_colour(printed).replace("\r", "").startswith("error: the file is empty\n")
