"""Whether a part of a credit can be a name at all."""

from __future__ import annotations

import re
from functools import cache, partial

from copydesk.normalize import agencies, phrases, vocabulary

_words = partial(vocabulary.every, "bylines")
_LETTER = re.compile(r"[^\W\d_]")


def is_credible(text: str) -> bool:
    """Return whether a text can be a name: not a link, a number, a sentence or a control of the page."""
    if not 2 <= len(text) <= 80 or not _LETTER.search(text):
        return False
    if sum(map(str.isdigit, text)) > 4 or "http" in text or "{" in text:
        return False
    words = text.split()
    folded = text.casefold()
    if len(words) > 1 and words[0] in _words("before_date") and words[0].islower():
        return False  # `on Example`, `at example.org`
    if any(word[0].isdigit() for word in words) or folded in _words("by") or phrases.kind_of(text):
        return False
    if len(text) <= 3 and text.islower() and text.isascii() and agencies.canonical(text) is None:
        return False  # initials: `red`, `ssi`
    if len(words) > 7 or folded in _words("not") or words[0].casefold().rstrip(":") in _words("photo"):
        return False
    return not _is_picture_credit(folded)


def _is_picture_credit(folded: str) -> bool:
    """Return whether a case-folded text begins with a word for pictures (`photo by`, `bild`)."""
    beginnings = _photo_words().get(folded.partition(" ")[0], ())
    return any(f"{folded} ".startswith(f"{word} ") for word in beginnings)


@cache
def _photo_words() -> dict[str, tuple[str, ...]]:
    """Return the words for pictures of more than three letters, by the first word of each."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(_words("photo")):
        if len(word) > 3:
            first = word.partition(" ")[0]
            found[first] = (*found.get(first, ()), word)
    return found
