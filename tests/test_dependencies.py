"""What we depend on: for a reason, pinned by its content, under a licence that we may pass on."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from building import ROOT
from tools import dependencies
from tools.dependencies import (
    EXAMINED,
    NPM,
    is_allowed,
    licences,
    locked,
    npm_licences,
    vulnerabilities,
)

LOCKS = sorted(ROOT.glob("requirements*.txt"))
each_lock = pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)


def test_every_dependency_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    for requirement in (one for group in groups for one in group):
        lines = [line for line in text.splitlines() if f'"{requirement}"' in line]
        reasons = [line.partition("# ")[2] for line in lines]
        assert any(len(reason.split()) >= 2 for reason in reasons), requirement


@each_lock
def test_every_version_is_pinned_by_its_content(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "://" not in re.sub(r"#.*", "", text)  # no address of an index, no repository
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)[1:]
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.]+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_the_site_is_tested_with_the_versions_that_build_it() -> None:
    site, dev = (
        set(re.findall(r"^([\w.-]+==[\w.]+)", (ROOT / name).read_text("utf-8"), re.M))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert site < dev


def test_licences_of_what_is_installed_are_allowed() -> None:
    names = [name for path in LOCKS for name in locked(path)]
    verdict = licences(["agora-showcases", *names])
    assert verdict.wrong == []
    assert len(verdict.unasked) < len(names) / 2  # those of other systems, and of `make bench`


@pytest.mark.parametrize("path", NPM, ids=lambda path: path.parent.name)
def test_npms_packages_are_pinned_and_their_licences_allowed(path: Path) -> None:
    lock = json.loads(path.read_text("utf-8"))
    assert len(lock["packages"]) > 10
    packages = [one for name, one in lock["packages"].items() if name]
    assert all("integrity" in one and "resolved" not in one for one in packages)
    assert npm_licences(lock) == []


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("MIT AND PSF-2.0", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("(MIT OR CC0-1.0)", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("", False),
    ],
)
def test_a_licence_is_allowed_if_one_choice_is(expression: str, allowed: bool) -> None:
    assert is_allowed(expression) is allowed


def test_a_licence_that_is_not_allowed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dependencies, "ALLOWED", frozenset({"GPL-3.0-only"}))
    assert "pyyaml: MIT" in licences(["pyyaml", *EXAMINED]).wrong
    assert licences(["no-such-distribution"]).unasked == ["no-such-distribution"]
    packages = {"": {}, "node_modules/a": {"license": "MIT"}, "node_modules/b": {}}
    assert npm_licences({"packages": packages}) == ["a: MIT", "b: no licence"]


def test_what_was_skipped_was_not_audited() -> None:
    report = {
        "dependencies": [
            {"name": "well", "version": "1", "vulns": []},
            {"name": "skipped", "skip_reason": "Dependency not found on PyPI"},
            {
                "name": "ill",
                "version": "1",
                "vulns": [{"id": "PYSEC-2025-1", "fix_versions": ["2", "3"]}],
            },
        ]
    }
    verdict = vulnerabilities(report)
    assert verdict.wrong == ["ill 1: PYSEC-2025-1, mended in 2, 3"]
    assert verdict.unasked == ["skipped"]
