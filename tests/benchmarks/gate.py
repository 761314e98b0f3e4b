"""`python -m tests.benchmarks.gate FILE [rounds]`: the gate beside plain bleach with the same allow-list, in one run.

FILE holds {id, html} lines. Each body is cleaned by each in turn, round after round; the best round of each counts.
The share of the report (what was taken out, findings, embeds) is printed apart.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bleach.sanitizer import Cleaner

from copydesk.normalize import dressing, elements, embeds, markup
from copydesk.scan import fragment_caps, scan
from copydesk.settings import DEFAULTS
from tests.benchmarks.__main__ import cases


def main(path: Path, rounds: int) -> None:
    """Print the milliseconds of each and the ratio of each body's two."""
    rules = elements.policy()
    plain = Cleaner(
        tags=rules.elements,
        attributes={element: sorted(names) for element, names in rules.attributes.items()},
        protocols={"http", "https", "mailto"},
        strip=True,
        strip_comments=True,
    )
    bodies = [case["html"] for case in cases(path)]
    tags = [scan(markup.clean(body), fragment_caps(DEFAULTS), number=False) for body in bodies]
    steps: dict[str, list[Callable[[], Any]]] = {
        "plain bleach": [lambda body=body: plain.clean(body) for body in bodies],
        "gate": [lambda body=body: markup.sanitize(body, base=None, settings=DEFAULTS) for body in bodies],
        "of it report": [
            lambda found=found: (markup.report(found, dressing.Dressed("").removed, 0), embeds.find(found, None))
            for found in tags
        ],
    }
    best = {name: [float("inf")] * len(bodies) for name in steps}
    for _ in range(rounds):
        for index in range(len(bodies)):
            for name, calls in steps.items():
                start = time.process_time()
                calls[index]()
                best[name][index] = min(best[name][index], 1000 * (time.process_time() - start))
    for name, figures in best.items():
        mean, median, late = statistics.mean(figures), _at(figures, 0.5), _at(figures, 0.95)
        print(f"{name:14} mean {mean:7.2f} ms  median {median:6.2f}  p95 {late:6.2f}")
    ratios = [gate / bleach for gate, bleach in zip(best["gate"], best["plain bleach"], strict=True)]
    print(f"gate / plain   median {_at(ratios, 0.5):.2f}  p95 {_at(ratios, 0.95):.2f}")


def _at(figures: list[float], share: float) -> float:
    return sorted(figures)[int(share * len(figures))]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
