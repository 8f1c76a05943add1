"""Makes the typefaces of the social pictures from Noto's: `typefaces.py <folder of Noto> <folder>`.

Needs fontTools, and the files of Debian's fonts-noto-core and fonts-noto-extra. Each typeface is
one file for both scripts, since the renderer of the pictures cannot mix faces in a line safely.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

LATIN = (
    "0020-007E,00A0-024F,0259,02B0-02FF,0300-036F,0370-03FF,0400-045F,0490-0491,1E00-1EFF,"
    "2000-206F,2070-209F,20A0-20BF,2100-214F,2190-2193,2212,2248,2260,2264-2265,25CC,FB00-FB04,FFFD"
)
"""Latin, Greek and Cyrillic alphabets with their marks, and signs, which Arabic shares."""
ARABIC = "0600-06FF,0750-077F,08A0-08FF,FB50-FDFF,FE70-FEFC"

LATIN_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]

FACES = (
    # Naskh is drawn smaller than what it stands beside.
    ("Agora Display", "NotoSerif-SemiBold", "NotoNaskhArabic-Bold", 1.15),
    ("Agora Text", "NotoSans-SemiBold", "NotoSansArabic-SemiBold", 1),
)

LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."


def main(noto: Path, folder: Path) -> None:
    for family, latin, arabic, scale in FACES:
        parts = [
            _part(noto, latin, LATIN, LATIN_FEATURES, 1, folder),
            _part(noto, arabic, ARABIC, ["*"], scale, folder),
        ]
        notices = " ".join(TTFont(part)["name"].getDebugName(0) for part in parts)
        font = merge.Merger().merge([str(part) for part in parts])
        name = family.replace(" ", "")
        texts = {0: notices, 1: family, 2: "Regular", 3: family, 4: family, 5: "1.0", 6: name}
        font["name"].names = []
        for number, text in {**texts, 13: LICENCE, 14: "http://scripts.sil.org/OFL"}.items():
            font["name"].setName(text, number, 3, 1, 0x409)
        font["OS/2"].usWeightClass = 400
        font["head"].created = font["head"].modified = 0
        font.recalcTimestamp = False
        font.save(folder / f"{name}.ttf")
        for part in parts:
            part.unlink()


def _part(
    noto: Path, name: str, ranges: str, features: list[str], scale: float, folder: Path
) -> Path:
    options = subset.Options(hinting=False, notdef_outline=True, layout_features=features)
    font = subset.load_font(noto / f"{name}.ttf", options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_points(ranges))
    subsetter.subset(font)
    if scale != 1:
        units = font["head"].unitsPerEm
        scale_upem(font, round(units * scale))
        font["head"].unitsPerEm = units
    path = folder / f"{name}.part.ttf"
    font.save(path)
    return path


def _points(ranges: str) -> Iterator[int]:
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
