"""The site's scripts as far as they need no page: the tests in `tests/js/`, run by Node."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from node import JS, NODE

TESTS = sorted(JS.glob("*.test.js"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name.removesuffix(".test.js"))
def test_script(path: Path) -> None:
    command = [*NODE, "--test", str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
