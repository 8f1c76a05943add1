"""The Markdown of showcases: GitHub's, and where each of its tokens was written.

https://github.github.com/gfm/ says what it is; markdown-it-py reads it. To that come definition
lists and admonitions (`!!! note`), which GitHub shows as they stand.

markdown-it-py tells the lines of blocks, and nothing of what stands within a line: here, each
token within a block carries `meta["at"]`, its offset in the content of the block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any, Literal

from markdown_it import MarkdownIt, helpers
from markdown_it.common import normalize_url
from markdown_it.helpers.parse_link_destination import _Result as Destination
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon.index import admonition
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from agora.text.autolinks import autolinks

DEEPEST = 100
"""Blocks and marks within each other that the parser follows; `bounds` refuses a text before."""

MOST_ADDED_CELLS = 20_000
"""Cells that are added to the short rows of a table. The parser adds as many as 65,536, which makes
a text of two kilobytes take seconds."""

_ADMONITION = re.compile(r"!!! ?[A-Za-z]")


@cache
def parser() -> MarkdownIt:
    """The parser of a showcase's Markdown."""
    markdown = MarkdownIt("commonmark")
    markdown.inline = _Inline()
    markdown.configure(
        "commonmark",
        {
            "maxNesting": DEEPEST,
            "store_labels": True,
            "tasklists": True,
            "alerts": True,
            "strikethrough_single_tilde": True,
        },
    )
    markdown.enable(["table", "strikethrough"])
    table.__globals__["MAX_AUTOCOMPLETED_CELLS"] = MOST_ADDED_CELLS  # no option of the parser
    autolinks(markdown)
    footnote_plugin(markdown, inline=False)
    deflist_plugin(markdown)
    interrupted: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.before("fence", "admonition", _admonition, interrupted)
    # Texts stay in the pieces that they were written in, whose places are known.
    markdown.inline.ruler2.disable("fragments_join")
    markdown.core.ruler.at("text_join", _as_text)
    markdown.helpers = _HELPERS  # type: ignore[assignment]  # the rules want three functions of it
    markdown.normalizeLink = normalized  # type: ignore[method-assign]
    # What leads where it must not is told with its place, and not shown as something else.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


_PLAIN_DESTINATION = re.compile(r"[^ \x00-\x1f\x7f\\&()<>]++(?=[ \x00-\x1f\x7f)]|\Z)")
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9/_.~?=&#-]*)?")
"""What most addresses are, and what the parser, which goes letter by letter, makes nothing else
of. It takes a fifth of its time for them.
"""


def destination(text: str, start: int, end: int) -> Destination:
    """Where a link leads that begins at `start`, as the parser reads it."""
    if found := _PLAIN_DESTINATION.match(text, start, end):
        read = Destination()
        read.ok, read.pos, read.str = True, found.end(), found[0]
        return read
    return helpers.parseLinkDestination(text, start, end)


def normalized(url: str) -> str:
    """An address as a browser is given it."""
    return url if _PLAIN_ADDRESS.fullmatch(url) else normalize_url.normalizeLink(url)


_HELPERS = SimpleNamespace(
    parseLinkDestination=destination,
    parseLinkLabel=helpers.parseLinkLabel,
    parseLinkTitle=helpers.parseLinkTitle,
)


def parse(body: str) -> tuple[list[Token], dict[str, Any]]:
    """The tokens of a text, and what it defines: `references` and `footnotes`."""
    environment: dict[str, Any] = {}
    return parser().parse(body, environment), environment


class _State(StateInline):
    """Reads the content of a block, and writes down where each token begins."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta["at"] = self._pending_at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # The rule of the plugin takes `???` for one as well, which begins honest sentences.
    at = state.bMarks[start] + state.tShift[start]
    return bool(_ADMONITION.match(state.src, at)) and admonition(state, start, end, silent)


def _as_text(state: StateCore) -> None:
    """Take what was escaped, and entities, for the text that they stand for."""
    for block in state.tokens:
        _turn(block.content, block.children or ())


def _turn(content: str, tokens: Sequence[Token]) -> None:
    for number, token in enumerate(tokens):
        if token.type == "text_special":
            token.type = "text"
        elif token.info == "auto" and token.nesting == 1:
            # A bare address is known by its colon; its words begin before.
            words = tokens[number + 1]
            end = words.meta["at"] + len(words.content) + 1
            words.meta["at"] = token.meta["at"] = max(content.rfind(words.content, 0, end), 0)
        elif token.children:
            _turn(token.content, token.children)
