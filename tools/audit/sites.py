"""Building what is audited: the site, and a plain Material site of the same texts beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

QUIET = {"NO_MKDOCS_2_WARNING": "1"}


class AuditError(Exception):
    """What keeps an audit from being made, for its reader."""


def configuration(root: Path) -> dict[str, Any]:
    """The site's mkdocs.yml. Raises AuditError where there is none."""
    path = root / "mkdocs.yml"
    if not path.is_file():
        raise AuditError(f"{path} is missing")
    with path.open("rb") as file:
        return dict(yaml_load(file))


def plugin(config: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The options of a plugin; none where it has none, or is not there."""
    plugins = config.get("plugins", [])
    if isinstance(plugins, list):
        plugins = {
            key: options
            for item in plugins
            for key, options in (item.items() if isinstance(item, dict) else [(item, None)])
        }
    return dict(plugins.get(name) or {})


def languages(config: Mapping[str, Any]) -> dict[str, str]:
    """The folder of each language within the site, as the start of an address: "" or "en/"."""
    listed = plugin(config, "i18n").get("languages", [])
    return {
        language["locale"]: "" if language.get("default") else f"{language['locale']}/"
        for language in listed
    }


def build(root: Path, target: Path, address: str, *, strict: bool) -> None:
    """Build a site for the address at which it will be served. Raises AuditError."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    done = subprocess.run(  # noqa: S603 — of our own making
        [*command, "--strict"] if strict else command,
        cwd=root,
        env=os.environ | QUIET | {"SITE_URL": address},
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise AuditError(f"the site is not built\n{done.stdout}{done.stderr}")


def write_plain(root: Path, target: Path) -> None:
    """Write a site of Material and static-i18n alone, with the same texts and navigation.

    Of the front matter only the title is left. Material's search is on; its web font is not, for it
    comes from another host. Pages that are made from data, such as a city's, have no text and are
    missing.
    """
    config = configuration(root)
    theme = config["theme"]
    plain = {
        "site_name": config["site_name"],
        "site_url": {"!ENV": "SITE_URL"},
        "theme": {
            "name": "material",
            "language": theme.get("language", "en"),
            "font": False,
            "features": theme.get("features", []),
        },
        "plugins": ["search", {"i18n": plugin(config, "i18n")}],
        "nav": config["nav"],
        "markdown_extensions": config.get("markdown_extensions", []),
    }
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)
    target.mkdir(parents=True)
    (target / "mkdocs.yml").write_text(
        text.replace("site_url:\n  '!ENV': SITE_URL\n", "site_url: !ENV SITE_URL\n"), "utf-8"
    )
    docs = root / config.get("docs_dir", "docs")
    sources = {path: path.relative_to(docs) for path in docs.rglob("*.md")}
    for path in (root / "showcases").glob("*.md"):
        sources[path] = Path("showcases") / path.name
    for path, place in sources.items():
        page = target / "docs" / place
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(_with_title_alone(path.read_text("utf-8")), "utf-8")


def _with_title_alone(text: str) -> str:
    if not text.startswith("---\n"):
        return text
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    title = (yaml.safe_load(head) or {}).get("title", "")
    return f"---\n{yaml.safe_dump({'title': str(title)}, allow_unicode=True)}---\n{body}"
