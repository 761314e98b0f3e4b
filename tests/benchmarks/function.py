"""The function beside a hand-written one, under functions-framework against the same local bucket.

    python -m tests.benchmarks.function cold --baseline FILE [--runs 5] [--json]
    python -m tests.benchmarks.function load --baseline FILE [--events 400] [--flight 1 8] [--json]
    python -m tests.benchmarks.function memory [--events 20000] [--flight 8] [--json]
    python -m tests.benchmarks.function imports [--json]

`cold` is process start to the first answered event, worst and median of the runs; `load` sends the same articles to
both, interleaved in rounds, and prints events a second, latency, CPU, memory and the ratios; `memory` is that of our
worker along many events; `imports` prints what each module costs. `--json` prints the same figures as data.
Everything runs on this machine.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from tests.benchmarks.served import bucket, cpu, megabytes, pids, remove, send, server, uploaded

ROOT = Path(__file__).resolve().parents[2]
ROUND = 25
"""Events a round; rounds take turns, so that all meet the machine's moods."""


def cold(sources: Mapping[str, Path], runs: int) -> dict[str, list[float]]:
    """Return the seconds from process start to the first answered event, by function, each run on a fresh bucket."""
    seconds: dict[str, list[float]] = {name: [] for name in sources}
    for _ in range(runs):
        for name, source in sources.items():
            with bucket() as storage:
                [(object_name, (generation, size))] = uploaded(storage.port, "a", [0], 20).items()
                started = time.perf_counter()
                function = server(source, storage)
                function.start()
                try:
                    send(function.port, object_name, generation, size)
                    seconds[name].append(time.perf_counter() - started)
                finally:
                    function.stop()
    return seconds


def loads(
    sources: Mapping[str, Path], events: int, flights: Sequence[int], kilobytes: int
) -> dict[int, dict[str, dict[str, float]]]:
    """Return events a second, p50 and p95 milliseconds, CPU an event and MB, by number in flight and function.

    Functions and numbers in flight take turns within one run, with the same articles; each function's first events,
    in which connections and threads are made, are not counted.
    """
    with bucket() as storage:
        functions = {name: server(source, storage) for name, source in sources.items()}
        latency: dict[tuple[int, str], list[float]] = {(flight, name): [] for flight in flights for name in functions}
        busy, used = dict.fromkeys(latency, 0.0), dict.fromkeys(latency, 0.0)
        try:
            for name, function in functions.items():
                function.start()
                _sent(function.port, uploaded(storage.port, f"{name}-first", range(max(flights)), kilobytes), 8)
            for number in range(0, events, ROUND):
                numbers = range(number, min(number + ROUND, events))
                for turn, name in latency:
                    function = functions[name]
                    made = uploaded(storage.port, f"{name}-{turn}", numbers, kilobytes)
                    started, spent = time.perf_counter(), cpu(function)
                    latency[turn, name] += _sent(function.port, made, turn)
                    busy[turn, name] += time.perf_counter() - started
                    used[turn, name] += cpu(function) - spent
            memory = {name: max(megabytes(pid) for pid in pids(function)) for name, function in functions.items()}
        finally:
            for function in functions.values():
                function.stop()
    figures: dict[int, dict[str, dict[str, float]]] = {flight: {} for flight in flights}
    for (flight, name), seconds in latency.items():
        ordered = sorted(seconds)
        figures[flight][name] = {
            "events_per_second": events / busy[flight, name],
            "p50_ms": 1000 * statistics.median(ordered),
            "p95_ms": 1000 * ordered[int(0.95 * len(ordered))],
            "cpu_ms": 1000 * used[flight, name] / events,
            "megabytes": memory[name],
            "failed": events - len(ordered),
        }
    return figures


