"""The general grammar of a dateline: `[agency] place[/place] [, region] [, day] [(agency)] separator`.

One scan from left to right over the first 200 code points of a line. An element is a day, a known agency, a bracket
with either, or a run of words taken for a place (the first) or for a region (those behind a comma). After each
element the dateline may end; the longest reading that ends as datelines do is the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from copydesk.normalize import agencies, months, places
from copydesk.normalize.leads import words
from copydesk.normalize.leads.reading import Piece, Reading
from copydesk.normalize.spelling import key

WINDOW = 200
"""Code points of a line that are scanned."""
ELEMENTS = 12
_LINE = 90
"""Code points of the longest dateline that has a line of its own."""
WORDS = 7
"""The longest run of words taken for one place."""
NAME = 48
"""Code points of the longest place or agency."""

# Each pattern is matched at one position; repetitions are of one class and bounded: linear.
_OPENING = re.compile(r"[\s\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069•●■▪◆*]{0,12}")
_BRACKET = re.compile(
    r"[(\[（【［〔]([^()\[\]（）【】［］〔〕]{1,70})[)\]）】］〕]|/\s?([^/\n]{2,40}?)\s?/(?!/)|«([^»]{2,30})»"
)
_END = re.compile(
    r"\s{0,4}(?:"
    r"(?P<dash>[.,]{0,2}\s{0,4}(?:(?:-{1,3}|[–—―‒−_]{1,2})|\s(?:-{1,3}|[–—―‒−_]{1,2}))\s{0,4})"
    r"|(?P<colon>[:：։ः፡៖ઃ]{1,2}-?[\s-]{0,4}|፦\s{0,3}|[∙•►>»|]\s{0,3}|=\s{0,3})"
    r"|(?P<stop>[।۔॥။፡]{1,2}\s{0,4}|[.。．]\s{1,4}|[.。]\Z)"
    r"|(?P<comma>[,،、፣၊]\s{1,4})"
    r"|\Z)"
)
_JOIN = re.compile(r"\s{0,4}(?:[,،、፣፤၊;·|]\s{0,4}|/\s{0,2})?")
_SOFT = re.compile(r"\s{0,4}(?:[.,]{0,2}\s{0,4}[-–—―−_]{1,3}|[.:۔।،,፣]|[-–—−])\s{0,4}")
_WORD = re.compile(r"[^\s,،、፣፤፦၊။;:：։៖∙•►()\[\]（）【】［］〔〕/|«»–—―‒−_=।۔॥\"“”„]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}\Z|(?:St|Ste|Mt|Ft|Sta|Sto|Pto|P|Nizh|r|ул|г|п|с|д)\.\Z", re.IGNORECASE)
_GAP = re.compile(r"[,،]?\s{1,3}")
_DAY = re.compile(r"\d{1,2}(?!\d)")
_GAP_ONLY = re.compile(r"\s{0,4}")
_SPACE = re.compile(r"[ \u00a0\u3000\t]{1,3}")
_DASH = re.compile(r"-{1,3}(?=\s)|-{2,3}")
_MARKED = re.compile(r"\s{0,3}(?:[-–—―_.,،፣၊:।۔(=/]|\Z)")
_CORRESPONDENT = re.compile(r"(?:от\s)?(?:[Сс]пец)?[Кк]орр?(?:еспондент|\.)?\s")
_AUTHOR = re.compile(r"[^\W\d_][^\s,.:;()/–—-]{1,20}(?:[ \u00a0][^\W\d_][^\s,.:;()/–—]{1,20}){1,3}(?=\.\s|\.\Z)")
_NEXT_CAPITAL = re.compile(r" (?=[^\W\d_][^\W\d_]{0,2}[^\W\d_])")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class _State:
    places: list[Piece] = field(default_factory=list)
    regions: list[Piece] = field(default_factory=list)
    authors: list[Piece] = field(default_factory=list)
    date: Piece | None = None
    day: months.Day | None = None
    agency: Piece | None = None
    known: bool = False
    signed: bool = False
    bracketed: bool = False
    glued: bool = False
    """Whether the story follows a hyphen without a space (`ALGER-L'...`)."""
    unmarked: bool = False
    """Whether the story may follow without any sign (`Liputan6.com, Jakarta Menteri ...`)."""


def read(line: str) -> Reading | None:
    """Return the longest reading of the beginning of `line` as a dateline, or None."""
    text = line[:WINDOW]
    opening = _OPENING.match(text)
    start = at = opening.end() if opening else 0
    state = _State()
    best: Reading | None = None
    for _ in range(ELEMENTS):
        reached = _element(text, at, state)
        if reached is None or reached <= at:
            break
        at = reached
        best = _ending(text, start, at, state, line) or best
        at = _onward(text, at, state)
    return best


def _element(text: str, at: int, state: _State) -> int | None:
    """Read one element at `at` into the state and return where it ends, or None when there is none."""
    if bracket := _bracketed(text, at):
        return _bracket(text, bracket, state)
    if state.date is None or state.day is None or state.day.iso is None:
        if (reached := _date(text, at, state)) is not None:
            return reached
    if state.agency is None and (agency := _agency(text, at)):
        name = text[agency[0] : agency[1]]
        if state.places or state.date or not places.candidates(name):
            state.agency, state.known = agency, True
            return agency[1]
    if state.known and state.agency and state.date and not state.authors:
        return _author(text, at, state)
    if not state.signed and (end := _reporter(text, at)):
        state.signed = True
        return end
    return _phrase(text, at, state)


def _reporter(text: str, at: int) -> int | None:
    """Return where a paper's name for its own reporter ends: `নিজস্ব প্রতিবেদক, ঢাকা:`."""
    listed, end, best = words.listed("reporter"), at, None
    for _ in range(4):
        word = _WORD.match(text, end)
        if not word:
            break
        if key(text[at : word.end()]) in listed:
            best = word.end()
        space = _SPACE.match(text, word.end())
        if not space:
            break
        end = space.end()
    return best if best and _MARKED.match(text, best) else None


