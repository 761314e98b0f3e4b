"""Text with the places that findings quote marked in it, stretches without any folded away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from copydesk.model import Effect
from copydesk.pages.tags import Safe, join, tag, text

WHOLE = 4_000
"""A text of fewer code points is shown whole."""
AROUND = 400
"""Code points shown on each side of a mark in a longer one."""
MARKS = 400
"""Places marked at most in one text; more would be no help."""
STRENGTH: dict[Effect, int] = {"off": 0, "shadow": 1, "review": 2, "block": 3}


@dataclass(frozen=True, slots=True)
class Mark:
    """One place that a finding quotes."""

    start: int
    end: int
    anchor: str
    """The id that its finding links to."""
    number: int
    """The finding's number on the page."""
    finding: str
    """The finding's anchor."""
    effect: Effect
    rule: str


def marked(said: str, marks: Iterable[Mark]) -> Safe:
    """Return a text with its marks as `<mark>`, each numbered like its finding and linking back to it."""
    inside = [m for m in marks if 0 <= m.start < m.end <= len(said)]
    chosen = sorted(inside, key=lambda m: (m.start, -m.end))[:MARKS]
    windows = list(_windows(said, chosen))
    out: list[Safe] = []
    at = 0
    for start, end in windows:
        out += [_folded(said[at:start])] if start > at else []
        out.append(tag("span", *_pieces(said, start, end, chosen), class_="run"))
        at = end
    if at < len(said):
        out.append(_folded(said[at:]) if windows or len(said) > WHOLE else tag("span", text(said[at:]), class_="run"))
    return join(*out)


def _windows(said: str, marks: list[Mark]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are shown: everything of a short text, the surroundings of marks in a long one."""
    if len(said) <= WHOLE:
        yield 0, len(said)
        return
    start = end = 0
    for mark in marks:
        first, last = _before(said, mark.start), _after(said, mark.end)
        if end and first > end + AROUND:
            yield start, end
            start = first
        elif not end:
            start = first
        end = max(end, last)
    if end:
        yield start, end


def _before(said: str, at: int) -> int:
    """Return where the surroundings before a mark begin: at a line's start, else at a blank, never inside a word."""
    edge = max(0, at - AROUND)
    if not edge:
        return 0
    return (said.find("\n", edge, at) + 1) or (said.find(" ", edge, at) + 1) or edge


def _after(said: str, at: int) -> int:
    """Return where the surroundings after a mark end, as `_before`."""
    edge = min(len(said), at + AROUND)
    if edge == len(said):
        return edge
    found = [cut for cut in (said.rfind("\n", at, edge), said.rfind(" ", at, edge)) if cut >= 0]
    return found[0] if found else edge


def _pieces(said: str, start: int, end: int, marks: list[Mark]) -> Iterator[Safe]:
    """Yield a stretch cut where any mark begins or ends, so that marks may overlap."""
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(cut for mark in here for cut in (mark.start, mark.end) if start < cut < end)})
    for first, last in pairwise(cuts):
        over = [mark for mark in here if mark.start <= first and mark.end >= last]
        if not over:
            yield text(said[first:last])
            continue
        opening = [_number(mark) for mark in over if mark.start == first]
        effect = max((mark.effect for mark in over), key=STRENGTH.__getitem__)
        yield tag("mark", *opening, text(said[first:last]), class_=effect)


def _number(mark: Mark) -> Safe:
    label = f"Finding {mark.number}, {mark.rule}"
    return tag("a", str(mark.number), href=f"#{mark.finding}", id=mark.anchor, class_="number", aria_label=label)


def _folded(said: str) -> Safe:
    count = tag("summary", f"{len(said):,} characters without a finding")
    return tag("details", count, tag("span", text(said), class_="run"), class_="fold")
