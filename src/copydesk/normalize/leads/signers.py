"""Agencies and reporters in a dateline, outside brackets and in them."""

from __future__ import annotations

import re

from copydesk.normalize import agencies, lead_words, months, places
from copydesk.normalize.leads.reading import Piece
from copydesk.normalize.leads.scan import LETTER, NAME, SPACE, WORD, Scan, is_name
from copydesk.normalize.spelling import key

# Each pattern is matched at one position; repetitions are of one class and bounded: linear.
_BRACKET = re.compile(
    r"[(\[（【［〔]([^()\[\]（）【】［］〔〕]{1,70})[)\]）】］〕]|/\s?([^/\n]{2,40}?)\s?/(?!/)|«([^»]{2,30})»"
)
MARKED = re.compile(r"\s{0,3}(?:[-–—―_.,،፣၊:।۔(=/|]|\Z)")
_INNER_JOIN = re.compile(r"\.?\s{0,3}(?:[,،;/|]|[-–—](?=\s))?\s{0,3}")
_PART = re.compile(r"[^\s,][^,]{0,60}")
_CORRESPONDENT = re.compile(r"(?:от\s)?(?:[Сс]пец)?[Кк]орр?(?:еспондент|\.)?\s")
_AUTHOR = re.compile(
    r"[^\W\d_][^\s,.:;()/–—-]{1,20}(?:[ \u00a0][^\W\d_][^\s,.:;()/–—]{1,20}){1,3}(?=\.\s|\.\Z|,\s[^\W\d_])"
)


def agency_at(text: str, at: int) -> Piece | None:
    """Return the longest known agency whose name begins at `at`."""
    if not agencies.may_begin(text, at):
        return None
    ends: list[int] = []
    end = at
    for _ in range(5):
        word = WORD.match(text, end)
        if not word or word.end() - at > NAME or (ends and not agencies.may_go_on(text[at : word.end()])):
            break
        ends.append(word.end())
        end = word.end()
        if end < len(text) and text[end] in " /-–" and end + 1 < len(text):
            end += 1
        else:
            break
    for stop in reversed(ends):
        name = text[at:stop].rstrip(" .-–/")
        if LETTER.search(name) and not name[0].isdigit() and agencies.canonical(name) and _cased_as_printed(text, name):
            return at, at + len(name)
    return None


def _cased_as_printed(text: str, name: str) -> bool:
    """Return whether a name outside brackets has its own case, or that of a text all in one case."""
    return agencies.is_exact(name) or name.isupper() or text[:40].islower()


def author(text: str, at: int, scan: Scan) -> int | None:
    """Read the reporter behind the agency (`— РИА Новости, Иван Петров.`) and return where the name ends, or None."""
    author = _AUTHOR.match(text, at)
    if not author or not text[:at].rstrip().endswith((",", "،")):
        return None
    scan.authors.append(author.span())
    return author.end()


def reporter(text: str, at: int) -> int | None:
    """Return where a paper's name for its own reporter ends: `নিজস্ব প্রতিবেদক, ঢাকা:`."""
    listed, end, best = lead_words.listed("reporter"), at, None
    for _ in range(4):
        word = WORD.match(text, end)
        if not word:
            break
        printed = key(text[at : word.end()])
        if printed in listed:
            best = word.end()
        elif printed not in lead_words.beginnings("reporter"):
            break
        space = SPACE.match(text, word.end())
        if not space:
            break
        end = space.end()
    return best if best and MARKED.match(text, best) else None


def bracketed(text: str, at: int) -> re.Match[str] | None:
    """Return the bracket at `at`; two slashes are one only around an agency, else they part places."""
    bracket = _BRACKET.match(text, at)
    if bracket and bracket[2] is not None:
        inside = bracket[2].strip()
        known = agencies.canonical(inside, loose=True) or _CORRESPONDENT.match(inside) or agency_at(inside, 0)
        if not known and not (inside.isupper() and inside.isalpha() and text[:at].rstrip()[-1:] in {".", ","}):
            return None
    return bracket


