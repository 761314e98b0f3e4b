"""What the general grammar has read of a line so far, and the small steps its parts share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from copydesk.normalize import lead_words
from copydesk.normalize.leads.reading import Piece
from copydesk.normalize.months import Day
from copydesk.normalize.spelling import key

NAME = 48
"""Code points of the longest place or agency."""

# Each pattern is matched at one position; repetitions are of one class and bounded: linear.
WORD = re.compile(r"[^\s,،、፣፤፦၊။;:：։៖∙•►()\[\]（）【】［］〔〕/|«»–—―‒−_=।۔॥\"“”„]+")
JOIN = re.compile(r"\s{0,4}(?:[,،、፣፤၊;·|]\s{0,4}|/\s{0,2})?")
SPACE = re.compile(r"[ \u00a0\u3000\t]{1,3}")
LETTER = re.compile(r"[^\W\d_]")
_GAP = re.compile(r"[,،]?\s{1,3}")


@dataclass(slots=True)
class Scan:
    """The elements found; changed in place by the one scan that owns it."""

    places: list[Piece] = field(default_factory=list)
    regions: list[Piece] = field(default_factory=list)
    authors: list[Piece] = field(default_factory=list)
    date: Piece | None = None
    day: Day | None = None
    agency: Piece | None = None
    known: bool = False
    signed: bool = False
    bracketed: bool = False
    boxed: bool = False
    """Whether the place stands in square brackets (`[London] The ...`)."""
    glued: bool = False
    """Whether the story follows a hyphen without a space (`ALGER-L'...`)."""
    unmarked: bool = False
    """Whether the story may follow without any sign (`Liputan6.com, Jakarta Menteri ...`)."""


def past(text: str, at: int, kind: str) -> int:
    """Return the position behind a word of the list at `at`, or `at`."""
    word = WORD.match(text, at)
    listed = lead_words.weekdays() if kind == "weekday" else lead_words.listed(kind)
    if word and key(word.group()) in listed and (space := _GAP.match(text, word.end())):
        return space.end()
    return at


def is_name(inside: str) -> bool:
    """Return whether a bracket or a piece between commas can name a region."""
    return (
        len(inside) <= NAME
        and len(inside.split()) <= 4
        and not any(character.isdigit() for character in inside)
        and not inside[:1].islower()
        and not any(sign in inside for sign in '?!…"“”:;@')
    )
