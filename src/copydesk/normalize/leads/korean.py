"""Datelines of Korean agencies and papers: `(서울=연합뉴스) 홍길동 기자 =`, `[도쿄=AP/뉴시스]`."""

from __future__ import annotations

import re

from copydesk.normalize import agencies, vocabulary
from copydesk.normalize.leads import east
from copydesk.normalize.leads.reading import Piece, Reading

ROLE = r"(?:수습|선임|전문|객원|인턴|대학생)?(?:기자|특파원|통신원|논설위원|PD|리포터)"
# One bracket at the line's beginning, its content without brackets and bounded: linear.
_BRACKET = re.compile(
    r"\s{0,4}[(\[【〔（［]([^()\[\]【】〔〕（）［］]{2,60}(?:\([^()]{2,10}\)[^()\[\]]{0,30})?)[)\]】〕）］]"
)
_NAME = r"[가-힣]{2,4}"
_PEOPLE = re.compile(
    rf"\s{{0,3}}({_NAME}(?:[\s·,]{{1,2}}{_NAME}){{0,5}}?)\s?{ROLE}(?:[·,\s]{{1,2}}{_NAME}\s{ROLE})?\s{{0,3}}=?\s{{0,3}}"
)
_PERSON = re.compile(rf"({_NAME}(?:[\s·,]{{1,2}}{_NAME}){{0,5}}?)\s?{ROLE}\Z")
_UNBRACKETED = re.compile(
    rf"\s{{0,4}}([가-힣]{{2,6}})\s?[=/]\s?({_NAME}(?:[\s·,]{{1,2}}{_NAME}){{0,5}}?)\s?{ROLE}(\s{{0,3}}=?\s{{1,3}})"
)
_AFTER = re.compile(r"\s{0,4}(?:=\s{0,3})?")
_JOIN = re.compile(r"\s{0,2}[=|,/·‧ㆍ∙]\s{0,2}|\s{1,2}")


def read(line: str) -> Reading | None:
    """Return the dateline that a Korean line begins with, or None."""
    text = line[:160]
    bracket = _BRACKET.match(text)
    if not bracket:
        return _unbracketed(text)
    start, end = bracket.span(1)
    places: list[Piece] = []
    agency: Piece | None = None
    authors: tuple[Piece, ...] = ()
    at = start
    while at < end:
        if join := _JOIN.match(text, at, end):
            at = join.end()
        elif stop := _agency(text, at, end):
            agency, at = (agency[0] if agency and text[agency[1] : at].strip() == "/" else at, stop), stop
        elif not authors and (person := _PERSON.match(text, at, end)):
            found = east.names(text, *person.span(1))
            if found is None:
                return None
            authors, at = found, end
        elif len(places) < 4 and (stop := _place(text, at, end)):
            places.append((at, stop))
            at = stop
        else:
            return None
    if not places or not (agency or authors):
        return None
    after = bracket.end()
    if not authors and (people := _PEOPLE.match(text, after)):
        authors = east.names(text, *people.span(1)) or ()
        after = people.end() if authors else after
    tail = _AFTER.match(text, after)
    return Reading(
        start, end, tail.end() if tail else after, tuple(places), agency=agency, authors=authors, separator="=",
        signed=True, known=agency is not None,
    )  # fmt: skip


def _unbracketed(text: str) -> Reading | None:
    """Read `워싱턴=홍길동 특파원`."""
    filed = _UNBRACKETED.match(text)
    if not filed or not east.is_place(filed[1]) or not (people := east.names(text, *filed.span(2))):
        return None
    return Reading(
        filed.start(1), filed.end() - len(filed[3]), filed.end(), (filed.span(1),), authors=people, separator="=",
        signed=True,
    )  # fmt: skip


def _agency(text: str, at: int, end: int) -> int | None:
    stop = next((n for n in range(at, end) if text[n] in "=,|)·/ "), end)
    for to in (end, stop):
        if to > at and agencies.canonical(text[at:to].strip()):
            return to
    return None


def _place(text: str, at: int, end: int) -> int | None:
    """Return where the place at `at` ends: a word the gazetteer has, or any short one right before `=`."""
    stop = next((n for n in range(at, end) if text[n] in "=,|·‧ㆍ∙/"), end)
    if east.is_place(text[at:stop].strip()):
        return stop
    space = text.find(" ", at, stop)
    if space > at and east.is_place(text[at:space]):
        return space
    if text[at:stop].strip() in vocabulary.every("bylines", "photo"):
        return None
    return stop if stop < end and text[stop] in "=·" and stop - at <= 6 and text[at:stop].isalpha() else None
