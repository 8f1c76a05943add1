"""The same sources give the same site, byte for byte, wherever and by whomever it is built."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from building import ROOT, copy_site, showcase, translation
from manifest import manifest

pytestmark = pytest.mark.slow

COMMIT = {
    **{f"GIT_{who}_NAME": "A" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "a@agora.test" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2025-03-04T05:06:07+01:00" for who in ("AUTHOR", "COMMITTER")},
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def sources(root: Path) -> Path:
    """Showcases in one language and in both, with photographs, an alias and aged history."""
    copy_site(root, pictures=True)
    body = (ROOT / "tests" / "body.fr.md").read_text("utf-8")
    for number, name in enumerate(("pont", "gare", "ecole", "marche", "eau-potable")):
        image = f"image: {{file: vue.png, alt: Une vue}}\naliases: [vieux-{name}]\n"
        text = showcase(title=f"Le projet {name}", partner=f"Régie {name}", body=body, extra=image)
        (root / "showcases" / f"{name}.fr.md").write_text(text, "utf-8")
        if number % 2:
            english = translation(title=f"The {name} project", extra="image: {alt: A view}\n")
            (root / "showcases" / f"{name}.en.md").write_text(english, "utf-8")
        (root / "showcases" / name).mkdir()
        Image.effect_noise((640, 360), 40 + number).save(root / "showcases" / name / "vue.png")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Showcases")
    return root


def git(root: Path, *command: str) -> None:
    subprocess.run(["git", *command], cwd=root, env=os.environ | COMMIT, check=True)


def moved(root: Path, target: Path, seed: int) -> Path:
    """The sources elsewhere, their files made in another order and with other times."""
    paths = [path for path in root.rglob("*") if path.is_file()]
    random.Random(seed).shuffle(paths)
    for number, path in enumerate(paths):
        copy = target / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (10**9 + number * seed, 10**9 + number * seed))
    return target


def build(root: Path, umask: int, environment: Mapping[str, str]) -> Mapping[str, str]:
    process = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root,
        env={**os.environ, **COMMIT, "NO_MKDOCS_2_WARNING": "1", **environment},
        umask=umask,
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stdout + process.stderr
    return manifest(root / "site")


def test_two_builds_in_different_worlds_are_the_same(tmp_path: Path) -> None:
    first = sources(tmp_path / "here" / "agora")
    second = moved(first, tmp_path / "un autre endroit, là" / "site d’essai", seed=7)
    worlds = (
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "USER": "one"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "LANG": "fr_FR", "PYTHONHASHSEED": "2"},
    )
    one = build(first, 0o022, worlds[0])
    other = build(second, 0o077, {**worlds[1], "SOURCE_DATE_EPOCH": "1700000000"})
    assert set(one) == set(other)
    assert [path for path in one if one[path] != other[path]] == []
    assert len(one) > 100


def test_files_without_history_are_dated_by_the_environment(tmp_path: Path) -> None:
    first = copy_site(tmp_path / "one", pictures=True)
    body = (ROOT / "tests" / "body.fr.md").read_text("utf-8")
    (first / "showcases" / "pont.fr.md").write_text(showcase(body=body), "utf-8")
    second = moved(first, tmp_path / "other", seed=11)
    epoch = {"SOURCE_DATE_EPOCH": "1700000000"}
    one, other = build(first, 0o022, epoch), build(second, 0o022, epoch)
    assert one == other
    assert "2023-11-14" in (second / "site" / "sitemap.xml").read_text("utf-8")
