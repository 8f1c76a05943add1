"""Texts set in a box: in even lines, in the largest size that fits, never cut."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from agora.pictures.typefaces import Style

Direction = Literal["ltr", "rtl"]

_AFTER_HYPHEN = re.compile(r"[-/\u2010\u2013\u2014]")
_SHRINKING = 0.92
_STEPS = 12
"""Halvings of the width, in search of the narrowest lines: to a quarter of a pixel."""


@dataclass(frozen=True)
class Setting:
    """A text in lines; `size` and all lengths are in pixels."""

    style: Style
    direction: Direction
    size: float
    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        return max((self.size * self.style.width(line) for line in self.lines), default=0)

    @property
    def line_height(self) -> float:
        """How high the letters of one line are."""
        text = "".join(self.lines)
        return self.size * (self.style.ascent(text) + self.style.descent(text))

    @property
    def height(self) -> float:
        """From as high as letters of the first line reach to as low as those of the last."""
        if not self.lines:
            return 0
        leading = self.style.leading("".join(self.lines))
        return self.line_height + self.size * (len(self.lines) - 1) * leading

    def svg(self, x: float, y: float, anchor: Literal["start", "end"], colour: str) -> str:
        """The lines as SVG, the box's top at `y`, its left or, for "end", its right at `x`."""
        if not self.lines:
            return ""
        text = "".join(self.lines)
        first = y + self.size * self.style.ascent(text)
        step = self.size * self.style.leading(text)
        return "".join(
            f'<text x="{x:.2f}" y="{first + number * step:.2f}" text-anchor="{anchor}" '
            f'fill="{colour}" xml:space="preserve">{self._line(line)}</text>'
            for number, line in enumerate(self.lines)
        )

    def _line(self, line: str) -> str:
        # The renderer takes every text for one from left to right, but heeds an isolate (UAX #9).
        turned = f"\u2067{line}\u2069" if self.direction == "rtl" else line
        return "".join(
            f'<tspan font-family="{run.face.family}" font-weight="{run.face.weight}" '
            f'font-size="{self.size * run.face.scale:.2f}">{html.escape(run.text)}</tspan>'
            for run in self.style.runs(turned)
        )


def fit(
    text: str,
    style: Style,
    direction: Direction,
    box: tuple[float, float],
    sizes: Sequence[float],
) -> Setting:
    """A text in a box of a width and a height, in pixels.

    It takes the first of `sizes`, which fall, in which words stay whole; the last but breaks words
    that are wider than the box, and what is still too tall is made smaller than that. A text that
    the faces lack letters for is not set at all: it has no lines.
    """
    settable = style.settable(text)
    if not settable:
        return Setting(style, direction, sizes[-1], ())
    width, height = box
    words = settable.split(" ")
    for size in sizes:
        if max(map(style.width, words)) * size <= width:
            setting = _set(words, style, direction, width, size)
            if setting.height <= height:
                return setting
    size = sizes[-1]
    while True:
        whole = list(_broken(words, style, width / size))
        setting = _set(whole, style, direction, width, size)
        if setting.height <= height:
            return setting
        size *= _SHRINKING


def _set(
    words: Sequence[str], style: Style, direction: Direction, width: float, size: float
) -> Setting:
    """The fewest lines, and of those the most even."""
    most = width / size
    lines = _lines(words, style, most)
    low, high = max(map(style.width, words)), most
    for _ in range(_STEPS):
        middle = (low + high) / 2
        tried = _lines(words, style, middle)
        if len(tried) > len(lines):
            low = middle
        else:
            lines, high = tried, middle
    return Setting(style, direction, size, tuple(lines))


def _lines(words: Iterable[str], style: Style, width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and style.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _broken(words: Iterable[str], style: Style, width: float) -> Iterator[str]:
    """The words, those wider than `width` in parts, after a hyphen where there is one."""
    for word in words:
        rest = word
        while style.width(rest) > width:
            ends = [end for end in _ends(rest) if style.width(rest[:end]) <= width]
            hyphens = [end for end in ends if _AFTER_HYPHEN.match(rest[end - 1])]
            end = (hyphens or ends or [next(_ends(rest), len(rest))])[-1]
            yield rest[:end]
            rest = rest[end:]
            if not rest:
                break
        if rest:
            yield rest


def _ends(word: str) -> Iterator[int]:
    """Where a word may be broken: not before a mark, which belongs to the letter before it."""
    return (k for k in range(1, len(word)) if unicodedata.category(word[k])[0] not in "MC")
