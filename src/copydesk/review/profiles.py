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
from itertools import pairwise

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
    """Weights of n-grams or words for some languages of one script."""

    languages: tuple[str, ...]
    rows: dict[str, int]
    weights: bytes

    def packed(self, gram: str) -> int:
        """Return the weights of one n-gram, 32 bits a language; 0 for one that is not known."""
        row = self.rows.get(gram)
        if row is None:
            return 0
        count = len(self.languages)
        spread = bytearray(FIELD * count)
        spread[::FIELD] = self.weights[row * count : (row + 1) * count]
        return int.from_bytes(spread, "little")


_EMPTY = Table((), {}, b"")


@dataclass(frozen=True, slots=True)
class Script:
    """Everything known of the languages of one script: langdetect's profiles first, then the supplement's."""

    languages: tuple[str, ...]
    profiles: Table
    supplement: Table
    common: Table

    def grams(self, gram: str) -> int:
        """Return the packed weights of one n-gram."""
        more = self.supplement.packed(gram)
        first = self.profiles.packed(gram)
        return first | more << (8 * FIELD * len(self.profiles.languages)) if more else first

    def unpack(self, packed: int) -> array[int]:
        """Return the weight of each of `languages`."""
        sums = array("I")
        sums.frombytes(packed.to_bytes(FIELD * len(self.languages), "little"))
        return sums


SCALE = 32
"""Weight steps a nat."""


@cache
def load() -> dict[str, Script]:
    """Return what is known, by script section; about 50 ms the first time."""
    profiles, supplement, words = (_read(name) for name in ("profiles", "supplement", "words"))
    found = {}
    for section in sorted(profiles.keys() | supplement.keys()):
        first, more = profiles.get(section, _EMPTY), supplement.get(section, _EMPTY)
        languages = first.languages + more.languages
        found[section] = Script(languages, first, more, _reorder(words.get(section, _EMPTY), languages))
    return found


def _read(name: str) -> dict[str, Table]:
    data = zlib.decompress(resources.files("copydesk.data").joinpath(f"languages/{name}.bin").read_bytes())
    text, _, weights = data.partition(b"\n\n")
    head, *grams = text.decode().split("\n")
    found, row, byte = {}, 0, 0
    for section in json.loads(head)["sections"]:
        count, codes = section["grams"], tuple(section["languages"])
        rows = {gram: i for i, gram in enumerate(grams[row : row + count])}
        found[section["script"]] = Table(codes, rows, weights[byte : byte + count * len(codes)])
        row, byte = row + count, byte + count * len(codes)
    return found


def _reorder(table: Table, languages: tuple[str, ...]) -> Table:
    """Return a table whose columns are `languages`; a language it does not have weighs nothing."""
    weights = bytearray(len(table.rows) * len(languages))
    width = len(table.languages)
    for column, code in enumerate(table.languages):
        if code in languages:
            weights[languages.index(code) :: len(languages)] = table.weights[column::width]
    return Table(languages, table.rows, bytes(weights))


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
        grams, find = self._grams, self.script.grams
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