def memory(events: int, flight: int) -> Iterator[tuple[int, float]]:
    """Yield (events, MB of the worker) along one run of our function, articles of 2 to 64 kB, no two alike."""
    with bucket() as storage:
        function = server(ROOT / "main.py", storage)
        function.start()
        try:
            for number in range(0, events, ROUND):
                made = uploaded(storage.port, f"{number}", range(number, number + ROUND), 2 << number // ROUND % 6)
                answered = len(_sent(function.port, made, flight))
                if answered != ROUND:
                    raise RuntimeError(f"{ROUND - answered} of {ROUND} events failed")
                remove(storage.port, [name + suffix for name in made for suffix in ("", ".metadata.json")])
                if (number + ROUND) % (12 * ROUND) == 0:  # every size twice
                    yield number + ROUND, max(megabytes(pid) for pid in pids(function))
        finally:
            function.stop()


def _sent(port: int, made: Mapping[str, tuple[str, int]], flight: int) -> list[float]:
    waiting: SimpleQueue[tuple[str, tuple[str, int]]] = SimpleQueue()
    for item in made.items():
        waiting.put(item)
    seconds: list[float] = []

    def work() -> None:
        while True:
            try:
                name, (generation, size) = waiting.get_nowait()
            except Empty:
                return
            started = time.perf_counter()
            with contextlib.suppress(RuntimeError):  # a failed event is missing from the figures, and counted by that
                send(port, name, generation, size)
                seconds.append(time.perf_counter() - started)

    threads = [threading.Thread(target=work) for _ in range(flight)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seconds


def imports() -> list[tuple[float, float, str]]:
    """Return (own milliseconds, with what it imports, module) of everything that main.py imports, dearest first."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import main"],
        cwd=ROOT,
        env={**os.environ, "COPYDESK_DEV": "1", "STORAGE_EMULATOR_HOST": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
        check=True,
    )
    rows = []
    for line in run.stderr.splitlines():
        columns = [part.strip() for part in line.removeprefix("import time:").split("|")]
        if len(columns) == 3 and columns[0].isdigit():
            own, both, name = columns
            rows.append((int(own) / 1000, int(both) / 1000, name))
    return sorted(rows, key=lambda row: -row[1])


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.function")
    parser.add_argument("what", choices=("cold", "load", "memory", "imports"))
    parser.add_argument("--baseline", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--events", type=int, default=400)
    parser.add_argument("--flight", type=int, nargs="+", default=[8])
    parser.add_argument("--kilobytes", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    sources = {"copydesk": ROOT / "main.py"} | ({"baseline": given.baseline} if given.baseline else {})
    figures: object
    if given.what == "imports":
        lines, figures = _imports()
    elif given.what == "memory":
        lines, figures = _memory(given.events, given.flight[0])
    elif given.what == "cold":
        lines, figures = _cold(sources, given.runs)
    else:
        lines, figures = _load(sources, given.events, given.flight, given.kilobytes)
    print(json.dumps(figures) if given.json else "\n".join(lines))
    return 0


def _imports() -> tuple[list[str], object]:
    found = imports()
    lines = [f"{both:8.1f} ms with its own imports {own:8.1f} ms alone  {name}" for own, both, name in found[:40]]
    return lines, [{"own_ms": own, "ms": both, "module": name} for own, both, name in found]


def _cold(sources: Mapping[str, Path], runs: int) -> tuple[list[str], object]:
    seconds = cold(sources, runs)
    figures = {name: {"median_s": statistics.median(each), "worst_s": max(each)} for name, each in seconds.items()}
    lines = [
        f"{name}: median {x['median_s']:.2f} s, worst {x['worst_s']:.2f} s of {runs}" for name, x in figures.items()
    ]
    if "baseline" in figures:
        ours, theirs = figures["copydesk"], figures["baseline"]
        by_median, by_worst = (ours[key] / theirs[key] for key in ("median_s", "worst_s"))
        lines.append(f"cold start: {by_median:.2f} x the baseline by median, {by_worst:.2f} x by the worst run")
    return lines, figures


def _memory(events: int, flight: int) -> tuple[list[str], object]:
    curve = []
    for count, size in memory(events, flight):
        print(f"{count:7} events: {size:.1f} MB", file=sys.stderr, flush=True)  # it takes minutes
        curve.append((count, size))
    return [f"memory: {curve[-1][1] / curve[0][1] - 1:+.1%} from {curve[0][0]} events to {curve[-1][0]}"], curve


def _load(sources: Mapping[str, Path], events: int, flights: Sequence[int], kilobytes: int) -> tuple[list[str], object]:
    figures, lines = loads(sources, events, flights, kilobytes), []
    for flight, found in figures.items():
        for name, each in found.items():
            lines.append(f"{name} " + " ".join(f"{key}={value:.1f}" for key, value in each.items()))
        if "baseline" in found:
            ratio = {
                key: found["copydesk"][key] / found["baseline"][key] for key in found["baseline"] if key != "failed"
            }
            lines.append(
                f"load at {flight} in flight: {ratio['events_per_second']:.2f} x the baseline's events a second, "
                f"p95 {ratio['p95_ms']:.2f} x, CPU {ratio['cpu_ms']:.2f} x"
            )
    return lines, figures


if __name__ == "__main__":
    sys.exit(main())
