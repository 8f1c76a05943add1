"""Builds killed at random moments, out of disk, or two at once: the site is an old or a new one.

`make torture` kills a hundred, `make test-all` a few.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from building import ROOT, copy_site, showcase
from manifest import manifest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX"),
]

KILLS = int(os.environ.get("AGORA_KILLS", 2))
SEED = int(os.environ.get("AGORA_SEED", 8))
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


def start(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


class Sources:
    """The sources of a site that has two versions, with the manifest of each, built in peace."""

    def __init__(self, root: Path) -> None:
        self.root = copy_site(root, pictures=True)
        self.site = root / "site"
        self.seconds = 0.0
        self.versions: list[Mapping[str, str]] = []
        for version in (0, 1):
            self.write(version)
            self.build()
            self.versions.append(manifest(self.site))
        assert self.versions[0] != self.versions[1]

    def write(self, version: int) -> None:
        """Each version has a showcase that the other has not, and a page of another text."""
        folder = self.root / "showcases"
        for path in folder.glob("*.md"):
            path.unlink()
        body = (ROOT / "tests" / "body.fr.md").read_text("utf-8")
        for name in ("pont", f"seul-{version}"):
            text = showcase(title=f"Le {name} de {version}", body=body)
            (folder / f"{name}.fr.md").write_text(text, "utf-8")

    def start(self) -> subprocess.Popen[str]:
        """Start a build, which says nothing but what is wrong."""
        return start(self.root)

    def build(self) -> None:
        """Build in peace, which tells how long a build takes at present."""
        before = time.monotonic()
        said, _ = (process := self.start()).communicate()
        self.seconds = time.monotonic() - before
        assert process.returncode == 0, said

    def is_version(self, *numbers: int) -> bool:
        found = manifest(self.site)
        return any(found == self.versions[number] for number in numbers)

    def leavings(self) -> list[str]:
        return sorted(path.name for path in self.root.glob(".site.*"))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return Sources(tmp_path_factory.mktemp("killed") / "agora")


def test_a_killed_build_leaves_the_old_site_or_the_new_one(sources: Sources) -> None:
    chance = random.Random(SEED)
    live = 1
    killed = 0
    while killed < KILLS:
        sources.write(1 - live)
        process = sources.start()
        # The last fifth is where the folders are swapped, and gets half of the kills.
        late = chance.random() < 0.5
        delay = sources.seconds * (chance.uniform(0.8, 1) if late else chance.random())
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(delay)
        process.send_signal(chance.choice(SIGNALS))
        process.communicate()
        killed += process.returncode != 0  # it may have been ready before
        assert sources.is_version(live, 1 - live)
        sources.build()
        assert sources.is_version(1 - live)
        assert sources.leavings() == []
        live = 1 - live


def test_of_two_builds_at_once_one_is_refused_and_none_mixes(sources: Sources) -> None:
    for round_ in range(max(1, KILLS // 10)):
        sources.write(round_ % 2)
        builds = [sources.start(), sources.start()]
        said = [build.communicate()[0] for build in builds]
        done = [build.returncode for build in builds]
        assert 0 in done
        for returned, text in zip(done, said, strict=True):
            assert returned == 0 or "another build is writing" in text, text
        assert sources.is_version(round_ % 2)
        assert sources.leavings() == []


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A file system of so many bytes. Skips the test where none can be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_site(sources: Sources, tmp_path: Path) -> None:
    size = sum(path.stat().st_size for path in sources.site.rglob("*") if path.is_file())
    blocks = sum(-(-path.stat().st_size // 4096) * 4096 for path in sources.site.rglob("*"))
    chance = random.Random(SEED)
    for _ in range(max(1, KILLS // 10)):
        with small_disk(tmp_path / "disk", blocks * 3) as disk:
            root = Path(shutil.copytree(sources.root, disk / "agora", symlinks=True))
            # `site/` is there; as much again, of which nothing is kept, does not fit beside it.
            shutil.rmtree(root / ".cache" / "agora")
            free = shutil.disk_usage(disk).free
            ballast = disk / "ballast"
            ballast.write_bytes(b"\0" * (free - int(size * chance.uniform(0.05, 0.9))))
            before = manifest(root / "site")
            said, _ = (build := start(root)).communicate()
            assert build.returncode != 0
            assert "No space left on device" in said
            assert manifest(root / "site") == before
            assert [path.name for path in root.glob(".site.*")] == []
            ballast.unlink()
            said, _ = (build := start(root)).communicate()
            assert build.returncode == 0, said
            assert manifest(root / "site") in sources.versions
        (tmp_path / "disk").rmdir()
