"""The word lists of leads, from `data/dateline/words.tsv`."""

from __future__ import annotations

from functools import cache
from importlib import resources

from copydesk.normalize.spelling import fold


@cache
def listed(kind: str) -> dict[str, int]:
    """Return {key of a word: its place in its list} of all languages for one kind of word (`slug`, `and`, ...)."""
    return {fold(word): place for word, place in printed(kind)}


@cache
def beginnings(kind: str) -> frozenset[str]:
    """Return every beginning of the keys of one kind of word: what is none of them need not be read on."""
    return frozenset(word[:length] for word in listed(kind) for length in range(len(word) + 1))


@cache
def weekdays() -> frozenset[str]:
    """Return the keys of the names of the days of the week in all languages, from CLDR."""
    text = resources.files("copydesk").joinpath("data/months/weekdays.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return frozenset(fold(form) for _, forms in rows for form in forms.split("|"))


@cache
def printed(kind: str) -> tuple[tuple[str, int], ...]:
    """Return (word as printed, its place in its list) of all languages for one kind of word."""
    found: list[tuple[str, int]] = []
    for line in _lines():
        what, _, words = line.split("\t")
        if what == kind:
            found += ((word, place) for place, word in enumerate(words.split("|")))
    return tuple(found)


@cache
def _lines() -> tuple[str, ...]:
    text = resources.files("copydesk").joinpath("data/dateline/words.tsv").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
