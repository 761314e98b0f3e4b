"""Texts that say when, to a `Moment`: machine dates (RFC 3339, ISO 8601, RFC 2822, epoch) and printed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from copydesk.model import Moment
from copydesk.normalize import months

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""News on the web; a year outside is a misprint or a number that is no date."""

# Anchored, every repetition bounded: linear.
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]{1,3}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d{1,9})?)?\s{0,2}(Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_CLOCK = re.compile(
    r"(?<![\d.:/])([01]?\d|2[0-3])(?:[:.](?=\d\d(?!\d|\.\d))|\s?h\s?|\s?時\s?|\s?时\s?|\s?시\s?)([0-5]\d)?(?!\d)(?::([0-5]\d)(?!\d))?\s?(?:分|분)?\s?(a\.?m\.?\b|p\.?m\.?\b)?"
    r"|(?<![\d.:/])(1[0-2]|[1-9])\s?(a\.?m\.?\b|p\.?m\.?\b)",
    re.IGNORECASE,
)
_ZONES = {
    "utc": 0, "gmt": 0, "bst": 60, "wet": 0, "west": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120,
    "eest": 180, "msk": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "ist": 330, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "sast": 120, "wib": 420,
    "wita": 480, "wit": 540, "brt": -180, "sgt": 480, "hkt": 480, "pkt": 300,
}  # fmt: skip
"""Minutes east of Greenwich of zone names that mean one thing on news pages."""
_ZONE = re.compile(r"[\s.]{0,3}\(?((?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|Z|[A-Za-z]{2,4})\b")
_SHORT_YEAR = re.compile(r"([0-3]?\d)\.([01]?\d)\.(\d{2})(?![\d.])")
_START = re.compile(r"(?<![\w./-])(?=[^\W_])")


def declared(text: str) -> Moment | None:
    """Return the moment that a machine date says, None for anything else or a day that does not exist."""
    text = text.strip()[:64]
    if _EPOCH.fullmatch(text):
        seconds = int(text[:10])
        return Moment(datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z"), "second")
    if match := _ISO.match(text):
        return _moment(match)
    if match := _MONTH.fullmatch(text):
        return Moment(text, "month") if FIRST_YEAR <= int(match[1]) <= LAST_YEAR and 1 <= int(match[2]) <= 12 else None
    if text[:3].isalpha() and "," in text[:5]:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return printed(text)
        return Moment(found.isoformat(), "second") if FIRST_YEAR <= found.year <= LAST_YEAR else None
    return printed(text)


def printed(text: str, language: str | None = None) -> Moment | None:
    """Return the first moment that is printed in a text with its year, None when there is none."""
    return next((moment for _, moment in every(text, language)), None)


def every(text: str, language: str | None = None) -> Iterator[tuple[int, Moment]]:
    """Yield (offset, moment) of each moment that is printed in the first 400 code points of a text."""
    text = text[:400]
    behind = 0
    for start in _START.finditer(text):
        if start.start() < behind or not (text[start.start()].isdecimal() or text[start.start()].isalpha()):
            continue
        if short := _SHORT_YEAR.match(text, start.start()):
            day = months.Day(int(short[1]), int(short[2]), 2000 + int(short[3]), short.end(), short.start())
        else:
            found = months.read(text, start.start(), language)
            if found is None:
                continue
            day = found
        if day.iso is None or day.year is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            continue
        after, before = text[day.end : day.end + 40], text[max(behind, start.start() - 24) : start.start()]
        behind = day.end
        yield start.start(), _with_clock(day.iso, after) or _with_clock(day.iso, before) or Moment(day.iso, "day")


def _with_clock(day: str, near: str) -> Moment | None:
    """Return the day with the clock time printed near it, None when there is none."""
    match = _CLOCK.search(near)
    if match is None:
        return None
    hour, minute, second = int(match[1] or match[5]), int(match[2] or 0), match[3]
    half = (match[4] or match[6] or "").lower().replace(".", "")
    if match[1] and not match[2] and not half:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    zone = _zone(near[match.end() :])
    clock = f"{day}T{hour:02d}:{minute:02d}:{second or '00'}{zone or ''}"
    return Moment(clock, "second" if second else "minute")


def _zone(text: str) -> str | None:
    match = _ZONE.match(text)
    if match is None:
        return None
    said = match[1].lower()
    if said == "z":
        return "Z"
    if (minutes := _ZONES.get(said)) is not None:
        return _offset(minutes)
    signed = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?", said)
    if signed is None:
        return None
    minutes = int(signed[2]) * 60 + int(signed[3] or 0)
    return _offset(-minutes if signed[1] == "-" else minutes) if minutes <= 14 * 60 else None


def _offset(minutes: int) -> str:
    if minutes == 0:
        return "Z"
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def _moment(match: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        when = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), min(int(second or 0), 59))  # noqa: DTZ001  # the zone is put behind
    except ValueError:
        return None
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        return None
    if hour is None:
        return Moment(when.date().isoformat(), "day")
    end = ""
    if zone:
        end = _zone(zone) or ""
    return Moment(when.isoformat() + end, "second" if second else "minute")


def instant(moment: Moment) -> datetime:
    """Return a moment that sorts: without a zone it counts as UTC, without a clock as the start of its day."""
    value = moment.value if moment.precision != "month" else f"{moment.value}-01"
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
