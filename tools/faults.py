"""Plant faults one at a time in a copy of the checkout, and say whether a test command finds each.

    python tools/faults.py --list > faults.diff
    python tools/faults.py --patches faults.diff --test "PYTEST_ADDOPTS=-x make test"

A fault is one line of `agora/content`, `agora/safety`, `agora/pages` or of the explorer's and the
form's scripts, changed as somebody might mistype it; the seed decides which. A list that was kept
can be planted in another revision too, since a fault is found again by what its line says. Fault 0
is the checkout as it is, work in progress included: where the command fails on that, it shows
nothing, and the run ends with 2.

The mutation testers of PyPI would be more code: none changes JavaScript, mutmut has to run pytest
itself, and cosmic-ray keeps a database of sessions and plants in the checkout.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Keyword, Number, Operator

ROOT = Path(__file__).parent.parent
PACKAGES, IN_PACKAGES = ("agora/content", "agora/safety", "agora/pages"), 30
SCRIPTS, IN_SCRIPTS = ("docs/assets/explorer", "docs/assets/form"), 10

SWAPPED = {
    "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">",
    "in": "not in", "not in": "in", "is": "is not", "is not": "is",
    "and": "or", "or": "and", "+": "-", "-": "+",
    "===": "!==", "!==": "===", "&&": "||", "||": "&&", "!": "", "true": "false", "false": "true",
}  # fmt: skip
_OPERATOR = re.compile(r"[<>=!]=|[<>+-]|\b(?:not in|in|is not|is|and|or)\b")
_NOT_RUN = frozenset({"annotation", "returns", "decorator_list"})


class Edit(NamedTuple):
    """Some characters of a line, numbered from 0, and what comes in their place."""

    kind: str
    line: int
    start: int
    end: int
    new: str


class Fault(NamedTuple):
    """A line of a file, numbered from 1, and what it is changed to. No other line says the same."""

    path: str
    number: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}:{self.number}: {self.before.strip()}  ->  {self.after.strip()}"


class FaultError(Exception):
    """Raised for a list that is none, and for a line that does not stand once in its file."""


def python_edits(text: str) -> Iterator[Edit]:
    """What can be changed in a module, within one line each, where that makes a difference."""
    lines = [line.encode() for line in text.split("\n")]
    for node in _run(ast.parse(text)):
        for kind, line, start, end, new in _edits(node, lines):
            # Python counts bytes.
            before, within = lines[line][:start].decode(), lines[line][start:end].decode()
            yield Edit(kind, line, len(before), len(before) + len(within), new)


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """A node and those below it, without what is never run and what only types are made of.

    Python 3.11 does not know where the parts of an f-string are.
    """
    match node:
        case ast.Expr(ast.Constant()) | ast.JoinedStr() | ast.Assert():
            return
        case ast.If(ast.Name("TYPE_CHECKING")) | ast.If(ast.Compare(ast.Name("__name__"))):
            return
        case ast.Assign([ast.Name("__all__")]) | ast.Subscript(ast.Name("Literal")):
            return
        case ast.Call(ast.Name("cast" | "NewType" | "TypeVar")):
            return
    yield node
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and name not in _NOT_RUN:
                yield from _run(child)


def _edits(node: ast.AST, lines: Sequence[bytes]) -> Iterator[Edit]:
    match node:
        case ast.Compare(left, _, others):
            yield from _operators("comparison", [left, *others], lines)
        case ast.BoolOp(_, values):
            yield from _operators("and, or", values, lines)
        case ast.BinOp(left, ast.Add() | ast.Sub(), right):
            yield from _operators("arithmetic", [left, right], lines)
        case ast.UnaryOp(ast.Not()) if node.lineno == node.operand.lineno:
            start = node.col_offset
            yield Edit("negation", node.lineno - 1, start, start + len("not "), "")
        case ast.If(test) | ast.While(test) | ast.IfExp(test) | ast.comprehension(ifs=[test, *_]):
            if not isinstance(test, ast.UnaryOp):
                yield from _replaced("negation", test, lines, "not ({})")
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            yield from _replaced("return value", value, lines, "None")
        case ast.Constant(bool(value)):
            yield from _replaced("constant", node, lines, str(not value))
        case ast.Constant(int(value)):
            yield from _replaced("constant", node, lines, str(value + 1))
        case ast.Constant(str()) if node.end_lineno is not None and node.end_col_offset:
            end = node.end_col_offset - 1
            yield Edit("text", node.end_lineno - 1, end, end, "X")


def _operators(kind: str, operands: Sequence[ast.expr], lines: Sequence[bytes]) -> Iterator[Edit]:
    for left, right in pairwise(operands):
        line, start = (left.end_lineno or 0) - 1, left.end_col_offset or 0
        if line == right.lineno - 1:
            between = lines[line][start : right.col_offset].decode()
            if found := _OPERATOR.search(between):
                new = SWAPPED[found[0]]
                yield Edit(kind, line, start + found.start(), start + found.end(), new)


def _replaced(kind: str, node: ast.expr, lines: Sequence[bytes], new: str) -> Iterator[Edit]:
    """`{}` stands for what was there."""
    line, start, end = node.lineno - 1, node.col_offset, node.end_col_offset
    if node.end_lineno == node.lineno:
        yield Edit(kind, line, start, end or 0, new.format(lines[line][start:end].decode()))


def script_edits(text: str) -> Iterator[Edit]:
    """What can be changed in a script, outside of comments, strings and patterns."""
    for start, kind, token in JavascriptLexer().get_tokens_unprocessed(text):
        if kind in Number and token.isdecimal():
            new = str(int(token) + 1)
        elif (kind in Operator or kind in Keyword.Constant) and token in SWAPPED:
            new = SWAPPED[token]
        else:
            continue
        line, column = text.count("\n", 0, start), start - (text.rfind("\n", 0, start) + 1)
        yield Edit(f"`{token}`", line, column, column + len(token), new)


def choose(root: Path, seed: int) -> list[Fault]:
    """The faults of a checkout that a seed decides on, as many of each kind as there are."""
    chance = random.Random(seed)  # noqa: S311
    return [
        *_chosen(root, PACKAGES, "*.py", python_edits, chance, IN_PACKAGES),
        *_chosen(root, SCRIPTS, "*.js", script_edits, chance, IN_SCRIPTS),
    ]


def _chosen(
    root: Path,
    folders: Iterable[str],
    pattern: str,
    edits: Callable[[str], Iterable[Edit]],
    chance: random.Random,
    wanted: int,
) -> list[Fault]:
    kinds: dict[str, list[Fault]] = {}
    for path in (path for folder in folders for path in sorted((root / folder).glob(pattern))):
        text, name = path.read_text("utf-8"), path.relative_to(root).as_posix()
        lines = text.split("\n")
        for edit in edits(text):
            before = lines[edit.line]
            after = before[: edit.start] + edit.new + before[edit.end :]
            if lines.count(before) == 1:
                kinds.setdefault(edit.kind, []).append(Fault(name, edit.line + 1, before, after))
    for faults in kinds.values():
        chance.shuffle(faults)
    chosen: dict[tuple[str, int], Fault] = {}
    while any(kinds.values()) and len(chosen) < wanted:
        for faults in kinds.values():
            if faults and len(chosen) < wanted:
                fault = faults.pop()
                chosen.setdefault((fault.path, fault.number), fault)
    return sorted(chosen.values())


def planted(text: str, fault: Fault) -> str:
    """A file's text with the fault in it. Raises FaultError."""
    lines = text.split("\n")
    if lines.count(fault.before) != 1:
        raise FaultError(f"{fault.path} has {lines.count(fault.before)} lines such as this")
    lines[lines.index(fault.before)] = fault.after
    return "\n".join(lines)


