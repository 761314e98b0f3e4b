"""The general grammar of a dateline: `[agency] place[/place] [, region] [, day] [(agency)] separator`.

One scan from left to right over the first 200 code points of a line. An element is a day, a known agency, a bracket
with either, or a run of words taken for a place (the first) or for a region (those behind a comma). After each
element the dateline may end; the longest reading that ends as datelines do is the answer.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.normalize import places
from copydesk.normalize.leads import days, endings, phrases, signers
from copydesk.normalize.leads.scan import JOIN, Scan, past

if TYPE_CHECKING:
    from copydesk.normalize.leads.reading import Reading

WINDOW = 200
"""Code points of a line that are scanned."""
ELEMENTS = 12
REPORTERS = 4

# Each pattern is matched at one position; repetitions are of one class and bounded: linear.
_OPENING = re.compile(r"[\s\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069•●■▪◆*]{0,12}")
_REPORTER = re.compile(r"([^\W\d_]{2,15}(?: [^\W\d_]{2,15}){1,3})(?:/[^\W\d_]{2,15}(?: [^\W\d_]{2,15}){1,3})? [-–—] ")
_BAR = re.compile(r"\s{0,4}\|\s{0,4}")
_GAP_ONLY = re.compile(r"\s{0,4}")
_SOFT = re.compile(r"\s{0,4}(?:[.,]{0,2}\s{0,4}[-–—―−_]{1,3}|[.:۔।،,፣]|[-–—−])\s{0,4}")


def read(line: str) -> Reading | None:
    """Return the longest reading of the beginning of `line` as a dateline, or None."""
    text = line[:WINDOW]
    opening = _OPENING.match(text)
    start = at = opening.end() if opening else 0
    scan = Scan()
    best: Reading | None = None
    for _ in range(ELEMENTS):
        reached = _element(text, at, scan)
        if reached is None or reached <= at:
            break
        at = reached
        best = endings.read(text, start, at, scan, line) or best
        at = _onward(text, at, scan)
    return _with_reporter(text, best) if best else None


def _with_reporter(text: str, reading: Reading) -> Reading:
    """Add the reporter behind the dash: `ANKARA (AA) - AYŞE DEMİR - ...`."""
    reporter = _REPORTER.match(text, reading.after) if reading.known and not reading.authors else None
    if reporter is None or not reporter[1].isupper():
        return reading
    return replace(reading, after=reporter.end(), authors=(reporter.span(1),))


def _element(text: str, at: int, scan: Scan) -> int | None:
    """Read one element at `at` into the state and return where it ends, or None when there is none."""
    if bracket := signers.bracketed(text, at):
        return signers.bracket(text, bracket, scan)
    dated = scan.date is not None and scan.day is not None and scan.day.iso is not None
    if not dated and (reached := days.read(text, at, scan)) is not None:
        return reached
    if scan.agency is None and (agency := signers.agency_at(text, at)):
        name = text[agency[0] : agency[1]]
        if scan.places or scan.date or not places.candidates(name):
            scan.agency, scan.known = agency, True
            return agency[1]
    if scan.known and scan.agency and scan.date and len(scan.authors) < REPORTERS:
        return signers.author(text, at, scan)
    if not scan.signed and (end := signers.reporter(text, at)):
        scan.signed = True
        return end
    return phrases.read(text, at, scan)


def _onward(text: str, at: int, scan: Scan) -> int:
    """Return where a further element may begin: behind a comma, or behind a stop or dash when a strong one follows."""
    if scan.unmarked:
        return len(text)
    bar = _BAR.match(text, at)
    if bar and scan.known and scan.places and scan.agency and scan.agency[1] == at:
        return bar.end() if phrases.starts_other(text, bar.end()) else len(text)  # `BERLIN taz | Der ...`
    gap = _GAP_ONLY.match(text, at)
    if gap and signers.bracketed(text, gap.end()):
        return gap.end()
    soft = _SOFT.match(text, at)
    if soft and soft.end() > at and text[at : soft.end()].strip() not in {",", "،", "、", "፣"}:
        behind = past(text, soft.end(), "before-date")
        if signers.bracketed(text, soft.end()) or phrases.starts_other(text, behind):
            return soft.end()
        if scan.known and not scan.date and not scan.places:  # `(ANSA) - ROMA, 1 LUG -`
            return soft.end()
        return len(text)
    join = JOIN.match(text, at)
    return join.end() if join else at
