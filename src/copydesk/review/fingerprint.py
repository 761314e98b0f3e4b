"""A SimHash of the body: texts that share most of their wording differ in few bits (Charikar 2002; Manku et al. 2007).

A value only, never a verdict: telling copies needs an index of other articles, which Copydesk does not keep.
"""

from __future__ import annotations

import hashlib
import re
from itertools import chain, islice

BITS = 64
BYTES = BITS // 8
SHINGLE = 3
"""Tokens in a row that make one feature."""
TOKENS = 1_000
"""Of the start of a text: copies begin alike, and a long article costs what a short one does."""

DENSE = "\u0e00"
"""From here on (Thai, Tibetan, Georgian, Hangul, kana, Han, ...) each letter is a token: most have no blanks."""

_RUN = re.compile(r"[^\W_]+")  # letters and digits: one class, so linear
_DENSE = re.compile(f"[^\\W_\0-{chr(ord(DENSE) - 1)}]")
_ENOUGH = 10 * TOKENS
"""Code points that hold all the tokens of most texts; the rest of a long text need not be cut into words."""


def simhash(text: str) -> str | None:
    """Return 16 hexadecimal digits for a text, null for fewer than three words (or characters of Han, Thai, ...).

    Features are three tokens in a row, case folded, each hashed to 64 bits with BLAKE2b; every bit is the majority's.
    """
    words = "\0".join(_tokens(text)).encode("utf-8", "replace").split(b"\0")
    count = len(words) - SHINGLE + 1
    if count < 1:
        return None
    features = map(b"\0".join, zip(*(words[at:] for at in range(SHINGLE)), strict=False))
    hashed = hashlib.blake2b  # a name near at hand for the thousand features
    digests = b"".join([hashed(feature, digest_size=BYTES).digest() for feature in features])
    # The first bytes of all digests as one number, then the second ones: one bit of every digest is counted at once.
    ones = int.from_bytes(b"\1" * count)
    bits = 0
    for at in range(BYTES):
        lanes = int.from_bytes(digests[at::BYTES])
        for bit in reversed(range(8)):
            bits = bits << 1 | (2 * (lanes >> bit & ones).bit_count() > count)
    return f"{bits:016x}"


def _tokens(text: str) -> list[str]:
    """Return the first tokens of a text."""
    folded = text[:_ENOUGH].casefold()
    runs = _RUN.findall(folded)
    if len(runs) <= TOKENS and len(text) > _ENOUGH:
        folded = text.casefold()
        runs = _RUN.findall(folded)
    if _DENSE.search(folded):
        tokens = chain.from_iterable((run,) if max(run) < DENSE else run for run in runs)
        return list(islice(tokens, TOKENS))
    return runs[:TOKENS]


def distance(one: str, other: str) -> int:
    """Return in how many of 64 bits two values differ; about 3 or fewer for near copies, about 32 for strangers."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
