"""Days in a dateline: `Nov 26`, `5 جنوری`, `यकम`, one day in two calendars, with its day of the week."""

from __future__ import annotations

import re

from copydesk.normalize import lead_words, months, places
from copydesk.normalize.leads.scan import JOIN, WORD, Scan, past
from copydesk.normalize.spelling import key

_DAY = re.compile(r"(\d{1,2})(?!\d)")
_DAY_BEFORE_AGENCY = re.compile(r"(\d{1,2})(?= \([A-Z])")


def read(text: str, at: int, scan: Scan) -> int | None:
    """Read the day at `at` into the scan and return where it ends, or None."""
    if scan.places or scan.agency:
        at = past(text, at, "before-date")
    if scan.date:
        at = past(text, at, "also-date")
    sign = past(text, at, "day-sign") if scan.places else at
    day = months.read(text, sign) or in_words(text, sign) or _bare(text, sign, signed=sign > at)
    weekday = past(text, at, "weekday")
    if day is None and weekday > at and (scan.places or not places.candidates(text[at:weekday].strip(" ,،"))):
        day = months.read(text, weekday)
    if day is None:
        return None
    first = scan.date[0] if scan.date else day.start
    if scan.day is None or (scan.day.iso is None and day.month):
        scan.day = day
    scan.date = (first, day.end)
    behind = JOIN.match(text, day.end)
    weekday = past(text, behind.end() if behind else day.end, "weekday")
    return len(text[:weekday].rstrip()) if behind and weekday > behind.end() else day.end


def in_words(text: str, at: int) -> months.Day | None:
    """Return the day at `at` whose number is a word (`یکم دسمبر`), or None."""
    first = WORD.match(text, at)
    if not first or (day := lead_words.listed("day").get(key(first.group()))) is None:
        return None
    second = WORD.match(text, first.end() + 1)
    month = months.number(second.group()) if second else None
    return months.Day(day + 1, month, None, second.end(), at) if second and month else None


def _bare(text: str, at: int, *, signed: bool) -> months.Day | None:
    """Return the day of `दि. २६` and `MADRID, 3 (EUROPA PRESS)`, whose month is not printed."""
    bare = (_DAY if signed else _DAY_BEFORE_AGENCY).match(text, at)
    return months.Day(int(bare[1]), None, None, bare.end(1), at) if bare and 1 <= int(bare[1]) <= 31 else None
