from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["browsing"]

ROOT = Path(__file__).parent.parent

# What a machine is slow at is no mistake of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# A longer search: pytest --hypothesis-profile thorough
settings.register_profile("thorough", max_examples=3000, deadline=None)

# Messages are compared in English, whatever the machine speaks.
os.environ.update(LC_ALL="C")

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
    """Writes files into the small site, which it returns.

    `{body.fr}` and `{body.en}` in a text stand for a body of a good length; `-> path` makes a
    symbolic link, `|` a pipe.
    """
    bodies = {key: (ROOT / "tests" / f"body.{key}.md").read_text("utf-8") for key in ("fr", "en")}

    def write(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = small_site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str) and content.startswith("-> "):
                path.symlink_to(content.removeprefix("-> "))
            elif content == "|":
                os.mkfifo(path)
            elif isinstance(content, str):
                for language, body in bodies.items():
                    content = content.replace(f"{{body.{language}}}", body)
                path.write_text(content, "utf-8", newline="")
            else:
                path.write_bytes(content)
        return small_site

    return write
