from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

Write = Callable[[Mapping[str, str | bytes]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the golden cases print now as what they should print; read the diff",
    )


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A copy of the site in `tests/site/`, without showcases."""
    return Path(shutil.copytree(ROOT / "tests" / "site", tmp_path / "site"))


@pytest.fixture
def write(small_site: Path) -> Write:
    """Writes files into the small site, which it returns; `-> path` makes a symbolic link."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = small_site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str) and content.startswith("-> "):
                path.symlink_to(content.removeprefix("-> "))
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return small_site

    return write
