"""Runs of words in a dateline: places, further places, and the regions behind a comma."""

from __future__ import annotations

import re

from copydesk.normalize import agencies, lead_words, months, places
from copydesk.normalize.leads import days, signers
from copydesk.normalize.leads.reading import Piece
from copydesk.normalize.leads.scan import LETTER, NAME, SPACE, WORD, Scan, is_name, past
from copydesk.normalize.spelling import key

_VISARGA = "\u0903\u0983\u0a83"
"""Printed for a colon behind a place (`मुंबईः`)."""
_SIGN = 3
"""Code points of the longest sign of a state: `Brasília/DF`."""
WORDS = 7
"""The longest run of words taken for one place."""

# Each pattern is matched at one position; repetitions are of one class and bounded: linear.
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}\Z|(?:St|Ste|Mt|Ft|Sta|Sto|Pto|P|Nizh|r|ул|г|п|с|д)\.\Z", re.IGNORECASE)
_SITE = re.compile(r"[A-Za-z0-9]{2,20}\.(?:com|id|net|org|co\.id|in|pk|ng|my|ph|vn)\Z", re.IGNORECASE)
# `Frankfurt/Oder`, `Biel/Bienne`, `Frankfurt (Oder)`
_SECOND = re.compile(r"\s?/\s?([^\W\d_][\w'’.-]{1,20}(?: [^\W\d_][\w'’.-]{1,20}){0,2})| \(([^()\d/]{2,30})\)")
_DASH = re.compile(r"-{1,3}(?=\s)|-{2,3}")
_NEXT_CAPITAL = re.compile(r" (?=[^\W\d_][^\W\d_]{0,2}[^\W\d_])")


def read(text: str, at: int, scan: Scan) -> int | None:
    """Read a run of words as a place, further places, or a region."""
    first = not scan.places
    if scan.date or ((scan.bracketed or scan.boxed) and not first):
        return None
    start, end, count = at, at, 0
    while count < WORDS:
        word = WORD.match(text, end)
        if not word or word.end() - start > NAME:
            break
        if count and (text[word.start()].isdigit() or starts_other(text, word.start())):
            break
        if not count and text[word.start()].isdigit():
            return None
        raw = word.group()
        if (
            not count
            and len(raw) <= 4
            and raw[-1] == "."
            and raw[:-1].isalpha()
            and _NEXT_CAPITAL.match(text, word.end())
        ):
            end, count = word.end() + 1, 1  # `TP. Hồ Chí Minh`
            continue
        if first and (cut := _hyphen(text, start, word)):
            scan.places.append((start, cut))
            scan.glued = True
            return cut
        end, count = word.end(), count + 1
        if raw[-1] in "-‐" or (raw[-1] == "." and not _INITIALS.match(raw) and text[end : end + 1] not in {",", ""}):
            break
        space = SPACE.match(text, end)
        if not space or raw[-1] in _VISARGA or _DASH.match(text, space.end()):
            break
        end = space.end()
    piece = text[start:end].rstrip(" \u00a0\u3000\t-‐")
    piece = piece.rstrip(_VISARGA)
    if piece.endswith(".") and (first or text[:start].rstrip().endswith("/")):
        piece = piece if _INITIALS.match(piece.rsplit(" ", 1)[-1]) else piece[:-1]
    if not piece or not LETTER.search(piece):
        return None
    end = start + len(piece)
    if first:
        if scan.agency and text[:start].rstrip().endswith("/"):
            return None  # `PAP/ Jan Kowalski` is a photo credit
        if scan.agency:
            return _behind_agency(text, start, end, scan)
        if whole := _double(text, start, end):
            scan.places.append((start, whole))
            return whole
        scan.places += _places(text, start, end)
    elif text[:start].rstrip().endswith("/"):
        of = text[slice(*scan.places[-1])]
        is_sign = len(piece) <= _SIGN and piece.isupper() and not scan.regions
        (scan.regions if is_sign and places.lies_in(of, piece) else scan.places).append((start, end))
    elif scan.agency is None and _SITE.match(piece):
        scan.agency = (start, end)
    else:
        scan.regions.append((start, end))
    return end


def _double(text: str, start: int, end: int) -> int | None:
    """Return where a name ends that is printed in two parts and that the gazetteer has as one place."""
    second = _SECOND.match(text, end)
    if not second:
        return None
    if second[2] is not None:
        region = places.regions_named(second[2]) or agencies.canonical(second[2], loose=True)
        return second.end() if not region and places.candidates(text[start : second.end()]) else None
    stops = [second.start(1) + word.end() for word in WORD.finditer(second[1])]
    return next((stop for stop in reversed(stops) if places.candidates(text[start:stop])), None)


def _hyphen(text: str, start: int, word: re.Match[str]) -> int | None:
    """Return where a place ends that a hyphen glues to the story or to its agency: `ALGER-Le`, `دمشق-سانا`."""
    at = text.find("-", word.start(), word.end())
    if at <= start or at + 1 >= word.end():
        return None
    left, right = text[start:at], text[at + 1 : word.end()]
    glued = left.isupper() and len(left) > 3 and right[0].isupper() and right != right.upper() and len(right) > 1
    signed = agencies.canonical(right.rstrip(":.-")) is not None and left.upper() == left
    return at if (glued or signed) and places.candidates(left) else None


def _behind_agency(text: str, start: int, end: int, scan: Scan) -> int | None:
    """Read the place behind an agency that comes first; only one that the gazetteer has."""
    stops = [word.end() for word in WORD.finditer(text, start, end)]
    if not text[:start].rstrip().endswith((",", "،", ")")):
        stops = stops[-1:]  # `NEW YORK TIMES - Best sellers`: no sign, so nothing but the place
    for stop in reversed(stops):
        name = text[start:stop].rstrip(".-")
        if places.candidates(name):
            scan.places.append((start, start + len(name)))
            following = text[stop:].lstrip()[:1]
            scan.unmarked = stop < end and not scan.bracketed and following.isupper()
            return start + len(name)
    return None


def _places(text: str, start: int, end: int) -> list[Piece]:
    """Return the places of a run of words: one, or two that a word for `and` joins."""
    if places.candidates(text[start:end]):
        return [(start, end)]  # `DAR ES SALAAM`, in which Hungarian reads its `és`
    joins = lead_words.listed("and")
    for word in WORD.finditer(text, start, end):
        if word.start() > start and word.end() < end and key(word.group()) in joins:
            left, right = text[start : word.start()].rstrip(), text[word.end() : end].lstrip()
            if left and right and left[:1].isupper() == right[:1].isupper() and is_name(right):
                return [(start, start + len(left)), (end - len(right), end)]
    return [(start, end)]


def starts_other(text: str, at: int) -> bool:
    """Return whether a day or a known agency begins at `at`."""
    if months.read(text, at) is not None or days.in_words(text, at) is not None:
        return True
    if text[at - 1 : at].isspace() and (behind := past(text, at, "before-date")) > at and months.read(text, behind):
        return True
    agency = signers.agency_at(text, at)
    return agency is not None and signers.MARKED.match(text, agency[1]) is not None
