"""What a grammar reads at the beginning of a line."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.normalize.months import Day

Piece = tuple[int, int]
"""Code points of the line: the first, and one past the last."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the beginning of a line as a dateline."""

    start: int
    end: int
    """One past the printed dateline, its last separator left out."""
    after: int
    """Where the story goes on."""
    places: tuple[Piece, ...] = ()
    regions: tuple[Piece, ...] = ()
    day: Day | None = None
    date: Piece | None = None
    agency: Piece | None = None
    authors: tuple[Piece, ...] = ()
    separator: str = ""
    """The sign between the dateline and the story; empty where none stands."""
    signed: bool = False
    """Whether a bracket names an agency, a reporter or a desk in a known form."""
    known: bool = False
    """Whether the agency is one of the list."""
