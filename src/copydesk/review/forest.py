"""From clues to P(mismatch): small decision trees with integer thresholds and integer leaves.

They were fitted by `tests/benchmarks/fit_language.py`; the file holds what it found and nothing else decides.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import attrgetter

from copydesk.review.clues import Clues

Tree = tuple[tuple[int, int, int, int], ...]
"""Nodes (clue, threshold, next when at most the threshold, next otherwise); a negative `next` is -1 - its leaf."""


@dataclass(frozen=True, slots=True)
class Forest:
    """The trees as fitted."""

    clues: tuple[str, ...]
    trees: tuple[Tree, ...]
    leaves: tuple[tuple[int, ...], ...]
    """What each leaf of each tree adds to the score."""
    probability: tuple[tuple[int, int], ...]
    """Scores and the P(mismatch) they stand for, in millionths, both rising."""
    thresholds: dict[float, int]
    """By false-flag budget in percent: the P above which a title is flagged, in millionths."""

    def score(self, clues: Clues) -> int:
        """Return P(mismatch) in millionths."""
        values = attrgetter(*self.clues)(clues)
        total = 0
        for tree, leaves in zip(self.trees, self.leaves, strict=True):
            at = 0
            while at >= 0:
                clue, threshold, low, high = tree[at]
                at = low if values[clue] <= threshold else high
            total += leaves[-1 - at]
        return self._calibrated(total)

    def threshold(self, budget: float) -> int:
        """Return the P above which a title is flagged, for the largest fitted budget that is not over the given one."""
        return self.thresholds[
            max((known for known in self.thresholds if known <= budget), default=min(self.thresholds))
        ]

    def _calibrated(self, total: int) -> int:
        """Return the P of a score, on the straight line between the two nearest known ones."""
        at = bisect_right(self.probability, (total, 1_000_001))
        if at == 0:
            return self.probability[0][1]
        if at == len(self.probability):
            return self.probability[-1][1]
        (low, below), (high, above) = self.probability[at - 1], self.probability[at]
        return below + (above - below) * (total - low) // (high - low)


@cache
def load() -> Forest:
    """Return the fitted forest."""
    data = json.loads(resources.files("copydesk.data").joinpath("languages/forest.json").read_text("ascii"))
    return Forest(
        tuple(data["clues"]),
        tuple(tuple((n[0], n[1], n[2], n[3]) for n in tree) for tree in data["trees"]),
        tuple(tuple(leaves) for leaves in data["leaves"]),
        tuple((score, p) for score, p in data["probability"]),
        {float(budget): p for budget, p in data["thresholds"].items()},
    )
