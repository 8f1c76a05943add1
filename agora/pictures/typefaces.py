"""The typefaces that the site's pictures are lettered in: files of the package, never a machine's.

They hold the letters of Latin, Greek, Cyrillic and Arabic alphabets: see `fonts/README.md`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import uharfbuzz

from agora.pictures.cache import digest

FOLDER = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Face:
    """One file of a family; lengths are in its own sizes.

    `scale` makes its letters look as large as those of the others, `ascent` and `descent` are how
    far letters reach from the baseline, accents on capitals included, and `leading` is from one
    baseline to the next.
    """

    file: str
    family: str
    weight: int
    scale: float
    ascent: float
    descent: float
    leading: float

    @property
    def path(self) -> Path:
        return FOLDER / self.file

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that it has a glyph for."""
        return frozenset(self._font.face.unicodes)

    @cached_property
    def _font(self) -> uharfbuzz.Font:
        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.path))))

    def width(self, text: str) -> float:
        """The width of a text that is shaped on its own."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        advance: int = sum(place.x_advance for place in buffer.glyph_positions)
        return advance / int(self._font.face.upem)


@dataclass(frozen=True)
class Run:
    """A part of a text that one face has all letters of."""

    face: Face
    text: str


@dataclass(frozen=True)
class Style:
    """Faces that go together, the first for all that several have."""

    faces: tuple[Face, ...]

    def settable(self, text: str) -> str | None:
        """A text in letters that the faces have; None if that would leave any letter out.

        A letter with a mark that they lack is written without it, and a symbol is left out. So
        are characters that turn the direction, but for isolates in pairs (UAX #9, 2).
        """
        kept = []
        turns = _EMBEDDINGS if _is_paired(text) else _EMBEDDINGS | _ISOLATES
        for character in unicodedata.normalize("NFC", text):
            if ord(character) in turns:
                continue
            found = " " if character in "\t\r\n" else self._written(character)
            if found is None:
                return None
            kept.append(found)
        # Not str.split, which takes no-break spaces for spaces.
        return re.sub("[ \t\r\n]+", " ", "".join(kept)).strip(" ")

    def _written(self, character: str) -> str | None:
        if ord(character) in _INVISIBLE:
            return character
        compatible = unicodedata.normalize("NFKC", character)
        decomposed = unicodedata.normalize("NFKD", character)
        base = "".join(one for one in decomposed if unicodedata.category(one)[0] != "M")
        for candidate in (character, compatible, base):
            if candidate and all(self._face(one) for one in candidate):
                return candidate
        return None if unicodedata.category(character)[0] in "LN" else ""

    def _face(self, character: str) -> Face | None:
        return next((face for face in self.faces if ord(character) in face.characters), None)

    def runs(self, text: str) -> Iterator[Run]:
        """A settable text in parts: a face goes on for as long as it has the letters."""
        face, part = self.faces[0], ""
        for character in text:
            follows = part and (ord(character) in face.characters or ord(character) in _INVISIBLE)
            if not follows:
                wanted = self._face(character) or face
                if wanted is not face and part:
                    yield Run(face, part)
                    part = ""
                face = wanted
            part += character
        if part:
            yield Run(face, part)

    def width(self, text: str) -> float:
        """The width of a settable text, in sizes."""
        return _width(self, text)

    def ascent(self, text: str) -> float:
        return max(run.face.scale * run.face.ascent for run in self.runs(text))

    def descent(self, text: str) -> float:
        return max(run.face.scale * run.face.descent for run in self.runs(text))

    def leading(self, text: str) -> float:
        return max(run.face.scale * run.face.leading for run in self.runs(text))


@lru_cache(maxsize=1 << 14)
def _width(style: Style, text: str) -> float:
    return sum(run.face.scale * run.face.width(run.text) for run in style.runs(text))


def _is_paired(text: str) -> bool:
    """Whether all isolates that a text opens are closed in it, and no others."""
    depth = 0
    for character in text:
        if ord(character) in _ISOLATES:
            depth += -1 if character == "\u2069" else 1
            if depth < 0:
                return False
    return depth == 0


_EMBEDDINGS = frozenset(range(0x202A, 0x202F))
_ISOLATES = frozenset(range(0x2066, 0x206A))
_INVISIBLE = frozenset({0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060}) | _ISOLATES
"""What a face need not have: a renderer heeds it and draws nothing."""

_SERIF = Face("NotoSerif-SemiBold.ttf", "Noto Serif", 600, 1, 0.98, 0.25, 1.2)
_NASKH = Face("NotoNaskhArabic-Bold.ttf", "Noto Naskh Arabic", 700, 1.15, 0.96, 0.44, 1.36)
_SANS = Face("NotoSans-SemiBold.ttf", "Noto Sans", 600, 1, 0.98, 0.25, 1.24)
_SANS_ARABIC = Face("NotoSansArabic-SemiBold.ttf", "Noto Sans Arabic", 600, 1, 1.02, 0.48, 1.5)

DISPLAY = Style((_SERIF, _NASKH))
"""For titles."""

TEXT = Style((_SANS, _SANS_ARABIC))
"""For what is small."""

FILES = tuple(str(face.path) for style in (DISPLAY, TEXT) for face in style.faces)
"""All faces, for a renderer that is to use no others."""


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A digest of all faces."""
    return digest(b"".join(Path(file).read_bytes() for file in FILES))