def _bracketed(text: str, at: int) -> re.Match[str] | None:
    """Return the bracket at `at`; two slashes are one only around an agency, else they part places."""
    bracket = _BRACKET.match(text, at)
    if bracket and bracket[2] is not None:
        inside = bracket[2].strip()
        known = agencies.canonical(inside, loose=True) or _CORRESPONDENT.match(inside) or _agency(inside, 0)
        if not known and not (inside.isupper() and inside.isalpha() and text[:at].rstrip()[-1:] in {".", ","}):
            return None
    return bracket


def _date(text: str, at: int, state: _State) -> int | None:
    if state.places or state.agency:
        at = _past(text, at, "before-date")
    if state.date:
        at = _past(text, at, "also-date")
    sign = _past(text, at, "day-sign") if state.places else at
    day = months.read(text, sign) or _day_in_words(text, sign) or (_bare_day(text, sign) if sign > at else None)
    weekday = _past(text, at, "weekday")
    if day is None and weekday > at and (state.places or not places.candidates(text[at:weekday].strip(" ,،"))):
        day = months.read(text, weekday)
    if day is None:
        return None
    first = state.date[0] if state.date else day.start
    if state.day is None or (state.day.iso is None and day.month):
        state.day = day
    state.date = (first, day.end)
    behind = _JOIN.match(text, day.end)
    weekday = _past(text, behind.end() if behind else day.end, "weekday")
    return len(text[:weekday].rstrip()) if behind and weekday > behind.end() else day.end


def _past(text: str, at: int, kind: str) -> int:
    """Return the position behind a word of the list at `at`, or `at`."""
    word = _WORD.match(text, at)
    listed = words.weekdays() if kind == "weekday" else words.listed(kind)
    if word and key(word.group()) in listed and (space := _GAP.match(text, word.end())):
        return space.end()
    return at


def _day_in_words(text: str, at: int) -> months.Day | None:
    first = _WORD.match(text, at)
    if not first or (day := words.listed("day").get(key(first.group()))) is None:
        return None
    second = _WORD.match(text, first.end() + 1)
    month = months.number(second.group()) if second else None
    return months.Day(day + 1, month, None, second.end(), at) if second and month else None


