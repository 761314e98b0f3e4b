"""Datelines of Chinese agencies and papers.

`新华社北京6月14日电（记者…）`, `（中央社記者…台北11日電）`, `〔記者…／台北報導〕`, `本报记者 … 上海报道`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from copydesk.normalize import months
from copydesk.normalize.leads import east
from copydesk.normalize.leads.reading import Piece, Reading

WINDOW = 160
_RUN = 40
"""Code points of the longest run before the day."""

# Anchored or bounded classes, each followed by something it does not contain: linear.
_OWN = re.compile(r"(?:据|據)?(?:本[报報网網台臺刊社]|记者|記者)?")
_REPORTER = re.compile(
    r"(?:新华社|新華社|中新社|本报|本報)?(?:特派|特约|特約|见习|見習|实习|實習|首席|驻[\u4e00-\u9fff]{2,4}|駐[\u4e00-\u9fff]{2,4})?"
    r"(?:记者|記者|特派員|特派员|通讯员|通訊員)[\s：:]{0,2}"
)
_NEXT_REPORTER = re.compile(rf"[\s、，,；;]{{0,2}}{_REPORTER.pattern}")
_OUTLET = re.compile(
    r"[\u3400-\u9fff\d]{1,8}?(?:在线|新闻网|新聞網|網|网|晚报|晚報|日报|日報|早报|時報|时报|新闻|新聞|电视台|社)(?:[\u3400-\u9fff]{2,4}频道)?"
)
_RUN_BEFORE_DAY = re.compile(
    r"[\u3400-\u9fff\u3000 、·・／/A-Za-z]{0,40}?(?=\d|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_CHANNEL = re.compile(r"[\u3400-\u9fff]{2,4}(?:频道|頻道)")
_FILED = re.compile(
    r"\s?(?:(?:综合|綜合|专|專|外|即时|即時|传真|傳真)*(?:电|電)(?:讯|訊)?|(?:综合|綜合)?(?:外电|外電)?(?:报道|報導|報道)|讯|訊|消息)"
)
_TITLED = re.compile(r"\s{0,2}(?:题|題)[：:]?\s{0,2}")
_SIGNED = re.compile(r"\s{0,2}[（(]([^（）()]{2,40})[）)]")
_REPORTS = re.compile(
    r"\s{0,2}((?:本报|本報|新华社)?(?:记者|記者)[\s：:]{0,2}[\u3400-\u9fff、\s·]{2,40}?)(?:摄影|撮影)?(?:报道|報導|報道)[：:]?"
)
_WITHIN = re.compile(r"(?:新华社|中新社|本报)(?:“[^”]{2,8}”)?记者([\u3400-\u9fff、\s]{2,24})(?=[\d\s（(，。“]|$)")
_NO_REPORTER = re.compile(r"[，,；;]?\s?(?:编辑|編輯|参与采写|摄影|攝影|综合|綜合)")
_TAIWAN = re.compile(
    r"[（(【〔［\[]?(?P<agency>[\u3400-\u9fffA-Za-z]{2,10}?)??\s?[／/]?(?:記者|记者|特派員)\s?(?P<names>[\u3400-\u9fff、\s]{2,24}?)"
    r"\s?[／/╱∕\s]\s?(?P<place>[\u3400-\u9fff]{2,8}?)(?:報導|报道|報道|专电|專電|電)[）)】〕］\]]?"
)
_JOINED = re.compile(
    r"[（(【〔［\[]?(?P<agency>[\u3400-\u9fffA-Za-z]{2,10}?)??(?:記者|记者|特派員)(?P<run>[\u3400-\u9fff、]{4,24}?)"
    r"(?:報導|报道|報道|電|訊)(?:[）)】〕］\]]|(?=\s))"
)
_FROM = re.compile(
    r"(?P<agency>[\u3400-\u9fff\d]{2,12}?)??(?:本报|本刊|本網)?(?:特约)?记者\s{0,3}"
    r"(?P<names>[\u3400-\u9fff、 \u3000]{2,24}?)\s{0,3}"
    r"(?:(?P<place>[\u3400-\u9fff]{2,8})报道|发自(?P<from>[\u3400-\u9fff]{2,8}))(?=\s|$|[，。：])"
)


def read(line: str) -> Reading | None:
    """Return the dateline that a Chinese line begins with, or None."""
    text = line[:WINDOW]
    start = len(text) - len(text.lstrip())
    return _filed(text, start) or _reported(text, start)


def _filed(text: str, start: int) -> Reading | None:
    """Read `agency reporters place day 电`; agency, reporters and place may be missing, the day may not."""
    bracket = text[start : start + 1] in east.OPENING and text[start : start + 1] != ""
    first = at = start + bracket
    if text.startswith(("据", "據"), at):
        at += 1
    agency: Piece | None = None
    own = False
    if (end := east.agency_at(text, at)) is not None:
        agency, at = (at, end), end
        channel = _CHANNEL.match(text, at)
        at = channel.end() if channel else at
    elif text[at : at + 2] in {"本报", "本報", "本网", "本網", "本台", "本臺", "本刊", "本社"}:
        own, at = True, at + 2
    elif not bracket and (outlet := _OUTLET.match(text, at)) and _RUN_BEFORE_DAY.match(text, outlet.end()):
        agency, at = outlet.span(), outlet.end()
    run = _RUN_BEFORE_DAY.match(text, at)
    day = months.read(text, run.end()) if run else None
    if run is None or day is None or not _is_east_asian(text, day):
        return _undated(text, first, at, agency, bracket=bracket)
    authors, place = _reporters_and_place(text, at, run.end())
    if place is None and authors is None:
        return None
    filed = _FILED.match(text, day.end)
    if not (filed or (bracket and text[day.end : day.end + 1] in east.CLOSING)) and not (agency and place):
        return None
    if not (agency or own or bracket) and (place is None or not east.is_place(text[place[0] : place[1]])):
        return None
    if bracket and place and not agency and not own and not east.is_place(text[place[0] : place[1]]):
        return None
    end = after = filed.end() if filed else day.end
    if bracket:
        while after < len(text) and text[after] not in east.CLOSING:
            after += 1
            if after - end > 20:
                return None
        end, after = (after, after + 1) if not filed or after - end < 20 else (end, after)
    if after < len(text) and text[after] in "，,：:":
        after += 1
    return _signed(
        text,
        Reading(
            first, end, after, (place,) if place else (), (), day, (day.start, day.end), agency, authors or (),
            separator="电", signed=True, known=agency is not None,
        ),
    )  # fmt: skip


def _is_east_asian(text: str, day: months.Day) -> bool:
    return text[day.end - 1 : day.end] in {"日", "号", "號"}


def _undated(text: str, first: int, at: int, agency: Piece | None, *, bracket: bool) -> Reading | None:
    """Read `新华社北京电`, `（中央社台北電）`, and the agency alone before its reporter: `新京报讯（记者 王小明）`."""
    if agency is None:
        return None
    end = east.place_at(text, at, min(len(text), at + east.LONGEST_PLACE))
    filed = _FILED.match(text, end or at)
    if filed is None:
        return None
    after = filed.end() + (bracket and text[filed.end() : filed.end() + 1] in east.CLOSING)
    place = ((at, end),) if end else ()
    reading = _signed(
        text,
        Reading(
            first, filed.end(), after, place, agency=agency,
            separator="电", signed=True, known=True,
        ),
    )  # fmt: skip
    return reading if place or reading.authors else None


def _reporters_and_place(text: str, start: int, end: int) -> tuple[tuple[Piece, ...] | None, Piece | None]:
    """Split a run of reporters and a place: `記者劉世怡台北`, `洛杉矶`, nothing. (None, None) when it is neither."""
    while start < end and text[start] in " \u3000、·":
        start += 1
    while end > start and text[end - 1] in " \u3000":
        end -= 1
    if start == end:
        return (), None
    if reporter := _REPORTER.match(text, start, end):
        begin = east.place_before(text, reporter.end(), end)
        authors = east.names(text, reporter.end(), begin if begin is not None else end)
        if authors is None:
            return None, None
        return authors, (begin, end) if begin is not None else None
    if end - start <= east.LONGEST_PLACE + 6 and (east.is_place(text[start:end]) or end - start <= 8):
        return (), (start, end)
    return None, None


def _signed(text: str, reading: Reading) -> Reading:
    """Add the reporters printed behind the dateline, and move the story's beginning behind them."""
    after = reading.after
    if titled := _TITLED.match(text, after):
        after = titled.end()
    found: tuple[Piece, ...] | None = None
    if (bracket := _SIGNED.match(text, after)) and (found := _people(text, *bracket.span(1))):
        after = bracket.end()
    elif reports := _REPORTS.match(text, after):
        found = _people(text, *_stripped(text, *reports.span(1)))
        after = reports.end() if found else after
    elif titled and (within := _WITHIN.search(text, after, min(len(text), after + 90))):
        found = _clipped(text, *within.span(1))
    while after < len(text) and text[after] in " \u3000":
        after += 1
    return replace(reading, after=after, authors=reading.authors + (found or ()))


