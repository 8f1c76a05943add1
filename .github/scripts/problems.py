"""Write the problems that `agora check --format json` found as a job summary.

Usage: problems.py FR.JSON EN.JSON >> "$GITHUB_STEP_SUMMARY"

Each file is named after its language; the summary says all of them, one after the
other. It is HTML without an empty line, in which nothing that a contributor wrote
is taken for Markdown or for a tag.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from agora.safety.output import for_summary
from agora.strings import LOCALES, Strings

LARGEST = 900_000
"""Bytes of a summary: GitHub drops one of more than 1024 kB a step, whole."""

COMMAND = "<code>make check</code>"


def main(paths: Sequence[Path], environment: Mapping[str, str] = os.environ) -> str:
    budget = LARGEST // len(paths)
    return "".join(
        _section(json.loads(path.read_text("utf-8")), path.stem, budget, _source(environment))
        for path in paths
    )


def _source(environment: Mapping[str, str]) -> str:
    """Where the files of the checked commit are shown; "" away from GitHub."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
    server, repository, commit = (environment.get(name, "") for name in names)
    return f"{server}/{repository}/blob/{commit}/" if commit else ""


def _section(report: Mapping[str, Any], language: str, budget: int, source: str) -> str:
    words = Strings.load(language)
    t = Strings.load(language, [LOCALES / "pull-request"])
    problems = report["problems"]
    errors = [problem for problem in problems if problem["severity"] == "error"]
    advice = [problem for problem in problems if problem["severity"] != "error"]
    verdict = t("problems.advice-only" if advice else "problems.none")
    if errors:
        files = {place["path"] for problem in errors for place in problem["places"]}
        verdict = words(
            "report.count",
            problems=words("report.problems-count", n=len(errors)),
            files=words("report.files", n=len(files)),
        )
    lines = [f"<details open><summary><b>{t('language')}</b> · {escape(verdict)}</summary>"]
    if errors:
        lines += _table(errors, words, t, budget // 2, source)
        lines.append(f"<p>{t('problems.all', command=COMMAND)}</p>")
    if advice:
        lines.append(f"<p><b>{escape(t('problems.advice'))}</b></p>")
        lines += _table(advice, words, t, budget // 2, source)
    return "\n".join([*lines, "</details>", "", ""])


def _table(
    problems: Sequence[Mapping[str, Any]], words: Strings, t: Strings, budget: int, source: str
) -> list[str]:
    header = f"<tr><th>{t('problems.where')}</th><th>{t('problems.what')}</th></tr>"
    lines, left = [f"<table>{header}"], budget
    for shown, problem in enumerate(problems):
        row = _row(problem, words, source)
        left -= len(row.encode())
        if left < 0:
            lines.append(
                f"<tr><td colspan=2>{t('problems.cut', n=len(problems) - shown)}</td></tr>"
            )
            break
        lines.append(row)
    return [*lines, "</table>"]


def _row(problem: Mapping[str, Any], words: Strings, source: str) -> str:
    what = [f"<b>{problem['code']}</b> {_prose(problem['message'])}"]
    what += [
        f"{escape(words(f'report.{name}'))}: {_prose(problem[name])}"
        for name in ("help", "note")
        if problem[name]
    ]
    where = "<br>".join(_link(place, source) for place in problem["places"])
    return f"<tr><td>{where}</td><td>{'<br>'.join(what)}</td></tr>"


def _link(place: Mapping[str, Any], source: str) -> str:
    path, line, column = place["path"], place["line"], place["column"]
    text = ":".join(str(part) for part in (path, line, column) if part)
    # `plain=1` shows the text of a Markdown file, which alone has lines to go to.
    address = f"{source}{quote(path)}" + (f"?plain=1#L{line}" if line else "")
    shown = f"<code>{for_summary(text)}</code>"
    return f'<a href="{escape(address)}">{shown}</a>' if source else shown


def _prose(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", for_summary(text))


if __name__ == "__main__":
    sys.stdout.buffer.write(main([Path(argument) for argument in sys.argv[1:]]).encode())
