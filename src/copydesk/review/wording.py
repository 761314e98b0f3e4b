"""The words of a body as the reference that a title is held against; made for one article and thrown away with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, chain, pairwise

from copydesk.review import scripts

PREFIX = 6
"""Letters by which an inflected word is found again."""


class _Cuts(dict[str, tuple[str, ...]]):
    """Each word's letter triples with its edges; single characters and pairs of East Asian text."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if scripts.of(word[0]) in scripts.EAST_ASIAN:
            cut = (*word, *map("".join, pairwise(word)))
        else:
            text = f" {word} "
            cut = tuple([text[i : i + 3] for i in range(len(word))])
        self[word] = cut
        return cut


class Wording:
    """Small-letter words in their order; what is known of them is found when the first title asks, for all titles."""

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        self.words = words
        self._cuts = _Cuts()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.words)

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """How the long words begin."""
        return frozenset(word[:PREFIX] for word in self.vocabulary if len(word) >= PREFIX)

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters of the words."""
        return frozenset("".join(self.vocabulary))

    @cached_property
    def counts(self) -> Counter[str]:
        """How often there is each piece of a word."""
        return Counter(self.pieces(self.words))

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """How many letters there are up to the end of each word."""
        return tuple(accumulate(map(len, self.words)))

    def pieces(self, words: Iterable[str]) -> Iterator[str]:
        """Yield the pieces of the given words, in their order."""
        return chain.from_iterable(map(self._cuts.__getitem__, words))