def _bare_day(text: str, at: int) -> months.Day | None:
    """Return the day of `दि. २६`, whose month is not printed."""
    bare = _DAY.match(text, at)
    return months.Day(int(bare.group()), None, None, bare.end(), at) if bare and 1 <= int(bare.group()) <= 31 else None


def _agency(text: str, at: int) -> Piece | None:
    """Return the longest known agency whose name begins at `at`."""
    ends: list[int] = []
    end = at
    for _ in range(5):
        word = _WORD.match(text, end)
        if not word or word.end() - at > NAME:
            break
        ends.append(word.end())
        end = word.end()
        if end < len(text) and text[end] in " /-–" and end + 1 < len(text):
            end += 1
        else:
            break
    for stop in reversed(ends):
        name = text[at:stop].rstrip(" .-–/")
        if _LETTER.search(name) and not name[0].isdigit() and agencies.canonical(name) and _cased_as_printed(text, name):
            return at, at + len(name)
    return None


def _cased_as_printed(text: str, name: str) -> bool:
    """Return whether a name outside brackets has its own case, or that of a text all in one case."""
    return agencies.is_exact(name) or name.isupper() or text[:40].islower()


def _bracket(text: str, bracket: re.Match[str], state: _State) -> int | None:
    group = next(n for n in (1, 2, 3) if bracket[n] is not None)
    start, end = bracket.span(group)
    inside = text[start:end].strip()
    first = start + text[start:end].index(inside) if inside else start
    if not inside:
        return None
    if agencies.canonical(inside, loose=True):
        if state.agency and state.bracketed and state.date:  # `Fráncfort (RFA), 23 may (EFE)`
            state.regions.append(state.agency)
            state.agency = None
        if state.agency is None:
            state.agency = (first, first + len(inside))
        state.known = state.signed = state.bracketed = True
        return bracket.end()
    if group != 1:
        if not _inner(inside, first, state):
            state.agency = state.agency or (first, first + len(inside))
            state.bracketed = True
        return bracket.end()
    if day := months.read(inside):
        if day.end == len(inside):
            state.day, state.date, state.bracketed = day, (first, first + len(inside)), True
            return bracket.end()
        return None
    if key(inside) in words.listed("reporter"):
        state.signed = state.bracketed = True
        return bracket.end()
    if not state.places and not state.date and not state.agency and places.candidates(inside):
        state.places.append((first, first + len(inside)))  # `(ភ្នំពេញ)៖`
        return bracket.end()
    if inner := _inner(inside, first, state):
        return bracket.end() if inner else None
    if state.places and state.agency is None and (_is_sign(inside) or (state.date and _is_uncased_word(inside))):
        state.agency, state.bracketed = (first, first + len(inside)), True
        return bracket.end()
    if len(state.places) == 1 and not state.regions and not state.date and _is_name(inside):
        state.regions.append((first, first + len(inside)))
        return bracket.end()
    return None


def _inner(inside: str, first: int, state: _State) -> bool:
    """Read `agency, day`, `agency day`, `reporter, agency` inside a bracket."""
    correspondent = _CORRESPONDENT.match(inside)
    if agency := _agency(inside, correspondent.end() if correspondent else 0):
        join = _JOIN.match(inside, agency[1])
        rest = join.end() if join else agency[1]
        day = months.read(inside, rest)
        if day and day.end >= len(inside.rstrip()):
            state.day, state.date = day, (first + rest, first + day.end)
        elif rest < len(inside) and not _is_name(inside[rest:]):
            return False
        elif rest < len(inside):
            state.authors.append((first + rest, first + len(inside)))
        state.agency = (first + agency[0], first + agency[1])
        state.known = state.signed = state.bracketed = True
        return True
    return False


def _author(text: str, at: int, state: _State) -> int | None:
    """Read the reporter behind the agency: `— РИА Новости, Иван Петров.`"""
    author = _AUTHOR.match(text, at)
    if not author or not text[:at].rstrip().endswith((",", "،")):
        return None
    state.authors.append(author.span())
    return author.end()


