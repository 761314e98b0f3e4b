"""Datelines of Japanese agencies and papers: `【北京共同】`, `【ソウル＝山田太郎】`, `［東京　５日　ロイター］`."""

from __future__ import annotations

import re

from copydesk.normalize import agencies, months
from copydesk.normalize.leads import east
from copydesk.normalize.leads.reading import Piece, Reading

# One bracket at the line's beginning, its content without brackets and bounded: linear.
_BRACKET = re.compile(r"[\s　]{0,4}[【\[［（(〔]([^【】\[\]［］（）()〔〕]{2,60})[】\]］）)〕]")
_BEHIND = re.compile(r"([^\s【】（）()、。]{2,12})[（(]([^（）()]{2,16})[）)](?=[\s　:：]|$)")
_AFTER = re.compile(r"[\s　]{0,4}(?:[-－―–—ー][\s　]{1,3}|[:：][\s　]{0,3}|[\s　]{1,3})?")
_JOIN = re.compile(r"[\s　]{0,2}[＝=][\s　]{0,2}|[\s　]{1,3}")
_ROLE = re.compile(r"[\s　]?(?:特派員|通信員|支局長|支局|記者|編集委員|論説委員)\Z")
_PERSON = re.compile(r"[\u3400-\u9fff々ヶ\u3041-\u3096]{1,4}[\s　]?[\u3400-\u9fff々\u3041-\u3096\u30a1-\u30fa]{1,4}\Z")


def read(line: str) -> Reading | None:
    """Return the dateline that a Japanese line begins with, or None."""
    text = line[:120]
    if bracket := _BRACKET.match(text):
        return _bracketed(text, bracket)
    if (behind := _BEHIND.match(text)) and agencies.canonical(behind[2], loose=True) and east.is_place(behind[1]):
        after = _AFTER.match(text, behind.end())
        return Reading(
            0, behind.end(), after.end() if after else behind.end(), (behind.span(1),), agency=behind.span(2),
            separator="）", signed=True, known=True,
        )  # fmt: skip
    return None


def _bracketed(text: str, bracket: re.Match[str]) -> Reading | None:
    start, end = bracket.span(1)
    while end > start and text[end - 1] in " 　":
        end -= 1
    at = start
    places: list[Piece] = []
    authors: list[Piece] = []
    agency: Piece | None = None
    day: months.Day | None = None
    while at < end:
        if join := _JOIN.match(text, at, end):
            at = join.end()
        elif text[at] in "、，,・／/":
            at += 1
        elif agency is None and (stop := _agency(text, at, end)):
            agency, at = (at, stop), stop
        elif day is None and (found := months.read(text, at)) and found.end <= end and text[found.end - 1] == "日":
            day, at = found, found.end
        elif (text[at - 1] in "＝=・" or (places and places[-1][1] == at)) and (
            person := _person(text, at, end, follows=bool(places))
        ):
            authors.append(person[0])
            at = person[1]
        elif len(places) < 3 and (stop := east.place_at(text, at, end)):
            places.append((at, stop))
            at = stop
        elif person := _person(text, at, end, follows=bool(places)):
            authors.append(person[0])
            at = person[1]
        else:
            return None
    if not (agency or (places and authors) or (places and day)) or (
        not places and not day and not _agency_stands(text, agency, bracket)
    ):
        return None
    after = _AFTER.match(text, bracket.end())
    return Reading(
        start, end, after.end() if after else bracket.end(), tuple(places), (), day,
        (day.start, day.end) if day else None, agency, tuple(authors),
        separator="】", signed=True, known=agency is not None,
    )  # fmt: skip


def _agency_stands(text: str, agency: Piece | None, bracket: re.Match[str]) -> bool:
    """Return whether an agency stands alone in its bracket (`【AFP＝時事】`) before a story, not behind a photo."""
    return agency is not None and bracket.start() == 0 and text[bracket.end() - 1] == "】"


def _agency(text: str, at: int, end: int) -> int | None:
    stop = east.agency_at(text[:end], at)
    return stop if stop is not None and not (stop < end and text[stop] in "市県区") else None


def _person(text: str, at: int, end: int, *, follows: bool) -> tuple[Piece, int] | None:
    """Return a reporter's name (its piece, and where it ends with its title), printed behind a place."""
    if not follows:
        return None
    stop = next((n for n in range(at, end) if text[n] in "、，,＝=／/"), end)
    role = _ROLE.search(text, at, stop)
    name_end = role.start() if role else stop
    if east.agency_before(text, name_end, at) is not None:
        return None  # `北京・上海共同`
    if text[at - 1] not in "＝=・、，" and name_end - at < 3:
        return None  # `【東京五輪】`
    return ((at, name_end), stop) if _PERSON.match(text, at, name_end) else None
