"""What a line says that sites print around articles: `Leave a Reply`, `Read more: ...`, in the words of 80 languages.

The phrases are data (`data/boilerplate/<language>.txt`). A line is compared word by word: letters, digits, colons and
the copyright sign count, case and every other mark do not; in scripts without spaces each character is a word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias

from copydesk.normalize import vocabulary
from copydesk.normalize.spelling import replaced

LONGEST_LINE = 500
"""Code points; a longer block is text, whatever it begins with."""
_LONGEST_OPEN = 45
_MOST = 0.6
_LABELS = frozenset(("related", "share", "subscribe", "photo_credit", "navigation"))
"""Kinds whose phrases are labels before a title or a name; behind them a long sentence is the article's."""
_SENTENCE = 8
_ENDS = (".", "!", "?", "。", "।", "۔", "؟", "！", "？")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Single characters or a run of two classes, each taken whole (possessive), so that no character is tried twice: linear.
_WORDS = re.compile(
    rf"(?:[^\W{_UNSPACED}]++|[\u0900-\u0dff\u200c\u200d\u0300-\u036f\u064b-\u065f']++)++|[{_UNSPACED}]|[:：©ⓒ…]"
)
_FOLDED = {"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "：": ":", "\u00ad": "", "\u200b": "", "\ufeff": ""}
_OPEN = "…"
_Phrase: TypeAlias = tuple[str, tuple[str, ...]]
"""Its kind and its words."""


def kind_of(line: str) -> str | None:
    """Return the kind of boilerplate that a line is (`comment_form`, `share`, ...), None for a line of the article.

    A line is boilerplate when phrases make up most of its words, or when it is short and begins with one that may go
    on (`Read more: ...`). A line without any letter or digit is `stray`.
    """
    if len(line) > LONGEST_LINE:
        return None
    said = words(line)
    if not any(word not in ":©ⓒ…" for word in said):
        return "stray" if line.strip() else None
    index = _index()
    counts: dict[str, int] = {}
    begun: str | None = None
    position = covered = 0
    while position < len(said):
        best = 0
        first = said[position]
        for kind, phrase in _fitting(said, position) if first in index else ():
            length = _match(phrase, said, position)
            if phrase[-1] == _OPEN:
                if length and begun is None and covered == position and _may_go_on(line, said, kind, length):
                    begun = kind
            elif length > best:
                best, told = length, kind
        if best:
            counts[told] = counts.get(told, 0) + best
            covered += best
        elif first in ":…":
            covered += 1
        position += best or 1
        if position - covered > (1 - _MOST) * len(said):
            return begun
    return max(sorted(counts), key=lambda kind: counts[kind]) if counts else begun


def _may_go_on(line: str, said: list[str], kind: str, length: int) -> bool:
    """Return whether a line that begins with a phrase can be that phrase going on, and not a sentence."""
    if len(said) > _LONGEST_OPEN:
        return False
    return kind not in _LABELS or len(said) <= length + _SENTENCE or not line.rstrip().endswith(_ENDS)


def words(line: str) -> list[str]:
    """Return the words of a line as they are compared."""
    return _WORDS.findall(replaced(line.casefold(), _FOLDED))


def _match(wanted: tuple[str, ...], said: list[str], start: int) -> int:
    """Return how many words of `said` from `start` on the phrase covers, 0 when it does not fit."""
    position, gap = start, False
    for word in wanted:
        if word == _OPEN:
            gap = True
        elif gap:
            try:
                position = said.index(word, position) + 1
            except ValueError:
                return 0
            gap = False
        elif position < len(said) and said[position] == word:
            position += 1
        else:
            return 0
    return position - start


def _fitting(said: list[str], position: int) -> tuple[_Phrase, ...]:
    """Return the phrases whose first two words may be those at a position; the first is a word of the index."""
    by_second = _beginning_with(said[position])
    second = said[position + 1] if position + 1 < len(said) else ""
    return by_second.get(second, by_second[""])


@cache
def _beginning_with(word: str) -> dict[str, tuple[_Phrase, ...]]:
    """Return the phrases that begin with a word of the index, by their second word; `""` is any other word.

    No other word is asked, since what is asked is kept for ever.
    """
    phrases = [(kind, tuple(words(phrase))) for kind, phrase in _index()[word]]
    seconds = [_second(phrase) for _, phrase in phrases]
    return {
        second: tuple(phrase for phrase, own in zip(phrases, seconds, strict=True) if own in ("", second))
        for second in {"", *seconds}
    }


def _second(phrase: tuple[str, ...]) -> str:
    """Return the word that has to be a phrase's second, empty where it has none or any may stand there."""
    return "" if len(phrase) == 1 or _OPEN in phrase[:2] else phrase[1]


@cache
def _index() -> dict[str, list[tuple[str, str]]]:
    """Return (kind, phrase) by first word; they are taken apart when a line has that word, which few ever do."""
    found: dict[str, list[tuple[str, str]]] = {}
    for lists in vocabulary.read("boilerplate").values():
        for kind, entries in lists.items():
            for entry in entries:
                first = _WORDS.search(replaced(entry, _FOLDED))
                if first:
                    found.setdefault(first[0], []).append((kind, entry))
    return found
