"""Times compared: every input through every contestant in turn, in rounds, and what is said of the times.

Each round has new processes, so that nobody has met an input before and nobody's caches answer for it. The best of an
input's rounds counts for it: the work is the same each time, and all above the best is the machine's.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

OURS = 0
"""Place of Copydesk among the contestants."""


class Timed(Protocol):
    """Whatever can be timed on an input."""

    name: str

    def time(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return `cpu` and `wall` seconds, or the kind of an `error`."""


def at(values: Iterable[float], share: float) -> float:
    """Return the value below which a share of the values lies, between two values where it falls there."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return median, quartiles, p95 and mean."""
    places = {"median": 0.5, "q1": 0.25, "q3": 0.75, "p95": 0.95}
    return {name: at(values, share) for name, share in places.items()} | {"mean": statistics.fmean(values)}


def order(count: int, turn: int) -> list[int]:
    """Return the order of the contestants in a turn: each is first, and each behind each other, equally often."""
    # Half of the turns go backwards, or the same neighbour would always have emptied the processor's caches.
    places = [(turn + i) % count for i in range(count)]
    return places[::-1] if turn // count % 2 else places


def warmed(contestants: Sequence[Timed], requests: Sequence[Mapping[str, Any]]) -> list[float | None]:
    """Give everyone some inputs; returns the CPU seconds of each one's first, with models and late imports."""
    firsts = []
    for contestant in contestants:
        answers = [contestant.time(request) for request in requests]
        firsts.append(answers[0].get("cpu") if answers else None)
    return firsts


def one_round(
    contestants: Sequence[Timed], inputs: Sequence[Mapping[str, Any]], first: int = 0
) -> list[list[dict[str, Any]]]:
    """Return the answers by contestant and input; `first` turns the order."""
    answers: list[list[dict[str, Any]]] = [[] for _ in contestants]
    for turn, request in enumerate(inputs, first):
        for each in order(len(contestants), turn):
            answers[each].append(contestants[each].time(request))
    return answers


def figures(names: Sequence[str], rounds: Sequence[Sequence[Sequence[Mapping[str, Any]]]]) -> dict[str, Any]:
    """Return the figures of each contestant: milliseconds, failures, and what it takes of ours on what both did.

    `rounds` are answers by round, contestant and input.
    """
    # By contestant, input and round.
    answers = [
        [list(each) for each in zip(*(one[place] for one in rounds), strict=True)] for place in range(len(names))
    ]
    best = [_best(said, "cpu") for said in answers]
    found: dict[str, Any] = {}
    for place, name in enumerate(names):
        said = answers[place]
        errors = Counter(one["error"] for each in said for one in each if "error" in one)
        done: dict[str, Any] = {"inputs": len(best[place]), "failed": len(said) - len(best[place])}
        if errors:
            done["errors"] = sorted(errors)
        if best[place]:
            done |= {
                "cpu_ms": _milliseconds(best[place].values()),
                "wall_ms": _milliseconds(_best(said, "wall").values()),
            }
        if place != OURS:
            done["of_ours"] = _ratios(best[place], best[OURS], answers[place], answers[OURS])
        found[name] = done
    return found


def _best(said: Sequence[Sequence[Mapping[str, Any]]], clock: str) -> dict[int, float]:
    """Return the seconds of each input that was done in every round."""
    return {
        i: min(one[clock] for one in each) for i, each in enumerate(said) if not any("error" in one for one in each)
    }


def _milliseconds(seconds: Iterable[float]) -> dict[str, float]:
    return spread([1000 * each for each in seconds])


def _ratios(
    theirs: Mapping[int, float],
    ours: Mapping[int, float],
    their_answers: Sequence[Sequence[Mapping[str, Any]]],
    our_answers: Sequence[Sequence[Mapping[str, Any]]],
) -> dict[str, Any]:
    """Return how many times our CPU time a peer takes: of medians, of p95, by input, by round."""
    both = sorted(theirs.keys() & ours.keys())
    if not both:
        return {}
    by_round = [
        at([their_answers[i][r]["cpu"] for i in both], 0.5) / at([our_answers[i][r]["cpu"] for i in both], 0.5)
        for r in range(len(our_answers[both[0]]))
    ]
    return {
        "median": at([theirs[i] for i in both], 0.5) / at([ours[i] for i in both], 0.5),
        "p95": at([theirs[i] for i in both], 0.95) / at([ours[i] for i in both], 0.95),
        "by_input": spread([theirs[i] / ours[i] for i in both]),
        "by_round": [min(by_round), max(by_round)],
    }


def line(sizes: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    """Return slope and base of the straight line nearest to the points, by least squares."""
    fitted = statistics.linear_regression(sizes, values)
    return fitted.slope, fitted.intercept


def power(sizes: Sequence[float], values: Sequence[float]) -> tuple[float, float, float]:
    """Return exponent, factor and base of `base + factor * size ** exponent`, nearest to the points by their shares.

    With a base of its own: what every article costs would otherwise make any growth look slower than it is.
    """
    best = (math.inf, 0.0, 0.0, 0.0)
    weights = [1 / value**2 for value in values]
    for hundredths in range(30, 301):
        exponent = hundredths / 100
        xs = [size**exponent for size in sizes]
        total = sum(weights)
        mean_x = sum(w * x for w, x in zip(weights, xs, strict=True)) / total
        mean_y = sum(w * y for w, y in zip(weights, values, strict=True)) / total
        across = sum(w * (x - mean_x) * (y - mean_y) for w, x, y in zip(weights, xs, values, strict=True))
        factor = across / sum(w * (x - mean_x) ** 2 for w, x in zip(weights, xs, strict=True))
        base = max(mean_y - factor * mean_x, 0.0)
        off = sum(w * (y - base - factor * x) ** 2 for w, x, y in zip(weights, xs, values, strict=True))
        best = min(best, (off, exponent, factor, base))
    return best[1], best[2], best[3]
