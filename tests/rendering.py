"""Markdown as the site renders it: with the extensions that its configuration names."""

from __future__ import annotations

from functools import cache
from typing import Any

import markdown
from mkdocs.config import load_config

from building import ROOT


@cache
def _extensions() -> tuple[list[str], dict[str, Any]]:
    config = load_config(str(ROOT / "mkdocs.yml"))
    return config.markdown_extensions, config.mdx_configs


def render(text: str) -> str:
    """The HTML of a text."""
    extensions, configs = _extensions()
    return str(markdown.markdown(text, extensions=extensions, extension_configs=configs))
