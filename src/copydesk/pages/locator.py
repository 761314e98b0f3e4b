"""Where a story was filed, on a small map of the world drawn from the gazetteer's own places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from copydesk.model import Location
from copydesk.pages.tags import Safe, join, tag

WIDTH, HEIGHT = 360, 142
TOP = 84.0
"""Latitude of the upper edge; the lower one is 58 degrees south, below the last town."""


def drawing(points: Sequence[Location]) -> Safe:
    """Return the map with a dot for each point; its label says the same in words."""
    dots = [
        tag("circle", cx=f"{point.lon + 180:.1f}", cy=f"{TOP - point.lat:.1f}", r="4", class_="dot") for point in points
    ]
    said = "Map of the world: " + "; ".join(map(degrees, points))
    land = tag("path", d=_land(), class_="land")
    world = tag("svg", land, *dots, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=said, class_="map")
    return join(world, tag("p", "Places: GeoNames, CC BY 4.0", class_="source"))


def degrees(point: Location) -> str:
    """Return coordinates as people write them: `17.38° N, 78.46° E`."""
    north, east = "N" if point.lat >= 0 else "S", "E" if point.lon >= 0 else "W"
    return f"{abs(point.lat):.2f}° {north}, {abs(point.lon):.2f}° {east}"


@cache
def _land() -> str:
    """Return the path of all places of the gazetteer, a cell of two degrees each (GeoNames, CC BY 4.0)."""
    return files("copydesk.pages").joinpath("land.txt").read_text("ascii").strip()
