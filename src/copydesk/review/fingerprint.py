"""A SimHash of the body: texts that share most of their wording differ in few bits (Charikar 2002; Manku et al. 2007).

A value only, never a verdict: telling copies needs an index of other articles, which Copydesk does not keep.
"""

from __future__ import annotations

import hashlib
import re

BITS = 64
SHINGLE = 3
"""Tokens in a row that make one feature."""
TOKENS = 20_000
"""Of the start of a text; more would not change what it is about."""

# A character of a script without blanks, else a run of letters and digits. Two classes without overlap: linear.
_DENSE = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_DENSE}]|[^\W_{_DENSE}]+")


def simhash(text: str) -> str | None:
    """Return 16 hexadecimal digits for a text, null for fewer than three words (or characters of Han, Thai, ...).

    Features are three tokens in a row, case folded, each hashed to 64 bits with BLAKE2b; every bit is the majority's.
    """
    tokens = [found.group() for _, found in zip(range(TOKENS), _TOKEN.finditer(text.casefold()), strict=False)]
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


def distance(one: str, other: str) -> int:
    """Return in how many of 64 bits two values differ; about 3 or fewer for near copies, about 32 for strangers."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