def as_diff(root: Path, fault: Fault) -> str:
    """The fault as a unified diff."""
    text = (root / fault.path).read_text("utf-8")
    before, after = text.splitlines(True), planted(text, fault).splitlines(True)
    return "".join(difflib.unified_diff(before, after, f"a/{fault.path}", f"b/{fault.path}"))


def from_diffs(text: str) -> list[Fault]:
    """The faults of a list that `as_diff` has written. Raises FaultError."""
    faults = []
    for part in re.split(r"^--- a/", text, flags=re.M)[1:]:
        path, _, hunk, *lines = part.splitlines()
        start = re.match(r"@@ -(\d+)", hunk)
        at = next((n for n, line in enumerate(lines) if line.startswith("-")), None)
        if start is None or at is None:
            raise FaultError(f"this is no list of faults: {path}")
        faults.append(Fault(path, int(start[1]) + at, lines[at][1:], lines[at + 1][1:]))
    return faults


def copied(root: Path, target: Path) -> None:
    """Copy a checkout as it is, with its history and what is made once, such as .venv."""
    _git(root.parent, "clone", "--quiet", "--shared", "--no-checkout", str(root), str(target))
    _git(target, "reset", "--quiet")
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (root / name).exists() or (root / name).is_symlink():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target / name, follow_symlinks=False)
    if (root / ".cache").is_dir():
        shutil.copytree(root / ".cache", target / ".cache", symlinks=True)
    for modules in (root / "tools").glob("*/node_modules"):
        (target / modules.relative_to(root)).symlink_to(modules)
    # Its folders are shared, its stamps are not: what passes here is no success of the checkout's.
    (target / ".venv").mkdir()
    for part in (root / ".venv").glob("*"):
        if part.is_dir():
            (target / ".venv" / part.name).symlink_to(part)
        else:
            shutil.copy2(part, target / ".venv")


