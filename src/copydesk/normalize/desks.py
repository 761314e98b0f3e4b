"""The names of desks, papers and sites, which a credit prints where a person's name would stand."""

from __future__ import annotations

import re

from copydesk.normalize import vocabulary

WIDE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af々]")
"""A character of the scripts that part no words, or not as Latin does: kana, Han, Hangul."""
_HOST = re.compile(r"(?:www\.)?[\w-]+\.(?:com|de|org|net|[a-z]{2})(?:\.[a-z]{2})?")


def is_desk(text: str) -> bool:
    """Return whether a name is a desk's, a paper's or a site's."""
    folded = text.casefold()
    desks = vocabulary.every("bylines", "desk")
    if folded in desks or _HOST.fullmatch(folded):
        return True
    if WIDE.search(text):
        return any(folded.endswith(desk) for desk in desks if WIDE.search(desk))
    words = folded.replace("-", " ").split()
    return len(words) > 1 and not desks.isdisjoint((words[0], words[-1], " ".join(words[-2:]), " ".join(words[:2])))
