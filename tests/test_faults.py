"""The faults that are planted to see whether tests find them: what they are, and where."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.faults import (
    Edit,
    Fault,
    FaultError,
    as_diff,
    choose,
    from_diffs,
    main,
    planted,
    python_edits,
    script_edits,
)

ROOT = Path(__file__).parent.parent


def mistyped(text: str, edits: list[Edit]) -> list[str]:
    lines = text.split("\n")
    return [lines[e.line][: e.start] + e.new + lines[e.line][e.end :] for e in edits]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("é < b", ["é <= b"]),
        ("a == (b) != c", ["a != (b) != c", "a == (b) == c"]),
        ("a not in b and c", ["a not in b or c", "a in b and c"]),
        ("a - 1", ["a + 1", "a - 2"]),
        ("not is_a", ["is_a"]),
        ("[a for a in b if a]", ["[a for a in b if not (a)]"]),
        ("f(True, 'a')", ["f(False, 'a')", "f(True, 'aX')"]),
        ("def f(a: 'A' = 0) -> 'B': 'Says.'; return a", None),
        ("def f(): return None", []),
        ("__all__ = ['a']", []),
        ("if TYPE_CHECKING: import a", []),
        ("X = Literal['x']", []),
        ("f'{a + b}'", []),
        ("(a\n<\nb)", []),
    ],
)
def test_python_is_mistyped(text: str, after: list[str] | None) -> None:
    if after is None:
        after = [text.replace("= 0", "= 1"), text.replace("return a", "return None")]
    assert sorted(mistyped(text, list(python_edits(text)))) == sorted(after)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a === b && !c", ["a !== b && !c", "a === b || !c", "a === b && c"]),
        ("f(1, true)", ["f(2, true)", "f(1, false)"]),
        ("x = '1 < 2'; // a < b", []),
        ("x = / < /; /* a < b */", []),
        ("`a < ${b < c}`", ["`a < ${b <= c}`"]),
        ("(a) => a", []),
    ],
)
def test_scripts_are_mistyped(text: str, after: list[str]) -> None:
    assert mistyped(text, list(script_edits(text))) == after


def test_a_seed_decides_and_a_list_keeps_it() -> None:
    faults = choose(ROOT, 1)
    assert len(faults) == 40
    assert faults == choose(ROOT, 1) != choose(ROOT, 2)
    for fault in faults:
        text = (ROOT / fault.path).read_text("utf-8")
        assert text.split("\n")[fault.number - 1] == fault.before != fault.after
        if fault.path.endswith(".py"):
            compile(planted(text, fault), fault.path, "exec")
    assert from_diffs("".join(as_diff(ROOT, fault) for fault in faults)) == faults


def test_a_fault_is_found_again_by_what_its_line_says() -> None:
    fault = Fault("a.py", 1, "return a", "return None")
    assert planted("\n\nreturn a\n", fault) == "\n\nreturn None\n"
    with pytest.raises(FaultError):
        planted("return a\nreturn a\n", fault)


def test_a_command_finds_what_it_reaches(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What runs is the package of the copy, and nothing stays behind."""
    root, kept = tmp_path / "checkout", tmp_path / "kept"
    (root / "agora").mkdir(parents=True)
    kept.mkdir()
    (root / "agora" / "__init__.py").write_text("def less(a, b):\n    return a < b\n", "utf-8")
    subprocess.run(["git", "init", "-q", root], check=True)
    monkeypatch.setattr("tempfile.tempdir", str(kept))

    patches = tmp_path / "faults.diff"
    lines = ("    return a <= b", "    return a > b")
    faults = [Fault("agora/__init__.py", 2, "    return a < b", line) for line in lines]
    patches.write_text("".join(as_diff(root, fault) for fault in faults), "utf-8")
    command = f'{sys.executable} -c "from agora import less; assert less(1, 2)"'
    options = ["--root", str(root), "--patches", str(patches), "--test"]
    assert main([*options, command]) == 0
    assert re.sub(r"\d+ s$", "… s", capsys.readouterr().out, flags=re.M) == (
        "0: the checkout as it is … passes, … s\n"
        "1: agora/__init__.py:2: return a < b  ->  return a <= b … NOT FOUND, … s\n"
        "2: agora/__init__.py:2: return a < b  ->  return a > b … found, … s\n"
        "1 of 2 faults found\n"
    )
    assert main([*options, f"{command} && false"]) == 2
    assert list(kept.iterdir()) == []