def _is_sign(inside: str) -> bool:
    """Return whether an unknown name in brackets is printed as agencies and sites print theirs."""
    bare = inside.replace(" ", "").replace("&", "").replace("-", "").replace("/", "").replace(".", "")
    if not bare or " " in inside.strip() and len(inside) > 16:
        return False
    return (bare.isupper() and bare.isascii() and bare.isalnum() and 2 <= len(bare) <= 10 and not bare.isdigit()) or (
        "." in inside[1:-2] and " " not in inside and inside.isascii() and len(inside) <= 24
    )


def _is_uncased_word(inside: str) -> bool:
    """Return whether an unknown name is one short word of a script without capitals."""
    return 2 <= len(inside) <= 14 and " " not in inside and inside.upper() == inside.lower() and not inside.isdigit()


def _is_name(inside: str) -> bool:
    """Return whether a bracket or a piece between commas can name a region."""
    return (
        len(inside) <= NAME
        and len(inside.split()) <= 4
        and not any(character.isdigit() for character in inside)
        and not inside[:1].islower()
        and not any(sign in inside for sign in '?!…"“”:;@')
    )


def _phrase(text: str, at: int, state: _State) -> int | None:
    """Read a run of words as a place, further places, or a region."""
    first = not state.places
    if state.date or (state.bracketed and not first):
        return None
    start, end, count = at, at, 0
    while count < WORDS:
        word = _WORD.match(text, end)
        if not word or word.end() - start > NAME:
            break
        if count and (text[word.start()].isdigit() or _starts_other(text, word.start())):
            break
        if not count and text[word.start()].isdigit():
            return None
        raw = word.group()
        if not count and len(raw) <= 4 and raw[-1] == "." and raw[:-1].isalpha() and _NEXT_CAPITAL.match(text, word.end()):
            end, count = word.end() + 1, 1  # `TP. Hồ Chí Minh`
            continue
        if first and (cut := _hyphen(text, start, word)):
            state.places.append((start, cut))
            state.glued = True
            return cut
        end, count = word.end(), count + 1
        if raw[-1] in "-‐" or (raw[-1] == "." and not _INITIALS.match(raw) and text[end : end + 1] not in {",", ""}):
            break
        space = _SPACE.match(text, end)
        if not space or _DASH.match(text, space.end()):
            break
        end = space.end()
    piece = text[start:end].rstrip(" \u00a0\u3000\t-‐")
    if piece.endswith(".") and not state.places:
        piece = piece if _INITIALS.match(piece.rsplit(" ", 1)[-1]) else piece[:-1]
    if not piece or not _LETTER.search(piece):
        return None
    end = start + len(piece)
    if first:
        if state.agency:
            end = _behind_agency(text, start, end, state)
            return end
        state.places += _places(text, start, end)
    elif text[:start].rstrip().endswith("/"):
        state.places.append((start, end))
    else:
        state.regions.append((start, end))
    return end


def _hyphen(text: str, start: int, word: re.Match[str]) -> int | None:
    """Return where a place ends that a hyphen glues to the story or to its agency: `ALGER-Le`, `دمشق-سانا`."""
    at = text.find("-", word.start(), word.end())
    if at <= start or at + 1 >= word.end():
        return None
    left, right = text[start:at], text[at + 1 : word.end()]
    glued = left.isupper() and len(left) > 3 and right[0].isupper() and right != right.upper() and len(right) > 1
    signed = agencies.canonical(right.rstrip(":.")) is not None and left.upper() == left
    return at if (glued or signed) and places.candidates(left) else None


def _behind_agency(text: str, start: int, end: int, state: _State) -> int | None:
    """Read the place behind an agency that comes first; only one that the gazetteer has."""
    stops = [word.end() for word in _WORD.finditer(text, start, end)]
    for stop in reversed(stops):
        name = text[start:stop].rstrip(".-")
        if places.candidates(name):
            state.places.append((start, start + len(name)))
            following = text[stop:].lstrip()[:1]
            state.unmarked = stop < end and not state.bracketed and following.isupper()
            return start + len(name)
    return None


