"""Language profiles as integers: how well words fit each language, exactly and without chance.

An n-gram's weights for all languages of its script are held as one large integer, 32 bits a language, so that adding
two of them adds every language at once. Python's integers do that faster than a loop and without the import of numpy.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from operator import add
from struct import unpack

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


class Table(dict[str, int]):
    """Weights of n-grams or words for the languages of one script, looked up by n-gram.

    Held are the most frequent ones, packed; any other is packed when it is asked for and not kept, so that no article
    leaves a trace. The field after the last language's is 1: it counts how many known n-grams were added.
    """

    def __init__(self, languages: tuple[str, ...], rows: dict[str, int], weights: memoryview) -> None:
        super().__init__()
        self.languages = languages
        self.rows = rows
        """Which row an n-gram has; the most frequent first."""
        self.weights = weights

    def __missing__(self, gram: str) -> int:
        row = self.rows.get(gram)
        return 0 if row is None else self._pack(row)

    def _pack(self, row: int) -> int:
        count = len(self.languages)
        spread = bytearray(FIELD * count + 1)
        spread[:-1:FIELD] = self.weights[row * count : (row + 1) * count]
        spread[-1] = 1
        return int.from_bytes(spread, "little")

    def prepare(self, count: int) -> None:
        """Pack the most frequent rows, so that the first article costs what the tenth does."""
        self.update((gram, self._pack(row)) for gram, row in islice(self.rows.items(), count))


@dataclass(frozen=True, slots=True)
class Script:
    """Everything known of the languages of one script."""

    languages: tuple[str, ...]
    """langdetect's first."""
    profiles: Table
    common: Table

    def unpack(self, packed: int) -> tuple[int, ...]:
        """Return the weight of each of `languages`."""
        size = len(self.languages)
        return unpack(f"<{size}I", (packed & self.all_languages).to_bytes(FIELD * size, "little"))

    @property
    def all_languages(self) -> int:
        """The bits of all languages' fields."""
        return (1 << 8 * FIELD * len(self.languages)) - 1

    def count(self, packed: int) -> int:
        """Return how many known n-grams were added."""
        return packed >> 8 * FIELD * len(self.languages)


SCALE = 32
"""Weight steps a nat."""
READY = 4_000
"""N-grams that are packed when a script of several languages is loaded: nine in ten of those met."""
READY_ALONE = 1_000
"""The same for a script that one language writes alone."""


@cache
def load() -> dict[str, Script]:
    """Return what is known, by script section; under 0.1 s the first time."""
    profiles, words = _read("profiles"), _read("words")
    for table in profiles.values():
        table.prepare(READY if len(table.languages) > 1 else READY_ALONE)
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
        found[section["script"]] = Table(codes, rows, weights[byte : byte + count * len(codes)])
        row, byte = row + count, byte + count * len(codes)
    return found


class Scorer:
    """Scores words of one script and remembers them; made for one article and thrown away with it."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._words: dict[str, tuple[int, int]] = {}

    def word(self, word: str) -> tuple[int, int]:
        """Return (packed weights of the n-grams, packed weights as a common word) of one small-letter word."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._score(word)
        return known

    def _score(self, word: str) -> tuple[int, int]:
        plain = normalize(word)
        text = f" {plain} "
        # langdetect's n-grams: each letter, each pair and each triple, blanks at the word's edges.
        grams = [*plain, *map(add, text, text[1:]), *map("".join, zip(text, text[1:], text[2:], strict=False))]
        return sum(map(self.script.profiles.__getitem__, grams)), self.script.common[plain]

    def words(self, words: Iterable[str]) -> tuple[int, int, int]:
        """Return (packed weights, number of known n-grams, packed weights as common words), summed over many words."""
        total = common = 0
        for word in words:
            weights, known = self.word(word)
            total += weights
            common += known
        return total, self.script.count(total), common

    def common(self, word: str, column: int) -> int:
        """Return how common a word is in one language, 0 for a word that is not among its common ones."""
        return self.word(word)[1] >> 8 * FIELD * column & 0xFF
