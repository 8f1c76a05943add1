"""The HTML of a text: from its tokens, and then through the sanitizer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from agora.safety.allowed import PREFIX
from agora.safety.bounds import overflows
from agora.safety.sanitizing import sanitized
from agora.text.dialect import parser
from agora.text.headings import Names, find
from agora.text.tokens import Tokens

ALERTS: Mapping[str, str] = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
}
"""The titles of alerts, `> [!NOTE]`, as GitHub has them."""

DONE, OPEN = "☑ ", "☐ "
"""What stands before the items of a list of tasks: a box that nobody can tick."""


@dataclass(frozen=True, slots=True)
class Markup:
    """The HTML of a text as Markdown made it, and what of it is published."""

    rendered: str
    html: str


def markup(tokens: Tokens, names: Names, titles: Mapping[str, str]) -> Markup | None:
    """The HTML of a text, whose tokens are made ready for it.

    None where it nests or swells too much to be read, though no piece of HTML does by itself.
    """
    _prepare(tokens, names, titles)
    rendered = _RENDERER.render(tokens.all, parser().options, tokens.environment)
    if tokens.html and overflows(rendered):
        return None
    return Markup(rendered, sanitized(rendered, partial(find, names.anchors)))


def _prepare(tokens: Tokens, names: Names, titles: Mapping[str, str]) -> None:
    """Give headings their ids and levels, and what GitHub draws in its way the site's classes."""
    headings = iter(names.headings)
    task = ""
    for number, token in enumerate(tokens.all):
        match token.type:
            case "heading_open":
                heading = next(headings)
                token.attrSet("id", heading.id.removeprefix(PREFIX))
                token.tag = tokens.all[number + 2].tag = f"h{heading.level}"
            case "alert_open":
                token.attrSet("class", f"admonition {token.meta['kind'].lower()}")
                title = tokens.all[number + 2]
                for text in title.children or ():
                    text.content = titles.get(token.meta["kind"].lower(), text.content)
            case "alert_title_open":
                token.attrSet("class", "admonition-title")
            case "list_item_open":
                task = ""
                if "checked" in token.meta:
                    task = DONE if token.meta["checked"] else OPEN
            case "inline" if task:
                token.children = [Token("text", "", 0, content=task), *(token.children or ())]
                task = ""


class _Renderer(RendererHTML):
    """Writes strikethrough and footnotes as GitHub and the theme have them."""

    def s_open(self, *_: Any) -> str:
        return "<del>"

    def s_close(self, *_: Any) -> str:
        return "</del>"

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.renderToken(tokens, idx, options, env)

    def footnote_ref(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        note = _number(tokens[idx])
        again = f":{tokens[idx].meta['subId'] + 1}" if tokens[idx].meta["subId"] else ""
        link = f'<a class="footnote-ref" href="#fn:{note}">{note}</a>'
        return f'<sup id="fnref:{note}{again}">{link}</sup>'

    def footnote_block_open(self, *_: Any) -> str:
        return '<div class="footnote">\n<hr>\n<ol>\n'

    def footnote_block_close(self, *_: Any) -> str:
        return "</ol>\n</div>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<li id="fn:{_number(tokens[idx])}">\n'

    def footnote_close(self, *_: Any) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        again = f":{tokens[idx].meta['subId'] + 1}" if tokens[idx].meta["subId"] else ""
        to = f"#fnref:{_number(tokens[idx])}{again}"
        return f'\u00a0<a class="footnote-backref" href="{to}">\u21a9\ufe0e</a>'


def _number(token: Token) -> int:
    return int(token.meta["id"]) + 1


_RENDERER = _Renderer()