def _starts_other(text: str, at: int) -> bool:
    """Return whether a day or a known agency begins at `at`."""
    if months.read(text, at) is not None or _day_in_words(text, at) is not None:
        return True
    if text[at - 1 : at].isspace() and _past(text, at, "before-date") > at and months.read(text, _past(text, at, "before-date")):
        return True
    agency = _agency(text, at)
    return agency is not None and _MARKED.match(text, agency[1]) is not None


def _places(text: str, start: int, end: int) -> list[Piece]:
    """Return the places of a run of words: one, or two that a word for `and` joins."""
    joins = words.listed("and")
    for word in _WORD.finditer(text, start, end):
        if word.start() > start and word.end() < end and key(word.group()) in joins:
            left, right = text[start : word.start()].rstrip(), text[word.end() : end].lstrip()
            if left and right and left[:1].isupper() == right[:1].isupper() and _is_name(right):
                return [(start, start + len(left)), (end - len(right), end)]
    return [(start, end)]


def _onward(text: str, at: int, state: _State) -> int:
    """Return where a further element may begin: behind a comma, or behind a stop or dash when a strong one follows."""
    if state.unmarked:
        return len(text)
    gap = _GAP_ONLY.match(text, at)
    if gap and _bracketed(text, gap.end()):
        return gap.end()
    soft = _SOFT.match(text, at)
    if soft and soft.end() > at and text[at : soft.end()].strip() not in {",", "،", "、", "፣"}:
        behind = _past(text, soft.end(), "before-date")
        if _bracketed(text, soft.end()) or _starts_other(text, behind):
            return soft.end()
        if state.known and not state.date and not state.places:  # `(ANSA) - ROMA, 1 LUG -`
            return soft.end()
        return len(text)
    join = _JOIN.match(text, at)
    return join.end() if join else at


def _ending(text: str, start: int, at: int, state: _State, line: str) -> Reading | None:
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
    if kind == "none" and state.date and state.date[1] == at and text[at - 1] == "." and text[at : at + 1].isspace():
        kind, separator, after = "stop", ".", at + 1  # `BAKU, Azerbaijan, October 18. The ...`
    strong = state.date is not None or state.known or state.signed
    if kind == "hyphen" and not strong and not state.glued:
        return None
    if kind == "line" and (len(line) > _LINE or len(state.regions) > 2 or not _stands_on_a_line(text[start:at], state)):
        return None
    if kind == "comma" and not (
        state.known and state.places and not state.bracketed and text[after : after + 1].isdigit()
    ):
        return None
    if kind == "none" and not state.unmarked and not (state.bracketed and state.signed and text[at - 1] in ")]）］】/"):
        return None
    if kind == "stop" and not strong and separator not in {"।", "۔", "॥"} and not _stands_in_capitals(text[start:at]):
        return None
    filed, authors = _sorted_out(text, state)
    return Reading(
        start, at, after, tuple(filed), tuple(state.regions), state.day, state.date, state.agency,
        tuple(authors), separator if kind != "line" else "\n", state.signed, state.known,
    )  # fmt: skip


def _stands_in_capitals(place: str) -> bool:
    """Return whether a place alone before a full stop is printed in capitals: `GÖTEBORG. Kommunfullmäktige ...`."""
    return place.isupper() and len(place) > 4 and place.lower() != place and "." not in place


def _stands_on_a_line(printed: str, state: _State) -> bool:
    """Return whether a dateline may have a line of its own; `Pay March 31` in a table may not."""
    if state.known or state.signed or not state.date or not state.places:
        return True
    place = printed[: state.places[0][1] - state.places[0][0]]
    return place.upper() == place or "," in printed or bool(state.day and state.day.year)


def _sorted_out(text: str, state: _State) -> tuple[list[Piece], list[Piece]]:
    """Return places and authors, with a reporter printed before the place (`Ayşe KAYA / MUĞLA, (DHA)`) among the latter."""
    if len(state.places) > 1:
        first, second = (text[i:j] for i, j in state.places[:2])
        if len(first.split()) > 1 and not places.candidates(first) and places.candidates(second):
            return state.places[1:], [state.places[0], *state.authors]
    return state.places, state.authors
