"""Many articles through one process: time and memory do not grow with their number."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.speed import articles, peers, timing
from tests.benchmarks.speed.contests import Options

KILOBYTES = 20


def measure(options: Options) -> dict[str, Any]:
    """Return median milliseconds by quarter of the events, and the memory along them.

    Formats take turns and no article comes twice. The first articles, which import what waits for its format, are left
    out of the times and told in the memory.
    """
    forms = list(articles.FORMATS)
    count = 40 * len(forms) if options.quick else 2000 // len(forms) * len(forms)
    seconds, memory = [], []
    with peers.Contestant("copydesk") as ours:
        memory.append([0, ours.memory()["megabytes"]])
        for number in range(len(forms)):
            ours.time({"made": [forms[number], KILOBYTES, number]})
        memory.append([len(forms), ours.memory()["megabytes"]])
        for number in range(len(forms), len(forms) + count):
            answer = ours.time({"made": [forms[number % len(forms)], KILOBYTES, number]})
            seconds.append(answer["cpu"])
            if (number + 1 - len(forms)) % max(count // 20, 1) == 0:
                memory.append([number + 1, ours.memory()["megabytes"]])
        peak = ours.memory()["peak_megabytes"]
    quarter = count // 4
    medians = [1000 * timing.at(seconds[i * quarter : (i + 1) * quarter], 0.5) for i in range(4)]
    print(f"  {count} articles of {KILOBYTES} kB: median CPU by quarter {', '.join(f'{m:.2f}' for m in medians)} ms")
    print(f"  memory {memory[1][1]:.0f} MB after {memory[1][0]}, {memory[-1][1]:.0f} MB after {memory[-1][0]} articles")
    return {
        "events": count,
        "kilobytes": KILOBYTES,
        "quarters_ms": medians,
        "last_of_first": medians[-1] / medians[0],
        "memory": memory,
        "peak_megabytes": peak,
    }