def bracket(text: str, bracket: re.Match[str], scan: Scan) -> int | None:
    """Read a bracket into the scan and return where it ends, or None when it is not part of a dateline."""
    group = next(n for n in (1, 2, 3) if bracket[n] is not None)
    start, end = bracket.span(group)
    inside = text[start:end].strip()
    first = start + text[start:end].index(inside) if inside else start
    if not inside:
        return None
    if agencies.canonical(inside, loose=True):
        if scan.agency and scan.bracketed and scan.date:  # `Fráncfort (RFA), 23 may (EFE)`
            scan.regions.append(scan.agency)
            scan.agency = None
        if scan.agency is None:
            scan.agency = (first, first + len(inside))
        scan.known = scan.signed = scan.bracketed = True
        return bracket.end()
    if group != 1:
        if not _inner(inside, first, scan):
            scan.agency = scan.agency or (first, first + len(inside))
            scan.bracketed = True
        return bracket.end()
    if day := months.read(inside):
        if day.end == len(inside):
            scan.day, scan.date, scan.bracketed = day, (first, first + len(inside)), True
            return bracket.end()
        return None
    if key(inside) in lead_words.listed("reporter"):
        scan.signed = scan.bracketed = True
        return bracket.end()
    if not scan.places and not scan.date and not scan.agency and places.candidates(inside):
        scan.places.append((first, first + len(inside)))  # `(ភ្នំពេញ)៖`
        scan.boxed = bracket[0][0] == "["
        return bracket.end()
    if _inner(inside, first, scan) or (bracket[0][0] == "[" and _boxed(inside, first, scan)):
        return bracket.end()
    if not scan.places or scan.agency is not None:
        return None
    named = is_name(inside) and len(scan.places) == 1 and not scan.regions and not scan.date
    known = named and (
        places.lies_in(text[slice(*scan.places[0])], inside)  # `São Paulo (SP)`
        or (not _is_sign(inside) and bool(places.regions_named(inside)))
    )
    if not known and (_is_sign(inside) or _is_uncased_word(inside) or _is_house(inside, text[slice(*scan.places[0])])):
        scan.agency, scan.bracketed = (first, first + len(inside)), True
    elif named:
        scan.regions.append((first, first + len(inside)))
    else:
        return None
    return bracket.end()


def _boxed(inside: str, first: int, scan: Scan) -> bool:
    """Read `place, region`, `place, day`, `place, region, day` inside square brackets that open a line."""
    if scan.places or scan.date or scan.agency:
        return False
    place, *parts = (part.group() for part in _PART.finditer(inside))
    if not places.candidates(place):
        return False
    at = len(place)
    regions: list[Piece] = []
    for part in parts:
        at = inside.index(part, at)
        if (day := months.read(inside, at)) and day.end == len(inside):
            scan.day, scan.date = day, (first + at, first + day.end)
            break
        if regions or not places.lies_in(place, part):
            return False
        regions.append((first + at, first + at + len(part)))
        at += len(part)
    scan.places.append((first, first + len(place)))
    scan.regions += regions
    scan.boxed = True
    return True


def _inner(inside: str, first: int, scan: Scan) -> bool:
    """Read `agency, day`, `agency day`, `reporter, agency` inside a bracket."""
    correspondent = _CORRESPONDENT.match(inside)
    if agency := agency_at(inside, correspondent.end() if correspondent else 0):
        join = _INNER_JOIN.match(inside, agency[1])
        rest = join.end() if join else agency[1]
        day = months.read(inside, rest)
        if day and day.end >= len(inside.rstrip()):
            scan.day, scan.date = day, (first + rest, first + day.end)
        elif rest < len(inside) and not is_name(inside[rest:]):
            return False
        elif rest < len(inside):
            scan.authors.append((first + rest, first + len(inside)))
        scan.agency = (first + agency[0], first + agency[1])
        scan.known = scan.signed = scan.bracketed = True
        return True
    return False


def _is_sign(inside: str) -> bool:
    """Return whether an unknown name in brackets is printed as agencies and sites print theirs."""
    bare = inside.replace(" ", "").replace("&", "").replace("-", "").replace("/", "").replace(".", "")
    if not bare or (" " in inside.strip() and len(inside) > 16):
        return False
    return (bare.isupper() and bare.isascii() and bare.isalnum() and 2 <= len(bare) <= 10 and not bare.isdigit()) or (
        "." in inside[1:-2] and " " not in inside and inside.isascii() and len(inside) <= 24
    )


def _is_house(inside: str, place: str) -> bool:
    """Return whether an unknown name may be a paper's or a site's: `Alliance News`, `ShareCast`, `apro`.

    One word with one capital (`Chicago (Musical) - `) is one only behind a place in capitals.
    """
    said = inside.split()
    if len(inside) > 30 or len(said) > 3 or not inside.replace(" ", "").isalpha():
        return False
    plain = len(said) == 1 and inside[1:].islower() and inside[0].isupper()
    return (not plain or place.isupper()) and (len(said) == 1 or is_name(inside))


def _is_uncased_word(inside: str) -> bool:
    """Return whether an unknown name is one short word of a script without capitals."""
    if not 2 <= len(inside) <= 14 or " " in inside or inside.upper() != inside.lower():
        return False
    return not any(character.isdigit() or "\u3040" <= character <= "\u9fff" for character in inside)
