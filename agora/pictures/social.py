"""The picture that a network or a messenger shows beside a link: a title, and a zellige beside it.

1200 by 630 pixels is what Open Graph's readers show whole. Most previews are some 300 wide, hence
few words and large ones.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from agora.pictures.emblem import BLUE, emblem
from agora.pictures.palette import GOLD, LIME
from agora.pictures.typefaces import DISPLAY, TEXT, Face
from agora.pictures.typesetting import Direction, Setting, fit

WIDTH, HEIGHT = 1200, 630

MARGIN = 56
"""What messengers may round off, or lay their signs over."""
PANEL = 416
"""The width of the zellige or photograph."""
SEAM = 8
COLUMN = WIDTH - PANEL - SEAM - 2 * MARGIN
FOOT = 60
"""The height of the emblem, at the bottom."""
ABOVE_FOOT = 26
STAR = 30
INDENT = STAR + 14
NAME_INDENT = FOOT + 18

EYEBROW_SIZES = (32, 30, 28, 26)
TITLE_SIZES = tuple(range(78, 38, -2))
PLACE_SIZES = (30, 28, 26, 24)
NAME_SIZES = (34, 28, 22)
EYEBROW_HEIGHT, PLACE_HEIGHT = 84, 78
GAP = 26

HEADING, MUTED = "#0a3450", "#55636d"


@dataclass(frozen=True, slots=True)
class Words:
    """A text, and the direction of its language."""

    text: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Design:
    """All that a picture is made from.

    `direction` is the reader's, in which it is laid out. `colour` is "#rrggbb", for the eyebrow on
    white or, where the picture is "full", for the ground. `cover` is an SVG document, or else
    `photograph` the
    path of a JPEG or PNG file.
    """

    direction: Direction
    strength: Literal["tint", "full"]
    colour: str
    eyebrow: Words
    title: Words
    place: Words
    name: Words
    cover: str = ""
    photograph: str = ""


def document(design: Design) -> str:
    """The picture as an SVG document that needs the faces of `typefaces`.

    Raises OSError where the photograph cannot be read.
    """
    mirrored = design.direction == "rtl"
    ground_x, seam_x = (PANEL + SEAM, PANEL) if mirrored else (0, WIDTH - PANEL - SEAM)
    ground = design.colour if design.strength == "full" else LIME
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f"{_panel(design, 0 if mirrored else WIDTH - PANEL)}"
        f'<path fill="{ground}" d="M{ground_x} 0h{WIDTH - PANEL - SEAM}v{HEIGHT}H{ground_x}z"/>'
        f'<path fill="{GOLD}" d="M{seam_x} 0h{SEAM}v{HEIGHT}h-{SEAM}z"/>'
        f"{_lettering(design)}</svg>"
    )


def _panel(design: Design, x: int) -> str:
    place = f'x="{x}" y="0" width="{PANEL}" height="{HEIGHT}" preserveAspectRatio="xMidYMid slice"'
    if design.cover:
        # Not clipped, which takes twice the time: what sticks out is painted over.
        return design.cover.replace("<svg ", f'<svg {place} overflow="visible" ', 1)
    file = Path(design.photograph)
    content = base64.b64encode(file.read_bytes()).decode("ascii")
    kind = "png" if file.suffix == ".png" else "jpeg"
    return f'<image {place} href="data:image/{kind};base64,{content}"/>'


def _lettering(design: Design) -> str:
    """The eyebrow, title and place, in the middle of the room above the emblem and the name."""
    full, mirrored = design.strength == "full", design.direction == "rtl"
    star_colour, eyebrow_colour = (GOLD, "#ffffff") if full else (design.colour, design.colour)
    title_colour, place_colour = ("#ffffff", "#ffffff") if full else (HEADING, MUTED)
    foot = HEIGHT - MARGIN - FOOT
    room = foot - ABOVE_FOOT - MARGIN

    eyebrow = _set(design.eyebrow, TEXT, (COLUMN - INDENT, EYEBROW_HEIGHT), EYEBROW_SIZES)
    place = _set(design.place, TEXT, (COLUMN, PLACE_HEIGHT), PLACE_SIZES)
    others = sum(part.height + GAP for part in (eyebrow, place) if part.lines)
    title = _set(design.title, DISPLAY, (COLUMN, room - others), TITLE_SIZES)
    name = _set(design.name, DISPLAY, (COLUMN - NAME_INDENT, FOOT), NAME_SIZES)

    def text(setting: Setting, y: float, colour: str, indent: float = 0) -> str:
        # A block stands where lines begin for the reader; in it, lines begin where theirs do.
        inset = indent if setting.direction == design.direction else indent + setting.width
        x = WIDTH - MARGIN - inset if mirrored else MARGIN + inset
        return setting.svg(x, y, "end" if setting.direction == "rtl" else "start", colour)

    def star(side: float, y: float, colour: str, ground: str) -> str:
        x = WIDTH - MARGIN - side if mirrored else MARGIN
        return emblem(x, y, side, colour, ground)

    column = [part for part in (eyebrow, title, place) if part.lines]
    y = MARGIN + (room - sum(part.height for part in column) - GAP * (len(column) - 1)) / 2
    parts = [
        star(FOOT, foot, "#ffffff" if full else BLUE, GOLD),
        text(name, foot + (FOOT - name.height) / 2, title_colour, NAME_INDENT),
    ]
    colours = {id(eyebrow): eyebrow_colour, id(title): title_colour, id(place): place_colour}
    for part in column:
        if part is eyebrow:
            middle = y + part.line_height / 2
            parts.append(star(STAR, middle - STAR / 2, star_colour, star_colour))
        parts.append(text(part, y, colours[id(part)], INDENT if part is eyebrow else 0))
        y += part.height + GAP
    return "".join(parts)


def _set(words: Words, face: Face, box: tuple[float, float], sizes: tuple[int, ...]) -> Setting:
    return fit(words.text, face, words.direction, box, sizes)
