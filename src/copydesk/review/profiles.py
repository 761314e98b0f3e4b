"""Language profiles as integers: how well words fit each language, exactly and without chance.

An n-gram's weights for all languages of its script are held as one large integer, 32 bits a language, so that adding
two of them adds every language at once. Python's integers do that faster than a loop and without the import of numpy.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice, pairwise

from langdetect.utils.ngram import NGram

FIELD = 4
"""Bytes a language in a packed sum."""


class _Normalize(dict[int, str]):
    """langdetect's own normalisation of a character, remembered."""

    def __missing__(self, point: int) -> str:
        answer: str = NGram.normalize(chr(point))
        self[point] = answer
        return answer


_NORMALIZE = _Normalize()


def normalize(word: str) -> str:
    """Return a small-letter word as langdetect's profiles spell it."""
    return word.translate(_NORMALIZE).strip()


@dataclass(frozen=True, slots=True)
class Table:
    """Weights of n-grams or words for the languages of one script, the most frequent first."""

    languages: tuple[str, ...]
    rows: dict[str, int]
    weights: memoryview
    ready: dict[str, int]
    """The packed weights of the most frequent ones, made when the table is loaded."""

    def packed(self, gram: str) -> int:
        """Return the weights of one n-gram, 32 bits a language; 0 for one that is not known."""
        known = self.ready.get(gram)
        if known is not None:
            return known
        row = self.rows.get(gram)
        return 0 if row is None else self._pack(row)

    def _pack(self, row: int) -> int:
        count = len(self.languages)
        spread = bytearray(FIELD * count)
        spread[::FIELD] = self.weights[row * count : (row + 1) * count]
        return int.from_bytes(spread, "little")

    def prepare(self, count: int) -> None:
        """Pack the most frequent rows, so that the first article costs what the tenth does."""
        self.ready.update((gram, self._pack(row)) for gram, row in islice(self.rows.items(), count))


@dataclass(frozen=True, slots=True)
class Script:
    """Everything known of the languages of one script."""

    languages: tuple[str, ...]
    """langdetect's first."""
    profiles: Table
    common: Table

    def unpack(self, packed: int) -> array[int]:
        """Return the weight of each of `languages`."""
        sums = array("I")
        sums.frombytes(packed.to_bytes(FIELD * len(self.languages), "little"))
        return sums


SCALE = 32
"""Weight steps a nat."""
READY = 4_000
"""N-grams that are packed when a script of many languages is loaded: nine in ten of those met."""


@cache
def load() -> dict[str, Script]:
    """Return what is known, by script section; under 0.1 s the first time."""
    profiles, words = _read("profiles"), _read("words")
    for table in profiles.values():
        if len(table.languages) > 2:
            table.prepare(READY)
    return {section: Script(table.languages, table, words[section]) for section, table in profiles.items()}


def _read(name: str) -> dict[str, Table]:
    data = zlib.decompress(resources.files("copydesk.data").joinpath(f"languages/{name}.bin").read_bytes())
    end = data.index(b"\n\n")
    weights = memoryview(data)[end + 2 :]
    head, *grams = data[:end].decode().split("\n")
    numbers = list(range(len(grams)))  # one object a row number for all tables, not one a row
    found, row, byte = {}, 0, 0
    for section in json.loads(head)["sections"]:
        count, codes = section["grams"], tuple(section["languages"])
        rows = dict(zip(grams[row : row + count], numbers, strict=False))
        found[section["script"]] = Table(codes, rows, weights[byte : byte + count * len(codes)], {})
        row, byte = row + count, byte + count * len(codes)
    return found


class Scorer:
    """Scores words of one script and remembers them; made for one article and thrown away with it."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._grams: dict[str, int] = {" ": 0, "  ": 0, "   ": 0}
        self._words: dict[str, tuple[int, int, int]] = {}

    def word(self, word: str) -> tuple[int, int, int]:
        """Return (packed n-gram weights, number of known n-grams, packed weights as a common word) of one word."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._score(word)
        return known

    def _score(self, word: str) -> tuple[int, int, int]:
        plain = normalize(word)
        text = f" {plain} "
        grams, find = self._grams, self.script.profiles.packed
        total = count = 0
        # langdetect's n-grams: each letter, each pair and each triple, blanks at the word's edges.
        for gram in [
            *plain,
            *map("".join, pairwise(text)),
            *map("".join, zip(text, text[1:], text[2:], strict=False)),
        ]:
            weights = grams.get(gram)
            if weights is None:
                weights = grams[gram] = find(gram)
            if weights:
                total += weights
                count += 1
        return total, count, self.script.common.packed(plain)

    def words(self, words: Iterable[str]) -> tuple[int, int, int]:
        """Return the sums of `word` over many words."""
        total = count = common = 0
        for word in words:
            weights, grams, known = self.word(word)
            total += weights
            count += grams
            common += known
        return total, count, common

    def common(self, word: str, column: int) -> int:
        """Return how common a word is in one language, 0 for a word that is not among its common ones."""
        return self.word(word)[2] >> 8 * FIELD * column & 0xFF
