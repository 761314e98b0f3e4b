"""The function as it is served, beside the hand-written one: events a second, a cold start, memory of the worker."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.benchmarks import function
from tests.benchmarks.speed import timing
from tests.benchmarks.speed.contests import Options

BASELINE = "eval/platform/baseline_main.py"
KILOBYTES = 20


def sources(options: Options) -> dict[str, Path]:
    """Return our function and the hand-written one, where it is here."""
    found = {"copydesk": function.ROOT / "main.py"}
    if options.shared and (options.shared / BASELINE).is_file():
        return found | {"baseline": options.shared / BASELINE}
    print("  the hand-written function is not here: ours runs alone")
    return found


def load(options: Options) -> dict[str, Any]:
    """Return events a second, latency and memory by number in flight, each run several times."""
    served, found = sources(options), {}
    flights, events, times = ((1, 8), 100, 2) if options.quick else ((1, 4, 8, 16), 150, 3)
    all_runs = [function.loads(served, events, flights, KILOBYTES) for _ in range(times)]
    for flight in flights:
        runs = [run[flight] for run in all_runs]
        one: dict[str, Any] = {
            name: {key: timing.spread([run[name][key] for run in runs]) for key in runs[0][name]} for name in served
        }
        line = f"  {flight:2} in flight: {one['copydesk']['events_per_second']['median']:.0f} events a second"
        if "baseline" in served:
            for key in ("events_per_second", "p50_ms", "p95_ms", "cpu_ms"):
                ratios = [run["copydesk"][key] / run["baseline"][key] for run in runs]
                one.setdefault("of_baseline", {})[key] = timing.spread(ratios) | {"each": ratios}
            ratio = one["of_baseline"]["events_per_second"]["each"]
            line += f", {timing.at(ratio, 0.5):.2f} x the baseline's ({min(ratio):.2f} to {max(ratio):.2f})"
        print(line, flush=True)
        found[str(flight)] = one
    return found


def cold(options: Options) -> dict[str, Any]:
    """Return seconds from process start to the first answered event, and what the imports cost by package."""
    served = sources(options)
    seconds = function.cold(served, 4 if options.quick else 9)
    found: dict[str, Any] = {"seconds": {name: timing.spread(each) for name, each in seconds.items()}}
    line = f"  process start to first event answered: {found['seconds']['copydesk']['median']:.2f} s"
    if "baseline" in served:
        ratios = [a / b for a, b in zip(seconds["copydesk"], seconds["baseline"], strict=True)]
        found["of_baseline"] = timing.spread(ratios)
        line += f", {found['of_baseline']['median']:.2f} x the baseline"
    print(line)
    if not options.quick:
        found["packages"] = packages()
        print("  imports: " + ", ".join(f"{name} {ms:.0f} ms" for name, ms in list(found["packages"].items())[:6]))
    return found


def packages() -> dict[str, float]:
    """Return the milliseconds that the modules of each package take to import (medians of five runs), dearest first."""
    runs = []
    for _ in range(5):
        own: Counter[str] = Counter()
        for milliseconds, _, name in function.imports():
            own[package(name)] += milliseconds  # type: ignore[assignment]
        runs.append(own)
    names = {name for run in runs for name in run}
    medians = {name: timing.at([float(run[name]) for run in runs], 0.5) for name in names}
    return dict(sorted(medians.items(), key=lambda item: (-item[1], item[0])))


def package(module: str) -> str:
    """Return what a module belongs to: one of ours, a package, or Python itself."""
    parts = module.split(".")
    if parts[0] in sys.stdlib_module_names:
        return "Python's own"
    if module == "main":
        return "main.py, a first article"
    return ".".join(parts[:2]) if parts[0] == "google" else parts[0]
