"""`make bench`: Copydesk beside its peers, in one run, as figures, a page and a line.

`python -m tests.benchmarks.speed [SUBJECT ...] [--quick] [--shared DIR] [--out FILE] [--page]`. With `--quick` it is
the short form for CI, which holds the figures of floors.toml and nothing else.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import floors
from tests.benchmarks.speed import contests, events, growth, page, peers, service
from tests.benchmarks.speed.contests import Options

SUBJECTS: dict[str, Callable[[Options], dict[str, Any]]] = {
    "pages": contests.pages,
    "corpus": contests.corpus,
    "formats": contests.formats,
    "pairs": contests.pairs,
    "datelines": contests.datelines,
    "fragments": contests.fragments,
    "load": service.load,
    "cold": service.cold,
    "events": events.measure,
    "growth": growth.measure,
}
"""In the order of the page."""
WHOLE_ONLY = ("formats", "corpus", "datelines")
"""What no floor is held for is left out of the short form."""


WALL = ("events_per_second", "p50_ms", "p95_ms", "cold.")
"""Figures of wall time."""
BUSY = 2.0
"""Processes that want a core, by core, from which on wall times are not held; a CI run before us leaves about one."""


def run(names: list[str], options: Options) -> dict[str, Any]:
    """Return the results by subject; one that breaks is told and leaves the others."""
    results: dict[str, Any] = {}
    for name in names:
        started = time.monotonic()
        print(f"{name}:", flush=True)
        try:
            results[name] = SUBJECTS[name](options)
        except Exception as error:  # noqa: BLE001 -- the others are measured all the same
            traceback.print_exc()
            results[name] = {"broke": type(error).__name__}
        print(f"  {time.monotonic() - started:.0f} s", flush=True)
    return results


def machine() -> dict[str, Any]:
    """Return what the figures were measured on, and how busy it was before."""
    names = [line.partition(":")[2].strip() for line in _text("/proc/cpuinfo").splitlines() if "model name" in line]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=peers.ROOT, capture_output=True, check=False)
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "processor": names[0] if names else platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "commit": commit.stdout.decode().strip(),
        "load_before": os.getloadavg()[0],
    }


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def figures(results: dict[str, Any], *, busy: bool = False) -> dict[str, float]:
    """Return what floors.toml may hold, by name: ratios are ours to theirs, so that less is better but for events/s.

    On a busy machine those of wall time are left out: they would be its neighbours' figures, not ours.
    """
    found: dict[str, float] = {}
    for subject, peer in (("pages", "trafilatura"), ("pairs", "langdetect"), ("fragments", "bleach")):
        ratio = results.get(subject, {}).get("contestants", {}).get(peer, {}).get("of_ours")
        if ratio:
            found |= {f"{subject}.of_{peer}.{kind}": 1 / ratio[kind] for kind in ("median", "p95")}
    for flight, one in results.get("load", {}).items():
        for key, ratio in one.get("of_baseline", {}).items() if isinstance(one, dict) else ():
            found[f"load.{flight}.{key}.of_baseline"] = ratio["median"]
        if isinstance(one, dict) and "copydesk" in one:
            found[f"load.{flight}.megabytes"] = one["copydesk"]["megabytes"]["median"]
    cold, many = results.get("cold", {}), results.get("events", {})
    if "of_baseline" in cold:
        found["cold.of_baseline"] = cold["of_baseline"]["median"]
    if "quarters_ms" in many:
        found |= {f"events.{key}": many[key] for key in ("old_of_new", "peak_megabytes")}
    for form, fit in results.get("growth", {}).items():
        if isinstance(fit, dict):
            found[f"growth.{form}.exponent"] = fit["exponent"]
    return {name: figure for name, figure in found.items() if not (busy and any(part in name for part in WALL))}


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.speed")
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(SUBJECTS)} (default all)")
    parser.add_argument("--quick", action="store_true", help="what CI holds: fewer inputs, fewer peers")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with the cases of others")
    parser.add_argument("--out", type=Path, default=Path(".bench/speed.json"), help="where the results are written")
    parser.add_argument("--page", action="store_true", help="keep the results in docs/ and make the page of them")
    given = parser.parse_args()
    if unknown := set(given.subjects) - SUBJECTS.keys():
        parser.error(f"unknown subjects: {', '.join(sorted(unknown))}")
    started = time.monotonic()
    options = Options(given.shared.resolve() if (given.shared / "data").is_dir() else None, given.quick)
    names = given.subjects or [name for name in SUBJECTS if not (given.quick and name in WHOLE_ONLY)]
    told = machine()
    results = run(names, options)
    told["seconds"] = round(time.monotonic() - started)
    out = page.RESULTS if given.page else given.out
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"machine": told, "subjects": page.rounded(results)}, indent=1) + "\n", encoding="utf-8")
    if given.page:
        page.write()
    busy = told["load_before"] > BUSY * (told["cores"] or 1)
    if busy:
        print(f"the machine is busy (load {told['load_before']:.1f}): figures of wall time are not held")
    every = floors.held("speed", figures(results, busy=busy))
    held = [row for row in every if row.name.removeprefix("speed: ").partition(".")[0] in names]
    rows = [row for row in held if row.found is not None]
    print(*rows, *(f"not measured: {row.name}" for row in held if row.found is None), sep="\n")
    lost = sum(not row.holds for row in rows)
    broke = [name for name, result in results.items() if "broke" in result]
    print(
        f"bench: {len(rows) - lost} of {len(rows)} measured figures hold their floors"
        + (f", {', '.join(broke)} broke" if broke else "")
        + f"; {out}, {time.monotonic() - started:.0f} s"
    )
    return 1 if lost or broke else 0


if __name__ == "__main__":
    sys.exit(main())
