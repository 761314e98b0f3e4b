"""The byline and the dates that a page prints around its headline and under its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from copydesk.intake import zones
from copydesk.intake.content import HEADINGS, NEVER
from copydesk.intake.tree import INLINE, Element
from copydesk.model import Credit, Moment
from copydesk.normalize import moments, names

_LINE = 220
_BEFORE, _OVER, _AFTER = 10, 4, 40
_NEAR, _UNDER = 7, 24
"""Lines under the text: the first few are read, the others when their names say that they hold a byline or a date."""
_LABEL = 40
"""Code points before a date that can say what it is."""
_ELEMENTS = 90
"""Elements looked at on either side: lines of a header lie in a few elements each."""
_TEASER = 150
_ELSEWHERE = frozenset(("comment_form", "related", "newsletter", "cookie", "paywall"))
"""Parts whose names and dates are not the article's."""
_AUTHOR = re.compile(
    r"-(?:author|authors|byline|bylines|autor|autoren|autorin|auteur|auteurs|autore|autores|writer|writers|redacteur|redakteur|journalist|reporter|fn|contributor|contributors|forfatter|skribent|kirjoittaja|yazar|signature|firma|credits-name|person-name|attribution)(?=-)"
)
_NO_AUTHOR = re.compile(
    r"-(?:bio|biography|description|desc|image|img|avatar|photo|social|follow|about|box|count|comment|comments|related|more|links|list-more|job|role|title|location|date|time|twitter|email|caption|credit)(?=-)"
)
_DATED = re.compile(
    r"-(?:date|dates|datetime|time|timestamp|published|publish|pubdate|posted|datum|fecha|data|dato|dateline|updated|modified|entry-meta|meta)(?=-)"
)
_AUTHOR_LINK = re.compile(
    r"/(?:author|authors|autor|autoren|autorin|autores|auteur|auteurs|profile|people|staff|by|contributors?|journalist|reporter|redaktion|person|profil|writers?|columnist|yazar)/",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Printed:
    """What was found, in the order of the page."""

    credits: list[Credit] = field(default_factory=list)
    published: list[Moment] = field(default_factory=list)
    modified: list[Moment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    element: Element
    text: str


def find(root: Element, body: Element, headline: str | None) -> Printed:
    """Return what is printed within a few lines around the headline, and right under the text."""
    lines = list(_lines(root, *_window(root, body, headline)))
    first, last = _place(lines, body, headline)
    printed = Printed()
    before = lines[max(0, first - _BEFORE) : first] if headline else []
    for line in (*_until_text(lines[first : first + _AFTER]), *before[-_OVER:]):
        _read(line, printed)
    for line in before[:-_OVER]:
        _dates(line, printed)
    if not printed.credits or not printed.published:
        under = Printed()
        for index, line in enumerate(lines[last + 1 : last + _UNDER]):
            if index < _NEAR or _says_so(line.element):
                _read(line, under)
        printed.credits = printed.credits or under.credits
        printed.published = printed.published or under.published
    return printed


def _window(root: Element, body: Element, headline: str | None) -> tuple[int, int, int, int]:
    """Return two ranges of the page's order: around headline and beginning of the text, and around its end."""
    order = root.order or []
    text = [part.start for part in body.iter() if part.mass > 0] or [body.start]
    begin = next((index for index in text if order[index].tag not in ("div", "section", "article", "main")), text[0])
    heads = [part.start for part in root.iter() if part.start <= begin and (part.tag == "h1" or _says(part, headline))]
    first = max(0, min(heads[-1] if heads else begin, begin) - _ELEMENTS)
    return first, begin + _ELEMENTS, max(begin + _ELEMENTS, body.end - _ELEMENTS), body.end + 2 * _ELEMENTS


def _says(element: Element, headline: str | None) -> bool:
    return element.tag in HEADINGS and headline is not None and element.text().casefold() == headline.casefold()


def _place(lines: list[_Line], body: Element, headline: str | None) -> tuple[int, int]:
    """Return the index of the headline's line and of the last line of the text."""
    inside = [
        index
        for index, line in enumerate(lines)
        if body.start <= line.element.start < body.end and line.element.mass > 0
    ]
    begin, last = (inside[0], inside[-1]) if inside else (0, len(lines) - 1)
    wanted = headline.casefold() if headline else None
    heads = [index for index, line in enumerate(lines[: begin + 3]) if wanted and line.text.casefold() == wanted]
    heads = heads or [index for index, line in enumerate(lines[: begin + 3]) if line.element.tag == "h1"]
    return (heads[-1] if heads else max(0, begin - 8)), last


def _until_text(lines: list[_Line]) -> list[_Line]:
    """Return the lines up to the third paragraph of running text."""
    paragraphs = 0
    for index, line in enumerate(lines):
        if line.element.mass > 0 and len(line.text) > 100:
            paragraphs += 1
            if paragraphs == 3:
                return lines[:index]
    return lines


def _lines(root: Element, first: int, until: int, again: int, last: int) -> Iterator[_Line]:
    """Yield each block with text of its own in two ranges, without the parts that cannot hold the article's byline."""
    order = root.order or []
    index = first
    while index < min(last, len(order)):
        if until <= index < again:
            index = again
            continue
        element = order[index]
        if element.tag in NEVER or (
            element.chars > _TEASER and element.mass == 0 and zones.of(element).drop in _ELSEWHERE
        ):
            index = element.end
            continue
        index += 1
        if element.tag in INLINE and (element.chars < _LINE or element.parent is None):
            continue
        own: list[str] = []
        for child in element.children:
            if isinstance(child, str):
                own.append(child)
            elif child.tag in INLINE and child.tag not in NEVER:
                own.extend((" ", child.spaced_text() if child.chars < _LINE or child.mass else "", " "))
        text = " ".join("".join(own).split())
        if text or element.tag == "time":
            yield _Line(element, text)


def _read(line: _Line, printed: Printed) -> None:
    if len(line.text) > _LINE or (line.element.mass > 0 and len(line.text) > 120):
        return
    _dates(line, printed)
    if credit := _credit(line):
        printed.credits.append(credit)


def _dates(line: _Line, printed: Printed) -> None:
    """Collect the dates of a line: what `time` elements say exactly, else what is printed."""
    said = 0
    for time in (part for part in line.element.iter() if part.tag == "time"):
        text = " ".join(time.spaced_text().split())
        moment = moments.declared(time.get("datetime")) if time.get("datetime") else None
        if moment := moment or moments.printed(text):
            place = max(line.text.find(text[:20]), 0) if text else 0
            label = line.text[max(0, place - _LABEL) : place] + " " + text + " " + " ".join(time.attributes.values())
            _sort(moment, label, printed)
            said += 1
    if said or not any(character.isdigit() for character in line.text):
        return
    if line.element.tag == "h1":
        for part in line.element.find("span", "small", "div"):
            if _DATED.search(zones.words_of(part)) and (found := moments.printed(part.text())):
                printed.published.append(found)
        return
    before = 0
    for start, moment in moments.every(line.text):
        _sort(moment, line.text[max(before, start - _LABEL) : start], printed)
        before = start


_CHANGED = re.compile(
    r"update|updated|modified|aktualisiert|geändert|mis à jour|modifié|actualizad|atualizad|aggiornat|bijgewerkt|uppdaterad|opdateret|oppdatert|güncelle|обновлен|изменен|更新|수정",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"publi|written|erschienen|erstellt|veröffentlicht|posted|created|geplaatst|lagt|ekleme|giriş|опубликован|发布|發布|公開|입력|등록|stand",
    re.IGNORECASE,
)


def _sort(moment: Moment, said: str, printed: Printed) -> None:
    changed, first = _CHANGED.search(said), _FIRST.search(said)
    if changed and not (first and first.start() < changed.start()):
        printed.modified.append(moment)
    else:
        printed.published.append(moment)


def _credit(line: _Line) -> Credit | None:
    """Return the credit that a line prints: it begins as one does, or its names or links say so."""
    text = line.text.strip(" |·•-–—")
    if not text or len(text) > 160:
        return None
    if names.begins_credit(text):
        return Credit(text, "visible")
    said = [part.text() for part in line.element.iter() if _is_author(part)]
    if said := [name for name in dict.fromkeys(said) if 2 < len(name) <= 80]:
        return Credit("; ".join(said), "visible")
    if len(text) <= 100 and _is_named(line.element):
        return Credit(text, "visible")
    return None


def _says_so(element: Element) -> bool:
    words = zones.words_of(element)
    return bool(words) and (_AUTHOR.search(words) or _DATED.search(words)) is not None


def _is_author(part: Element) -> bool:
    return (
        "author" in part.get("rel").split()
        or "author" in part.get("itemprop").split()
        or (part.tag == "a" and _AUTHOR_LINK.search(part.get("href")) is not None)
    )


def _is_named(element: Element) -> bool:
    for part in (element, *_upwards(element)):
        words = zones.words_of(part)
        if _AUTHOR.search(words):
            return not _NO_AUTHOR.search(words)
    return False


def _upwards(element: Element) -> Iterator[Element]:
    for count, around in enumerate(element.ancestors()):
        if count == 3 or around.chars > _LINE or around.tag in ("body", "main", "article"):
            return
        yield around
