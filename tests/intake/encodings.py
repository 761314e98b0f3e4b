"""Our own sentences in thirty languages, and their bytes in the charsets that those languages are met in."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from copydesk.intake import legacy

SENTENCES = json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8"))
_PLAIN = {0x2019: "'", 0x201E: '"', 0x201C: '"', 0x06CC: "\u064a"}
"""What people type where a charset lacks the character."""


class Sample(NamedTuple):
    """A text in a charset."""

    language: str
    label: str
    text: str
    data: bytes


def samples(part: str = "text") -> Iterator[Sample]:
    """Yield every sentence (`text`) or headline (`title`) in each of its charsets."""
    for language, said in SENTENCES.items():
        for label in said["encodings"]:
            codec = legacy.codec_of(label) or label
            text = vietnamese(said[part]) if codec == "cp1258" else said[part]
            try:
                text.encode(codec)
            except UnicodeEncodeError:
                text = text.translate(_PLAIN)
            yield Sample(language, label, text, text.encode(codec))


def vietnamese(text: str) -> str:
    """Return a text as windows-1258 writes it: a letter of its own for each vowel, the tone as a mark after it."""
    out = []
    for character in text:
        parts = unicodedata.normalize("NFD", character)
        tones = [part for part in parts if part in "\u0300\u0309\u0303\u0301\u0323"]
        out += [unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)), *tones]
    return "".join(out)
