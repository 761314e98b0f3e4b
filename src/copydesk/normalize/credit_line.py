"""A line that prints a byline among other things: cut down to its names.

`By Jane Doe | Dec 28, 2025 | 3 comments`, `28.12.2025, 11:30 Uhr von Max Mustermann`, `Jane Doe, photos by John Roe`.
"""

from __future__ import annotations

import re
from functools import cache

from copydesk.normalize import agencies, moments, months, phrases, places, vocabulary

_LONGEST = 300
# A word border, one of fixed words, white space and a look-ahead: linear.
_DIGIT = re.compile(r"(?<![\w.])[\[(]?\d")
# Linear: one divider between white space, or a comma.
_MARKS = re.compile(r"\s+[|·•–—-]\s+|\s*[|•,]\s*")
_TITLED = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_DATE = 40
"""Code points in which a date is looked for beside a name."""
_BORDER = re.compile(r"[\s|·•,;:(\[–—-]+")


def names_of(line: str) -> str:
    """Return the part of a printed line that can hold names: what follows `by`, up to a date, a clock or a label."""
    line = line[:_LONGEST]
    started = _after_marker(line)
    line = line[started:] if started else line
    if digit := _DIGIT.search(line):
        line = _without_tail(line[: digit.start()])
    return _until_label(line).strip(" \t|·•,;:–—-([@")


def beside(line: str) -> str | None:
    """Return the name that stands alone beside a date or a handle: `11.12.2019 - Jane Doe`, `Jane Doe | 5 March 2024`.

    Nothing says that it is one, so it has to look like nothing else: two or three words in title case, set apart by a
    mark from what it stands beside, no place, no agency and no word of such lines.
    """
    line = line.strip()[:_LONGEST]
    parts = _MARKS.split(line)
    first, last = parts[0], parts[-1]
    before, behind = line[: len(line) - len(last)], line[len(first) :]
    if _is_bare_name(first) and _is_mark(behind.lstrip(" |·•,–—-")[:_DATE]):
        return first
    if _is_bare_name(last) and _is_mark(before[-_DATE:]):
        return last
    return None


def _is_mark(beside: str) -> bool:
    return beside.startswith("@") or moments.printed(beside) is not None


def _is_bare_name(piece: str) -> bool:
    words = piece.split()
    return (
        2 <= len(words) <= 3
        and all(_TITLED.fullmatch(word) and word[0].isupper() and word.casefold() not in _telling() for word in words)
        and phrases.kind_of(piece) is None
        and not places.candidates(piece)
        and not agencies.canonical(piece)
    )


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
def _telling() -> frozenset[str]:
    """Return words that say what a line is about: a desk, a role, a label."""
    return _leading().union(
        *(vocabulary.every("bylines", key) for key in ("by", "role", "desk", "not", "photo", "published", "updated"))
    )


@cache
def _leading() -> frozenset[str]:
    return vocabulary.every("bylines", "before_date") | _labels()


@cache
def _labels() -> frozenset[str]:
    return vocabulary.every("bylines", "label") | frozenset(
        word for word in vocabulary.every("bylines", "photo") if " " not in word and len(word) > 3
    )
