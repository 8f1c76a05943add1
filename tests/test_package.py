"""The package stands on its own: a change of generator must not reach it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

ADAPTER = ROOT / "agora" / "generator"
MODULES = sorted({*(ROOT / "agora").rglob("*.py")} - {*ADAPTER.rglob("*.py")})


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_imports_mkdocs(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        assert not [name for name in names if name.split(".")[0] in ("mkdocs", "material")]


def test_the_package_works_where_mkdocs_is_not_installed() -> None:
    code = (
        "import sys\n"
        "for name in ('mkdocs', 'material', 'mkdocs_static_i18n'): sys.modules[name] = None\n"
        "from agora.cli import main\n"
        "import agora\n"
        "raise SystemExit(main(['check']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_adapter_fits_one_screen() -> None:
    lines = (ROOT / "hooks.py").read_text("utf-8").splitlines()
    # Of a tall screen: MkDocs has files, 404 pages, refusals and its server in objects of its own.
    assert len([line for line in lines if line.strip()]) <= 145
