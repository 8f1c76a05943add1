from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from building import blank_pictures, build, compiled_once, copy_site, once, real_and_others

pytest_plugins = ["browsing"]

ROOT = Path(__file__).parent.parent

# What a machine is slow at is no mistake of the code, so no profile has a deadline. The gate's
# examples are the same on each run; those of the others, by --hypothesis-profile, are not.
settings.register_profile("gate", deadline=None, derandomize=True, database=None)
settings.register_profile("random", deadline=None, print_blob=True)
settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=3000)
settings.load_profile("gate")

# Messages are compared in English, whatever the machine speaks.
os.environ.update(LC_ALL="C")

# pytest's own workers use all cores, and to fork what has grown as large as one of them costs more
# than most tests. Those of processes ask for some, and the scheduled run gives them to all.
os.environ.setdefault("AGORA_WORKERS", "1")

LONGEST = (
    "test_explorer_browser.py",
    "test_pages.py",
    "test_hosting.py",
    "test_site.py",
    "test_print.py",
    "test_serve.py",
    "test_warm.py",
    "test_arabic.py",
    "test_form_browser.py",
    "test_hostile_browser.py",
    "test_social.py",
    "test_embed_browser.py",
)
"""Files by how long their tests take, the longest first."""

Write = Callable[[Mapping[str, str | bytes]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the golden cases print now as what they should print; read the diff",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have files whose tests are quick first, then those that build sites, last those that browse.

    Of the last, the longest first, so that no worker is left with one when the others have done.
    A file stays together, since a worker is given one at a time and makes its fixtures once.
    """
    kinds: dict[Path, int] = {}
    for item in items:
        kinds[item.path] = max(kinds.get(item.path, 0), _kind(item))

    def place(item: pytest.Item) -> tuple[int, int]:
        name = item.path.name
        return kinds[item.path], LONGEST.index(name) if name in LONGEST else len(LONGEST)

    items.sort(key=place)


def _kind(item: pytest.Item) -> int:
    assert isinstance(item, pytest.Function)
    if item.get_closest_marker("browser"):
        return 2
    builders = (build, copy_site, real_and_others)
    builds = any(one in vars(item.module).values() for one in builders)
    return 1 if builds or "real_root" in item.fixturenames else 0


@pytest.fixture(scope="session", autouse=True)
def _templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with compiled_once(once(tmp_path_factory, "templates", Path.mkdir)):
        yield


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is shared out among processes, as it is outside of the tests."""
    monkeypatch.setenv("AGORA_WORKERS", "2")


@pytest.fixture
def undrawn() -> Iterator[None]:
    """Social pictures are blank, of whatever site."""
    with blank_pictures():
        yield


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A copy of the site in `tests/site/`, without showcases."""
    return copy_small_site(tmp_path)


@pytest.fixture
def write(small_site: Path) -> Write:
    return writer(small_site)


def copy_small_site(folder: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests" / "site", folder / "site"))


def writer(small_site: Path) -> Write:
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
