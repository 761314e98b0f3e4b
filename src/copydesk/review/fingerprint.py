"""A SimHash of the body: texts that share most of their wording differ in few bits (Charikar 2002; Manku et al. 2007).

A value only, never a verdict: telling copies needs an index of other articles, which Copydesk does not keep.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice

BITS = 64
SHINGLE = 3
"""Tokens in a row that make one feature."""
TOKENS = 1_000
"""Of the start of a text: copies begin alike, and a long article costs what a short one does."""

DENSE = "\u0e00"
"""From here on (Thai, Tibetan, Georgian, Hangul, kana, Han, ...) each letter is a token: most have no blanks."""

_RUN = re.compile(r"[^\W_]+")  # letters and digits: one class, so linear


def simhash(text: str) -> str | None:
    """Return 16 hexadecimal digits for a text, null for fewer than three words (or characters of Han, Thai, ...).

    Features are three tokens in a row, case folded, each hashed to 64 bits with BLAKE2b; every bit is the majority's.
    """
    tokens = list(islice(_tokens(text.casefold()), TOKENS))
    count = len(tokens) - SHINGLE + 1
    if count < 1:
        return None
    digests = b"".join(
        hashlib.blake2b("\0".join(tokens[at : at + SHINGLE]).encode("utf-8", "replace"), digest_size=8).digest()
        for at in range(count)
    )
    # All digests as one number: one bit of every digest is masked and counted at once.
    lanes, ones = int.from_bytes(digests), int.from_bytes(b"\0\0\0\0\0\0\0\1" * count)
    bits = sum(1 << bit for bit in range(BITS) if 2 * (lanes >> bit & ones).bit_count() > count)
    return f"{bits:016x}"


def _tokens(text: str) -> Iterator[str]:
    for run in _RUN.finditer(text):
        word = run.group()
        if max(word) < DENSE:
            yield word
        else:
            yield from word


def distance(one: str, other: str) -> int:
    """Return in how many of 64 bits two values differ; about 3 or fewer for near copies, about 32 for strangers."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
