"""Language profiles as integers: how well words fit each language, exactly and without chance.

An n-gram's weights for all languages of its script are held as one large integer, 32 bits a language, so that adding
two of them adds every language at once. Python's integers do that faster than a loop and without the import of numpy.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import islice
from operator import add
from struct import Struct

from langdetect.utils.ngram import NGram

FIELD = 4
"""Bytes a language in a packed sum."""
TRIPLE = 3
"""Characters of the longest n-grams."""


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
    """Weights of n-grams or words for the languages of one script, packed, looked up by n-gram; 0 for an unknown one.

    A row is packed when it is first asked for, and kept: it is the profile's own, so that there are never more of them
    than the profile has, and of an article nothing stays but which of the known n-grams it had.
    The field after the last language's is 1: it counts how many known n-grams were added.
    """

    def __init__(self, languages: tuple[str, ...], rows: dict[str, int], weights: memoryview) -> None:
        super().__init__()
        self.languages = languages
        self.rows = rows
        """Which row an n-gram has; the most frequent first."""
        self.weights = weights

    def __missing__(self, gram: str) -> int:
        if (row := self.rows.get(gram)) is None:
            return 0
        packed = self[gram] = self.packed(row)
        return packed

    def packed(self, row: int) -> int:
        """Return the weights of a row as one integer."""
        count = len(self.languages)
        spread = bytearray(FIELD * count + 1)
        spread[:-1:FIELD] = self.weights[row * count : (row + 1) * count]
        spread[-1] = 1
        return int.from_bytes(spread, "little")


class Triples(dict[str, int]):
    """What each triple of letters adds to a word's weights: its own, and those of its first pair and its first letter.

    A word so takes a third of the additions. Kept are the triples that the profile has, as in `Table`.
    """

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, triple: str) -> int:
        table = self.table
        weights = table[triple[:2]] + table[triple[0]]  # a blank alone is no n-gram
        if (row := table.rows.get(triple)) is not None:
            weights = self[triple] = weights + table.packed(row)
        return weights

    def prepare(self, count: int) -> None:
        """Pack what the most frequent rows need, so that the first article costs what the tenth does."""
        for gram in islice(self.table.rows, count):
            if len(gram) == TRIPLE:
                self[gram]


class Script:
    """Everything known of the languages of one script."""

    def __init__(self, profiles: Table, common: Table) -> None:
        self.languages = profiles.languages
        """langdetect's first."""
        self.profiles = profiles
        self.triples = Triples(profiles)
        self.common = common
        count = len(self.languages)
        self.bits = 8 * FIELD * (count + 1)
        """Bits of a packed sum."""
        self.all_languages = (1 << 8 * FIELD * count) - 1
        """The bits of all languages' fields."""
        self._signs = sum(1 << 8 * FIELD * (n + 1) - 1 for n in range(count))
        """The highest bit of each language's field, which no sum reaches."""
        self._fields = Struct(f"<{count}i")

    def unpack(self, packed: int, less: int = 0) -> tuple[int, ...]:
        """Return the weight of each of `languages`, with what is packed in `less` taken off it."""
        # With its highest bit set no field borrows from the next; turned over again, that bit is the difference's sign.
        left = ((packed & self.all_languages | self._signs) - less) ^ self._signs
        return self._fields.unpack(left.to_bytes(self._fields.size, "little"))

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
    scripts = {section: Script(table, words[section]) for section, table in profiles.items()}
    for script in scripts.values():
        script.triples.prepare(READY if len(script.languages) > 1 else READY_ALONE)
    return scripts


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


class _Scores(dict[str, int]):
    """The packed weights of each word's n-grams and, above them, its packed weights as a common word."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self.script = script

    def __missing__(self, word: str) -> int:
        script, plain = self.script, normalize(word)
        text = f" {plain} "
        # langdetect's n-grams: each letter, each pair and each triple, blanks at the word's edges.
        score = script.profiles[text[-2:]] + script.profiles[plain[-1:]]
        score += sum(map(script.triples.__getitem__, map(add, map(add, text, text[1:]), text[2:])))
        if plain in script.common.rows:  # few are
            score |= script.common[plain] << script.bits
        self[word] = score
        return score


class Scorer:
    """Scores small-letter words of one script and remembers them; made for one article and thrown away with it."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._scores = _Scores(script)

    def words(self, words: Iterable[str]) -> tuple[int, int, int]:
        """Return (packed weights, number of known n-grams, packed weights as common words), summed over many words."""
        total = sum(map(self._scores.__getitem__, words))
        weights = total & (1 << self.script.bits) - 1
        return weights, self.script.count(weights), total >> self.script.bits

    def common(self, word: str, column: int) -> int:
        """Return how common a word is in one language, 0 for a word that is not among its common ones."""
        return self._scores[word] >> self.script.bits + 8 * FIELD * column & 0xFF
