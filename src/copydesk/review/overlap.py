"""What the title's words share with the body's: the reference that even an unknown language has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from copydesk.review import scripts
from copydesk.review.reading import Body

WINDOWS = 24
"""Pieces of the body, as long as the title, that show how a sentence of this body scores."""
SHORTEST = 8
"""Letters of the smallest window."""
PREFIX = 6
"""Letters by which an inflected word is found again."""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of a body, how its long ones begin, its letters, and how often it has each piece of a word."""

    words: frozenset[str]
    prefixes: frozenset[str]
    letters: frozenset[str]
    pieces: Counter[str]


def windows(own: Sequence[str], body: Body) -> list[list[str]]:
    """Return pieces of the body with as many letters as the title's words, evenly spread."""
    size = max(SHORTEST, sum(map(len, own)))
    pieces: list[list[str]] = []
    piece: list[str] = []
    length = 0
    for word in body.words:
        piece.append(word)
        length += len(word)
        if length >= size:
            pieces.append(piece)
            piece, length = [], 0
    step = max(1, -(-len(pieces) // WINDOWS))
    return pieces[::step] or [list(body.words)]


def clues(own: Sequence[str], pieces: Sequence[Sequence[str]], body: Body) -> dict[str, int]:
    """Return the clues that hold the title's words (small letters) and letters against the body's own."""
    known = _vocabulary(body.words)
    repeated = sum(len(word) for word in own if word in known.words or word[:PREFIX] in known.prefixes)
    values = {
        "repeated": 1000 * repeated // sum(map(len, own)),
        "odd_letters": sum(not known.letters.issuperset(word) for word in own),
    }
    counts = known.pieces
    title = list(_pieces_of(own))
    if not title:
        return values
    covered = 1000 * sum(piece in counts for piece in title) // len(title)
    rest = sorted(_covered_by_rest(Counter(_pieces_of(piece)), counts) for piece in pieces)
    values["covered"] = covered
    values["covered_less"] = rest[len(rest) // 2] - covered
    values["covered_rank"] = 1000 * sum(r < covered for r in rest) // len(rest)
    return values


@lru_cache(maxsize=32)
def _vocabulary(words: tuple[str, ...]) -> _Vocabulary:
    """Return what a body is made of: made once an article, which has five titles to hold against it on average."""
    whole = frozenset(words)
    prefixes = frozenset(word[:PREFIX] for word in whole if len(word) >= PREFIX)
    return _Vocabulary(whole, prefixes, frozenset("".join(whole)), Counter(_pieces_of(words)))


def _covered_by_rest(inside: Counter[str], counts: Counter[str]) -> int:
    """Return the share of a window's pieces, in thousandths, that the body has outside the window too."""
    return 1000 * sum(n for piece, n in inside.items() if counts[piece] > n) // max(1, inside.total())


def _pieces_of(words: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of words, in their order."""
    return chain.from_iterable(map(_cut, words))


@lru_cache(maxsize=8192)  # a body's words come again in the windows of each title
def _cut(word: str) -> tuple[str, ...]:
    """Return a word's letter triples with its edges; single characters and pairs of East Asian text."""
    if scripts.of(word[0]) in scripts.EAST_ASIAN:
        return (*word, *map("".join, pairwise(word)))
    text = f" {word} "
    return tuple([text[i : i + 3] for i in range(len(word))])
