"""What the comparison costs beside langdetect's naive rule, on the same pairs, and what loading it costs.

python -m tests.benchmarks.language_cost --pairs FILE [--count 300]
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from langdetect import DetectorFactory, LangDetectException, detect

from tests.benchmarks.__main__ import cases


def naive(title: str, body: str) -> bool | None:
    """Return whether langdetect names two languages, None where it names none."""
    try:
        return bool(detect(title) != detect(body))
    except LangDetectException:
        return None


def seconds(step: Callable[[], object]) -> float:
    """Return the CPU seconds of one step."""
    start = time.process_time()
    step()
    return time.process_time() - start


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.language_cost")
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--count", type=int, default=300)
    given = parser.parse_args()
    pairs = random.Random(1).sample(list(cases(given.pairs)), given.count)  # noqa: S311 -- no secret
    DetectorFactory.seed = 0
    detect("load the profiles")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    from copydesk.review import language, reading
    from copydesk.settings import DEFAULTS

    for title, body in (("Ærø title", "été łódź"), ("Мир", "война"), ("東京の空", "서울 北京")):
        language.judge(title, reading.read([body]), DEFAULTS)
    loaded = time.process_time() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024

    def compare(pair: dict[str, str]) -> None:
        language.judge(pair["title"], reading.read(pair["body"].split("\n")), DEFAULTS)

    ours = [seconds(lambda pair=pair: compare(pair)) for pair in pairs]
    theirs = [seconds(lambda pair=pair: naive(pair["title"], pair["body"])) for pair in pairs]
    first, tenth = 1000 * ours[0], 1000 * statistics.median(ours[:10])
    mine, other = 1000 * statistics.median(ours), 1000 * statistics.median(theirs)
    print(f"loading: {loaded:.3f} s, {grown:.0f} MB")
    print(f"a pair: {mine:.2f} ms, langdetect's naive rule {other:.2f} ms, ratio {mine / other:.2f}")
    print(f"the first call: {first:.2f} ms, the median of the first ten {tenth:.2f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