def _people(text: str, start: int, end: int) -> tuple[Piece, ...] | None:
    """Return the names of `记者 罗沙 通讯员 高明`; None when the piece holds something else."""
    if reporter := _REPORTER.match(text, start, end):
        start = reporter.end()
    if further := _NEXT_REPORTER.search(text, start, end):
        first = east.names(text, *_stripped(text, start, further.start()))
        others = _people(text, further.end(), end)
        return first + others if first and others else first or others
    stop = _NO_REPORTER.search(text, start, end)
    return east.names(text, *_stripped(text, start, stop.start() if stop else end))


def _clipped(text: str, start: int, end: int) -> tuple[Piece, ...] | None:
    start, end = _stripped(text, start, end)
    return east.names(text, start, end, longest=3)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _reported(text: str, start: int) -> Reading | None:
    """Read `〔記者沈佩瑤／台北報導〕`, `【記者王大明台北報導】` and `本报记者 张三 北京报道`."""
    for pattern in (_TAIWAN, _JOINED, _FROM):
        match = pattern.match(text, start)
        if not match:
            continue
        groups = match.groupdict()
        if "run" in groups:
            begin = east.place_before(text, *match.span("run"))
            place: Piece | None = (begin, match.end("run")) if begin is not None else None
            people = east.names(text, match.start("run"), begin) if begin else None
        else:
            place = match.span("from") if groups.get("from") else match.span("place")
            people = east.names(text, *_stripped(text, *match.span("names")))
        if place is None or people is None or not east.is_place(text[place[0] : place[1]]):
            continue
        agency: Piece | None = match.span("agency") if groups["agency"] else None
        if agency and (text[agency[0] : agency[1]] in {"本报", "本報"} or east.agency_at(text, agency[0]) != agency[1]):
            agency = None
        first = start + (text[start] in east.OPENING)
        end = match.end() - (text[match.end() - 1] in east.CLOSING)
        return _signed(
            text,
            Reading(
                first, end, match.end(), (place,), agency=agency, authors=people, separator="报道", signed=True,
                known=agency is not None,
            ),
        )  # fmt: skip
    return None
