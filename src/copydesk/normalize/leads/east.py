"""What the grammars of Chinese, Japanese and Korean share: names that stand without spaces between them."""

from __future__ import annotations

import re

from copydesk.normalize import agencies, places

LONGEST_AGENCY = 12
LONGEST_PLACE = 9
OPENING = "（(【〔［[〈「"
CLOSING = "）)】〕］]〉」"
_NAME_SEPARATORS = re.compile(r"[、，,・·\s／/及和與与]+")


def agency_at(text: str, at: int) -> int | None:
    """Return where the longest known agency that begins at `at` ends, or None."""
    for end in range(min(at + LONGEST_AGENCY, len(text)), at + 1, -1):
        if not text[end - 1].isspace() and agencies.canonical(text[at:end]):
            return end
    return None


def agency_before(text: str, end: int, start: int) -> int | None:
    """Return where the longest known agency that ends at `end` begins, not before `start`, or None."""
    for at in range(max(start, end - LONGEST_AGENCY), end - 1):
        if not text[at].isspace() and agencies.canonical(text[at:end]):
            return at
    return None


def is_place(text: str) -> bool:
    """Return whether the gazetteer has a place or region of that name."""
    if not text[:1].isalnum() or not text[-1:].isalnum():
        return False
    return 1 < len(text) <= LONGEST_PLACE + 6 and bool(places.candidates(text) or places.regions_named(text))


def place_before(text: str, start: int, end: int) -> int | None:
    """Return where the longest place that ends at `end` begins, not before `start`, or None."""
    return next((at for at in range(max(start, end - LONGEST_PLACE), end - 1) if is_place(text[at:end])), None)


def place_at(text: str, start: int, end: int) -> int | None:
    """Return where the longest place that begins at `start` ends, not behind `end`, or None."""
    return next((to for to in range(min(end, start + LONGEST_PLACE), start + 1, -1) if is_place(text[start:to])), None)


def names(text: str, start: int, end: int, longest: int = 4) -> tuple[tuple[int, int], ...] | None:
    """Return the pieces of a run of personal names, or None when one of them cannot be one."""
    found: list[tuple[int, int]] = []
    at = start
    for separator in (*_NAME_SEPARATORS.finditer(text, start, end), None):
        stop = separator.start() if separator else end
        if stop > at:
            found.append((at, stop))
        at = separator.end() if separator else end
    if not found or any(not 2 <= stop - begin <= longest for begin, stop in found):
        return None
    return tuple(found)
