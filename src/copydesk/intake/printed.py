"""The byline and the dates that a page prints around its headline and under its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from copydesk.intake import lines, zones
from copydesk.intake.lines import Line, Lines
from copydesk.intake.tree import INLINE, Element
from copydesk.model import Credit, Moment
from copydesk.normalize import credit_line, moments, names, vocabulary

_OVER = 4
"""Lines right above the headline that may hold the byline."""
_NEAR = 7
"""Lines under the text that are read; the others only when their names say that they hold a byline or a date."""
_LABEL = 40
"""Code points before a date that can say what it is."""
_LONGEST_BYLINE, _LONGEST_NAMED, _LONGEST_NAME = 160, 100, 80
_RUNNING = 120
_LEVELS = 3


@dataclass(slots=True)
class Printed:
    """What was found, in the order of the page."""

    credits: list[Credit] = field(default_factory=list)
    published: list[Moment] = field(default_factory=list)
    modified: list[Moment] = field(default_factory=list)
    beside: Credit | None = None
    """A name beside a date that nothing says is the author's; for pages that name nobody else."""


def find(root: Element, body: Element, headline: str | None) -> Printed:
    """Return what is printed within a few lines around the headline, and right under the text."""
    place = Lines(root, body, headline)
    printed = Printed()
    for line in (*place.head, *place.above[-_OVER:]):
        _read(line, printed)
    for line in place.above[:-_OVER]:
        _dates(line, printed)
    if not printed.credits or not printed.published:
        under = Printed()
        for index, line in enumerate(place.under()):
            if index < _NEAR or zones.named(line.element, "author") or zones.named(line.element, "dated"):
                _read(line, under)
        printed.credits = printed.credits or under.credits
        printed.published = printed.published or under.published
    if not printed.credits:
        names_beside = (credit_line.beside(line.text) for line in place.head if len(line.text) <= _LONGEST_NAMED)
        printed.beside = next((Credit(name, "visible") for name in names_beside if name), None)
    return printed


def _read(line: Line, printed: Printed) -> None:
    if len(line.text) > lines.LONGEST or (line.element.mass > 0 and len(line.text) > _RUNNING):
        return
    _dates(line, printed)
    if credit := _credit(line):
        printed.credits.append(credit)


def _dates(line: Line, printed: Printed) -> None:
    """Collect the dates of a line: what `time` elements say exactly, else what is printed."""
    times = [part for part in line.element.iter() if part.tag == "time"]
    told = [moment for time in times if (moment := _time(time, line.text, printed))]
    if told or not any(character.isdigit() for character in line.text):
        return
    if line.element.tag == "h1":  # a headline may hold a date; only a part named so is the article's
        dated = (part for part in line.element.iter() if part is not line.element and zones.named(part, "dated"))
        printed.published += [moment for part in dated if (moment := moments.printed(part.text()))]
        return
    before = 0
    for start, moment in moments.every(line.text):
        _sort(moment, line.text[max(before, start - _LABEL) : start], printed)
        before = start


def _time(time: Element, around: str, printed: Printed) -> Moment | None:
    """Collect what one `time` element says, and return it."""
    text = " ".join(time.spaced_text().split())
    exact = time.get("datetime")
    moment = (moments.declared(exact) if exact else None) or moments.printed(text)
    if moment:
        place = max(around.find(text[:20]), 0) if text else 0
        _sort(moment, " ".join((around[max(0, place - _LABEL) : place], text, *time.attributes.values())), printed)
    return moment


def _sort(moment: Moment, said: str, printed: Printed) -> None:
    """Put a moment to the publications or the changes, by the label near it."""
    changed, first = _label("updated").search(said.casefold()), _label("published").search(said.casefold())
    if changed and not (first and first.start() < changed.start()):
        printed.modified.append(moment)
    else:
        printed.published.append(moment)


@cache
def _label(key: str) -> re.Pattern[str]:
    """Return the words that label a date, as one pattern of fixed alternatives: linear."""
    return re.compile("|".join(map(re.escape, sorted(vocabulary.every("bylines", key), key=len, reverse=True))))


def _credit(line: Line) -> Credit | None:
    """Return the credit that a line prints: it begins as one does, or its names or links say so."""
    text = line.text.strip(" |·•-–—")
    if not text or len(text) > _LONGEST_BYLINE:
        return None
    if names.begins_credit(text):
        return Credit(text, "visible")
    if told := _joined(part for part in line.element.iter() if _is_author(part)):
        return Credit(told, "visible")
    if len(text) <= _LONGEST_NAMED and _is_named(line.element):
        return Credit(text, "visible")
    named = (part for part in line.element.iter() if part.tag in INLINE and zones.named(part, "author"))
    told = _joined(part for part in named if not zones.named(part, "not_author"))
    return Credit(told, "visible") if told else None


def _joined(parts: Iterable[Element]) -> str:
    """Return what the parts say, each once, if it can be a name by its length."""
    said = dict.fromkeys(part.text() for part in parts)
    return "; ".join(name for name in said if 2 < len(name) <= _LONGEST_NAME)


def _is_author(part: Element) -> bool:
    if "author" in part.get("rel").split() or "author" in part.get("itemprop").split():
        return True
    return part.tag == "a" and zones.leads_to_author(part.get("href"))


def _is_named(element: Element) -> bool:
    """Return whether the element or one close around it is named as the author's."""
    for part in (element, *_upwards(element)):
        if zones.named(part, "author"):
            return not zones.named(part, "not_author")
    return False


def _upwards(element: Element) -> Iterator[Element]:
    for count, around in enumerate(element.ancestors()):
        if count == _LEVELS or around.chars > lines.LONGEST or around.tag in ("body", "main", "article"):
            return
        yield around
