"""Texts set in a box: in even lines, in the largest size that fits, never cut."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from agora.pictures.typefaces import Face, Reach

Direction = Literal["ltr", "rtl"]

_AFTER_HYPHEN = re.compile(r"[-/\u2010\u2013\u2014]")
_SHRINKING = 0.92


@dataclass(frozen=True)
class Setting:
    """A text in lines; `size` and all lengths are in pixels."""

    face: Face
    direction: Direction
    size: float
    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        return max((self.size * self.face.width(line) for line in self.lines), default=0)

    @property
    def line_height(self) -> float:
        """How high the letters of one line are."""
        return self.size * (self._reach.ascent + self._reach.descent)

    @property
    def height(self) -> float:
        """From as high as letters of the first line reach to as low as those of the last."""
        if not self.lines:
            return 0
        return self.line_height + self.size * (len(self.lines) - 1) * self._reach.leading

    @property
    def _reach(self) -> Reach:
        return self.face.reach(" ".join(self.lines))

    def svg(self, x: float, y: float, anchor: Literal["start", "end"], colour: str) -> str:
        """The lines as SVG, the box's top at `y`, its left or, for "end", its right at `x`."""
        first = y + self.size * self._reach.ascent
        step = self.size * self._reach.leading
        return "".join(
            f'<text x="{x:.2f}" y="{first + number * step:.2f}" text-anchor="{anchor}" '
            f'font-family="{self.face.family}" font-size="{self.size:.2f}" fill="{colour}" '
            f'xml:space="preserve">{self._line(line)}</text>'
            for number, line in enumerate(self.lines)
        )

    def _line(self, line: str) -> str:
        # The renderer takes every text for one from left to right, but heeds an isolate (UAX #9).
        text = html.escape(line)
        return f"\u2067{text}\u2069" if self.direction == "rtl" else text


def fit(
    text: str,
    face: Face,
    direction: Direction,
    box: tuple[float, float],
    sizes: Sequence[float],
) -> Setting:
    """A text in a box of a width and a height, in pixels.

    It takes the first of `sizes`, which fall, in which words stay whole; the last but breaks words
    that are wider than the box, and what is still too tall is made smaller than that. A text that
    the face lacks letters for is not set at all: it has no lines.
    """
    settable = face.settable(text)
    if not settable:
        return Setting(face, direction, sizes[-1], ())
    width, height = box
    words = settable.split(" ")
    for size in sizes:
        if max(map(face.width, words)) * size <= width:
            setting = _set(words, face, direction, width, size)
            if setting.height <= height:
                return setting
    size = sizes[-1]
    while True:
        whole = list(_broken(words, face, width / size))
        setting = _set(whole, face, direction, width, size)
        if setting.height <= height:
            return setting
        size *= _SHRINKING


def _set(
    words: Sequence[str], face: Face, direction: Direction, width: float, size: float
) -> Setting:
    lines = _even(words, face, width / size, _fewest(words, face, width / size))
    return Setting(face, direction, size, tuple(lines))


def _fewest(words: Sequence[str], face: Face, width: float) -> int:
    """How many lines words fill; a line may be wider than `width` by a single word."""
    number, line = 1, words[0]
    for word in words[1:]:
        longer = f"{line} {word}"
        if face.width(longer) <= width:
            line = longer
        else:
            number, line = number + 1, word
    return number


def _even(words: Sequence[str], face: Face, width: float, number: int) -> list[str]:
    """That many lines of words, with the least sum of the squares of what is left blank."""
    # By the number of words set: the least sum so far, and the lines that it takes.
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for _ in range(number):
        longer: dict[int, tuple[float, list[str]]] = {}
        for start, (blank, lines) in best.items():
            for end in range(start + 1, len(words) + 1):
                line = " ".join(words[start:end])
                left = width - face.width(line)
                if left < 0 and end > start + 1:
                    break
                total = blank + left * left
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, [*lines, line])
        best = longer
    return best[len(words)][1]


def _broken(words: Iterable[str], face: Face, width: float) -> Iterator[str]:
    """The words, those wider than `width` in parts, after a hyphen where there is one."""
    for word in words:
        rest = word
        while face.width(rest) > width:
            ends = [end for end in _ends(rest) if face.width(rest[:end]) <= width]
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
