"""What the title's words share with the body's: the reference that even an unknown language has."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress
from operator import gt

from copydesk.review.wording import PREFIX, Wording

WINDOWS = 24
"""Pieces of the body, as long as the title, that show how a sentence of this body scores."""
SHORTEST = 8
"""Letters of the smallest window."""


def windows(own: Sequence[str], body: Wording) -> list[tuple[str, ...]]:
    """Return pieces of the body with as many letters as the title's words, evenly spread."""
    size = max(SHORTEST, sum(map(len, own)))
    pieces: list[tuple[int, int]] = []
    first = letters = 0
    while (last := bisect_left(body.ends, letters + size, first)) < len(body.ends):
        pieces.append((first, last + 1))
        first, letters = last + 1, body.ends[last]
    step = max(1, -(-len(pieces) // WINDOWS))
    return [body.words[i:j] for i, j in pieces[::step]] or [body.words]


def clues(own: Sequence[str], pieces: Sequence[Sequence[str]], body: Wording) -> dict[str, int]:
    """Return the clues that hold the title's words (small letters) and letters against the body's own."""
    repeated = sum(len(word) for word in own if word in body.vocabulary or word[:PREFIX] in body.prefixes)
    values = {
        "repeated": 1000 * repeated // sum(map(len, own)),
        "odd_letters": sum(not body.letters.issuperset(word) for word in own),
    }
    title = list(body.pieces(own))
    if not title:
        return values
    covered = 1000 * sum(piece in body.counts for piece in title) // len(title)
    rest = sorted([_covered_by_rest(list(body.pieces(piece)), body.counts) for piece in pieces])
    values["covered"] = covered
    values["covered_less"] = rest[len(rest) // 2] - covered
    values["covered_rank"] = 1000 * sum(r < covered for r in rest) // len(rest)
    return values


def _covered_by_rest(pieces: Sequence[str], counts: Mapping[str, int]) -> int:
    """Return the share of a window's pieces, in thousandths, that the body has outside the window too."""
    inside = Counter(pieces)
    outside_too = map(gt, map(counts.__getitem__, inside), inside.values())
    return 1000 * sum(compress(inside.values(), outside_too)) // max(1, len(pieces))
