"""HTML and attribute lists in a Markdown text that its page would not keep, with their places.

A linter, so that contributors learn what they lose and where. What counts is `sanitizing`, which
reads the rendered HTML; the few things that escape this module are told when the site is built.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from agora.safety.allowed import ELEMENTS, is_allowed, is_class

Rule: TypeAlias = Literal["html-element", "html-attribute"]

_TAG = re.compile(r"<(?P<name>[A-Za-z][^\s/<>]*)(?P<inside>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>")
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'<>`]+))?"
)
_LIST = re.compile(
    r"(?:(?<=[)*_\]>])|(?<=\{\}))\{(?P<close>:?[^{}\n]+)\}"  # beside the element that it is about
    r"|\{:(?P<marked>[^{}\n]+)\}"
    r"|^(?:[ ]{0,3}\#{1,6}[^\n]*[ ])?[ ]*\{(?P<own>:?[^{}\n]+)\}[ ]*$",  # of a heading, or a block
    re.MULTILINE,
)
"""Attribute lists, as https://python-markdown.github.io/extensions/attr_list/ has them."""

_ITEM = re.compile(
    r"(?P<short>[.\#])(?P<word>[^\s}]+)"
    r"|(?P<name>[^\s=}\"']+)=(?P<value>\"[^\"]*\"|'[^']*'|[^\s}]+)"
)
_ADMONITION = re.compile(r"^[ \t]*!!![ ]?(?P<kinds>[\w-]+(?:[ ]+[\w-]+)*)", re.MULTILINE)

OWN = frozenset({"markdown"})
"""Attributes that are for Markdown and that it takes away."""

ADDRESSES = frozenset({"href", "src", "srcset"})
"""Those whose values `agora.content.bodies` looks at."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What the page would not keep: `written` is the tag or the attribute, at `offset`."""

    rule: Rule
    offset: int
    written: str


def losses(text: str) -> Iterator[Loss]:
    """What the page of a Markdown text would not keep, in order of place; code is blanked."""
    found = [
        *(_in_tags(text) if "<" in text else ()),
        *(_in_lists(text) if "{" in text else ()),
        *(_in_admonitions(text) if "!!!" in text else ()),
    ]
    yield from sorted(found, key=lambda loss: loss.offset)


def _in_tags(text: str) -> Iterator[Loss]:
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if ":" in name or "@" in name:  # an address between angle brackets
            continue
        if name not in ELEMENTS:
            yield Loss("html-element", tag.start(), f"<{tag['name']}>")
            continue
        for attribute in _ATTRIBUTE.finditer(tag["inside"]):
            key, value = attribute["name"].lower(), _unquoted(attribute["value"] or "")
            if key not in OWN and not is_allowed(name, key, value):
                yield Loss("html-attribute", tag.start("inside") + attribute.start(), attribute[0])


def _in_lists(text: str) -> Iterator[Loss]:
    for found in _LIST.finditer(text):
        group = next(name for name, inside in found.groupdict().items() if inside)
        for item in _ITEM.finditer(found[group]):
            if item["short"]:
                name = {"#": "id", ".": "class"}[item["short"]]
                value = item["word"]
            else:
                name, value = item["name"].lower(), _unquoted(item["value"])
            # Which element it is about shows only in the HTML.
            if name not in ADDRESSES and not any(
                is_allowed(element, name, value) for element in ELEMENTS
            ):
                yield Loss("html-attribute", found.start(group) + item.start(), item[0])


def _in_admonitions(text: str) -> Iterator[Loss]:
    for found in _ADMONITION.finditer(text):
        for kind in found["kinds"].lower().split():
            if not is_class("div", kind):
                yield Loss("html-attribute", found.start("kinds"), kind)


def _unquoted(value: str) -> str:
    inner = value[1:-1] if value[:1] in ("'", '"') and len(value) > 1 else value
    return html.unescape(inner)
