"""Declared dates, as formats write them, to `Moment`s."""

from __future__ import annotations

import re
from datetime import date, datetime

from copydesk.model import Moment

# ISO 8601 as RFC 3339, XML Schema, NITF (compact) and databases write it. Linear: every run is bounded.
_ISO = re.compile(
    r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:[.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
# RFC 822 and 2822, as RSS asks for it.
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]{0,6}\.?,?\s+(\d{4})"
    r"(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*([A-Za-z]{1,5}|[+-]\d{2}:?\d{2})?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The zones of RFC 822, section 5.1; any other word is no zone.
_ZONES = {
    "z": "Z",
    "ut": "Z",
    "utc": "Z",
    "gmt": "Z",
    "est": "-05:00",
    "edt": "-04:00",
    "cst": "-06:00",
    "cdt": "-05:00",
    "mst": "-07:00",
    "mdt": "-06:00",
    "pst": "-08:00",
    "pdt": "-07:00",
}


def declared(text: str | None, *, utc: bool = False) -> Moment | None:
    """Return the date that a machine-readable field holds, exactly as precise as it is said; None for anything else.

    `utc`: the field is defined as UTC, so a time without a zone is given one.
    """
    text = (text or "").strip()
    if len(text) > 64:
        return None
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zone = found.groups()
    elif (found := _MAIL.fullmatch(text)) and found[2].lower() in _MONTHS:
        day, month, year, hour, minute, second, zone = found.groups()
        month, day = f"{_MONTHS.index(month.lower()) + 1:02}", day.zfill(2)
    else:
        return None
    return _moment(f"{year}-{month}", day, hour, minute, second, _zone(zone) or ("Z" if utc else ""))


def _moment(
    month: str, day: str | None, hour: str | None, minute: str | None, second: str | None, zone: str
) -> Moment | None:
    try:
        date.fromisoformat(f"{month}-{day or '01'}")
        if day is None:
            return Moment(month, "month")
        if hour is None:
            return Moment(f"{month}-{day}", "day")
        value = f"{month}-{day}T{hour.zfill(2)}:{minute}:{second or '00'}{zone}"
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return Moment(value, "second" if second else "minute")


def _zone(zone: str | None) -> str | None:
    if not zone:
        return None
    if zone[0] not in "+-":
        return _ZONES.get(zone.lower())
    figures = zone[1:].replace(":", "").ljust(4, "0")
    return "Z" if figures == "0000" else f"{zone[0]}{figures[:2]}:{figures[2:]}"
