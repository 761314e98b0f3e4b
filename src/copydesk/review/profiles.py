"""langdetect's language profiles as integers: how well words fit each language, exactly and without chance.

A gram's weights for all languages are held as one large integer, 32 bits a language, so that adding two of them adds
every language at once. Python's integers do that faster than a loop and without the import of numpy.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from langdetect.utils.ngram import NGram


class _Normalize(dict[int, str]):
    """langdetect's own normalisation of a character, remembered."""

    def __missing__(self, point: int) -> str:
        answer: str = NGram.normalize(chr(point))
        self[point] = answer
        return answer


_NORMALIZE = _Normalize()


@dataclass(frozen=True, slots=True)
class Profiles:
    """The profiles as loaded."""

    languages: tuple[str, ...]
    scale: int
    """Weight steps a nat."""
    rows: dict[str, int]
    weights: bytes

    def packed(self, gram: str) -> int:
        """Return the weights of one n-gram, 32 bits a language; 0 for one that no profile has."""
        row = self.rows.get(gram)
        if row is None:
            return 0
        count = len(self.languages)
        spread = bytearray(4 * count)
        spread[::4] = self.weights[row * count : (row + 1) * count]
        return int.from_bytes(spread, "little")

    def unpack(self, packed: int) -> array[int]:
        """Return the weight of each language."""
        sums = array("I")
        sums.frombytes(packed.to_bytes(4 * len(self.languages), "little"))
        return sums


@cache
def load() -> Profiles:
    """Return the profiles; 30 ms the first time."""
    data = zlib.decompress(resources.files("copydesk.data").joinpath("languages/profiles.bin").read_bytes())
    text, _, weights = data.partition(b"\n\n")
    head, *grams = text.decode().split("\n")
    meta = json.loads(head)
    return Profiles(tuple(meta["languages"]), meta["scale"], {g: i for i, g in enumerate(grams)}, weights)


class Scorer:
    """Scores words and remembers them; made for one article and thrown away with it."""

    def __init__(self, profiles: Profiles) -> None:
        self.profiles = profiles
        self._grams: dict[str, int] = {}
        self._words: dict[str, tuple[int, int]] = {}

    def word(self, word: str) -> tuple[int, int]:
        """Return (packed weights, number of known n-grams) of one small-letter word."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._score(word)
        return known

    def _score(self, word: str) -> tuple[int, int]:
        text = f" {word.translate(_NORMALIZE).strip()} "
        grams, packed = self._grams, self.profiles.packed
        total = count = 0
        for end in range(1, len(text)):
            # langdetect's n-grams: each letter, each pair and each triple that ends here, blanks at the word's edges.
            for gram in (text[end], text[end - 1 : end + 1], text[end - 2 : end + 1] if end > 1 else " "):
                weights = grams.get(gram)
                if weights is None:
                    weights = grams[gram] = packed(gram) if gram != " " else 0
                if weights:
                    total += weights
                    count += 1
        return total, count

    def words(self, words: Iterable[str]) -> tuple[int, int]:
        """Return (packed weights, number of known n-grams) of many words."""
        total = count = 0
        for word in words:
            weights, grams = self.word(word)
            total += weights
            count += grams
        return total, count
