"""Where a dateline may end: at a dash, a colon, a full stop, the end of its line, or behind a known bracket."""

from __future__ import annotations

import re

from copydesk.normalize import places
from copydesk.normalize.leads.reading import Piece, Reading
from copydesk.normalize.leads.scan import Scan

LINE = 90
"""Code points of the longest dateline that has a line of its own."""

# Matched at one position; each repetition is bounded: linear.
_END = re.compile(
    r"\s{0,4}(?:"
    r"(?P<dash>[.,]{0,2}\s{0,4}(?:(?:-{1,3}|[–—―‒−_]{1,2})|\s(?:-{1,3}|[–—―‒−_]{1,2}))\s{0,4})"
    r"|(?P<colon>[:：։ः፡៖ઃঃ]{1,2}-?[\s-]{0,4}|፦\s{0,3}|[∙•►>»|]\s{0,3}|=\s{0,3})"
    r"|(?P<stop>[।۔॥။፡]{1,2}\s{0,4}|[.。．]\s{1,4}|[.。]\Z)"
    r"|(?P<slash>\s/\s{1,3})"
    r"|(?P<comma>[,،、፣၊]\s{1,4})"
    r"|\Z)"
)


def read(text: str, start: int, at: int, scan: Scan, line: str) -> Reading | None:
    """Return the reading that ends at `at`, when something ends it there."""
    end = _END.match(text, at)
    separator, after = "", at
    if end and end.lastgroup is not None:
        separator, after = end.group().strip(), end.end()
        kind = end.lastgroup
        if (
            kind == "dash"
            and separator == "-"
            and not (text[at - 1] in ")].," or " " in end.group() or after >= len(text))
        ):
            kind = "hyphen"
    else:
        kind = "line" if end or at >= len(line.rstrip()) else "none"
        after = len(line) if kind == "line" else at
    if kind == "none" and scan.date and scan.date[1] == at and text[at - 1] == "." and text[at : at + 1].isspace():
        kind, separator, after = "stop", ".", at + 1  # `BAKU, Azerbaijan, October 18. The ...`
    if kind == "none" and scan.boxed and text[at - 1] == "]" and text[at] == " " and text[at + 1 : at + 2].isupper():
        kind, separator, after = "box", "]", at + 1  # `[London] The ...`
    strong = scan.date is not None or scan.known or scan.signed
    if not strong and "|" in text[start:at]:
        return None  # `Paris | Nice | Lyon: ...`, a row of links
    if kind == "slash" and not (scan.known and scan.date):
        return None
    if kind == "hyphen" and not strong and not scan.glued:
        return None
    if kind == "line" and (len(line) > LINE or len(scan.regions) > 2 or not _stands_on_a_line(text[start:at], scan)):
        return None
    if kind == "comma" and not (
        scan.known and scan.places and not scan.bracketed and text[after : after + 1].isdigit()
    ):
        return None
    if kind == "none" and not scan.unmarked and not (scan.bracketed and scan.signed and text[at - 1] in ")]）］】/"):
        return None
    if kind == "stop" and not strong and separator not in {"।", "۔", "॥"} and not _stands_in_capitals(text[start:at]):
        return None
    filed, authors = _sorted_out(text, scan)
    return Reading(
        start, at, after, tuple(filed), tuple(scan.regions), scan.day, scan.date, scan.agency,
        tuple(authors), separator if kind != "line" else "\n", scan.signed, scan.known,
    )  # fmt: skip


def _stands_in_capitals(place: str) -> bool:
    """Return whether a place alone before a full stop is printed in capitals: `GÖTEBORG. Kommunfullmäktige ...`."""
    return place.isupper() and len(place) > 4 and place.lower() != place and "." not in place


def _stands_on_a_line(printed: str, scan: Scan) -> bool:
    """Return whether a dateline may have a line of its own; `Pay March 31` in a table may not."""
    if scan.known or scan.signed or not scan.date or not scan.places:
        return True
    place = printed[: scan.places[0][1] - scan.places[0][0]]
    return place.upper() == place or "," in printed or bool(scan.day and scan.day.year)


def _sorted_out(text: str, scan: Scan) -> tuple[list[Piece], list[Piece]]:
    """Return places and authors; `Ayşe KAYA / MUĞLA, (DHA)` prints the reporter before the place."""
    if len(scan.places) > 1:
        first, second = (text[i:j] for i, j in scan.places[:2])
        if len(first.split()) > 1 and not places.candidates(first) and places.candidates(second):
            return scan.places[1:], [scan.places[0], *scan.authors]
    return scan.places, scan.authors