def _git(folder: Path, *command: str) -> str:
    done = subprocess.run(["git", *command], cwd=folder, capture_output=True, check=True)  # noqa: S603, S607
    return done.stdout.decode()


class Outcome(NamedTuple):
    found: bool
    seconds: float
    said: str


def tried(root: Path, fault: Fault | None, command: str, timeout: float) -> Outcome:
    """Run a command of the shell's in a copy with a fault in it, which is found where it fails.

    One that takes longer than `timeout` seconds has found it too, and is ended. Raises FaultError.
    """
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        copy, scratch, log = (Path(folder, name) for name in ("agora", "tmp", "log"))
        copied(root, copy)
        scratch.mkdir()
        if fault:
            path = copy / fault.path
            text = path.read_text("utf-8") if path.is_file() else ""
            path.write_text(planted(text, fault), "utf-8")
        # Ahead of the checkout, which the environment has installed as `agora`.
        places = [str(copy), *filter(None, [os.environ.get("PYTHONPATH")])]
        given = {"PYTHONPATH": os.pathsep.join(places), "TMPDIR": str(scratch)}
        began = time.monotonic()
        with log.open("wb") as output, _started(command, copy, given, output.fileno()) as process:
            try:
                failed = process.wait(timeout) != 0
            except subprocess.TimeoutExpired:
                failed = True
        return Outcome(failed, time.monotonic() - began, log.read_text("utf-8", "replace"))


@contextlib.contextmanager
def _started(
    command: str, folder: Path, given: dict[str, str], output: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A command of the shell's, ended with all that it has started."""
    process = subprocess.Popen(  # noqa: S602 (whoever runs this has written the command)
        command,
        shell=True,
        cwd=folder,
        env=os.environ | given,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        # Asked first, so that pytest has its browsers and servers end.
        for number in (signal.SIGINT, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)


def main(arguments: Sequence[str] | None = None) -> int:
    """List faults, or plant them. Returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--root", type=Path, default=ROOT, help="the checkout; this one where none is named")
    add("--seed", type=int, default=1, help="decides which faults; 1 unless given")
    add("--patches", type=Path, help="take the faults from this list")
    add("--only", type=int, nargs="+", metavar="N", help="only these of the list, 0 for none")
    add("--list", action="store_true", help="print the faults as diffs, and plant none")
    add("--test", metavar="COMMAND", help="what is to find them, run in the copy")
    add("--timeout", type=float, default=3600, help="seconds that it may take; 3600 unless given")
    given = parser.parse_args(arguments)
    root = given.root.resolve()
    listed = from_diffs(given.patches.read_text("utf-8")) if given.patches else None
    faults = list(enumerate([None, *(choose(root, given.seed) if listed is None else listed)]))
    chosen = [one for one in faults if given.only is None or one[0] in given.only]
    if given.list:
        print(*(as_diff(root, fault) for _, fault in chosen if fault), sep="", end="")
        return 0
    if not given.test:
        parser.error("say what is to find the faults, with --test")
    return _report(root, chosen, given.test, given.timeout)


def _report(
    root: Path, faults: Iterable[tuple[int, Fault | None]], command: str, timeout: float
) -> int:
    found: list[bool] = []
    for number, fault in faults:
        print(f"{number}: {fault or 'the checkout as it is'}", end=" … ", flush=True)
        try:
            outcome = tried(root, fault, command, timeout)
        except FaultError as error:
            print(f"NOT PLANTED, {error}")
            continue
        seconds = f"{outcome.seconds:.0f} s"
        if fault:
            found.append(outcome.found)
            print("found," if outcome.found else "NOT FOUND,", seconds, flush=True)
        elif outcome.found:
            print(f"fails, {seconds}\n{outcome.said[-4000:]}")
            return 2
        else:
            print("passes,", seconds, flush=True)
    print(f"{sum(found)} of {len(found)} faults found")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    raise SystemExit(main())
