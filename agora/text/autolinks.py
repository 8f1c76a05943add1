"""Bare addresses, which GitHub makes links of: https://github.github.com/gfm/#autolinks-extension-.

The plugin `gfm_autolink` reads back to the beginning of a paragraph at each colon, and on to its
end at each `www.`: the square of what a text may hold. These rules look no further than a name of
a host is long, unless they have found a link.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_BEFORE = frozenset("\n\t *_~(")
"""What may stand before an address."""

_SCHEMES = ("http", "https", "mailto", "xmpp")

_HOST = re.compile("[\\w.\U0001f000-\U0001faff-]{1,255}")
"""The name of a host, perhaps with emoji, which has no more characters (RFC 1035, 2.3.4)."""

_REST = re.compile(r"[^\s<]*")
_TRAILING = "?!.,:*_~'\"[]"
_LONGEST_ENTITY = 40
"""Characters of the name of an entity, and more than there are in any."""

_LOCAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+-_"
_MAIL = re.compile(r"[\w.+-]++@[\w-]++(?:\.[^\W_][\w-]*+)++(?<![_-])(?!@)", re.ASCII)
_RESOURCE = re.compile(r"(?:/[\w@.]*+(?<!\.))?", re.ASCII)


def autolinks(markdown: MarkdownIt) -> None:
    """Have a parser make links of bare addresses."""
    markdown.inline.add_terminator_char("w")
    for name, rule in (("host", _host), ("scheme", _scheme), ("mailbox", _mailbox)):
        markdown.inline.ruler.push(f"autolink_{name}", rule)


def _host(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("www.", state.pos):
        return False
    end = _end(state, state.pos + len("www."), is_short=False)
    return _link(state, state.pos, end, "http://", silent)


def _scheme(state: StateInline, silent: bool) -> bool:
    at = state.pos
    if state.src[at] != ":" or not state.pending.endswith(_SCHEMES):
        return False
    scheme = next(one for one in reversed(_SCHEMES) if state.pending.endswith(one))
    if scheme in ("mailto", "xmpp"):
        found = _MAIL.match(state.src, at + 1, state.posMax)
        if found and scheme == "xmpp":
            found = _RESOURCE.match(state.src, found.end(), state.posMax)
        end = found.end() if found else 0
    else:
        is_address = state.src.startswith("://", at)
        end = _end(state, at + 3, is_short=True) if is_address else 0
    return _link(state, at - len(scheme), end, "", silent)


def _mailbox(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "@":
        return False
    local = len(state.pending) - len(state.pending.rstrip(_LOCAL))
    start = state.pos - local
    found = _MAIL.match(state.src, start, state.posMax) if local else None
    return _link(state, start, found.end() if found else 0, "mailto:", silent)


def _end(state: StateInline, start: int, is_short: bool) -> int:
    """Where an address ends whose host begins at `start`; 0 if that is none.

    `is_short` allows a host of one name, such as `localhost`.
    """
    host = _HOST.match(state.src, start, state.posMax)
    if host is None or not (is_short or "." in host[0]) or "_" in "".join(host[0].split(".")[-2:]):
        return 0
    rest = _REST.match(state.src, host.end(), state.posMax)
    address = state.src[start : rest.end() if rest else host.end()]
    closing = address.count(")") - address.count("(")
    while True:
        shorter = address.rstrip(_TRAILING)
        if shorter.endswith(")") and closing > 0:
            unpaired = min(closing, len(shorter) - len(shorter.rstrip(")")))
            shorter = shorter[:-unpaired]
            closing -= unpaired
        elif shorter.endswith(";"):
            entity = shorter.rfind("&", len(shorter) - _LONGEST_ENTITY)
            is_entity = entity >= 0 and shorter[entity + 1 : -1].isalpha()
            shorter = shorter[: entity if is_entity else -1]
        if shorter == address:
            return start + len(address)
        address = shorter


def _link(state: StateInline, start: int, end: int, scheme: str, silent: bool) -> bool:
    """Make a link of the address from `start` to `end`, of which what stands before is waiting."""
    # Within the words of a link, the parser asks before it knows that it is one.
    if not end or silent or state.linkLevel > 0:
        return False
    if start and state.src[start - 1] not in _BEFORE:
        return False
    words = state.src[start:end]
    if start < state.pos:
        state.pending = state.pending[: start - state.pos]
    state.pos = start
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": state.md.normalizeLink(scheme + words)}
    token.markup, token.info = "autolink", "auto"
    token = state.push("text", "", 0)
    token.content = state.md.normalizeLinkText(words)
    token = state.push("link_close", "a", -1)
    token.markup, token.info = "autolink", "auto"
    state.pos = end
    return True
