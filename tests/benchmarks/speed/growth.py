"""How time and memory grow with an article: straight lines, from 1 kB to what is refused."""

from __future__ import annotations

import math
from typing import Any

from tests.benchmarks.speed import peers, timing
from tests.benchmarks.speed.contests import Options

ARTICLES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 400)
"""Kilobytes; an article with more than 512,000 code points of markup (`fragment_characters`) is refused."""
PAGES = (*ARTICLES[:-1], 512, 1024, 2048, 3800)
"""Kilobytes; more than 4,000,000 bytes (`max_bytes`) are refused."""
FORMS = {"HTML, a tenth article": PAGES} | dict.fromkeys(("HTML", "plain text", "Markdown", "ninjs"), ARTICLES)
OVER = 3500
"""Kilobytes of an article that is refused for its size, once it is read."""


def measure(options: Options) -> dict[str, Any]:
    """Return milliseconds and megabytes by size of each format, with the lines that fit them."""
    found: dict[str, dict[str, Any]] = {}
    for form, whole in FORMS.items():
        sizes = [size for size in whole if math.log2(size) % 2 == 0] if options.quick else whole
        points = [point(form, size, 2 if options.quick else 3) for size in sizes]
        found[form] = {"points": points} | fitted(points)
        if not options.quick and form != "HTML, a tenth article":
            found[form]["refused"] = point(form, OVER, 1)
        fit = found[form]
        print(f"  {form:22} {said(fit)}", flush=True)
    return found


def point(form: str, kilobytes: int, count: int) -> dict[str, float]:
    """Return kB, median CPU milliseconds of `count` articles, and megabytes taken at most, in a process of its own."""
    with peers.started(["copydesk"]) as [ours]:
        for number in range(2):
            ours.time({"made": [form, 1, 900 + number]})
        before = ours.memory()["megabytes"]
        seconds = [ours.time({"made": [form, kilobytes, number]})["cpu"] for number in range(count)]
        taken = ours.memory()["peak_megabytes"] - before
    return {"kilobytes": kilobytes, "cpu_ms": 1000 * timing.at(seconds, 0.5), "megabytes": max(taken, 0.0)}


def fitted(points: list[dict[str, float]]) -> dict[str, float]:
    """Return the time's exponent (1 is a straight line), and milliseconds and megabytes by size as straight lines."""
    sizes, times = [each["kilobytes"] for each in points], [each["cpu_ms"] for each in points]
    exponent, _, _ = timing.power(sizes, times)
    slope, base = timing.line(sizes, times)
    memory, _ = timing.line(sizes, [each["megabytes"] for each in points])
    return {"exponent": exponent, "ms_per_kilobyte": slope, "base_ms": base, "megabytes_per_megabyte": 1024 * memory}


def said(fit: dict[str, Any]) -> str:
    """Return a fit as a line."""
    return (
        f"exponent {fit['exponent']:.2f}, {fit['ms_per_kilobyte']:.3f} ms a kB over {fit['base_ms']:.1f} ms, "
        f"{fit['megabytes_per_megabyte']:.1f} MB a MB"
    )
