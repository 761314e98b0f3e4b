"""Many articles through one process: time and memory do not grow with their number."""

from __future__ import annotations

from typing import Any

from tests.benchmarks import function
from tests.benchmarks.speed import articles, peers, timing
from tests.benchmarks.speed.contests import Options

KILOBYTES = 20
FORMATS = list(articles.FORMATS)


def measure(options: Options) -> dict[str, Any]:
    """Return median milliseconds by quarter of the events, old against new process, and the memory along the events.

    Formats take turns and no article comes twice. The first of each, which import what waits for its format, are left
    out of the times. The last articles go through a new process as well, in turns, so that the machine's moods are
    those of both.
    """
    count, last = (40 * len(FORMATS), 8 * len(FORMATS)) if options.quick else (160 * len(FORMATS), 20 * len(FORMATS))
    with peers.started(["copydesk", "copydesk"]) as (old, new):
        memory: list[tuple[int, float]] = [(0, old.memory()["megabytes"])]
        for number in range(len(FORMATS)):
            old.time(_request(number))
            new.time(_request(number))
        memory.append((len(FORMATS), old.memory()["megabytes"]))
        seconds = []
        for number in range(len(FORMATS), len(FORMATS) + count):
            seconds.append(old.time(_request(number))["cpu"])
            if len(seconds) % (count // 20) == 0:
                memory.append((number + 1, old.memory()["megabytes"]))
        requests = [_request(len(FORMATS) + count + i) for i in range(last)]
        olds, news = timing.one_round([old, new], requests)
        peak = old.memory()["peak_megabytes"]
    # Sizes from 2 to 64 kB, eight in flight.
    worker = [] if options.quick else list(function.memory(1500, 8))
    quarter = count // 4
    medians = [1000 * timing.at(seconds[i * quarter : (i + 1) * quarter], 0.5) for i in range(4)]
    ratio = timing.at([one["cpu"] for one in olds], 0.5) / timing.at([one["cpu"] for one in news], 0.5)
    print(f"  {count} articles of {KILOBYTES} kB: median CPU by quarter {', '.join(f'{m:.2f}' for m in medians)} ms")
    print(f"  the old process takes {ratio:.3f} of a new one's time on {last} more")
    print(f"  memory {memory[1][1]:.0f} MB after {memory[1][0]}, {memory[-1][1]:.0f} MB after {memory[-1][0]} articles")
    for events, megabytes in worker[:1] + worker[-1:]:
        print(f"  the function's worker: {megabytes:.0f} MB after {events} events")
    return {
        "events": count,
        "kilobytes": KILOBYTES,
        "quarters_ms": medians,
        "last": last,
        "old_of_new": ratio,
        "memory": memory,
        "worker": worker,
        "peak_megabytes": peak,
    }


def _request(number: int) -> dict[str, Any]:
    return {"made": [FORMATS[number % len(FORMATS)], KILOBYTES, number]}
