"""Makes `src/copydesk/pages/land.txt`, the map of the review page: cells of two degrees in which there is a town.

Source: GeoNames (https://www.geonames.org, CC BY 4.0), as the gazetteer holds it.
`python -m tests.benchmarks.build_land`
"""

from pathlib import Path

from copydesk.normalize import gazetteer
from copydesk.pages.locator import HEIGHT, TOP

CELL = 2
PLACE = Path(__file__).resolve().parents[2] / "src/copydesk/pages/land.txt"


def land() -> str:
    """Return an SVG path with a line for each run of cells, to be drawn as dots."""
    opened = gazetteer.opened()
    records = (opened.record(number) for number in range(opened.count))
    cells = {(int((TOP - r.lat) // CELL), int((r.lon + 180) // CELL)) for r in records if r.kind == "city"}
    path = []
    for row, column in sorted(cells):
        if (row, column - 1) in cells or not 0 <= row < HEIGHT // CELL:
            continue
        run = 0
        while (row, column + run + 1) in cells:
            run += 1
        path.append(f"M{column * CELL + 1} {row * CELL + 1}h{run * CELL + 0.1:g}")
    return "".join(path)


if __name__ == "__main__":
    PLACE.write_text(land() + "\n", "ascii")
