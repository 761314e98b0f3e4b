"""The pictures of docs/performance.md, drawn from the results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.benchmarks.speed import plot

PACKAGES = 14
"""Packages of a cold start that are drawn."""


def contest(title: str) -> Callable[[dict[str, Any]], str]:
    """Return what draws the contestants of a subject."""

    def draw(found: dict[str, Any]) -> str:
        rows = [
            plot.Row(name, cpu["q1"], cpu["median"], cpu["q3"], cpu["p95"], name.startswith("copydesk"))
            for name, told in found["contestants"].items()
            if (cpu := told.get("cpu_ms"))
        ]
        return plot.ranges(title, "CPU milliseconds, logarithmic: middle half, median, p95", rows)

    return draw


def load(found: dict[str, Any]) -> str:
    """Return events a second by number in flight."""
    names = [name for name in ("copydesk", "baseline") if all(name in one for one in found.values())]
    series = [
        plot.Line(
            {"baseline": "written by hand"}.get(name, name),
            [(float(flight), one[name]["events_per_second"]["median"]) for flight, one in found.items()],
        )
        for name in names
    ]
    title, flights = "The function under load, articles of 20 kB", [float(flight) for flight in found]
    return plot.lines(title, "events in flight", "events a second", series, marks=flights)


def cold(found: dict[str, Any]) -> str:
    """Return what imports cost by package."""
    return plot.bars("Imports of main.py by package", "milliseconds", list(found["packages"].items())[:PACKAGES])


def events(found: dict[str, Any]) -> str:
    """Return memory along the number of articles."""
    kinds = {"one process": found["memory"], "the function's worker": found["worker"]}
    series = [plot.Line(name, [(float(n), size) for n, size in curve]) for name, curve in kinds.items() if curve]
    return plot.lines("Memory along the articles", "articles", "megabytes resident", series)


def growth(found: dict[str, Any]) -> str:
    """Return time by size, both logarithmic."""
    series = [
        plot.Line(form, [(each["kilobytes"], each["cpu_ms"]) for each in fit["points"]]) for form, fit in found.items()
    ]
    across = "kilobytes, logarithmic"
    return plot.lines("Time by size of the article", across, "CPU milliseconds, logarithmic", series, log=True)


PICTURES: dict[str, Callable[[dict[str, Any]], str]] = {
    "pages": contest("A newspaper's page"),
    "pairs": contest("A title against its body"),
    "fragments": contest("A body's markup made safe"),
    "load": load,
    "cold": cold,
    "events": events,
    "growth": growth,
}


def drawn(subjects: dict[str, Any]) -> dict[str, str]:
    """Return the pictures of what was measured, by name."""
    measured = {name: found for name, found in subjects.items() if found and "broke" not in found}
    if "packages" not in measured.get("cold", {"packages": ()}):
        del measured["cold"]
    return {name: draw(measured[name]) for name, draw in PICTURES.items() if name in measured}
