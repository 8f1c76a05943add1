"""Cut the land of every window of `agora.geography` out of Natural Earth, and simplify it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/pip install "shapely>=2.1,<3"
    .venv/bin/python -m tools.geography package

reads `package/land-110m.json` and `package/land-50m.json`, and writes `agora/geography/data/`, the
same bytes from the same input. Run it again when a window is added or moved; no build needs it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.affinity import translate
from shapely.geometry import Polygon, box

from agora.geography.windows import WINDOWS, WORLD, Window

DATA = Path(__file__).parent.parent / "agora" / "geography" / "data"

# A third of a CSS pixel of the widest drawings: 720 pixels for the world, 340 for a window.
WORLD_TOLERANCE, WORLD_PARTS = 0.15, 10
SHARE = 1 / 1800


def main(folder: Path) -> None:
    write(WORLD, land(folder / "land-110m.json"), WORLD_TOLERANCE, WORLD_PARTS)
    fine = land(folder / "land-50m.json")
    for window in WINDOWS.values():
        write(window, fine, (window.east - window.west) * SHARE, 100)


def land(path: Path) -> Any:
    """All land but Antarctica, each of its parts counted from the world's western edge on."""
    moved = []
    for part in polygons(path):
        west, _, east, _ = part.bounds
        turns = ((west + east) / 2 - WORLD.west) // 360
        moved.append(translate(part, -360 * turns))
    return shapely.union_all(moved)


def polygons(path: Path) -> Iterator[Polygon]:
    """The polygons of `land` in a quantized TopoJSON file, but for Antarctica.

    Rings cross the antimeridian there without being cut; here they go on beyond 180 degrees.
    """
    topology = json.loads(path.read_text("utf-8"))
    arcs = [list(decoded(arc, topology["transform"])) for arc in topology["arcs"]]

    def ring(indices: Iterable[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            # The complement of an index means the same arc from its end on.
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            for longitude, latitude in arc[1:] if points else arc:
                turns = round((points[-1][0] - longitude) / 360) if points else 0
                points.append((longitude + 360 * turns, latitude))
        return points

    for geometry in topology["objects"]["land"]["geometries"]:
        groups = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for exterior, *holes in groups:
            outer = ring(exterior)
            if min(latitude for _, latitude in outer) > -60:
                west = min(longitude for longitude, _ in outer)
                inner = [beyond(west, ring(hole)) for hole in holes]
                yield from parts(shapely.make_valid(Polygon(outer, inner)))


def beyond(west: float, ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ring, counted from a meridian on."""
    turns = (ring[0][0] - west) // 360
    return [(longitude - 360 * turns, latitude) for longitude, latitude in ring]


def decoded(arc: list[list[int]], transform: dict[str, Any]) -> Iterator[tuple[float, float]]:
    (scale_x, scale_y), (origin_x, origin_y) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale_x + origin_x, y * scale_y + origin_y


def parts(geometry: Any) -> list[Polygon]:
    return [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]


def write(window: Window, outlines: Any, tolerance: float, grid: int) -> None:
    # Beyond the frame's edge, so that the coast's line is not drawn along it.
    margin = (window.east - window.west) / 50
    frame = box(
        window.west - margin, window.south - margin, window.east + margin, window.north + margin
    )
    shown = shapely.simplify(shapely.intersection(outlines, frame), tolerance)
    rings = [
        steps(list(line.coords)[:-1], grid)
        for part in sorted(parts(shown), key=lambda part: -part.area)
        for line in (part.exterior, *part.interiors)
        if Polygon(line).area >= tolerance**2
    ]
    text = json.dumps({"parts": grid, "rings": rings}, separators=(",", ":"))
    DATA.mkdir(exist_ok=True)
    (DATA / f"{window.key}.json").write_text(text.replace("],[", "],\n[") + "\n", "utf-8")


def steps(points: list[tuple[float, float]], grid: int) -> list[int]:
    x = y = 0
    taken = []
    for longitude, latitude in points:
        to_x, to_y = round(longitude * grid), round(latitude * grid)
        taken += [to_x - x, to_y - y]
        x, y = to_x, to_y
    return taken


if __name__ == "__main__":
    main(Path(sys.argv[1]))
