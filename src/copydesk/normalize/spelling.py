"""What two printings of one name have in common: the form in which word lists and the gazetteer are searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# Letters written one for another in print: Latin letters that carry no separable accent, Arabic, Persian and Urdu
# spellings of one sound, the nukta and nasal signs of Indic scripts, Ukrainian and Russian letters often replaced.
_FOLDED = str.maketrans(
    {
        **dict(zip("ıøłđðə", "ioldda", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیېےئ", "ي"),
        **dict.fromkeys("کڪگڭ", "ك"),
        **dict.fromkeys("ہھةۀە", "ه"),
        **dict.fromkeys("ؤۇ", "و"),
        "ں": "ن",
        **dict.fromkeys("ءـ়়ਁ", ""),
        "ँ": "ं",
        "ঁ": "",
        "ॉ": "ो",
        "ऑ": "ओ",
        "ॅ": "े",
        "ऍ": "ए",
        "ी": "ि",
        "ू": "ु",
        "ী": "ি",
        "ূ": "ু",
        "є": "е",
        "ґ": "г",
        "臺": "台",
    }
)
# All but letters, digits and the vowel signs of Indic, Thai, Lao, Tibetan, Burmese and Khmer. A class of one character.
_DROPPED = re.compile(r"[^\w\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u0f71-\u0fbc\u102b-\u103e\u17b6-\u17d3]|[_।॥]")


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Return `text` with case, accents, spaces, hyphens, points and common spelling variants folded away."""
    return fold(text)


def fold(text: str) -> str:
    """Return the same as `key` without keeping it: for the loading of whole lists."""
    if text.isascii():
        return _DROPPED.sub("", text.lower())
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDED)
    return unicodedata.normalize("NFC", _DROPPED.sub("", folded).replace("եւ", "եվ").replace("यी", "ई"))


def replaced(text: str, signs: Mapping[str, str]) -> str:
    """Return a text with each of a few signs replaced: a look for each sign, where `translate` looks at each letter."""
    for sign, other in signs.items():
        text = text.replace(sign, other)
    return text
