"""The typefaces that the site's pictures are lettered in: files of the package, never a machine's.

Each is one file with the letters of Latin, Greek, Cyrillic and Arabic alphabets: see
`fonts/README.md`. All lengths are in sizes of the type.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import uharfbuzz

from agora.pictures.cache import digest

FOLDER = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Reach:
    """How far letters of a script reach from the baseline, accents on capitals included.

    `leading` is the way from one baseline to the next.
    """

    ascent: float
    descent: float
    leading: float


@dataclass(frozen=True)
class Face:
    """A typeface, how far its Latin letters reach, and its Arabic ones."""

    file: str
    family: str
    latin: Reach
    arabic: Reach

    @property
    def path(self) -> Path:
        return FOLDER / self.file

    @cached_property
    def characters(self) -> frozenset[str]:
        """All that it has a glyph for."""
        return frozenset(map(chr, self._font.face.unicodes))

    @cached_property
    def _font(self) -> uharfbuzz.Font:
        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.path))))

    def reach(self, text: str) -> Reach:
        """How far the letters of a text reach: as far as its script's do, or its own marks do."""
        usual = self.arabic if _ARABIC.search(text) else self.latin
        _, top, bottom = _extents(self, text)
        ascent, descent = max(usual.ascent, top), max(usual.descent, bottom)
        more = ascent - usual.ascent + descent - usual.descent
        return Reach(ascent, descent, usual.leading + more)

    def width(self, text: str) -> float:
        """The width of a settable text on one line."""
        return _extents(self, text)[0]

    def shape(self, text: str) -> tuple[float, float, float]:
        """The width of a text in one script, and how far it reaches above and below."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        width = top = bottom = 0
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            width += place.x_advance
            if box := self._font.get_glyph_extents(glyph.codepoint):
                top = max(top, place.y_offset + box.y_bearing)
                bottom = max(bottom, -(place.y_offset + box.y_bearing + box.height))
        units = int(self._font.face.upem)
        return width / units, top / units, bottom / units

    def settable(self, text: str) -> str | None:
        """A text in letters that the typeface has; None if that would leave any letter out.

        A letter with a mark that it lacks is written without it, and a symbol is left out. So are
        characters that turn the direction, but for isolates in pairs (UAX #9, 2).
        """
        turns = _EMBEDDINGS if _is_paired(text) else _EMBEDDINGS | _ISOLATES
        kept = []
        for character in unicodedata.normalize("NFC", text):
            if character in turns:
                continue
            found = " " if character in "\t\r\n" else self._written(character)
            if found is None:
                return None
            kept.append(found)
        # Not str.split, which takes no-break spaces for spaces.
        return re.sub(" +", " ", "".join(kept)).strip(" ")

    def _written(self, character: str) -> str | None:
        compatible = unicodedata.normalize("NFKC", character)
        decomposed = unicodedata.normalize("NFKD", character)
        base = "".join(one for one in decomposed if unicodedata.category(one)[0] != "M")
        for candidate in (character, compatible, base):
            if candidate and self.characters.issuperset(candidate):
                return candidate
        return None if unicodedata.category(character)[0] in "LN" else ""


@lru_cache(maxsize=1 << 14)
def _extents(face: Face, text: str) -> tuple[float, float, float]:
    width = top = bottom = 0.0
    for part in _SCRIPTS.findall(text):
        wide, above, below = face.shape(part)
        width, top, bottom = width + wide, max(top, above), max(bottom, below)
    return width, top, bottom


def _is_paired(text: str) -> bool:
    """Whether all isolates that a text opens are closed in it, and no others."""
    depth = 0
    for character in text:
        if character in _ISOLATES:
            depth += -1 if character == "\u2069" else 1
            if depth < 0:
                return False
    return depth == 0


_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_SCRIPTS = re.compile(f"{_ARABIC.pattern}+|[^{_ARABIC.pattern[1:-1]}]+")
_EMBEDDINGS = frozenset("\u202a\u202b\u202c\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068\u2069")

DISPLAY = Face("AgoraDisplay.ttf", "Agora Display", Reach(0.98, 0.25, 1.2), Reach(1.1, 0.5, 1.56))
"""For titles."""

TEXT = Face("AgoraText.ttf", "Agora Text", Reach(0.98, 0.25, 1.24), Reach(1.06, 0.5, 1.5))
"""For what is small."""

FILES = tuple(str(face.path) for face in (DISPLAY, TEXT))
"""All typefaces, for a renderer that is to use no others."""


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A digest of all typefaces."""
    return digest(b"".join(Path(file).read_bytes() for file in FILES))
