"""Where a piece of a block's text stands in the decoded source, through its tags and character references."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RESYNC = 64
"""Source characters passed over at most in search of one character of the text."""

# A character reference, semicolon or not (browsers read `&amp` too). Bounded, so linear.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")


def locate(source: str, start: int, end: int, text: str, i: int, j: int) -> tuple[int, int]:
    """Return the (start, end) code points in `source` of `text[i:j]`, where `source[start:end]` is the raw of `text`.

    `text` is the raw slice without its tags, with its character references decoded and its white space collapsed; white
    space around the piece is left out. The raw slice is walked once, from left to right; characters that a reader
    dropped (soft hyphens, Markdown signs) are passed over. Where the two cannot be aligned, the whole slice is the
    answer: `(start, end)`. Linear in the slice.
    """
    i, j = max(i, 0), min(j, len(text))
    while i < j and text[i].isspace():
        i += 1
    while j > i and text[j - 1].isspace():
        j -= 1
    if i >= j:
        return start, end
    first, k, passed = start, 0, 0
    for at, after, shown in characters(source, start, end, markup=not is_verbatim(source[start:end], text)):
        for character in shown:
            while text[k].isspace():
                k += 1
            if character.isspace():
                continue
            if text[k] != character:
                passed += 1
                if passed > RESYNC:
                    return start, end
                continue
            passed = 0
            if k == i:
                first = at
            k += 1
            if k == j:
                return first, after
    return start, end


def is_verbatim(raw: str, text: str) -> bool:
    """Return whether `raw` prints `text` as it is, so that a `<` or `&` in it is a character and not markup."""
    return ("<" not in raw and "&" not in raw) or raw.split() == text.split()


def characters(source: str, start: int, end: int, *, markup: bool) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, text shown) of each character of a slice; tags, comments, scripts and styles show nothing."""
    at = start
    while at < end:
        after, shown = at + 1, source[at]
        if markup and shown == "<":
            after, shown = _tag_end(source, at, end), ""
        elif markup and shown == "&" and (reference := _REFERENCE.match(source, at, end)):
            after, shown = reference.end(), html.unescape(reference.group())
        yield at, after, shown
        at = after


def _tag_end(source: str, at: int, end: int) -> int:
    """Return where the tag, comment, script or style that opens at `at` ends, at the latest the end of the slice."""
    name = source[at + 1 : at + 9].casefold()
    closing = ">"
    if name.startswith("!--"):
        closing = "-->"
    elif name.startswith("script"):
        closing = "</script>"
    elif name.startswith("style"):
        closing = "</style>"
    found = source.find(closing, at, end)
    return end if found < 0 else found + len(closing)
