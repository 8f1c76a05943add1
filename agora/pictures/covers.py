"""Covers of showcases that have no photograph: a zellige of their own, as SVG."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from agora.pictures.zellige import HEIGHT, WIDTH, Cell, Line, Stroke, Tesserae, pattern

RECIPE = hashlib.sha256(
    b"".join(
        Path(__file__).with_name(f"{module}.py").read_bytes()
        for module in (
            *("covers", "glazing", "inlays", "palette", "strapwork", "tilings", "zellige"),
        )
    )
).digest()
"""Stands for all that a cover depends on beside slug and colour: the code that draws it."""


def cover(slug: str, colour: str) -> str:
    """An SVG document with a viewBox of 16:9, the same for the same slug and colour.

    It is decorative, has its own ground, and its ids begin with a digest of the
    slug, so that several can stand in one page. `colour` is "#rrggbb"; another
    raises ValueError.
    """
    drawn = pattern(slug, colour)
    name = "z" + hashlib.sha256(slug.encode()).hexdigest()[:8]
    bridges = bool(drawn.bridges)
    used = {cell.shade for cell in drawn.cells}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<defs><g id="{name}t">{_fills(drawn.tesserae)}</g>',
        f'<g id="{name}i" {_stroke(drawn.grout)}>{_fills(drawn.inlays)}</g>',
        *(
            f'<g id="{name}{number}"><use href="#{name}t"/>{_fills(shade)}'
            f'<use href="#{name}i"/></g>'
            for number, shade in enumerate(drawn.shades)
            if number in used
        ),
        f'<path id="{name}s" d="{_lines(drawn.straps)}"/>',
        f'<g id="{name}l">{_uses(name + "s", drawn.cells)}</g>',
        f'<path id="{name}b" d="{_lines(drawn.bridges)}"/>' if bridges else "",
        f'<g id="{name}c">{_uses(name + "b", drawn.cells)}</g>' if bridges else "",
        f'</defs><path fill="{drawn.ground}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>',
        *(f'<use href="#{name}{cell.shade}" x="{cell.x}" y="{cell.y}"/>' for cell in drawn.cells),
        '<g fill="none" stroke-linecap="square" stroke-miterlimit="9">',
        *(f'<use href="#{name}l" {_stroke(stroke)}/>' for stroke in drawn.strokes),
    ]
    if bridges:
        beneath, *above = drawn.strokes
        parts.append(f'<use href="#{name}c" {_stroke(beneath)} stroke-linecap="butt"/>')
        parts += [f'<use href="#{name}c" {_stroke(stroke)}/>' for stroke in above]
    return "".join(parts) + "</g></svg>\n"


def _uses(name: str, cells: Iterable[Cell]) -> str:
    return "".join(f'<use href="#{name}" x="{cell.x}" y="{cell.y}"/>' for cell in cells)


def _stroke(stroke: Stroke) -> str:
    return f'stroke="{stroke.colour}" stroke-width="{stroke.width}"'


def _fills(tesserae: Iterable[Tesserae]) -> str:
    return "".join(
        f'<path fill="{group.colour}"{_opacity(group)} d="{_lines(group.outlines, "z")}"/>'
        for group in tesserae
        if group.outlines
    )


def _opacity(group: Tesserae) -> str:
    # Not `opacity`, for which renderers set up a layer: a path may be filled see-through.
    return "" if group.opacity == 1 else f' fill-opacity="{group.opacity:g}"'


def _lines(lines: Iterable[Line], end: str = "") -> str:
    """Path data: each line from an absolute point on by relative steps."""
    parts = []
    for line in lines:
        (x, y), *others = line
        parts.append(f"M{x} {y}l")
        steps = []
        for nx, ny in others:
            steps.append(f"{nx - x} {ny - y}")
            x, y = nx, ny
        parts.append(" ".join(steps).replace(" -", "-"))
        parts.append(end)
    return "".join(parts)
