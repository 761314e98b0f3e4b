"""A line that prints a byline among other things: cut down to its names.

`By Jane Doe | Dec 28, 2025 | 3 comments`, `28.12.2025, 11:30 Uhr von Max Mustermann`, `Jane Doe, photos by John Roe`.
"""

from __future__ import annotations

import re
from functools import cache

from copydesk.normalize import months, vocabulary

_LONGEST = 300
# A word border, one of fixed words, white space and a look-ahead: linear.
_DIGIT = re.compile(r"(?<![\w.])[\[(]?\d")
_BORDER = re.compile(r"[\s|·•,;:(\[–—-]+")


def names_of(line: str) -> str:
    """Return the part of a printed line that can hold names: what follows `by`, up to a date, a clock or a label."""
    line = line[:_LONGEST]
    started = _after_marker(line)
    line = line[started:] if started else line
    if digit := _DIGIT.search(line):
        line = _without_tail(line[: digit.start()])
    return _until_label(line).strip(" \t|·•,;:–—-([@")


def _after_marker(line: str) -> int:
    """Return where the text behind a `by` begins that stands behind a date or a divider, 0 when there is none."""
    digit = _DIGIT.search(line)
    if digit is None or digit.start() > 24:
        return 0
    for border in _BORDER.finditer(line):
        word_end = line.find(" ", border.end())
        if (
            border.start() > digit.start()
            and word_end > 0
            and line[border.end() : word_end].casefold().rstrip(":") in _markers()
        ):
            return border.end()
    return 0


def _without_tail(text: str) -> str:
    """Return a text without the words that lead to the date behind it: `on January`, `Published Dec.`, `Le`."""
    words = text.split()
    while words:
        last = words[-1].strip(".,;:|·•–—-()").casefold()
        if last and last not in _leading() and months.number(last) is None:
            break
        words.pop()
    return " ".join(words)


def _until_label(text: str) -> str:
    """Return a text up to the first word that begins something else: `Published`, `Follow`, `Photo:`."""
    words = text.split()
    for index, word in enumerate(words):
        if index and word.strip(".,;:|·•–—-()").casefold() in _labels():
            return " ".join(words[:index])
    return text


@cache
def _markers() -> frozenset[str]:
    return frozenset(word for word in vocabulary.every("bylines", "by") if " " not in word and len(word) > 1)


@cache
def _leading() -> frozenset[str]:
    return vocabulary.every("bylines", "before_date") | _labels()


@cache
def _labels() -> frozenset[str]:
    return vocabulary.every("bylines", "label") | frozenset(
        word for word in vocabulary.every("bylines", "photo") if " " not in word and len(word) > 3
    )
